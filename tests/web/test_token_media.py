"""No footage without a person's own login and a grant: a token of another program opens no media address (I1)."""

import pytest
from django.conf import settings
from starlette.requests import Request

from tests.scenes.schools import BROWSER, SchoolScene
from tests.web.conftest import ADDRESS, Watched, segments
from vonggac.integrations import services
from vonggac.integrations.scopes import Scope
from vonggac.kernel.clock import now_us
from vonggac.web import tickets
from vonggac.web.streams import footage

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
ANSWERS = (footage._playlist, footage._init, footage._fragments, footage._still, footage._beat)


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_token_is_as_good_as_nothing_at_a_media_address(
    school: SchoolScene, watched: Watched, answer: footage.Answer
) -> None:
    """Even with a ticket that counts for somebody's login: as a header, and in the place of the login's cookie."""
    _row, token = services.make_token(
        school=school.id,
        by=school.principal,
        name="Bảng tin",
        scopes=list(Scope),
        days=1,
        basis="15/QĐ-THYC",
    )
    segment = segments(watched)[0]
    for cookie in (b"", f"{settings.SESSION_KEY_COOKIE}={token}".encode()):
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/media/x",
            "query_string": b"",
            "headers": [
                (b"authorization", f"Bearer {token}".encode()),
                (b"user-agent", BROWSER.encode()),
                (b"cookie", cookie),
            ],
            "client": (ADDRESS, 1),
            "path_params": {
                "ticket": tickets.issue(watched.ticket, now_us()),
                "segment": segment,
                "span": "0-1",
            },
        }
        assert footage._guarded(Request(scope), answer).status_code == 403
