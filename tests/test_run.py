"""``run.py``: a verb runs where the caller stands, on the data folder beside the checkout."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """With everything installed already, on a system that can become another program."""
    spec = importlib.util.spec_from_file_location("run_script", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "install", lambda name: None)
    return module


@pytest.fixture
def became(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], str, str]]:
    """Arguments, data folder and current folder of what was run."""
    seen: list[tuple[list[str], str, str]] = []

    def execve(_program: object, command: list[str], environment: dict[str, str]) -> None:
        seen.append((command[3:], environment["VONGGAC_DATA"], str(Path.cwd())))

    monkeypatch.setattr(script.os, "execve", execve)
    monkeypatch.setattr(script, "wait_for", lambda *_: 0)
    monkeypatch.delenv("VONGGAC_DATA", raising=False)
    return seen


@pytest.mark.skipif(os.name == "nt", reason="Windows has a child in its stead")
def test_a_papers_name_is_meant_from_where_the_caller_stands(
    script: ModuleType,
    became: list[tuple[list[str], str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    script.main(["sign", "--module", "token.so", "thong-bao.pdf"])
    said = ["sign", "--module", "token.so", "thong-bao.pdf"]
    assert became == [(said, str(ROOT / "data"), str(tmp_path))]


@pytest.mark.skipif(os.name == "nt", reason="Windows has a child in its stead")
@pytest.mark.parametrize("given", [[], ["--data", "elsewhere"], ["--data=elsewhere"]])
def test_the_demo_has_a_folder_of_its_own(
    script: ModuleType,
    became: list[tuple[list[str], str, str]],
    given: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    script.main(["demo", "--cameras", "3", *given])
    folder = given or ["--data", str(ROOT / "demo-data")]
    assert became[0][0] == ["demo", "--cameras", "3", *folder]


def test_the_tests_can_be_run_as_if_it_were_another_day() -> None:
    """``-p tests.another_day``: the school's midnight, and on from there."""
    code = "import tests.another_day; from vonggac.kernel import clock; print(clock.now_us())"
    environment = os.environ | {
        "VONGGAC_TESTS_ON": "2027-01-01T00:00",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, check=True
    )
    newyear_us = 1_798_736_400_000_000  # 2026-12-31 17:00 UTC
    assert 0 <= int(done.stdout) - newyear_us < 600_000_000
