"""Single pictures while dragging, and what a browser is given to show: permitted and booked like any footage."""

import json
from typing import Any

import pytest

from tests.web.conftest import Drawing, Watched, segments
from vonggac.access import services as access
from vonggac.access.models import Served
from vonggac.archive.models import Segment, Stream
from vonggac.kernel.authority import Refusal
from vonggac.kernel.clock import MINUTE_US, SECOND_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.web import tickets
from vonggac.web.playback.opening import Pass, open_windows
from vonggac.web.streams import footage
from vonggac.web.streams.previews import Previews, Superseded

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


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
