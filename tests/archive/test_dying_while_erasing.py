"""The archivist may be killed at every step of erasing: nothing goes without its tombstone, nothing is left (I6)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive.erasing_dying import LIVES

START = """
import sys, django
django.setup()
from tests.archive.erasing_dying import main
main(*sys.argv[1:])
"""
pytestmark = [pytest.mark.crash, pytest.mark.slow]


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_whatever_step_it_dies_at_the_next_start_goes_on(tmp_path: Path) -> None:
    """Each segment has one tombstone and one word that it is gone; the held ones are untouched."""
    environment = os.environ | {
        "VONGGAC_DATA": str(tmp_path),
        "VONGGAC_ROLE": "archivist",
        "DJANGO_SETTINGS_MODULE": "vonggac.web.settings",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }
    command = [sys.executable, "-c", START, str(tmp_path)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["findings"] == told["reported"] == []
    assert told["tombstones"] == told["done"]
    assert len(set(told["done"])) == len(told["done"]) == 5 * len(LIVES) - 2
    assert told["states"].count(4) == len(told["done"])
    assert told["states"].count(1) == told["files"] == 2
    assert told["events"] == 0
    assert len(told["keys"]) == 1
