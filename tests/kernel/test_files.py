"""A file appears whole or not at all (invariant I3); a lock dies with its holder."""

import subprocess
import sys
from pathlib import Path

import pytest

from vonggac.kernel.files import write_whole
from vonggac.kernel.locks import Held, ProcessLock


def test_a_write_that_fails_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "key"
    write_whole(path, b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_secret_is_readable_by_one_user_only(tmp_path: Path) -> None:
    write_whole(tmp_path / "key", b"secret")
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0


def test_a_second_holder_is_refused_and_a_dead_one_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    program = (
        "import sys, time; from pathlib import Path; from vonggac.kernel.locks import ProcessLock\n"
        "with ProcessLock(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    source = Path(__file__).parents[2] / "src"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(source)},
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Held), ProcessLock(path):
            pass
        holder.kill()
        holder.wait()
        with ProcessLock(path):
            pass
