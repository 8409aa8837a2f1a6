"""What is known of the last backup: ``backup.json`` in the data folder, for doctor, the health page and the clerk."""

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from vonggac.backup.making import Made
from vonggac.kernel.clock import DAY_US
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.files import write_whole

OLD_US = 3 * DAY_US
"""A good backup older than this is told."""


@dataclass(frozen=True, slots=True)
class Status:
    good_us: int | None = None
    """When the last good one was made; None: never."""
    path: str = ""
    size: int = 0
    tried_us: int | None = None
    fault: str = ""
    """A ``faults.Why`` of the last try; empty: it went well."""

    def is_old(self, at_us: int, since_us: int) -> bool:
        """``since_us``: when the installation began, for one that never had a backup."""
        return at_us - max(self.good_us or 0, since_us if self.good_us is None else 0) > OLD_US


def read(data: DataFolder) -> Status:
    """Nothing known where the file is missing or no such file."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        return Status(**json.loads(_path(data).read_text()))
    return Status()


def told_good(data: DataFolder, made: Made, at_us: int) -> None:
    """Raises OSError."""
    _write(data, Status(at_us, str(made.path), made.size, at_us))


def told_restored(data: DataFolder, file: Path, made_us: int) -> None:
    """What was just taken back is the last good one. Raises OSError."""
    _write(data, Status(made_us, str(file), file.stat().st_size, made_us))


def told_fault(data: DataFolder, why: str, at_us: int) -> None:
    """The last good one stays told. A disk that takes not even this is told elsewhere."""
    before = read(data)
    with contextlib.suppress(OSError):
        _write(data, Status(before.good_us, before.path, before.size, at_us, why))


def _write(data: DataFolder, status: Status) -> None:
    write_whole(_path(data), json.dumps(asdict(status)).encode())


def _path(data: DataFolder) -> Path:
    return data.root / "backup.json"
