"""What a process logs holds no credential, wherever the words came from (invariant I11)."""

import logging

import pytest

from vonggac.cli.logs import set_up_log


@pytest.fixture(autouse=True)
def _own_root_logger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging, "root", logging.RootLogger(logging.WARNING))
    monkeypatch.setattr(logging.Logger, "root", logging.root)
    monkeypatch.setattr(logging.Logger, "manager", logging.Manager(logging.root))


def test_a_password_in_an_argument_or_a_traceback_is_redacted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_log()
    log = logging.getLogger("vonggac.recorder")
    try:
        raise OSError("no route to rtsp://admin:Bi-Mat@camera/main")
    except OSError:
        log.exception("could not open %s", "rtsp://admin:Bi-Mat@camera/main")
    written = capsys.readouterr().err
    assert "could not open rtsp://•••@camera/main" in written
    assert "no route to" in written
    assert "Bi-Mat" not in written
