"""The list of volumes, as it stands in the data folder, and the markers that say which folder is which."""

import logging
import os
from dataclasses import replace
from pathlib import Path

from vonggac.archive import volume_list
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.locks import Held
from vonggac.vault.volumes import Volume, make_marker, parse_list, read_marker

log = logging.getLogger(__name__)


def read_volumes(data: DataFolder) -> tuple[Path, ...]:
    """Folders of the registered volumes."""
    return tuple(each.path for each in registered(data))


def registered(data: DataFolder) -> tuple[Volume, ...]:
    """The registered volumes; the folder's own where none is. A damaged list falls back the same way, with a word."""
    return _listed(data) or (Volume(data.default_volume),)


def marked(data: DataFolder) -> tuple[Volume, ...]:
    """The registered volumes with their ids: what is there and has no marker gets one, and the list learns it.

    A folder that is empty, and no mount, may be what a disk that is not mounted leaves behind: it gets its marker only
    when something is in it, and is not checked until then.
    """
    listed = _listed(data)
    if not listed:
        mine = _marked(data, Volume(data.default_volume))
        if listed is not None and os.path.ismount(data.default_volume) and mine.id:
            # A disk of its own: the list remembers it when the disk is away.
            _tell_list(data, (mine,))
        return (mine,)
    volumes = tuple(_marked(data, each) for each in listed)
    if volumes != listed:
        _tell_list(data, volumes)
    return volumes


def _tell_list(data: DataFolder, volumes: tuple[Volume, ...]) -> None:
    """The list learns the ids. Somebody who changes it at this moment goes first: the next look tells it again."""
    try:
        volume_list.learn(data, {each.path: each.id for each in volumes if each.id is not None})
    except Held:
        log.debug("volumes.json is being changed: its ids are told next time")
    except (OSError, ValueError) as fault:
        log.error("volumes.json could not be written: %s", fault)


def _listed(data: DataFolder) -> tuple[Volume, ...] | None:
    """None where there is a list that cannot be read."""
    try:
        return tuple(parse_list(data.volumes_file.read_bytes()))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as fault:
        log.error("volumes.json could not be read: %s", fault)
        return None


def _marked(data: DataFolder, volume: Volume) -> Volume:
    if volume.id is not None:
        return volume
    try:
        name = read_marker(volume.path)
        if name is None and _surely_there(data, volume.path):
            name = make_marker(volume.path)
    except OSError as fault:
        log.error("%s could not be marked: %s", volume.path, fault)
        return volume
    return replace(volume, id=name)


def _surely_there(data: DataFolder, path: Path) -> bool:
    if data.root in path.parents:
        return True
    return path.is_dir() and (os.path.ismount(path) or any(path.iterdir()))
