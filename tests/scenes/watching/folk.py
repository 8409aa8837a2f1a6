"""People who cross the picture: size, pace and clothes by chance, from a seed."""

import math
from dataclasses import dataclass
from typing import Self

import cv2
import numpy as np

from tests.scenes.watching.world import HEIGHT, WIDTH, Floats
from vonggac.watch.sighting import COLUMNS, ROWS, Cells

_SHIFT, _FINE = 4, 16
"""Shapes are drawn to a sixteenth of a point."""


@dataclass(frozen=True)
class Walker:
    """One crossing. ``height`` is a share of the picture's."""

    from_s: float
    height: float
    foot: float
    """Where the feet are, as a share of the picture's height."""
    pace: float
    """Own heights a second: 0.8 walks, 2.5 runs. Below 0: from right to left."""
    shirt: float
    trousers: float
    phase: float
    """Clothes are brightness as a share of what stands behind them, 1 being invisible."""
    size: tuple[int, int] = (WIDTH, HEIGHT)

    @classmethod
    def by_chance(
        cls, chance: np.random.Generator, from_s: float, height: float, *, faint: bool = False
    ) -> Self:
        """``faint``: clothes within 10 … 15 % of the background; else at least 25 % away."""

        def clothes() -> float:
            away = chance.uniform(0.10, 0.15) if faint else chance.uniform(0.25, 0.75)
            return float(1 - away if chance.uniform() < 0.75 else 1 + away)

        foot = float(chance.uniform(max(0.45, height + 0.02), 0.97))
        pace = float(chance.choice([0.7, 0.8, 0.9, 1.1, 2.0])) * (
            1 if chance.uniform() < 0.5 else -1
        )
        return cls(from_s, height, foot, pace, clothes(), clothes(), float(chance.uniform(0, 6)))

    @property
    def tall(self) -> float:
        return self.height * self.size[1]

    @property
    def lasts_s(self) -> float:
        """From the first point in the picture to the last one out of it."""
        return (self.size[0] + self.tall * 0.5) / (abs(self.pace) * self.tall)

    def draw(self, picture: Floats, at_s: float) -> bool:
        """Into the picture. Whether any part of the body is in it."""
        since = at_s - self.from_s
        if not 0 <= since <= self.lasts_s:
            return False
        x = self._x(since)
        stride = math.sin(since * abs(self.pace) * 7 + self.phase)
        self._paint(picture, x, self.foot * self.size[1], stride)
        return True

    def touches(self, cells: Cells, at_s: float) -> bool:
        """Whether any of ``cells`` lies on the person."""
        x, half = self._x(at_s - self.from_s) / self.size[0], 0.2 * self.tall / self.size[0]
        left, right = max(0, int((x - half) * COLUMNS)), int((x + half) * COLUMNS) + 1
        top = max(0, int((self.foot - self.height) * ROWS))
        return bool(cells[top : int(self.foot * ROWS) + 1, left:right].any())

    def _x(self, since_s: float) -> float:
        gone = since_s * abs(self.pace) * self.tall - self.tall * 0.25
        return gone if self.pace > 0 else self.size[0] - gone

    def _paint(self, picture: Floats, x: float, foot: float, stride: float) -> None:
        tall = self.tall
        left, right = max(0, int(x - tall * 0.4)), min(self.size[0], int(x + tall * 0.4) + 2)
        top, bottom = max(0, int(foot - tall) - 1), min(self.size[1], int(foot) + 2)
        if left >= right or top >= bottom:
            return
        part = picture[top:bottom, left:right]
        behind = float(part.mean())
        shirt, trousers = self.shirt * behind, self.trousers * behind
        hip, neck = foot - tall * 0.47, foot - tall * 0.83
        for side in (-1, 1):
            swing = side * stride * tall * 0.14
            leg = ((x, hip), (x + swing, foot))
            arm = (
                (x, neck + tall * 0.05),
                (x - swing * 0.8 + side * tall * 0.03, hip + tall * 0.02),
            )
            _limb(part, (left, top), leg, tall * 0.095, trousers)
            _limb(part, (left, top), arm, tall * 0.06, shirt)
        _limb(part, (left, top), ((x, hip), (x, neck + tall * 0.06)), tall * 0.17, shirt)
        middle = round((x - left) * _FINE), round((neck - tall * 0.08 - top) * _FINE)
        radius = max(1, round(tall * 0.075 * _FINE))
        head = min(245.0, 0.55 * behind)
        cv2.circle(part, middle, radius, head, -1, cv2.LINE_AA, shift=_SHIFT)


def _limb(
    part: Floats,
    corner: tuple[int, int],
    bone: tuple[tuple[float, float], tuple[float, float]],
    thick: float,
    tone: float,
) -> None:
    """From one end of ``bone`` to the other; ``corner`` is where ``part`` lies in the picture."""
    start, end = np.array(bone)
    along = end - start
    half = max(0.35, thick / 2) / max(1e-6, float(np.hypot(*along)))
    across = np.array([-along[1], along[0]]) * half
    corners = np.array([start + across, end + across, end - across, start - across])
    fixed = np.round((corners - corner) * _FINE).astype(np.int32)
    cv2.fillPoly(part, [fixed], min(245.0, tone), cv2.LINE_AA, shift=_SHIFT)
