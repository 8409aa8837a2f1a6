"""From recorded clips to a viewing copy: covered, marked, at a constant rate, gaps told by cards. Children only."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from vonggac.evidence.copy_marks import Marks
from vonggac.evidence.copy_plan import CARD_US, GAP_US, MAX_FPS, MAX_WIDTH, CameraPlan
from vonggac.evidence.covering import Covering
from vonggac.kernel.clock import SECOND_US
from vonggac.media.recoding import ClipReader, CopyWriter, Planes


class NothingToShow(Exception):
    """Not one picture of the camera could be decoded."""


@dataclass(slots=True)
class Making:
    """One camera's copy. ``take`` every clip in order, then ``finish``."""

    plan: CameraPlan
    _reader: ClipReader = field(default_factory=lambda: ClipReader(MAX_WIDTH))
    _marks: Marks | None = None
    _writer: CopyWriter | None = None
    _covering: Covering | None = None
    _shown: tuple[int, Planes] | None = None
    """Instant and picture that is on the screen."""
    _anchor_us: int = 0
    _since: int = 0
    cards: int = 0

    def take(self, clip: bytes) -> None:
        """What cannot be decoded becomes a gap."""
        for at_us, planes in self._reader.pictures(clip):
            self._next(at_us, planes)

    def finish(self) -> dict[str, Any]:
        """The file is whole; facts for the manifest. Raises NothingToShow."""
        for at_us, planes in self._reader.rest():
            self._next(at_us, planes)
        if self._shown is None or self._writer is None or self._marks is None:
            raise NothingToShow(self.plan.camera)
        self._until(self.plan.to_us)
        self._writer.close()
        width, height = self._reader.size
        return {
            "codec": "h264",
            "width": width,
            "height": height + self._marks.band,
            "fps": self._fps,
            "duration_us": self._writer.count * SECOND_US // self._fps,
            "cards": self.cards,
            "card_max_us": CARD_US,
            "masks": len(self.plan.masks),
            "doubtful_pictures": self._covering.doubtful if self._covering else 0,
        }

    @property
    def _fps(self) -> int:
        return min(MAX_FPS, self._reader.fps or 10)

    @property
    def _cursor_us(self) -> int:
        """The instant of the next picture of the copy."""
        return self._anchor_us + self._since * SECOND_US // self._fps

    def _next(self, at_us: int, planes: Planes) -> None:
        if self._writer is None:
            self._begin()
        if self._covering is not None:
            self._covering.cover(planes, at_us)
        if at_us >= self.plan.to_us or (self._shown and at_us <= self._shown[0]):
            return
        if at_us > self.plan.from_us:
            self._until(at_us)
        self._shown = (at_us, planes)

    def _begin(self) -> None:
        width, height = self._reader.size
        self._marks = Marks(self.plan, width, height)
        target = Path(self.plan.target)
        self._writer = CopyWriter(target, width, height + self._marks.band, self._fps)
        self._covering = Covering(self.plan.masks)
        self._anchor_us = self.plan.from_us

    def _until(self, at_us: int) -> None:
        """What is shown before that instant: the picture on the screen, or a card where there is none for long."""
        assert self._writer is not None and self._marks is not None  # noqa: S101  (_begin)
        low = self._cursor_us
        if self._shown is not None:
            last_us, planes = self._shown
            gap = at_us - max(last_us, self.plan.from_us) > GAP_US
            end_us = max(last_us, self.plan.from_us) + SECOND_US // 2 if gap else at_us
            while self._cursor_us < end_us:
                self._put(self._marks.marked(planes, self._cursor_us))
            low = self._cursor_us
        if at_us - low > GAP_US // 2:
            self._card(low, at_us)

    def _card(self, from_us: int, to_us: int) -> None:
        assert self._marks is not None  # noqa: S101  (_begin)
        card = self._marks.card(from_us, to_us)
        for _ in range(min(to_us - from_us, CARD_US) * self._fps // SECOND_US):
            self._put(card)
        self.cards += 1
        self._anchor_us, self._since = to_us, 0

    def _put(self, planes: Planes) -> None:
        assert self._writer is not None  # noqa: S101  (_begin)
        self._writer.picture(planes)
        self._since += 1


def look(plan: CameraPlan, clips: Iterator[bytes]) -> tuple[int, bytes]:
    """The picture of ``to_us``, covered and marked, without band: its instant and a JPEG. Raises NothingToShow."""
    reader, covering = ClipReader(MAX_WIDTH), Covering(plan.masks)
    shown: tuple[int, Planes] | None = None
    for at_us, planes in _all(reader, clips):
        if shown is not None and at_us > plan.to_us:
            break
        covering.cover(planes, at_us)
        shown = (at_us, planes)
    if shown is None:
        raise NothingToShow(plan.camera)
    at_us, planes = shown
    width, height = reader.size
    marked = Marks(plan, width, height).marked(planes, at_us)
    colour = cv2.cvtColor(marked, cv2.COLOR_YUV2BGR_I420)[:height]
    done, encoded = cv2.imencode(".jpg", colour, [cv2.IMWRITE_JPEG_QUALITY, 85])
    if not done:
        raise NothingToShow(plan.camera)
    return at_us, np.asarray(encoded).tobytes()


def _all(reader: ClipReader, clips: Iterator[bytes]) -> Iterator[tuple[int, Planes]]:
    for clip in clips:
        yield from reader.pictures(clip)
    yield from reader.rest()
