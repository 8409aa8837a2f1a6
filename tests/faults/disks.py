"""A small disk that can be filled and made read-only: a tmpfs of its own where that is allowed, else pretended."""

import os
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

FILLING = "filling.bin"
_PRETENDED = """
import errno, os, pathlib
_write, _open = os.write, os.open
_disks = os.environ["FAULTS_DISKS"].split(os.pathsep)

def _refuses(path, fault):
    if not any(path.startswith(disk + "/") and os.path.exists(disk + "." + fault.lower()) for disk in _disks):
        return
    code = getattr(errno, fault)
    raise OSError(code, os.strerror(code), path)

def write(descriptor, data):
    path = os.readlink(f"/proc/self/fd/{descriptor}")
    for fault in ("ENOSPC", "EROFS"):
        _refuses(path, fault)
    return _write(descriptor, data)

def open(path, flags, *rest, **more):
    if flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
        _refuses(os.fspath(path), "EROFS")
    return _open(path, flags, *rest, **more)

os.write, os.open = write, open
"""


def may_mount() -> bool:
    """Whether this user may: root outside of a tight container."""
    probe = ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    try:
        return subprocess.run(probe, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


MAY_MOUNT = may_mount()


class Disk:
    """``with Disk(folder) as disk: disk.fill()``; the folder is the disk's root."""

    def __init__(self, folder: Path, size_bytes: int = 8 << 20) -> None:
        self.folder = folder
        self._size_bytes = size_bytes

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True)
        if MAY_MOUNT:
            self._mount("-t", "tmpfs", "-o", f"size={self._size_bytes}", "tmpfs")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if MAY_MOUNT:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=True)

    def _mount(self, *how: str) -> None:
        subprocess.run(["mount", *how, str(self.folder)], check=True)

    def _pretend(self, fault: str, really: bool) -> None:
        flag = self.folder.with_name(f"{self.folder.name}.{fault}")
        flag.touch() if really else flag.unlink(missing_ok=True)

    def fill(self) -> None:
        """Not a byte is free."""
        if not MAY_MOUNT:
            self._pretend("enospc", True)
            return
        with (self.folder / FILLING).open("wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError:
                return

    def make_room(self) -> None:
        if not MAY_MOUNT:
            self._pretend("enospc", False)
            return
        (self.folder / FILLING).unlink()

    def read_only(self, really: bool) -> None:
        """As after an error of the file system."""
        if not MAY_MOUNT:
            self._pretend("erofs", really)
            return
        self._mount("-o", f"remount,{'ro' if really else 'rw'}")


def environment(scratch: Path, *disks: Disk) -> dict[str, str]:
    """What a recorder's process needs to see pretended disks; nothing where they are real."""
    if MAY_MOUNT:
        return {}
    folder = scratch / "pretended"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(_PRETENDED)
    paths = (str(folder), *(str(Path(__file__).parents[2] / each) for each in ("src", ".")))
    return {
        "PYTHONPATH": os.pathsep.join(paths),
        "FAULTS_DISKS": os.pathsep.join(str(each.folder) for each in disks),
    }
