"""Deciding, checking, and the account of what was served."""

from vonggac.access.services.bookmarks import add_bookmark, drop_bookmark
from vonggac.access.services.checking import check
from vonggac.access.services.deciding import grants_within, may, own_demand
from vonggac.access.services.often import refused_often
from vonggac.access.services.pictures import (
    BEFORE_US,
    alarm_picture,
    alarm_picture_shown,
    kept_picture,
    kept_picture_offered,
)
from vonggac.access.services.searching import note_search
from vonggac.access.services.technical import (
    STREAM as TECHNICAL_STREAM,
)
from vonggac.access.services.technical import (
    conclude_technical,
    probe,
    technical_grant,
)
from vonggac.access.services.viewing import (
    Piece,
    ViewingEnded,
    fold_stale,
    heartbeat,
    serve,
    serve_pieces,
    start_viewing,
    stop_viewing,
)

__all__ = [
    "BEFORE_US",
    "TECHNICAL_STREAM",
    "Piece",
    "ViewingEnded",
    "add_bookmark",
    "alarm_picture",
    "alarm_picture_shown",
    "check",
    "conclude_technical",
    "drop_bookmark",
    "fold_stale",
    "grants_within",
    "heartbeat",
    "kept_picture",
    "kept_picture_offered",
    "may",
    "note_search",
    "own_demand",
    "probe",
    "refused_often",
    "serve",
    "serve_pieces",
    "start_viewing",
    "stop_viewing",
    "technical_grant",
]
