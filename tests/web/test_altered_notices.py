"""The machine's administrator edits rows of notices: the page says so and goes on."""

import pytest
from django.db import connection
from django.urls import reverse

from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from vonggac.notices import services
from vonggac.notices.kinds import NoticeKind

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def test_a_notice_of_an_invented_kind_is_told_as_altered(
    school: SchoolScene, browser: Browser
) -> None:
    services.tell(
        persons=[school.it_teacher],
        kind=NoticeKind.REQUEST_SENT,
        params={"no": "DN-2026-001"},
        key="request:1",
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notices_notice SET kind = 'invented'")
    page = browser(school.it_teacher).get(reverse("notices"))
    assert page.status_code == 200
    assert "đã bị thay đổi trong cơ sở dữ liệu" in page.content.decode()
