"""What is done to a camera: each a function of the pictures so far and the second since it began."""

import functools
from collections.abc import Callable

import cv2
import numpy as np

from tests.scenes.watching.world import BANK, HEIGHT, WIDTH, Floats, albedo, noise_bank
from vonggac.watch.sighting import Gray

Deed = Callable[[Gray, float, np.random.Generator], Gray]
"""The true picture, seconds since the deed began, chance → what the camera delivers."""


def _noisy(picture: Floats, chance: np.random.Generator, spread: float = 1.5) -> Gray:
    sample = noise_bank(11)[int(chance.integers(BANK))][:HEIGHT, :WIDTH]
    return np.asarray(np.clip(picture + sample * spread, 0, 255), np.uint8)


def _slides(true: Gray, front: Floats, since_s: float, chance: np.random.Generator) -> Gray:
    """``front`` comes in from the left within half a second."""
    edge = int(min(1.0, since_s / 0.5) * WIDTH)
    out = true.astype(np.float32)
    out[:, :edge] = front[:, :edge]
    return _noisy(out, chance)


@functools.cache
def _surface(mean: float, slope: float, folds: float) -> Floats:
    across, down = np.meshgrid(np.linspace(-1, 1, WIDTH), np.linspace(-1, 1, HEIGHT))
    waves = np.sin(across * 5 + down * 3) * folds
    return np.asarray(mean + slope * across + slope * 0.5 * down + waves, np.float32)


def black_cloth(true: Gray, since_s: float, chance: np.random.Generator) -> Gray:
    return _slides(true, _surface(14, 3, 2), since_s, chance)


def hand(true: Gray, since_s: float, chance: np.random.Generator) -> Gray:
    return _slides(true, _surface(75, 30, 8), since_s, chance)


def white_paper(true: Gray, since_s: float, chance: np.random.Generator) -> Gray:
    return _slides(true, _surface(165, 12, 0), since_s, chance)


def sprayed(true: Gray, since_s: float, chance: np.random.Generator) -> Gray:
    """Paint over nine tenths of the picture; a strip on the right stays."""
    front = _surface(50, 6, 6)
    out = true.astype(np.float32)
    edge = int(min(0.9, since_s / 2) * WIDTH)
    out[:, :edge] = front[:, :edge]
    return _noisy(out, chance)


def torch(true: Gray, since_s: float, chance: np.random.Generator) -> Gray:
    """A strong light into the lens; the exposure darkens what is left."""
    across, down = np.meshgrid(np.linspace(-1, 1, WIDTH), np.linspace(-0.56, 0.56, HEIGHT))
    sway = 0.15 * np.sin(since_s * 3)
    far = np.hypot(across - sway, down)
    glare = 500 * np.exp(-((far / 0.55) ** 2)) + 60 * np.exp(-far)
    return _noisy(np.asarray(true * 0.35 + glare, np.float32), chance)


def laser(true: Gray, since_s: float, chance: np.random.Generator) -> Gray:
    """Everything saturated."""
    return _noisy(np.asarray(true * 0.15 + 235.0, np.float32), chance)


def defocused(true: Gray, since_s: float, chance: np.random.Generator) -> Gray:
    soft = cv2.GaussianBlur(true, (0, 0), max(0.1, min(3.0, since_s * 3)))
    return _noisy(soft.astype(np.float32), chance)


def greased(true: Gray, since_s: float, chance: np.random.Generator) -> Gray:
    """Grease on the glass: soft and paler."""
    soft = cv2.GaussianBlur(true, (0, 0), 5.0).astype(np.float32)
    return _noisy(soft * 0.6 + 60, chance)


def turned(true: Gray, since_s: float, chance: np.random.Generator) -> Gray:
    """To another side within a second: a third of the place is still in the picture."""
    other = np.clip(albedo(5) * 255, 0, 250).astype(np.uint8)
    wide = np.hstack([true, other])
    at = int(min(1.0, since_s) * WIDTH * 0.67)
    return _noisy(wide[:, at : at + WIDTH].astype(np.float32), chance)


def to_the_wall(true: Gray, since_s: float, chance: np.random.Generator) -> Gray:
    """Up to a ceiling with a lamp and a few lines."""
    front = _surface(150, 15, 0).copy()
    cv2.rectangle(front, (180, 40), (260, 60), 240.0, -1)
    for x in range(0, WIDTH, 64):
        cv2.line(front, (x, 0), (x + 40, HEIGHT), 120.0, 2)
    for y in range(20, HEIGHT, 50):
        cv2.line(front, (0, y), (WIDTH, y - 15), 120.0, 2)
    at = int(min(1.0, since_s) * HEIGHT)
    tall = np.vstack([true.astype(np.float32), front])
    return _noisy(tall[at : at + HEIGHT], chance)


def nudged(true: Gray, since_s: float, chance: np.random.Generator) -> Gray:
    """Turned by an eighth of the picture."""
    at = int(min(1.0, since_s) * WIDTH * 0.125)
    return _noisy(np.roll(true, -at, axis=1).astype(np.float32), chance)


DEEDS: dict[str, tuple[str, Deed]] = {
    "black cloth": ("covered", black_cloth),
    "hand": ("covered", hand),
    "white paper": ("covered", white_paper),
    "paint on nine tenths": ("covered", sprayed),
    "torch": ("blinded", torch),
    "laser": ("blinded", laser),
    "focus turned": ("defocused", defocused),
    "grease": ("defocused", greased),
    "turned away": ("turned", turned),
    "turned to the ceiling": ("turned", to_the_wall),
    "turned by an eighth": ("turned", nudged),
}
