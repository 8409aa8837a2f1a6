"""``POST /hook/<token>``: a fire-alarm panel or a door contact tells of an event. No login, no answer but 204 or 404.

The body is not read for meaning, and more than 4 kB of it is refused: what a line means was decided when it was made.
"""

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from vonggac.equipment import services as equipment
from vonggac.kernel.events import EventKind, EventSource
from vonggac.web.equipment.office import say
from vonggac.web.pace import MOST_A_MINUTE, Pace
from vonggac.web.streams.footage import SAFE

log = logging.getLogger(__name__)

__all__ = ["MOST_A_MINUTE", "Pace", "hook", "pace"]
LONGEST_BODY_BYTES = 4096
LONGEST_TOKEN = 64
pace = Pace()
"""Of one address, right or wrong. An alarm panel calls once; a guesser is told 404 without a look at the rows."""


async def hook(request: Request) -> Response:
    """204: heard. 404: no such line, or too often. 413: too long."""
    if not await _short(request):
        return Response(status_code=413, headers=SAFE)
    address = request.client.host if request.client else ""
    return await run_in_threadpool(_answer, request.path_params["token"], address)


def _answer(token: str, address: str) -> Response:
    if len(token) > LONGEST_TOKEN or not pace.allows(address):
        return Response(status_code=404, headers=SAFE)
    try:
        heard = _heard(token)
    except Exception:  # the line may call again; nothing of the call is in the log
        log.exception("an input line was not heard")
        return Response(status_code=503, headers=SAFE)
    return Response(status_code=204 if heard else 404, headers=SAFE)


async def _short(request: Request) -> bool:
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or len(announced) > 9 or int(announced) > LONGEST_BODY_BYTES:
        return False
    taken = 0
    try:
        async for piece in request.stream():
            taken += len(piece)
            if taken > LONGEST_BODY_BYTES:
                return False
    except ClientDisconnect:
        return False
    return True


def _heard(token: str) -> bool:
    found = equipment.heard(token=token)
    if found is None:
        return False
    for camera in found.cameras:
        say(camera, EventKind.INPUT, EventSource.INPUT, detail=found.name)
    return True
