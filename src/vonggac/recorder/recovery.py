"""After a crash: what the journal says was begun is ended, without any key, and said."""

from pathlib import Path
from typing import Any

from vonggac.recorder.spool import StreamState
from vonggac.vault.reader import SegmentFile
from vonggac.vault.recovery import recover


def settle(state: StreamState) -> list[dict[str, Any]]:
    """Facts of the ``segment`` line that the open segment still owes: none, or one. Raises OSError.

    Three ends are possible: the file is whole but not journalled, it is still ``.part`` (its torn tail is cut), or
    nothing of it can be kept.
    """
    if not state.open_path:
        return []
    volume = Path(state.open_volume)
    path = volume / state.open_path
    part = path.with_name(path.name + ".part")
    if path.exists():
        with SegmentFile.open(path) as whole:
            facts = whole.facts
    elif part.exists():
        recovered = recover(part)
        if recovered is None:
            return []
        facts = recovered
    else:
        return []
    return [{"volume": state.open_volume, "path": state.open_path, **facts.to_json()}]
