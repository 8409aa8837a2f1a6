"""From ``vonggac up`` over an empty folder to the page that sets a school up: ``python -m bench.first_start``.

Databases are made, keys too, every process started. The same folder is then stopped in order and started again.
Prints a Markdown table.
"""

import tempfile
import time
from pathlib import Path

from tests.e2e.installation import Installation, wait_for

from bench.browsing import head, machine, row


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="vonggac-bench-") as folder:
        installed = Installation(Path(folder), [], {"VONGGAC_LOOPBACK_CAMERAS": "1"})
        head("until a page answers", "seconds")
        try:
            for title in ("an empty folder", "the same folder again"):
                begin = time.perf_counter()
                installed.start()
                wait_for("the pages answer", installed.answers, 300)
                row(title, f"{time.perf_counter() - begin:.1f}")
                installed.stop()
        finally:
            installed.stop()
        print(f"\n{machine(Path(folder))}")


if __name__ == "__main__":
    main()
