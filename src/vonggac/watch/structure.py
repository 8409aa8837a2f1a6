"""Whether a camera still sees its place, and sharply: the picture's structure against a slow reference.

Called by ``watch.tamper`` once a second. Everything is compared without regard to brightness and
contrast: edges by their direction (an edge that turns from dark to bright under infrared light is
the same edge), fine and coarse detail by how much of the *known* detail is found again, which noise
cannot imitate.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from vonggac.watch.sighting import COLUMNS, ROWS, Cells

Floats = npt.NDArray[np.float32]
_FAINT = 5.0
"""Gradients below this are as likely noise or coding."""
_SLOPE = (11, 11)
_SAME = 0.6
"""A cell whose edges agree so well shows the same thing."""
_LIT, _WHITE = 45.0, 225.0
_PLAIN = 0.03
"""A cell with less edge energy than this has no structure that could be lost."""


@dataclass(frozen=True, slots=True)
class Structure:
    """What one calm picture is made of."""

    cosine: Floats
    sine: Floats
    energy: Floats
    """A cell's share of edges, 0 … 1."""
    fine: Floats
    coarse: Floats
    """The cells' brightness against their surroundings."""
    light: Floats
    """The cells' brightness, 0 … 255."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A picture against the reference."""

    kept: float
    """Share of the reference's structure that is still where it was, 0 … 1."""
    kept_in_light: float
    """The same of what is lit and steady, so that it is no noise; 1 where little is."""
    saturated: float
    """Share of the picture that is white now and was not."""
    texture: float
    """Edges now, as a share of the reference's; more than 1 is possible."""
    coarse: float
    """Likeness of light and dark parts, −1 … 1; 0: another scene, or none."""
    sharpness: float
    """How much of the known fine detail is left, as a share of what is left of the coarse."""
    fine_energy: float
    """Fine detail now, known or not, as a share of the reference's, for equal contrast."""


def structure_of(calm: Floats) -> Structure:
    """``calm``: 180 × 320, averaged over a second or more."""
    small = cv2.resize(calm, (COLUMNS * 5, ROWS * 5), interpolation=cv2.INTER_AREA)
    across = cv2.Sobel(small, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(small, cv2.CV_32F, 0, 1)
    # A lamp's pool is a slope, and no edge: it is everywhere alike.
    across, down = across - cv2.blur(across, _SLOPE), down - cv2.blur(down, _SLOPE)
    size = cv2.magnitude(across, down)
    scale = 1.0 / (size * (size + 4 * _FAINT) + 1e-3)
    cosine = (across * across - down * down) * scale
    sine = 2 * across * down * scale
    energy = _cells(cosine * cosine + sine * sine)
    means = _cells(small)
    coarse = means - cv2.blur(means, (9, 9))
    fine = cv2.Laplacian(calm, cv2.CV_32F, ksize=3)
    fields = (cosine, sine, energy, fine, coarse, means)
    return Structure(*(np.asarray(x, np.float32) for x in fields))


def blended(old: Structure, new: Structure, rate: float) -> Structure:
    """The reference, a little nearer to what is seen now."""
    pairs = (
        (old.cosine, new.cosine),
        (old.sine, new.sine),
        (old.energy, new.energy),
        (old.fine, new.fine),
        (old.coarse, new.coarse),
        (old.light, new.light),
    )
    return Structure(*(np.asarray(a + rate * (b - a), np.float32) for a, b in pairs))


def worth(reference: Structure) -> float:
    """Share of the picture that has structure which could be lost."""
    return float((reference.energy > _PLAIN).mean())


def same_cells(now: Structure, then: Structure) -> Cells:
    """The cells whose edges run as they ran then; false where there are none but noise."""
    agree = _cells(now.cosine * then.cosine + now.sine * then.sine)
    known = _cells(then.cosine**2 + then.sine**2)
    return np.asarray(agree > _SAME * np.sqrt(known * now.energy + 1e-8))


def compared(now: Structure, reference: Structure, steady: Cells) -> Comparison:
    """How much of ``reference`` is still seen in ``now``.

    ``steady``: the cells that show now what they showed some seconds ago; others are noise, or a crowd.
    """
    known = _cells(reference.cosine**2 + reference.sine**2)
    # A cell that was always flat says nothing.
    weight = np.where(reference.energy > _PLAIN, np.minimum(known, 0.3), 0.0)
    lit = weight * ((now.light > _LIT) & steady)
    total, total_lit = float(weight.sum()) + 1e-6, float(lit.sum()) + 1e-6
    same = same_cells(now, reference)
    coarse_then = float((reference.coarse**2).sum()) + 1e-3
    coarse_now = float((now.coarse**2).sum()) + 1e-3
    both = float((now.coarse * reference.coarse).sum())
    fine_then = float((reference.fine**2).sum()) + 1e-3
    contrast = max(0.02, both / coarse_then)
    return Comparison(
        kept=float((weight * same).sum()) / total,
        kept_in_light=float((lit * same).sum()) / total_lit if total_lit > 0.2 * total else 1.0,
        saturated=float((now.light > _WHITE).mean() - (reference.light > _WHITE).mean()),
        texture=float(np.minimum(now.energy, 0.5).sum() / (reference.energy.sum() + 1e-3)),
        coarse=both / (coarse_then * coarse_now) ** 0.5,
        sharpness=float((now.fine * reference.fine).sum()) / fine_then / contrast,
        fine_energy=(float((now.fine**2).sum()) / fine_then) ** 0.5 / contrast,
    )


def _cells(field: npt.ArrayLike) -> Floats:
    values = np.asarray(field, np.float32)
    return np.asarray(cv2.resize(values, (COLUMNS, ROWS), interpolation=cv2.INTER_AREA), np.float32)
