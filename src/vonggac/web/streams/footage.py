"""Playback's bytes: playlist, init, fragments, stills; the beat that keeps a viewing alive, and its end.

Each runs in a worker thread: gate, read, write down what is served (committed before a byte leaves, I2), answer.
"""

import logging
import re
from collections.abc import Callable
from functools import cache

from django.conf import settings
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from vonggac.access import services as access
from vonggac.kernel.authority import Act, Basis, Refusal
from vonggac.kernel.clock import now_us
from vonggac.kernel.ids import require_segment_id
from vonggac.media.stills import StillFailed
from vonggac.playback.opening import Opener
from vonggac.playback.permission import NotPermitted
from vonggac.playback.playlist import m3u8
from vonggac.playback.reading import Given, NoFootage, Still, preview, read, read_init
from vonggac.playback.window import Entry, open_range
from vonggac.vault.errors import SegmentError
from vonggac.vault.keys import MachineKeyholder
from vonggac.web import tickets
from vonggac.web.refusals import refusal_json
from vonggac.web.streams.gate import Admitted, admit, caller_of, same_origin
from vonggac.web.streams.previews import LARGE, WIDTHS, Previews, Superseded

log = logging.getLogger(__name__)

SAFE = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
_SPAN = re.compile(r"(\d{1,6})-(\d{1,6})")

Answer = Callable[[Request, Admitted], Response]


@cache
def opener() -> Opener:
    """One for the process: it remembers headers and data keys of the last segments, no footage."""
    return Opener(MachineKeyholder(settings.DATA.keys))


@cache
def previews() -> Previews:
    """One for the process; its decoder starts with the first picture."""
    return Previews()


async def playlist(request: Request) -> Response:
    return await _answered(request, _playlist)


async def init(request: Request) -> Response:
    return await _answered(request, _init)


async def fragments(request: Request) -> Response:
    return await _answered(request, _fragments)


async def still(request: Request) -> Response:
    """``?at=…&width=…`` → the key picture before the instant as JPEG."""
    return await _answered(request, _still)


async def beat(request: Request) -> Response:
    """The page is there: the viewing goes on, and the ticket gets another minute."""
    return await _posted(request, _beat)


async def stop(request: Request) -> Response:
    """The page closes: the usage book gets its line now instead of in 15 s."""
    return await _posted(request, _stop)


async def _posted(request: Request, answer: Answer) -> Response:
    if not same_origin(request):
        return Response(status_code=403, headers=SAFE)
    return await _answered(request, answer)


async def _answered(request: Request, answer: Answer) -> Response:
    if request.method == "HEAD":  # asked for no footage: nothing is to be written down as watched
        return Response(status_code=405, headers={**SAFE, "Allow": "GET"})
    return await run_in_threadpool(_guarded, request, answer)


def _guarded(request: Request, answer: Answer) -> Response:
    admitted = admit(caller_of(request), request.path_params["ticket"], Act.PLAYBACK)
    if isinstance(admitted, Refusal):
        return JSONResponse(refusal_json(admitted), status_code=403, headers=SAFE)
    try:
        return answer(request, admitted)
    except NotPermitted:
        return JSONResponse({"code": "outside"}, status_code=403, headers=SAFE)
    except access.ViewingEnded:
        return JSONResponse({"code": "viewing_ended"}, status_code=410, headers=SAFE)
    except (NoFootage, FileNotFoundError, ValueError):
        return JSONResponse({"code": "no_footage"}, status_code=404, headers=SAFE)
    except Superseded:
        return JSONResponse({"code": "superseded"}, status_code=409, headers=SAFE)
    except (SegmentError, StillFailed, OSError) as error:
        log.error("footage cannot be read: %r", error)
        return JSONResponse({"code": "unreadable"}, status_code=500, headers=SAFE)
    except Exception:  # fail closed: what could not be written down is not served
        log.exception("a media request failed")
        return JSONResponse({"code": "undecided"}, status_code=503, headers=SAFE)


def _playlist(request: Request, admitted: Admitted) -> Response:
    ticket = admitted.ticket
    at = request.query_params.get("at", "")
    window = open_range(
        admitted.grant,
        ticket.camera,
        ticket.stream,
        ticket.window,
        now_us(),
        playhead_us=int(at) if at.isdecimal() and len(at) < 18 else None,
    )
    if not window.entries:
        raise NoFootage(ticket.camera)
    previews().warm_soon()
    text = m3u8(window, _address)
    return Response(text, media_type="application/vnd.apple.mpegurl", headers=SAFE)


def _address(entry: Entry | str) -> str:
    """Relative to the playlist: the ticket in front is put there by who asked."""
    return (
        f"i/{entry}" if isinstance(entry, str) else f"f/{entry.segment}/{entry.first}-{entry.last}"
    )


def _init(request: Request, admitted: Admitted) -> Response:
    segment = require_segment_id(request.path_params["segment"])
    audio = admitted.ticket.sound
    data = read_init(admitted.grant, segment, at_us=now_us(), opener=opener(), audio=audio)
    return Response(data, media_type="video/mp4", headers=SAFE)


def _fragments(request: Request, admitted: Admitted) -> Response:
    segment = require_segment_id(request.path_params["segment"])
    span = _SPAN.fullmatch(request.path_params["span"])
    if span is None:
        raise NoFootage(segment)
    first, last = int(span[1]), int(span[2])
    ticket = admitted.ticket
    given = read(
        admitted.grant,
        segment,
        first,
        last,
        at_us=now_us(),
        opener=opener(),
        audio=ticket.sound,
    )
    if (given.camera, given.stream) != (ticket.camera, ticket.stream):
        raise NotPermitted("a fragment of another stream than the ticket's")
    _write_down(admitted, given)
    return Response(given.data, media_type="video/mp4", headers=SAFE)


def _still(request: Request, admitted: Admitted) -> Response:
    """A picture stands for its fragment: the books know nothing smaller, and never less than was seen."""
    ticket, query = admitted.ticket, request.query_params
    if ticket.stream != tickets.STILLS:
        raise NotPermitted("a ticket for stills")
    at_us, width = _whole(query.get("at", "")), _whole(query.get("width", "320"))
    if width not in WIDTHS:
        raise NoFootage("no such width")
    viewer = ticket.viewing, ticket.camera
    wish = previews().wish(viewer)
    streams: tuple[str, ...] = ("sub", "main") if width < LARGE else ("main", "sub")
    if admitted.grant.basis == Basis.TECHNICAL_CHECK:
        streams = (access.TECHNICAL_STREAM,)
    try:
        found = preview(
            admitted.grant, ticket.camera, at_us, at_us=now_us(), opener=opener(), streams=streams
        )
    except NoFootage:
        return Response(status_code=204, headers=SAFE)  # a hand dragged over a gap is no error
    key = (found.camera, found.stream, found.start_us, width)
    data = previews().jpeg(viewer, wish, key, init=found.init, picture=found.key_picture)
    _write_down(admitted, Given(found.camera, found.stream, data, found.time))
    return Response(data, media_type="image/jpeg", headers={**SAFE, **_stands_for(found)})


def _stands_for(found: Still) -> dict[str, str]:
    """The instants that the picture is good for, so that the page need not ask for each of them."""
    given = found.time.given
    return {"X-From-Us": str(given.from_us), "X-To-Us": str(given.to_us)}


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 17:
        raise NoFootage("not a number")
    return int(text)


def _write_down(admitted: Admitted, given: Given) -> None:
    """Raises ViewingEnded: then nothing may be sent."""
    access.serve(
        viewing=admitted.ticket.viewing,
        camera=given.camera,
        stream=given.stream,
        footage=given.time.asked,
        byte_count=len(given.data),
        at_us=now_us(),
        sound=given.sound,
    )


def _beat(request: Request, admitted: Admitted) -> Response:
    at_us = now_us()
    if not access.heartbeat(viewing=admitted.ticket.viewing, at_us=at_us):
        raise access.ViewingEnded
    ticket = admitted.ticket
    of_stills = tickets.for_stills(ticket, admitted.grant.footage)
    fresh = {"ticket": tickets.issue(ticket, at_us), "still": tickets.issue(of_stills, at_us)}
    return JSONResponse(fresh, headers=SAFE)


def _stop(request: Request, admitted: Admitted) -> Response:
    access.stop_viewing(viewing=admitted.ticket.viewing, at_us=now_us())
    return Response(status_code=204, headers=SAFE)
