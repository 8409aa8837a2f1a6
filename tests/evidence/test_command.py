"""``vonggac evidence``: a stranger checks a package with it, on a machine that has no school (FORMATS §11)."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.scenes.packages import Package
from vonggac.cli.main import app

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["evidence", *arguments])
    return done.exit_code, done.output


def test_its_exit_codes_are_those_of_the_script(package: Package, tmp_path: Path) -> None:
    """0 with the fingerprints, 4 without, 1 for an altered one, 3 for what is none."""
    path = tmp_path / "p.zip"
    path.write_bytes(package.zip)
    assert run("verify", str(path), "--ca", package.ca, "--log", package.log)[0] == 0
    assert run("verify", str(path))[0] == 4
    altered = bytearray(package.zip)
    altered[package.zip.index(b"picture")] ^= 1
    path.write_bytes(altered)
    code, said = run("verify", str(path), "--ca", package.ca, "--log", package.log)
    assert code == 1
    assert "FAIL  video/" in said
    path.write_bytes(b"no zip")
    assert run("verify", str(path))[0] == 3
    assert run("verify", str(tmp_path / "none"))[0] == 3


def test_the_check_needs_no_database_and_no_ffmpeg(package: Package, tmp_path: Path) -> None:
    """A stranger has no installation: neither Django nor PyAV is loaded."""
    path = tmp_path / "p.zip"
    path.write_bytes(package.zip)
    program = (
        "import sys; from pathlib import Path;"
        "from vonggac.evidence.verifying.judge import verify_package;"
        f"answer = verify_package(Path({str(path)!r})).answer;"
        "sys.exit(90 if {'django', 'av'} & set(sys.modules) else answer)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 4, done.stderr


def test_keys_are_made_once_and_only_for_a_school(tmp_path: Path) -> None:
    """Not on a folder that is none; the sheet says what is missing."""
    assert run("keys", "--data", str(tmp_path))[0] == 2
    (tmp_path / "office.sqlite3").write_bytes(b"")
    assert run("sheet", "--data", str(tmp_path))[0] == 2
