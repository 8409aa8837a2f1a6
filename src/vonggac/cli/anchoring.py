"""The clerk's thread that has the ledger held outside: a slow witness or authority delays no book."""

import logging
import threading

from django.db import DatabaseError, connections

from vonggac.anchors.asker import Asker
from vonggac.anchors.stamper import Stamper
from vonggac.cli.exporting import named_authority
from vonggac.evidence.stamps import Authority
from vonggac.kernel.clock import HOUR_US, monotonic_us, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger import anchor_files
from vonggac.ledger.notes import BadNote

EVERY_S = 5.0
log = logging.getLogger(__name__)


class Anchorer(threading.Thread):
    """Ends with its process: what was asked and not yet written is asked again."""

    def __init__(self, data: DataFolder) -> None:
        super().__init__(name="anchorer", daemon=True)
        self._asker = Asker(data)
        self._stamper = Stamper(data, _authority())
        self._data = data
        self._thinned_us = 0
        self._pause = threading.Event()

    def run(self) -> None:
        while not self._pause.wait(EVERY_S):
            self.round()

    def round(self) -> None:
        """One look; a fault of the disk, the database or the own log is logged, and tried again."""
        for share in (self._asker.round, self._stamper.round, self._thin):
            try:
                share()
            except (DatabaseError, OSError, BadNote, ValueError):
                log.exception("a round with the outside did not end; tried again")
            finally:
                connections.close_all()

    def _thin(self) -> None:
        if not self._thinned_us or monotonic_us() - self._thinned_us > HOUR_US:
            self._thinned_us = monotonic_us()
            anchor_files.thin(self._data.ledger, now_us())


def _authority() -> Authority | None:
    try:
        return named_authority()
    except (OSError, ValueError):
        log.exception("VONGGAC_TSA_ROOT cannot be read: the ledger gets no time-stamps")
        return None
