"""The pure halves of the pages' modules, by Node's own test runner where Node is there."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="no Node here; the browser tests drive the same modules")
@pytest.mark.parametrize("models", sorted(each.name for each in (HERE / "js").glob("*.mjs")))
def test_the_models_of_the_pages_hold(models: str) -> None:
    """Arithmetic of time, steps, zoom and the live edge; the drawn week of a recording plan."""
    done = subprocess.run(
        [str(NODE), "--test", str(HERE / "js" / models)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
