"""Playback's bytes: playlist, init, fragments, one still; the beat that keeps a viewing alive, and its end.

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
from vonggac.kernel.authority import Act, Refusal
from vonggac.kernel.clock import now_us
from vonggac.kernel.ids import require_segment_id
from vonggac.playback.opening import Opener
from vonggac.playback.permission import NotPermitted
from vonggac.playback.playlist import m3u8
from vonggac.playback.reading import Given, NoFootage, read, read_init
from vonggac.playback.window import Entry, open_range
from vonggac.vault.errors import SegmentError
from vonggac.vault.keys import MachineKeyholder
from vonggac.web import tickets
from vonggac.web.refusals import refusal_json
from vonggac.web.streams.gate import Admitted, admit, caller_of, same_origin

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


async def playlist(request: Request) -> Response:
    return await _answered(request, _playlist)


async def init(request: Request) -> Response:
    return await _answered(request, _init)


async def fragments(request: Request) -> Response:
    return await _answered(request, _fragments)


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
    except (SegmentError, OSError) as error:
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
    text = m3u8(window, _address)
    return Response(text, media_type="application/vnd.apple.mpegurl", headers=SAFE)


def _address(entry: Entry | str) -> str:
    """Relative to the playlist: the ticket in front is put there by who asked."""
    return (
        f"i/{entry}" if isinstance(entry, str) else f"f/{entry.segment}/{entry.first}-{entry.last}"
    )


def _init(request: Request, admitted: Admitted) -> Response:
    segment = require_segment_id(request.path_params["segment"])
    data = read_init(admitted.grant, segment, at_us=now_us(), opener=opener())
    return Response(data, media_type="video/mp4", headers=SAFE)


def _fragments(request: Request, admitted: Admitted) -> Response:
    segment = require_segment_id(request.path_params["segment"])
    span = _SPAN.fullmatch(request.path_params["span"])
    if span is None:
        raise NoFootage(segment)
    first, last = int(span[1]), int(span[2])
    given = read(admitted.grant, segment, first, last, at_us=now_us(), opener=opener())
    _write_down(admitted, given)
    return Response(given.data, media_type="video/mp4", headers=SAFE)


def _write_down(admitted: Admitted, given: Given) -> None:
    """Raises NotPermitted where the bytes are of another camera than the ticket's, ViewingEnded."""
    ticket = admitted.ticket
    if (given.camera, given.stream) != (ticket.camera, ticket.stream):
        raise NotPermitted("a fragment of another stream than the ticket's")
    access.serve(
        viewing=ticket.viewing,
        camera=given.camera,
        stream=given.stream,
        footage=given.time.asked,
        byte_count=len(given.data),
        at_us=now_us(),
    )


def _beat(request: Request, admitted: Admitted) -> Response:
    at_us = now_us()
    if not access.heartbeat(viewing=admitted.ticket.viewing, at_us=at_us):
        raise access.ViewingEnded
    return JSONResponse({"ticket": tickets.issue(admitted.ticket, at_us)}, headers=SAFE)


def _stop(request: Request, admitted: Admitted) -> Response:
    access.stop_viewing(viewing=admitted.ticket.viewing, at_us=now_us())
    return Response(status_code=204, headers=SAFE)
