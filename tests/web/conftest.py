"""Every test of the room has both databases, browsers that are signed in, and somebody who watches."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from starlette.requests import Request

from tests.scenes.index import indexed
from tests.scenes.schools import BROWSER, SchoolScene, directive, yen_cuong
from tests.scenes.store import Store
from vonggac.access import services as access
from vonggac.directives.models import Directive
from vonggac.factors import services as factors
from vonggac.kernel.authority import Act, Grant, Refusal
from vonggac.kernel.clock import DAY_US, MINUTE_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.media.stills import StillDecoder
from vonggac.people import services as people
from vonggac.people.models import Account, LoginSession
from vonggac.playback.opening import Opener
from vonggac.web import tickets
from vonggac.web.streams import footage
from vonggac.web.streams.previews import Previews

ADDRESS = "127.0.0.1"
Browser = Callable[[UUID], Client]


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


@pytest.fixture
def browser() -> Browser:
    """A browser in which that person is signed in."""

    def signed_in(who: UUID) -> Client:
        account = Account.objects.get(person_id=who)
        login = people.open_session(account=account.id, user_agent=BROWSER, address=ADDRESS)
        factors.note_shown(session=login.session, how="totp")
        client = Client(headers={"user-agent": BROWSER})
        client.cookies[settings.SESSION_KEY_COOKIE] = login.key
        return client

    return signed_in


class Drawing(StillDecoder):
    """Stands for the decoder's child: says what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[tuple[int, int | None, int | None]] = []

    def warm(self) -> None:
        pass

    def decode(
        self,
        init: bytes,
        fragment: bytes,
        at_ticks: int | None = None,
        max_width: int | None = None,
    ) -> bytes:
        self.drawn.append((len(fragment), at_ticks, max_width))
        return b"jpeg" * 5


class Watched:
    """Cô Dung, a directive to her for three recorded minutes of the gate, and her browser."""

    def __init__(
        self,
        school: SchoolScene,
        client: Client,
        camera: str,
        range_: Range,
        *,
        paper: bool = True,
    ) -> None:
        """``paper``: False where there is a directive already."""
        self.camera = camera
        self.range = range_
        self.client = client
        self.paper = directive(school, footage=range_) if paper else Directive.objects.get()
        self.session = LoginSession.objects.get(
            account__person_id=school.duty_officer, ended_us=None
        ).id
        at_us = now_us()
        grant = access.may(
            person=school.duty_officer,
            act=Act.PLAYBACK,
            cameras=[camera],
            footage=range_,
            at_us=at_us,
        )
        assert isinstance(grant, Grant)
        viewing = access.start_viewing(
            grant_id=grant.id, session_id=self.session, act=Act.PLAYBACK, at_us=at_us
        )
        assert not isinstance(viewing, Refusal)
        self.ticket = tickets.Ticket(
            self.session, grant.id, viewing.id, Act.PLAYBACK, camera, "main", range_
        )

    def ask(self, answer: footage.Answer, **how: Any) -> Any:
        """One request as Granian would bring it; ``ticket``, ``agent``, ``key``, ``path`` change it."""
        text = how.pop("text", None) or tickets.issue(how.pop("ticket", self.ticket), now_us())
        key = how.pop("key", self.client.cookies[settings.SESSION_KEY_COOKIE].value)
        headers = [
            (b"cookie", f"{settings.SESSION_KEY_COOKIE}={key}".encode()),
            (b"user-agent", how.pop("agent", BROWSER).encode()),
        ]
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/media/x",
            "query_string": how.pop("query", "").encode(),
            "headers": headers,
            "client": (how.pop("address", ADDRESS), 1),
            "path_params": {"ticket": text, **how},
        }
        return footage._guarded(Request(scope), answer)


@pytest.fixture
def watched(
    school: SchoolScene, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Watched:
    store = Store.at(tmp_path)
    start_us = (now_us() - DAY_US) // MINUTE_US * MINUTE_US
    camera = school.cameras["gate"]
    files = [store.seal(camera, start_us + m * MINUTE_US, sound=True) for m in range(4)]
    indexed(store, files)
    monkeypatch.setattr(footage, "opener", lambda: Opener(store.keyholder))
    pictures = Previews(Drawing())
    monkeypatch.setattr(footage, "previews", lambda: pictures)
    range_ = Range(start_us, start_us + 3 * MINUTE_US)
    return Watched(school, browser(school.duty_officer), camera, range_)


def segments(watched: Watched) -> list[str]:
    text = watched.ask(footage._playlist).body.decode()
    lines = [line for line in text.splitlines() if line.startswith("f/")]
    return [line.split("/")[1] for line in lines]
