"""The process that fills a demo year: ``python -m vonggac.cli.demo_year --data FOLDER``. Exit 2: not a fresh folder."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from vonggac.cli.office import enter
from vonggac.cli.output import COULD_NOT_RUN
from vonggac.kernel.data_folder import DataFolder


def main() -> None:
    """The cameras are those that ``run/simcam.json`` tells of."""
    reader = argparse.ArgumentParser()
    reader.add_argument("--data", type=Path, required=True)
    folder = DataFolder(reader.parse_args().data.absolute())
    enter(folder, role="archivist")
    from vonggac.cli.demo_school import VirtualCamera
    from vonggac.cli.demo_year.filling import fill
    from vonggac.cli.demo_year.walking import NotFresh

    described = json.loads((folder.run / "simcam.json").read_text())
    try:
        fill(folder, [VirtualCamera(**each) for each in described], progress=_tell)
    except NotFresh:
        print(f"{folder.root} has held a school already.", file=sys.stderr)
        sys.exit(COULD_NOT_RUN)
    print()


def _tell(day: date) -> None:
    print(f"{day:%m/%Y}", end=" ", flush=True)


if __name__ == "__main__":
    main()
