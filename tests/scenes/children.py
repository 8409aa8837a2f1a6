"""Child processes of the crash tests: started, told to begin, and killed without a word."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

_ROOT = Path(__file__).parents[2]


def killed_after(script: str, *arguments: str, seconds: float) -> list[str]:
    """Runs the script, waits for its first line, kills it so much later; the whole lines that it printed."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(_ROOT / "src"), str(_ROOT)])}
    command = [sys.executable, "-c", script, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline()]
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        lines += child.stdout
    return [line.strip() for line in lines if line.endswith("\n")]


def attempts(few: int) -> int:
    """How often a crash test kills: ``VONGGAC_CRASHES`` where it is set (the long form), else a few times."""
    return int(os.environ.get("VONGGAC_CRASHES", few))
