"""What would count, live, for the page that sets zones and sensitivity.

The page asks by ``run/preview-<camera>.ask``, again at least every ten seconds, with the settings that are being tried;
``watch`` answers in ``run/preview-<camera>.json``, once a second while somebody asks. Nothing of it is kept.
"""

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.kernel.files import write_for_now
from vonggac.kernel.ids import require_camera_id
from vonggac.watch.sighting import COLUMNS, ROWS, EyeSettings, Zone

ASKED_US = 10 * SECOND_US
"""So long an answer is written after the page asked last."""
FRESH_US = 5 * SECOND_US
_LARGEST_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Preview:
    """One look through the settings that were asked for."""

    at_us: int
    motion: float
    """0 … 1."""
    cells: str
    """What moves and counts: 576 bits in hexadecimal, row by row of 32, the left cell first."""
    tamper: dict[str, float]
    """Signs of tampering, 0 … 1 by kind; none of them is an event yet."""


def ask(run_folder: Path, camera: str, settings: EyeSettings) -> None:
    """Wants answers for the next ten seconds. Raises OSError; ValueError for what is no camera's id."""
    path = run_folder / f"preview-{require_camera_id(camera)}.ask"
    write_for_now(path, json.dumps({"at_us": now_us(), **asdict(settings)}).encode())


def read(run_folder: Path, camera: str) -> Preview | None:
    """The newest answer; None where there is none of the last five seconds."""
    path = run_folder / f"preview-{require_camera_id(camera)}.json"
    try:
        found = Preview(**json.loads(path.read_bytes()))
        return found if abs(now_us() - found.at_us) < FRESH_US else None
    except (OSError, ValueError, TypeError):
        return None


def asked(run_folder: Path, camera: str) -> EyeSettings | None:
    """For ``watch``: the settings to try, or None while nobody asks. An old question is taken away with its answer."""
    path = run_folder / f"preview-{camera}.ask"
    if not path.exists():
        return None
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        text = path.read_bytes()
        raw = json.loads(text) if len(text) <= _LARGEST_BYTES else {}
        if abs(now_us() - int(raw.pop("at_us"))) < ASKED_US:
            return _settings(raw)
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
        path.with_suffix(".json").unlink(missing_ok=True)
    return None


def answer(
    run_folder: Path,
    camera: str,
    *,
    at_us: int,
    motion: float,
    cells: NDArray[np.bool_],
    tamper: dict[str, float],
) -> None:
    """For ``watch``. Raises OSError. ``cells``: 18 × 32."""
    said = Preview(at_us, round(motion, 3), np.packbits(cells.reshape(-1)).tobytes().hex(), tamper)
    path = run_folder / f"preview-{require_camera_id(camera)}.json"
    write_for_now(path, json.dumps(asdict(said)).encode())


def cells_of(preview: Preview) -> NDArray[np.bool_]:
    """18 × 32. Raises ValueError."""
    bits = np.unpackbits(np.frombuffer(bytes.fromhex(preview.cells), np.uint8))
    return bits.reshape(ROWS, COLUMNS).astype(np.bool_)


def _settings(raw: dict[str, Any]) -> EyeSettings:
    zones, masks = (
        tuple(
            Zone(str(each["name"]), tuple((int(x), int(y)) for x, y in each["points"]))
            for each in raw[name]
        )
        for name in ("zones", "masks")
    )
    return EyeSettings(zones, masks, int(raw["sensitivity"]), bool(raw["motion"]), False)
