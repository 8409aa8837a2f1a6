"""``python -m vonggac.cli.watching``: the entrance of ``watch``, beside the other verbs, as the recorder's is."""

import argparse
import os
from pathlib import Path

import psutil

from vonggac.cli.logs import set_up_log
from vonggac.kernel.data_folder import DataFolder
from vonggac.watch.process import run_watch


def main() -> None:
    parser = argparse.ArgumentParser(prog="vonggac watch")
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    set_up_log()
    # Where the processor is short, recording comes first.
    psutil.Process().nice(getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", 5))
    loopback = os.environ.get("VONGGAC_LOOPBACK_CAMERAS") == "1"
    run_watch(DataFolder(options.data), allow_loopback=loopback)


if __name__ == "__main__":
    main()
