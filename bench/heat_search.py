"""Searching a day of one camera for motion in a drawn region, from its heat file alone.

    python -m bench.heat_search [--turns 9]

Every minute of the day was watched; in the busy day something moves in each of them, in another place each time, in
the quiet one in one of twenty. Beside it a week of busy days, the longest that the page may ask for. Prints a Markdown
table; goal ≤ 2 s for a day.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

import numpy as np

from bench.browsing import head, median, row
from vonggac.kernel.clock import DAY_US, MINUTE_US
from vonggac.kernel.ranges import Range
from vonggac.watch.heat import HeatBook, HeatMinute, levels_of
from vonggac.watch.search import hits, search
from vonggac.watch.sighting import COLUMNS, ROWS

DAY = 20_000
REGION = ((2000, 2000), (5000, 1500), (6500, 4000), (5500, 7000), (2500, 6000))
GOAL_MS = 2000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=9)
    turns = parser.parse_args().turns
    with tempfile.TemporaryDirectory(prefix="vonggac-bench-") as folder:
        head("what", "minutes with motion there", "median", "longest", "goal", "")
        for title, camera, days, every in (
            ("a quiet day", "quiet1", 1, 20),
            ("a busy day", "busy01", 1, 1),
            ("a week of busy days", "week01", 7, 1),
        ):
            written(Path(folder), camera, days, every)
            within = Range(DAY * DAY_US, (DAY + days) * DAY_US)
            took = []
            for _ in range(turns):
                begin = time.perf_counter()
                found = search(Path(folder), camera, within, REGION)
                hits(found)
                took.append((time.perf_counter() - begin) * 1000)
            met = "–" if days > 1 else "met" if max(took) <= GOAL_MS else "**missed**"
            times = (f"{median(took):.0f} ms", f"{max(took):.0f} ms")
            row(title, str(len(found)), *times, "≤ 2 s" if days == 1 else "–", met)
    print(f"\nload of the last minute {os.getloadavg()[0]:.1f}")


def written(folder: Path, camera: str, days: int, every: int) -> None:
    book = HeatBook(folder)
    first = DAY * DAY_US // MINUTE_US
    draw = np.random.default_rng(1)
    for number in range(days * DAY_US // MINUTE_US):
        counts = np.zeros((ROWS, COLUMNS), np.uint16)
        if number % every == 0:
            top, left = draw.integers(0, ROWS - 4), draw.integers(0, COLUMNS - 4)
            counts[top : top + 4, left : left + 4] = draw.integers(1, 300, (4, 4))
        moving = int(counts.max())
        book.append(camera, HeatMinute(first + number, 300, moving, moving, levels_of(counts)))


if __name__ == "__main__":
    main()
