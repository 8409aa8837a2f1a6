"""The list of volumes, as it stands in the data folder."""

import json
import logging
from pathlib import Path

from vonggac.kernel.data_folder import DataFolder

log = logging.getLogger(__name__)


def read_volumes(data: DataFolder) -> tuple[Path, ...]:
    """The registered volumes; the folder's own where none is. A damaged list falls back the same way, with a word."""
    try:
        listed = json.loads(data.volumes_file.read_text())
        volumes = tuple(Path(each) for each in listed)
    except FileNotFoundError:
        volumes = ()
    except (OSError, ValueError, TypeError) as fault:
        log.error("volumes.json could not be read: %s", fault)
        volumes = ()
    return volumes or (data.default_volume,)
