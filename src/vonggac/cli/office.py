"""Setting up Django and the log in a process of the product."""

import logging
import os
import subprocess
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.redaction import redact


def enter(data: DataFolder, *, role: str = "") -> None:
    """Makes this process one of the installation: folder, log, Django. Once a process."""
    data.prepare()
    os.environ["VONGGAC_DATA"] = str(data.root)
    if role:
        os.environ["VONGGAC_ROLE"] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vonggac.web.settings")
    set_up_log()
    import django

    django.setup()


def set_up_log() -> None:
    """One line a fact on standard error, credentials taken out in the one place (I11)."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _without_secrets,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s"
    )
    for handler in logging.getLogger().handlers:
        handler.addFilter(_RedactingFilter())


def _without_secrets(
    logger: Any, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    return {
        name: redact(value) if isinstance(value, str) else value for name, value in event.items()
    }


class _RedactingFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redact(record.getMessage()), ()
        return True


def prepare_databases(data: DataFolder) -> None:
    """Brings both databases to this version, in a process of its own: the caller keeps its read-only view.

    Raises CalledProcessError with the migration's own words on standard error.
    """
    data.prepare()
    environment = {**os.environ, "VONGGAC_DATA": str(data.root), "VONGGAC_ROLE": "archivist"}
    subprocess.run([sys.executable, "-m", "vonggac", "migrate"], env=environment, check=True)
