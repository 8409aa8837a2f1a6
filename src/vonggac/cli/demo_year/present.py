"""What a demo year could not have: deeds about footage. Done today, by the machine's own clock, once there is some.

``python -m vonggac.cli.demo_year.present --data FOLDER``: waits for the first minutes, then a parent's request is
agreed to and a copy is asked for, pictures are taken and printed, cameras are checked. A process of its own: nobody
waits for it.
"""

import argparse
import logging
import time
from pathlib import Path

from vonggac.cli.office import enter
from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.data_folder import DataFolder

log = logging.getLogger(__name__)
ENOUGH_US = 90 * SECOND_US
PATIENCE_S = 900


def main() -> None:
    """Ends quietly where no footage comes."""
    reader = argparse.ArgumentParser()
    reader.add_argument("--data", type=Path, required=True)
    enter(DataFolder(reader.parse_args().data.absolute()))
    from vonggac.cli.demo_year.todays import Today

    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        today = Today.begin(ENOUGH_US)
        if today is not None:
            for deed in today.deeds():
                _try(deed)
            return
        time.sleep(3)


def _try(deed: object) -> None:
    """One deed that cannot be done here keeps no other from being done."""
    assert callable(deed)  # noqa: S101  (a method)
    try:
        deed()
    except Exception:
        log.exception("a deed of today was not done")


if __name__ == "__main__":
    main()
