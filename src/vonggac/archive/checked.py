"""When ``vonggac verify`` was run last on this folder, and what it found: ``run/verify.json``. No part of any proof."""

import contextlib
import json
from dataclasses import asdict, dataclass

from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.files import write_for_now

_FILE = "verify.json"


@dataclass(frozen=True, slots=True)
class Checked:
    at_us: int
    findings: int


def tell(data: DataFolder, checked: Checked) -> None:
    """A folder that cannot be written is verified all the same."""
    with contextlib.suppress(OSError):
        write_for_now(data.run / _FILE, json.dumps(asdict(checked)).encode())


def last(data: DataFolder) -> Checked | None:
    """None: not since this folder's ``run/`` was made."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        return Checked(**json.loads((data.run / _FILE).read_text()))
    return None
