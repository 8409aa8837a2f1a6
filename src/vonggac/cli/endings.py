"""What the supervisor knows of programs that ended: a line each in ``run/endings.jsonl``, for ``cli.changes``.

Who killed a program the system does not tell; that it was killed, and when, it does.
"""

import contextlib
import json

from vonggac.kernel.clock import now_us
from vonggac.kernel.data_folder import DataFolder

FILE = "endings.jsonl"
LARGEST_BYTES = 1 << 20
ORDERED = "ordered"
"""The supervisor itself was asked to end: the orderly way."""


def note(data: DataFolder, program: str, how: str) -> None:
    """``how``: the exit code, negative for a signal; or ``ORDERED``. Never raises: stopping goes on."""
    line = json.dumps({"at_us": now_us(), "program": program, "how": how})
    with contextlib.suppress(OSError):
        path = data.run / FILE
        if path.exists() and path.stat().st_size > LARGEST_BYTES:
            path.replace(path.with_suffix(".1.jsonl"))
        with path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
