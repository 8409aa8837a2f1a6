"""``/media/export/<token>``: a finished package, once, to the login that asked for the link (ACCESS §3.6)."""

import logging
from collections.abc import Iterator

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from vonggac.exports import services
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import now_us
from vonggac.people import services as people
from vonggac.web.refusals import refusal_json
from vonggac.web.streams.footage import SAFE
from vonggac.web.streams.gate import Caller, caller_of

log = logging.getLogger(__name__)


async def export_take(request: Request) -> Response:
    """The bytes, or why not as JSON. A HEAD request does not use the link up."""
    if request.method == "HEAD":
        return Response(status_code=405, headers={**SAFE, "Allow": "GET"})
    return await run_in_threadpool(_guarded, caller_of(request), request.path_params["token"])


def _guarded(caller: Caller, token: str) -> Response:
    with translation.override(caller.language):
        try:
            return _answer(caller, token)
        except Refused as refused:
            return JSONResponse(refusal_json(refused.refusal), 403, headers=SAFE)
        except Exception:  # fail closed: what could not be written down is not given
            log.exception("a package could not be given")
            words = {"code": "undecided", "reason": _("The right to view could not be checked.")}
            return JSONResponse(words, 503, headers=SAFE)


def _answer(caller: Caller, token: str) -> Response:
    active = people.resume(
        session_key=caller.session_key,
        user_agent=caller.user_agent,
        address=caller.address,
        human=True,
        at_us=now_us(),
    )
    if not isinstance(active, people.Active):
        words = {"code": "signed_out", "reason": str(active.message)}
        return JSONResponse(words, 401, headers=SAFE)
    package = services.take(
        token=token, person=active.person, session=active.session, data=settings.DATA
    )
    headers = {
        **SAFE,
        "Content-Disposition": f'attachment; filename="{package.name}"',
        "Content-Length": str(package.size),
    }
    return StreamingResponse(
        _pieces(package), media_type="application/octet-stream", headers=headers
    )


def _pieces(package: services.Package) -> Iterator[bytes]:
    yield from package.pieces
