"""``python -m vonggac.cli.recording``: the recorder's entrance, beside the other verbs.

Not a verb of ``main``: a recorder runs for months in as little memory as it can, and needs no command-line library.
"""

import argparse
from pathlib import Path

from vonggac.cli.logs import set_up_log
from vonggac.kernel.data_folder import DataFolder
from vonggac.recorder.process import run_group


def main() -> None:
    parser = argparse.ArgumentParser(prog="vonggac recorder")
    parser.add_argument("--group", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    set_up_log()
    run_group(options.group, DataFolder(options.data))


if __name__ == "__main__":
    main()
