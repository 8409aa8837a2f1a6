"""The Starlette application: media, live sockets, our own static files; and the clock that folds dead viewings."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import structlog
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from vonggac.access import services as access
from vonggac.kernel.clock import now_us
from vonggac.web.assets import FOLDER
from vonggac.web.streams import footage
from vonggac.web.streams.live import live_socket

log = structlog.get_logger(__name__)

FOLD_EVERY_S = 5.0


class Assets(StaticFiles):
    """``/static/<build>/…``: the build's name makes every release a new address, so a browser may keep the file."""

    def get_path(self, scope: Scope) -> str:
        _build, _slash, rest = super().get_path(scope).partition("/")
        return rest

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response: Response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they are
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


async def _fold_for_ever() -> None:
    """A viewing whose page died gets its line in the usage book all the same (ACCESS §4.5)."""
    while True:
        try:
            await run_in_threadpool(access.fold_stale, at_us=now_us())
        except Exception:
            log.exception("fold_failed")
        await asyncio.sleep(FOLD_EVERY_S)


@contextlib.asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    folding = asyncio.create_task(_fold_for_ever())
    try:
        yield
    finally:
        folding.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await folding


app = Starlette(
    routes=[
        WebSocketRoute("/live/{ticket}", live_socket, name="live_socket"),
        Route("/media/{ticket}/index.m3u8", footage.playlist, name="media_playlist"),
        Route("/media/{ticket}/i/{segment}", footage.init, name="media_init"),
        Route("/media/{ticket}/f/{segment}/{span}", footage.fragments, name="media_fragments"),
        Route("/media/{ticket}/beat", footage.beat, methods=["POST"], name="media_beat"),
        Route("/media/{ticket}/stop", footage.stop, methods=["POST"], name="media_stop"),
        Mount("/static", Assets(directory=FOLDER), name="static"),
    ],
    lifespan=_lifespan,
)
