"""The log of a process: one line a fact on standard error, credentials taken out in the one place (I11)."""

import logging
import time

from vonggac.kernel.redaction import redact


class _Redacting(logging.Formatter):
    """Redacts the finished line, so that a traceback's text goes through it, too."""

    converter = time.gmtime  # type: ignore[assignment]  # typeshed wants the optional argument spelled out
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def set_up_log(level: int = logging.INFO) -> None:
    """Everything that this process logs, its libraries included, redacted, on standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Redacting("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("vonggac").setLevel(level)
