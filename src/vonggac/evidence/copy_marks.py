"""Marks of a viewing copy, on the brightness plane: the tiling, the band below, the card of a gap. Children only."""

from datetime import UTC, datetime, timedelta, timezone

import numpy as np

from vonggac.evidence.copy_plan import LABEL, CameraPlan
from vonggac.evidence.stamping import veil, words_on
from vonggac.kernel.clock import SECOND_US
from vonggac.media.recoding import Planes

_SHORT = 26
_NEUTRAL = 128


class Marks:
    """For pictures of one size; the band makes them higher."""

    def __init__(self, plan: CameraPlan, width: int, height: int) -> None:
        self._plan, self._width, self._height = plan, width, height
        self._zone = timezone(timedelta(minutes=plan.offset_min))
        self.band = max(36, round(height * 0.075)) // 2 * 2
        self._second = -1
        self._places = np.zeros(0, np.int64)
        self._kept = self._added = np.zeros(0, np.uint16)
        self._band = np.zeros((self.band, width), np.uint8)

    def local(self, at_us: int) -> str:
        """``14:03:00 23/11/2026``."""
        at = datetime.fromtimestamp(at_us // SECOND_US, UTC).astimezone(self._zone)
        return f"{at:%H:%M:%S %d/%m/%Y}"

    def marked(self, planes: Planes, at_us: int) -> Planes:
        """A copy under the tiling, the band below it."""
        self._turn(at_us // SECOND_US * SECOND_US)
        width, height, band = self._width, self._height, self.band
        made = np.full((height + band) * width * 3 // 2, _NEUTRAL, np.uint8)
        flat, size = planes.reshape(-1), width * height
        made[:size] = flat[:size]
        seen = made[:size]
        below = seen[self._places].astype(np.uint16)
        seen[self._places] = (below * self._kept + self._added) // 255
        whole = size + band * width
        made[size:whole] = self._band.reshape(-1)
        made[whole : whole + size // 4] = flat[size : size * 5 // 4]
        at = whole + whole // 4
        made[at : at + size // 4] = flat[size * 5 // 4 :]
        return made.reshape(-1, width)

    def card(self, from_us: int, to_us: int) -> Planes:
        """Black, and says from when to when there is no picture."""
        width, height = self._width, self._height
        made = np.full(width * height * 3 // 2, _NEUTRAL, np.uint8)
        lines = ["KHÔNG CÓ DỮ LIỆU HÌNH", f"từ {self.local(from_us)}", f"đến {self.local(to_us)}"]
        sheet = words_on((width, height), lines, largest=max(14, height // 12))
        made[: width * height] = np.maximum(np.asarray(sheet), 16).reshape(-1)
        return self.marked(made.reshape(-1, width), from_us)

    def _turn(self, second_us: int) -> None:
        """Draws anew what names the second."""
        if second_us == self._second:
            return
        self._second = second_us
        plan, when = self._plan, self.local(second_us)
        tag = [plan.number, _short(plan.recipient), f"{_short(plan.camera)} {when[:8]}"]
        whole = " · ".join((LABEL, plan.number, plan.recipient, plan.camera, when))
        over = np.asarray(veil((self._width, self._height), tag, whole)).reshape(-1, 4)
        self._places = np.flatnonzero(over[:, 3])
        alpha = over[self._places, 3].astype(np.uint16)
        self._kept, self._added = 255 - alpha, over[self._places, 0] * alpha
        lines = [
            f"{LABEL} · {plan.number} · {when}",
            f"Camera: {plan.camera} · Người nhận: {plan.recipient}",
        ]
        sheet = words_on((self._width, self.band), lines, largest=self.band * 2 // 5)
        self._band = np.maximum(np.asarray(sheet), 16).astype(np.uint8)


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
