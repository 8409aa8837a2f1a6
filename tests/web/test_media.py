"""The media endpoints: every request is admitted anew, and nothing leaves that was not written down (I1, I2)."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import Client
from starlette.requests import Request

from tests.scenes.index import indexed
from tests.scenes.schools import BROWSER, SchoolScene, directive
from tests.scenes.store import Store
from tests.web.conftest import ADDRESS, Browser
from vonggac.access import services as access
from vonggac.access.models import Served
from vonggac.access.services.checking import views
from vonggac.archive.models import Segment, Stream
from vonggac.directives import services as directives
from vonggac.duty.models import UsageLine
from vonggac.fmp4.reader import read_init
from vonggac.kernel.authority import Act, Grant, Refusal
from vonggac.kernel.clock import DAY_US, MINUTE_US, SECOND_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.media.stills import StillDecoder
from vonggac.people import services as people
from vonggac.people.models import LoginSession
from vonggac.playback.opening import Opener
from vonggac.web import tickets
from vonggac.web.playback.opening import Pass, open_windows
from vonggac.web.streams import footage, gate
from vonggac.web.streams.previews import Previews, Superseded

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


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

    def __init__(self, school: SchoolScene, client: Client, camera: str, range_: Range) -> None:
        self.camera = camera
        self.range = range_
        self.client = client
        self.paper = directive(school, footage=range_)
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


# --------------------------------------------------------------------------- stills


def stills(watched: Watched) -> tickets.Ticket:
    return tickets.for_stills(watched.ticket, watched.range)


def test_a_still_is_booked_as_its_fragment(watched: Watched) -> None:
    """I2, ACCESS §9: whatever shows the footage is footage; a picture counts for the fragment it stands for."""
    at_us = watched.range.from_us + 25 * SECOND_US
    answer = watched.ask(footage._still, ticket=stills(watched), query=f"at={at_us}&width=320")
    row = Served.objects.get()
    assert answer.status_code == 200
    assert answer.media_type == "image/jpeg"
    assert row.byte_count == len(answer.body)
    assert row.from_us <= at_us < row.to_us
    stands_for = int(answer.headers["X-From-Us"]), int(answer.headers["X-To-Us"])
    assert stands_for == (row.from_us, row.to_us)
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_picture_at_hand_is_permitted_and_booked_again(watched: Watched) -> None:
    """The decoder's work is spared, nothing else."""
    at_us = watched.range.from_us
    for _ in range(2):
        watched.ask(footage._still, ticket=stills(watched), query=f"at={at_us}")
    assert Served.objects.count() == 2
    drawing = footage.previews()._decoder
    assert isinstance(drawing, Drawing)
    assert len(drawing.drawn) == 1
    access.stop_viewing(viewing=watched.ticket.viewing, at_us=now_us())
    late = watched.ask(footage._still, ticket=stills(watched), query=f"at={at_us}")
    assert late.status_code == 410


def test_no_still_outside_the_directive(watched: Watched) -> None:
    """1.7: the next fragment is refused, whatever the ticket's window says."""
    beyond = watched.range.to_us + 30 * SECOND_US
    wide = tickets.for_stills(
        watched.ticket, Range(watched.range.from_us, watched.range.to_us + MINUTE_US)
    )
    for ticket in (stills(watched), wide):
        answer = watched.ask(footage._still, ticket=ticket, query=f"at={beyond}")
        assert answer.status_code == 403
    assert not Served.objects.exists()


def test_a_ticket_for_stills_opens_no_stream_and_the_other_no_still(watched: Watched) -> None:
    """A ticket is for what it was given for."""
    segment = segments(watched)[0]
    answers = [
        watched.ask(footage._fragments, ticket=stills(watched), segment=segment, span="0-0"),
        watched.ask(footage._still, query=f"at={watched.range.from_us}"),
    ]
    assert [each.status_code for each in answers] == [403, 403]
    assert not Served.objects.exists()


@pytest.mark.parametrize(
    "query", ["", "at=", "at=-5", "at=1&width=333", "at=" + "9" * 40, "at=x", "at=1&width=1e9"]
)
def test_a_malformed_wish_is_answered(watched: Watched, query: str) -> None:
    """1.9."""
    answer = watched.ask(footage._still, ticket=stills(watched), query=query)
    assert answer.status_code in (403, 404)


def test_over_a_gap_there_is_no_still_and_no_fault(watched: Watched) -> None:
    """204: the page says why from the timeline."""
    Segment.objects.filter(start_us__gt=watched.range.from_us + MINUTE_US).delete()
    at_us = watched.range.to_us - SECOND_US
    answer = watched.ask(footage._still, ticket=stills(watched), query=f"at={at_us}")
    assert answer.status_code == 204
    assert not Served.objects.exists()


def test_of_two_wishes_of_a_viewer_only_the_newer_is_decoded() -> None:
    """A hand that drags on does not wait for the pictures that it has left."""
    drawing = Drawing()
    pictures = Previews(drawing)
    old, new = pictures.wish("a"), pictures.wish("a")
    other = pictures.wish("b")
    key = ("CAM", "sub", 0, 320)
    with pytest.raises(Superseded):
        pictures.jpeg("a", old, key, init=b"", picture=b"")
    pictures.jpeg("a", new, key, init=b"", picture=b"")
    pictures.jpeg("b", other, ("CAM", "sub", 1, 320), init=b"", picture=b"")
    assert len(drawing.drawn) == 2


def test_a_beat_renews_both_tickets(watched: Watched) -> None:
    """Stills may be asked for anywhere in the grant, the stream in its window."""
    fresh = json.loads(watched.ask(footage._beat).body)
    assert tickets.read(fresh["ticket"], now_us()) == watched.ticket
    still = tickets.read(fresh["still"], now_us())
    assert (still.stream, still.window) == (tickets.STILLS, watched.range)


# --------------------------------------------------------------------------- what a browser shows


def opened(watched: Watched, **how: Any) -> dict[str, Any]:
    """What the page is given for the gate."""
    entry = Pass(watched.session, watched.ticket.grant, watched.ticket.viewing)
    answer = open_windows(entry, [watched.camera], watched.range.from_us, **{"h265": False, **how})
    assert not isinstance(answer, Refusal)
    found: dict[str, Any] = answer["cameras"][watched.camera]
    return found


def with_sub(watched: Watched, main: str, sub: str) -> None:
    """The recorded minutes as if of these codecs, with a sub stream of the first."""
    first = Segment.objects.order_by("start_us")[0]
    stream = Stream.objects.create(
        camera=watched.camera, name="sub", longest_us=MINUTE_US, commissioned_us=first.start_us
    )
    Segment.objects.update(codec=main)
    first.pk, first.stream, first.codec = None, stream, sub
    first.segment, first.ledger_idx = "5" * 32, 900
    first.save(force_insert=True)


def test_h265_is_replaced_by_a_sub_stream_that_the_browser_shows(watched: Watched) -> None:
    """And said: ``substituted``. A browser that has H.265 gets the main stream."""
    with_sub(watched, "hvc1.1.6.L120.90", "avc1.64001E")
    found = opened(watched)
    assert (found["stream"], found["substituted"]) == ("sub", True)
    able = opened(watched, h265=True)
    assert (able["stream"], able["substituted"]) == ("main", False)


def test_where_both_are_h265_key_pictures_are_shown(watched: Watched) -> None:
    """By the way of the stills; the page says what to do."""
    with_sub(watched, "hvc1.1.6.L120.90", "hvc1.1.6.L93.90")
    found = opened(watched)
    assert (found["url"], found["pictures"]) == ("", "unshowable")
    assert found["footage"] and found["still"]


def test_mjpeg_is_shown_as_pictures(watched: Watched) -> None:
    """Whatever the browser says of H.265."""
    Segment.objects.update(codec="mjpeg")
    for h265 in (False, True):
        assert opened(watched, h265=h265)["pictures"] == "pictures"


def test_a_person_may_ask_for_the_sub_stream(watched: Watched) -> None:
    """The other one stands in where there is none."""
    Segment.objects.update(codec="avc1.640028")
    assert opened(watched, quality="sub")["stream"] == "main"
    with_sub(watched, "avc1.640028", "avc1.64001E")
    assert opened(watched, quality="sub")["stream"] == "sub"
    assert opened(watched, quality="nonsense")["stream"] == "main"
