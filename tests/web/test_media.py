"""The media endpoints: every request is admitted anew, and nothing leaves that was not written down (I1, I2)."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from tests.scenes.schools import SchoolScene
from tests.web.conftest import Watched, segments
from vonggac.access import services as access
from vonggac.access.models import Served
from vonggac.access.services.checking import views
from vonggac.directives import services as directives
from vonggac.duty.models import UsageLine
from vonggac.fmp4.reader import read_init
from vonggac.kernel.authority import Act, Refusal
from vonggac.kernel.clock import MINUTE_US, SECOND_US
from vonggac.kernel.ranges import Range
from vonggac.people import services as people
from vonggac.web.streams import footage, gate

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def test_the_playlist_names_no_ticket_and_no_path(watched: Watched) -> None:
    """Relative addresses: the page puts the ticket of the moment in front."""
    text = watched.ask(footage._playlist).body.decode()
    assert "#EXT-X-PROGRAM-DATE-TIME" in text
    assert watched.camera not in text
    assert all(not line.startswith("/") for line in text.splitlines())


def test_bytes_are_written_down_before_they_leave(watched: Watched) -> None:
    """I2: what was served adds up; sound is not given (1.8)."""
    segment = segments(watched)[0]
    init = watched.ask(footage._init, segment=segment)
    assert [track.codec.kind for track in read_init(init.body)] == ["video"]
    answer = watched.ask(footage._fragments, segment=segment, span="0-1")
    row = Served.objects.get()
    assert answer.status_code == 200
    assert row.byte_count == len(answer.body)
    assert Range(row.from_us, row.to_us) == Range(
        watched.range.from_us, watched.range.from_us + 40 * SECOND_US
    )


def test_leaving_the_page_writes_the_line_of_the_book(watched: Watched) -> None:
    """Khoản 2 Điều 3: by itself, with what was really watched."""
    watched.ask(footage._fragments, segment=segments(watched)[0], span="0-0")
    assert watched.ask(footage._stop).status_code == 204
    line = UsageLine.objects.get()
    assert line.served[0]["camera"] == watched.camera


def test_no_fragment_outside_the_directive(watched: Watched, school: SchoolScene) -> None:
    """2.1b: the fourth minute is recorded, and not permitted."""
    from_us = watched.range.to_us
    beyond = replace(watched.ticket, window=Range(from_us, from_us + MINUTE_US))
    assert watched.ask(footage._playlist, ticket=beyond).status_code == 403
    assert not Served.objects.exists()


@pytest.mark.parametrize(
    "how",
    [
        {"key": ""},
        {"key": "another"},
        {"agent": "another browser"},
        {"address": "10.9.8.7"},
        {"text": "A" * 200},
    ],
)
def test_a_ticket_elsewhere_is_refused(watched: Watched, how: dict[str, str]) -> None:
    """ACCESS §3.2: without cookie, in another browser, from another network, forged."""
    segment = segments(watched)[0]
    answer = watched.ask(footage._fragments, segment=segment, span="0-0", **how)
    assert answer.status_code == 403
    assert not Served.objects.exists()


def test_a_ticket_of_another_login_is_refused(watched: Watched) -> None:
    """3.1: an address, bound to the login it was given to."""
    other = replace(watched.ticket, session=uuid4())
    assert watched.ask(footage._playlist, ticket=other).status_code == 403


def test_a_withdrawn_directive_stops_the_next_fragment(
    watched: Watched, school: SchoolScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """4.1: at most 5 s later; here the view of revocations is made anew at once."""
    segment = segments(watched)[0]
    directives.withdraw(directive=watched.paper.id, by=school.principal, reason="Đã đủ")
    views.forget()
    assert watched.ask(footage._fragments, segment=segment, span="0-0").status_code == 403


def test_signing_out_stops_it_too(watched: Watched) -> None:
    """2.7."""
    segment = segments(watched)[0]
    people.end_session(session=watched.session)
    assert watched.ask(footage._fragments, segment=segment, span="0-0").status_code == 403


@pytest.mark.parametrize("span", ["", "0", "1-0", "0-999999", "a-b", "0-1-2"])
def test_a_malformed_span_is_no_footage(watched: Watched, span: str) -> None:
    """1.9: answered, with bounded work."""
    answer = watched.ask(footage._fragments, segment=segments(watched)[0], span=span)
    assert answer.status_code == 404


@pytest.mark.parametrize("segment", ["../../etc/passwd", "0" * 32, "x"])
def test_an_unknown_segment_is_no_footage(watched: Watched, segment: str) -> None:
    """3.5: looked up, never joined to a path."""
    answer = watched.ask(footage._fragments, segment=segment, span="0-0")
    assert answer.status_code == 404


def test_an_error_in_the_decision_is_a_refusal(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """1.5: fail closed."""

    def broken(**_: object) -> None:
        raise RuntimeError("the database is away")

    monkeypatch.setattr(access, "check", broken)
    caller = gate.Caller("", "", "", "vi")
    monkeypatch.setattr(people, "resume", lambda **_: active(watched))
    answer = gate.admit_ticket(caller, watched.ticket, Act.PLAYBACK)
    assert isinstance(answer, Refusal)
    assert answer.code == "undecided"


def active(watched: Watched) -> people.Active:
    return people.Active(
        session=watched.session, account=UUID(int=1), person=UUID(int=2), must_change_password=False
    )


def test_a_beat_gives_a_new_ticket(watched: Watched) -> None:
    """The page renews its address before the minute is over."""
    answer = watched.ask(footage._beat)
    assert answer.status_code == 200
