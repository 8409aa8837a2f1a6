"""The pure halves of the pages' modules, by Node's own test runner where Node is there."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="no Node here; the browser tests drive the same modules")
def test_the_models_of_player_timeline_and_live_hold() -> None:
    """Arithmetic of time, steps, zoom and the live edge."""
    done = subprocess.run(
        [str(NODE), "--test", str(HERE / "js" / "models.test.mjs")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
