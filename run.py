#!/usr/bin/env python3
"""Vọng Gác from a fresh checkout: ``python3 run.py demo | up | test | check``.

Needs Python 3.11 or later with pip, and nothing else. Makes ``.venv`` beside this file, installs the pinned and hashed
set from ``requirements/``, then runs. Starting again only runs.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

USAGE = """\
python3 run.py demo    virtual cameras, demo people, one address to open   [--cameras N]
python3 run.py up      the product itself; the first page sets the school up
                       both: [--port N] [--host ADDRESS] [--data FOLDER]
python3 run.py test    the whole test suite, with what it needs   [arguments of pytest]
python3 run.py check   types, style, import contracts
python3 run.py VERB    any other verb of vonggac: doctor camera volume footage verify witness reindex backup restore
                       recover new-shard evidence tls sign bench
"""


def main(arguments: list[str]) -> int:
    """The exit code of what was run; 2 where it could not be run."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print(USAGE, end="")
        return 0 if arguments else 2
    verb, rest = arguments[0], arguments[1:]
    testing = verb in ("test", "check")
    try:
        install("run.txt")
        if testing:
            install("test.txt")
    except (subprocess.CalledProcessError, OSError) as failed:
        print(f"Could not install what Vọng Gác needs: {failed}", file=sys.stderr)
        return 2
    if verb == "test":
        return run("-m", "tests.setup") or test(rest)
    if verb == "check":
        return check()
    return become(verb, rest)


def install(name: str) -> None:
    """Brings ``.venv`` to what the lock file says, if it is not there yet."""
    if sys.version_info < (3, 11):  # noqa: UP036  (an older Python must be told in words)
        raise OSError("Python 3.11 or later is needed")
    if not PYTHON.exists():
        print("Making .venv …", flush=True)
        venv.create(VENV, with_pip=True)
    lock = HERE / "requirements" / name
    stamp = VENV / f"installed-{name}"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Installing the pinned set ({name}) …", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True)
    stamp.write_text(wanted)


def environment() -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(HERE / "src"), str(HERE))),
        "PYTHONUTF8": "1",
        # Where the caller's environment forbids compiled files, every process would compile every module anew.
        "PYTHONDONTWRITEBYTECODE": "",
    }


def run(*arguments: str) -> int:
    """Runs Python of ``.venv`` in this folder."""
    return wait_for([str(PYTHON), *arguments], environment(), HERE)


def wait_for(command: list[str], its_environment: dict[str, str], folder: Path) -> int:
    """A Ctrl-C is the child's to answer."""
    child = subprocess.Popen(command, cwd=folder, env=its_environment)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


def test(arguments: list[str]) -> int:
    """Rooms side by side; then what drives the whole product, some installations at a time.

    More at once than there are cores: most of a test's time is waiting for a camera, a clock, a page.
    """
    if arguments:
        return run("-m", "pytest", *arguments)
    whole = "e2e or crash"
    rooms = run("-m", "pytest", "-q", "-n", "3", "-m", f"not ({whole})")
    return max(rooms, run("-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "-m", whole))


def become(verb: str, rest: list[str]) -> int:
    """As ``run``, but as this very process where there is such a thing: a signal then reaches whom it is meant for.

    Files and folders are meant from where the caller stands; the data folder that nobody named is beside this file.
    """
    its_environment = environment()
    its_environment.setdefault("VONGGAC_DATA", str(HERE / "data"))
    if verb == "demo" and not any(each.partition("=")[0] == "--data" for each in rest):
        rest = [*rest, "--data", str(HERE / "demo-data")]
    command = [str(PYTHON), "-m", "vonggac", verb, *rest]
    if os.name != "nt":
        sys.stdout.flush()
        os.execve(PYTHON, command, its_environment)  # noqa: S606  (no shell is what is wanted)
    return wait_for(command, its_environment, Path.cwd())


def check() -> int:
    """All of them, so that one run shows everything there is to mend."""
    tools = (
        ("-m", "ruff", "check", "."),
        ("-m", "ruff", "format", "--check", "."),
        ("-m", "mypy"),
        ("-c", "from importlinter.cli import lint_imports_command as lint; lint()"),
    )
    return max(run(*tool) for tool in tools)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
