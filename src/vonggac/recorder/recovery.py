"""After a crash: what the journal says was begun is ended, without any key, and said."""

import logging
from pathlib import Path
from typing import Any

from vonggac.recorder.spool import StreamState
from vonggac.vault.errors import SegmentError
from vonggac.vault.facts import SegmentFacts
from vonggac.vault.recovery import inspect, recover

log = logging.getLogger(__name__)


def settle(state: StreamState) -> list[dict[str, Any]]:
    """Facts of the ``segment`` line that the open segment still owes: none, or one. Raises OSError.

    Three ends are possible: the file is whole but not journalled, it is still ``.part`` (its torn tail is cut), or
    nothing of it can be kept. A file that cannot be told is set aside as ``.damaged``, for ``verify`` to report.
    """
    if not state.open_path:
        return []
    path = Path(state.open_volume) / state.open_path
    part = path.with_name(path.name + ".part")
    try:
        facts = _facts(path, part)
    except SegmentError as fault:
        log.error("%s: cannot be read and is set aside: %s", state.open_path, fault)
        left = path if path.exists() else part
        left.replace(path.with_name(path.name + ".damaged"))
        return []
    if facts is None:
        return []
    return [{"volume": state.open_volume, "path": state.open_path, **facts.to_json()}]


def _facts(path: Path, part: Path) -> SegmentFacts | None:
    if path.exists():
        return inspect(path)
    if part.exists():
        return recover(part)
    return None
