"""A usage book of 1 000 lines as PDF, beside a bare table of the same cells: ``python -m bench.documents [lines]``.

The floor is typst itself: the same texts, widths and font in a table without heads, feet, totals, checkpoints or rules
of breaking, in a process of its own too (typst remembers). What is above it is our layout. Figure of the issue: at
most 3 s, process and all.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import typst

from vonggac.documents import client
from vonggac.documents.forms import FORMS
from vonggac.documents.forms.usage_book import COLUMNS
from vonggac.documents.typesetting import FONTS

ROUNDS = 5
FLOOR = """
#let d = json(bytes(sys.inputs.data))
#set page(paper: "a4", flipped: true)
#set text(font: "Liberation Serif", size: 10pt)
#table(columns: d.widths.map(w => w * 1fr), ..d.rows.flatten().map(text))
"""


def book(lines: int) -> dict[str, object]:
    """The sample day again and again, a total each hundred lines."""
    sample = {each.name: each.sample for each in FORMS["usage_book"].fields}
    day = [each for each in sample["lines"] if not each.total]
    total = next(each for each in sample["lines"] if each.total)
    rows = [day[n % len(day)] if n % 100 != 99 else total for n in range(lines)]
    return {**sample, "lines": rows}


def floor(data: dict[str, object]) -> bytes:
    names = [column.key for column in COLUMNS]
    lines: list[object] = data["lines"]  # type: ignore[assignment]
    content = {
        "widths": [column.width for column in COLUMNS],
        "rows": [[getattr(line, name) for name in names] for line in lines],
    }
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder) / "floor.typ"
        main.write_text(FLOOR, encoding="utf-8")
        return typst.compile(
            main,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["a-2b"],
            sys_inputs={"data": json.dumps(content, ensure_ascii=False)},
        )


def seconds(act: Callable[[], bytes]) -> tuple[float, int]:
    start = time.perf_counter()
    made = act()
    return time.perf_counter() - start, len(made)


def main(lines: int) -> None:
    data = book(lines)
    bare_command = [sys.executable, "-m", "bench.documents", "floor", str(lines)]
    pairs = []
    for _ in range(ROUNDS):  # side by side, so that a busy machine slows both
        made = seconds(lambda: client.render("usage_book", data, "pdf"))
        bare = seconds(lambda: subprocess.run(bare_command, check=True, capture_output=True).stdout)
        pairs.append((made, bare))
        print(f"book {made[0]:.2f} s   floor {bare[0]:.2f} s   ratio {made[0] / bare[0]:.2f}")
    ours = [each[0][0] for each in pairs]
    floors = [each[1][0] for each in pairs]
    ratio = statistics.median(a / b for a, b in zip(ours, floors, strict=True))
    print(
        f"{lines} lines, {pairs[0][0][1] / 1e6:.1f} MB: median {statistics.median(ours):.2f} s, "
        f"best {min(ours):.2f} s; floor {statistics.median(floors):.2f} s; ratio {ratio:.2f}"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["floor"]:
        sys.stdout.buffer.write(floor(book(int(sys.argv[2]))))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
