"""The Starlette application: media, live sockets, our own static files."""

from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from vonggac.web.assets import FOLDER
from vonggac.web.streams import footage
from vonggac.web.streams.alarms import alarm_picture
from vonggac.web.streams.exports import export_take
from vonggac.web.streams.hook import hook
from vonggac.web.streams.live import live_socket


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


app = Starlette(
    routes=[
        WebSocketRoute("/live/{ticket}", live_socket, name="live_socket"),
        Route("/media/alarm/{sign}/{which}", alarm_picture, name="alarm_picture"),
        Route("/media/export/{token}", export_take, name="export_take"),
        Route("/hook/{token}", hook, methods=["POST"], name="hook"),
        Route("/media/{ticket}/index.m3u8", footage.playlist, name="media_playlist"),
        Route("/media/{ticket}/i/{segment}", footage.init, name="media_init"),
        Route("/media/{ticket}/f/{segment}/{span}", footage.fragments, name="media_fragments"),
        Route("/media/{ticket}/still", footage.still, name="media_still"),
        Route("/media/{ticket}/beat", footage.beat, methods=["POST"], name="media_beat"),
        Route("/media/{ticket}/stop", footage.stop, methods=["POST"], name="media_stop"),
        Mount("/static", Assets(directory=FOLDER), name="static"),
    ],
)
