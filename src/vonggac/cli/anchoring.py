"""The clerk's thread that has the ledger held outside: a slow witness or authority delays no book."""

import logging
import threading

from django.db import DatabaseError, connections

from vonggac.anchors.asker import Asker
from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger.notes import BadNote

EVERY_S = 5.0
log = logging.getLogger(__name__)


class Anchorer(threading.Thread):
    """Ends with its process: what was asked and not yet written is asked again."""

    def __init__(self, data: DataFolder) -> None:
        super().__init__(name="anchorer", daemon=True)
        self._asker = Asker(data)
        self._pause = threading.Event()

    def run(self) -> None:
        while not self._pause.wait(EVERY_S):
            self.round()

    def round(self) -> None:
        """One look; a fault of the disk, the database or the own log is logged, and tried again."""
        try:
            self._asker.round()
        except (DatabaseError, OSError, BadNote, ValueError):
            log.exception("a round with the witnesses did not end; tried again")
        finally:
            connections.close_all()
