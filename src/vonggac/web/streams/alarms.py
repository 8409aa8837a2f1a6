"""An alarm's two pictures, from recorded footage: just before, and at the instant that tells most (ACCESS §9).

Asked anew at every showing: the login, the failure, ``access`` (live view of that camera, now). Nothing is kept.
"""

import logging
from threading import BoundedSemaphore
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from vonggac.access import services as access
from vonggac.equipment import selectors as equipment
from vonggac.kernel.authority import Act, Grant, Refusal
from vonggac.kernel.clock import MINUTE_US, SECOND_US, now_us
from vonggac.media.stills import StillDecoder, StillFailed
from vonggac.people import services as people
from vonggac.playback.reading import NoFootage, Still, key_sample
from vonggac.vault.errors import SegmentError
from vonggac.web.refusals import refusal_json
from vonggac.web.streams.footage import SAFE, opener
from vonggac.web.streams.gate import Caller, caller_of

if TYPE_CHECKING:
    from vonggac.equipment.models import FailureSign

log = logging.getLogger(__name__)

WIDTH = 640
LEAD_US = 5 * SECOND_US
"""The picture before: so long before the alarm began."""
_AT_ONCE = BoundedSemaphore(2)
"""A decoder is a process: two at a time, whoever asks."""
_WAIT_S = 0.5
"""A page shows two pictures. Who waits longer comes back: a waiting thread is one that serves nobody else."""
_AGAIN_S = 2


async def alarm_picture(request: Request) -> Response:
    """``/media/alarm/<sign>/before`` or ``/at``: JPEG, or why not as JSON."""
    if request.method == "HEAD":  # asked for no picture: nothing is to be written down as shown
        return Response(status_code=405, headers={**SAFE, "Allow": "GET"})
    return await run_in_threadpool(_guarded, request)


def _guarded(request: Request) -> Response:
    caller = caller_of(request)
    with translation.override(caller.language):
        try:
            return _answer(caller, request.path_params["sign"], request.path_params["which"])
        except (NoFootage, FileNotFoundError):
            return _said(404, "no_footage", _("There is no footage of that moment."))
        except (SegmentError, OSError, StillFailed) as error:
            log.error("an alarm's picture cannot be made: %r", error)
            return _said(500, "unreadable", _("The footage of that moment cannot be read."))
        except Exception:  # fail closed: what could not be written down is not shown
            log.exception("an alarm's picture failed")
            return _said(503, "undecided", _("The right to view could not be checked."))


def _answer(caller: Caller, sign_text: str, which: str) -> Response:
    at_us = now_us()
    active = people.resume(
        session_key=caller.session_key,
        user_agent=caller.user_agent,
        address=caller.address,
        human=False,
        at_us=at_us,
    )
    if not isinstance(active, people.Active):
        return _said(401, "signed_out", str(active.message))
    sign = equipment.sign(_uuid(sign_text))
    if sign is None or sign.camera_id is None or not equipment.has_pictures(sign):
        raise NoFootage(sign_text)
    instant_us = instant_of(sign, which)
    grant = access.alarm_picture(
        person=active.person,
        camera=sign.camera_id,
        alarm_us=sign.at_us,
        instant_us=instant_us,
        at_us=at_us,
    )
    if isinstance(grant, Refusal):
        return JSONResponse(refusal_json(grant), status_code=403, headers=SAFE)
    if not _AT_ONCE.acquire(timeout=_WAIT_S):
        return _busy()
    try:
        # The grant may have been made a moment later than the question was asked.
        return _picture(grant, sign, max(at_us, grant.valid.from_us))
    finally:
        _AT_ONCE.release()


def instant_of(sign: "FailureSign", which: str) -> int:
    """``before``: shortly before it began, and never further from the alarm than ``access`` lets. Else: the alarm."""
    if which == "before":
        return max(sign.from_us - LEAD_US, sign.at_us - access.BEFORE_US)
    return sign.at_us


def _picture(grant: Grant, sign: "FailureSign", at_us: int) -> Response:
    try:
        stream, still = _found(grant, at_us)
    except NoFootage:
        if at_us - grant.footage.from_us < 3 * MINUTE_US:
            return _said(404, "not_yet", _("The picture is there in about a minute."))
        raise
    with StillDecoder() as decoder:
        data = decoder.decode(still.init, still.fragment, still.at_ticks, WIDTH)
    access.alarm_picture_shown(grant, stream=stream, basis_ref=sign.failure.label)
    return Response(data, media_type="image/jpeg", headers=SAFE)


def _found(grant: Grant, at_us: int) -> tuple[str, Still]:
    """Of the sub stream, which is the cheaper to decode; else of the main stream. Raises NoFootage."""
    try:
        return "sub", _sample(grant, "sub", at_us)
    except NoFootage:
        return "main", _sample(grant, "main", at_us)


def _sample(grant: Grant, stream: str, at_us: int) -> Still:
    (camera,) = grant.cameras
    instant_us = grant.footage.from_us
    return key_sample(grant, camera, stream, instant_us, at_us=at_us, opener=opener(), act=Act.LIVE)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NoFootage(text) from None


def _said(status: int, code: str, reason: str) -> Response:
    return JSONResponse({"code": code, "reason": reason}, status_code=status, headers=SAFE)


def _busy() -> Response:
    """Nothing was shown, so nothing is written down; the page asks again by itself."""
    answer = _said(
        503, "busy", _("Other pictures are being prepared. It is tried again in a moment.")
    )
    answer.headers["Retry-After"] = str(_AGAIN_S)
    return answer
