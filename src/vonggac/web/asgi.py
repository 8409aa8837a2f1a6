"""The one ASGI application: Django for pages, Starlette for media, sockets and static files (STYLE §7)."""

import gc
import os
from typing import cast

from django.core.asgi import get_asgi_application
from starlette.types import ASGIApp, Receive, Scope, Send

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vonggac.web.settings")
pages = get_asgi_application()

from vonggac.web.outermost import Outermost  # noqa: E402  (as below)
from vonggac.web.streams.app import app as streams  # noqa: E402  (tables can be named only after Django is set up)

BESIDE = ("/media/", "/static/", "/hook/")


async def _either(scope: Scope, receive: Receive, send: Send) -> None:
    """Media and static addresses and every socket to Starlette, the rest to Django."""
    path = scope.get("path", "")
    beside = scope["type"] in ("lifespan", "websocket") or path.startswith(BESIDE)
    chosen = streams if beside else cast("ASGIApp", pages)
    await chosen(scope, receive, send)


app = Outermost(_either)

# Modules, models and addresses stay: the collector need not look through them again, 300 ms within a page. Nor need it
# go through all templates and kept questions for each few thousand rows that a page counts and drops (ADR 0036).
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
