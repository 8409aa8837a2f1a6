"""Building exports: the clerk starts a child that makes one after the other; pages and clerk go on meanwhile."""

import logging
import os
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vonggac.cli.children import errand
from vonggac.cli.logs import set_up_log
from vonggac.cli.office import enter
from vonggac.cli.version import version
from vonggac.kernel.clock import HOUR_US, monotonic_us, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.locks import Held, ProcessLock

if TYPE_CHECKING:
    from vonggac.evidence.keys import EvidenceKeys
    from vonggac.evidence.stamps import Authority

app = typer.Typer()
log = logging.getLogger(__name__)

WAIT_S = 0.5
PATIENCE = 360
"""So many waits for the archivist: three minutes, then the build fails and says so."""


class ExportRound:
    """The clerk's share: a child where there is something to build, and packages whose days are over."""

    def __init__(self, data: DataFolder) -> None:
        self._data = data
        self._child: subprocess.Popen[bytes] | None = None
        self._erased_us = 0

    def run(self) -> None:
        """One look. DatabaseError passes."""
        from vonggac.exports import selectors, services

        if self._child is not None and self._child.poll() is None:
            return
        self._child = None
        if not self._erased_us or monotonic_us() - self._erased_us > HOUR_US:
            self._erased_us = monotonic_us()
            services.erase_old(data=self._data, at_us=now_us())
        if selectors.to_build() is not None:
            self._child = errand(self._data, "exports.log", "export-build")

    def end(self) -> None:
        """The child may be ended at any instant: the next one goes on."""
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()


@app.command("export-build", hidden=True)
def export_build(data: Annotated[Path, typer.Option("--data", envvar="VONGGAC_DATA")]) -> None:
    """Makes the packages of approved exports, until there is none left. One at a time on a machine."""
    folder = DataFolder(data)
    set_up_log()
    try:
        with ProcessLock(folder.run / "export.lock"):
            enter(folder)
            _build_all(folder)
    except Held:
        log.info("another child builds exports")


def _build_all(folder: DataFolder) -> None:
    from vonggac.exports import selectors, services
    from vonggac.web.exports.paper import render

    while (export := selectors.to_build()) is not None:
        workshop = services.Workshop(
            data=folder,
            version=version(),
            render=render,
            authority=_authority,
            wait=_Patience().wait,
        )
        row = services.build(export=export, workshop=workshop)
        log.info("export %s: %s %s", row.label, row.state, row.failure)


class _Patience:
    def __init__(self) -> None:
        self._left = PATIENCE

    def wait(self) -> bool:
        self._left -= 1
        time.sleep(WAIT_S)
        return self._left > 0


def _authority(keys: "EvidenceKeys") -> "Authority":
    """The school's own clock, unless the machine's administrator named an outside authority (docs/settings.md)."""
    from vonggac.evidence.stamps import own_clock

    return named_authority() or own_clock(keys)


def named_authority() -> "Authority | None":
    """The outside authority of the environment; None where none is named. OSError and ValueError pass."""
    from cryptography import x509

    from vonggac.evidence.stamps import outside_authority

    url, root = os.environ.get("VONGGAC_TSA_URL", ""), os.environ.get("VONGGAC_TSA_ROOT", "")
    if not url:
        return None
    known = x509.load_pem_x509_certificates(Path(root).read_bytes())
    return outside_authority(url, known[0], known[1:])
