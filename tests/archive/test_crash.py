"""The archivist may be killed at any instant: every fact has one entry and one row all the same (I4, I8)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.crash, pytest.mark.slow]
DEATHS = int(os.environ.get("VONGGAC_DEATHS", "30"))


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_nothing_is_lost_or_doubled_however_often_it_is_killed(tmp_path: Path) -> None:
    """Half of the deaths at a chosen step, half at a random instant; then the store verifies clean."""
    environment = os.environ | {
        "VONGGAC_DATA": str(tmp_path),
        "VONGGAC_ROLE": "archivist",
        "DJANGO_SETTINGS_MODULE": "vonggac.web.settings",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }
    command = [sys.executable, "-m", "tests.archive.dying", str(tmp_path), str(DEATHS), "7"]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["findings"] == []
    assert told["segments"] == 2 * DEATHS
    assert told["gaps"] == 2 * DEATHS
    assert told["entries"] == {
        "auth.login": DEATHS,
        "gap.close": 2 * DEATHS - 1,
        "gap.open": DEATHS,
        "genesis": 1,
        "segment": 2 * DEATHS,
    }
