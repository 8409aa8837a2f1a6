"""The clerk's messenger: sends what is due by a thread of its own, so that a slow mail server delays no book."""

import logging
import threading

from django.db import DatabaseError, connections

from vonggac.kernel.clock import now_us
from vonggac.notices.services import outgoing

EVERY_S = 5.0
log = logging.getLogger(__name__)


class Messenger(threading.Thread):
    """``stop`` ends it after the message that is on its way."""

    def __init__(self) -> None:
        super().__init__(name="messenger", daemon=True)
        self._stop_asked = threading.Event()

    def stop(self) -> None:
        self._stop_asked.set()

    def run(self) -> None:
        while not self._stop_asked.wait(EVERY_S):
            try:
                self.round()
            except DatabaseError:
                log.exception("a round of the messenger did not end; tried again")
            finally:
                connections.close_all()

    def round(self) -> None:
        """Everything that is due now."""
        for message in outgoing.due(at_us=now_us()):
            taken = outgoing.send(message)
            outgoing.settle_delivery(delivery=message.delivery, taken=taken)
            if self._stop_asked.is_set():
                return
