"""The eye on real footage with labels made by hand. Called by ``bench.watch_quality``."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
from tests.scenes.watching.coded import luma

from vonggac.watch.eye import Eye, EyeSettings
from vonggac.watch.judgement import Judge
from vonggac.watch.sighting import Gray

LABELS = Path(__file__).parent / "labels" / "footage.json"
FOLDER = Path(__file__).parents[1].parent / "shared" / "footage"
_LATE_S = 1.0


@dataclass(frozen=True)
class Row:
    clip: str
    passages: int
    seen: int
    false_moments: int
    """Moments of motion while nobody is there, at least two seconds apart."""
    tamper: int


def rows() -> list[Row]:
    """One for each labelled clip that lies in ``../shared/footage``; none where it does not."""
    told = json.loads(LABELS.read_text())
    return [
        _row(FOLDER / name, labels, told["present"][name])
        for name, labels in told["clips"].items()
        if (FOLDER / name).exists()
    ]


def _row(path: Path, labels: list[list[float]], present: list[list[float]]) -> Row:
    eye, judge = Eye(EyeSettings()), Judge("footage", EyeSettings())
    seen: set[int] = set()
    false, tamper, last_false = 0, 0, -10.0
    for at_s, picture in pictures(path):
        sighting = eye.look(picture, int(at_s * 1e6))
        begun = [
            each for each in judge.feed(sighting) if each.to_us is None and each.kind != "motion"
        ]
        tamper += len(begun)
        if sighting.motion < 0.5:
            continue
        inside = [n for n, (start, end) in enumerate(labels) if start <= at_s <= end + _LATE_S]
        seen.update(inside)
        there = any(start <= at_s <= end + _LATE_S for start, end in present)
        if not inside and not there and at_s - last_false > 2:
            false, last_false = false + 1, at_s
    return Row(path.name, len(labels), len(seen), false, tamper)


def pictures(path: Path, fps: float = 5.0) -> Iterator[tuple[float, Gray]]:
    """Every picture that is a fifth of a second after the last, as ``media.decoding`` would hand it out."""
    last = -1.0
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            at_s = float(frame.time or 0.0)
            if at_s - last >= 1 / fps - 0.02:
                last = at_s
                yield at_s, luma(frame)
