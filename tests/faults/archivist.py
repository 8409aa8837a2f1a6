"""The archivist and the reporting verbs as processes of their own, on the data folder of a test."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.faults.recorder import ENVIRONMENT, wait_for
from tests.scenes import databases
from tests.scenes.planned import Running
from tests.scenes.witnesses import CLEAN_HERE
from vonggac.kernel.data_folder import DataFolder


def _environment(folder: Path, role: str = "") -> dict[str, str]:
    mine = ENVIRONMENT | {"VONGGAC_DATA": str(folder)}
    # The tests' own settings and role must not leak into a process of the product.
    for name in ("VONGGAC_ROLE", "DJANGO_SETTINGS_MODULE"):
        mine.pop(name, None)
    return mine | ({"VONGGAC_ROLE": role} if role else {})


def vonggac(folder: Path, verb: str, *options: str) -> tuple[int, str]:
    """Exit code and output of a verb."""
    command = [sys.executable, "-m", "vonggac", verb, "--data", str(folder), *options]
    done = subprocess.run(
        command,
        env=_environment(folder),
        capture_output=True,
        text=True,
        check=False,
        cwd=os.fspath(folder),
    )
    assert done.returncode in (0, 1, CLEAN_HERE), done.stderr
    return done.returncode, done.stdout


def report(folder: Path, verb: str, *options: str) -> tuple[int, Any]:
    """Exit code and JSON document of a reporting verb."""
    code, said = vonggac(folder, verb, "--json", *options)
    return code, json.loads(said)


class ArchivistProcess(Running):
    """``with ArchivistProcess(folder)``: the databases are made, the archivist works until the end of the block."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = DataFolder(folder)
        self.process: subprocess.Popen[bytes] | None = None
        if not self.data.archive_db.exists():
            self.data.prepare()
            databases.lay(self.data)

    def start(self) -> None:
        command = [sys.executable, "-m", "vonggac", "archivist", "--data", str(self.folder)]
        with (self.data.logs / "archivist.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, env=_environment(self.folder, "archivist"), stdout=log, stderr=log
            )

    def stop(self) -> None:
        """In order: it adopts what is there first."""
        if self.process is not None:
            process, self.process = self.process, None
            process.terminate()
            try:
                process.wait(60)
            finally:
                process.kill()
                process.wait()

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.process = None

    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def log(self) -> str:
        return (self.data.logs / "archivist.log").read_text()

    def ledger(self) -> bytes:
        """Everything that was entered so far."""
        return b"".join(
            path.read_bytes() for path in sorted(self.data.ledger.rglob("*")) if path.is_file()
        )

    def adopts(self, segment: str, seconds: float = 60) -> None:
        """Waits until the segment is entered."""
        wait_for(f"{segment} is adopted", lambda: segment.encode() in self.ledger(), seconds)
