"""A package to be checked: a folder, or the zip as it was handed over. Nothing is unpacked, no link is followed."""

import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from vonggac.evidence.names import MAX_NAME
from vonggac.evidence.verifying.answers import CannotJudge, Fail

MAX_FILES = 200_000
MAX_SMALL = 256 << 20
PIECE = 1 << 20
_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Source(Protocol):
    """Names without the package's own folder, and their bytes."""

    sizes: dict[str, int]

    def open(self, name: str) -> BinaryIO: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class FolderSource:
    """An unpacked package. Raises Fail on anything that is neither file nor folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.sizes = dict(self._walk(folder, ""))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def open(self, name: str) -> BinaryIO:
        return os.fdopen(os.open(self._folder / name, os.O_RDONLY | _LINKS), "rb")

    def _walk(self, folder: Path, before: str) -> Iterator[tuple[str, int]]:
        for each in sorted(os.scandir(folder), key=lambda each: each.name):
            name = before + each.name
            about = each.stat(follow_symlinks=False)
            if stat.S_ISDIR(about.st_mode):
                yield from self._walk(folder / each.name, f"{name}/")
            elif stat.S_ISREG(about.st_mode):
                yield name, about.st_size
            else:
                raise Fail(name[:MAX_NAME], "something that is neither file nor folder")


class ZipSource:
    """A package as it was downloaded. Names are read, never joined to a path."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as fault:
            raise CannotJudge(f"not a zip that can be read: {fault}") from fault
        infos = [each for each in self._zip.infolist() if not each.is_dir()]
        if len(infos) > MAX_FILES:
            raise CannotJudge("too many files")
        tops = {each.filename.partition("/")[0] for each in infos if "/" in each.filename}
        nested = len(tops) == 1 and all("/" in each.filename for each in infos)
        self._before = f"{tops.pop()}/" if nested else ""
        self.sizes: dict[str, int] = {}
        for each in infos:
            name = each.filename[len(self._before) :]
            if name in self.sizes:
                raise Fail(name[:MAX_NAME], "twice in the zip")
            if stat.S_IFMT(each.external_attr >> 16) not in (0, stat.S_IFREG):
                raise Fail(name[:MAX_NAME], "something that is neither file nor folder")
            self.sizes[name] = each.file_size

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def open(self, name: str) -> BinaryIO:
        return self._zip.open(self._before + name)  # type: ignore[return-value]


def open_source(path: Path) -> Source:
    """A folder or a zip. Raises Fail, CannotJudge, OSError."""
    return FolderSource(path) if path.is_dir() else ZipSource(path)


def read(source: Source, name: str, *, most: int = MAX_SMALL) -> bytes:
    """A small file, whole. Raises Fail where it is not there or its bytes cannot be read."""
    if name not in source.sizes:
        raise Fail(name, "missing")
    if source.sizes[name] > most:
        raise Fail(name, "longer than such a file is")
    return b"".join(pieces(source, name))


def pieces(source: Source, name: str) -> Iterator[bytes]:
    """The file's bytes in pieces."""
    try:
        with source.open(name) as file:
            while piece := file.read(PIECE):
                yield piece
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as fault:
        raise Fail(name, f"cannot be read: {fault}") from fault
