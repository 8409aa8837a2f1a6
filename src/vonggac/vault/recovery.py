"""Finishes what a crash left, and inspects whole files: both without any key (I3).

A ``.part`` is a header and records in order; whole records are known by length and checksum.
Recovery keeps every whole fragment, writes the footer that the writer had no time for, and gives
the file its name. Never run it on a ``.part`` that a writer still has open.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from vonggac.ledger.tree import Frontier
from vonggac.vault import layout
from vonggac.vault.disk import close, open_regular, read_at, size_of, write_all
from vonggac.vault.errors import Altered, FooterMissing, Malformed, SegmentError, Torn
from vonggac.vault.facts import FragmentAt, SegmentFacts
from vonggac.vault.layout import HEAD_SIZE, RECORD_MAGIC, Header, RecordHead
from vonggac.vault.paths import PART_SUFFIX
from vonggac.vault.reader import read_footer
from vonggac.vault.writer import pack_end, put_in_place

TAIL_SUFFIX = ".tail"
"""What lay behind the first damaged record, kept where it holds whole records: ``….vgs.tail``."""
_CHUNK = 1 << 20


class _Hash(Protocol):
    """What ``hashlib`` gives and does not name."""

    def copy(self) -> "_Hash": ...

    def update(self, data: bytes, /) -> None: ...

    def hexdigest(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Scan:
    """The whole records from the front of a file."""

    header: Header
    heads: list[tuple[int, RecordHead]]
    end: int
    """Where the last whole record ends."""
    digest: "_Hash"
    """SHA-256 of the file up to there."""


def recover(part: Path) -> SegmentFacts | None:
    """Finishes ``<name>.vgs.part`` as ``<name>.vgs``; None, and the file removed, where it holds
    no fragment.

    A tail behind a damaged record that holds further whole records is set aside as
    ``<name>.vgs.tail``. Raises Malformed or Altered where the file cannot be told (it stands
    untouched: set it aside and report it); OSError passes. Safe to repeat after a crash within.
    """
    if not part.name.endswith(PART_SUFFIX):
        raise ValueError(f"not a {PART_SUFFIX} file: {part.name}")
    path = part.with_name(part.name.removesuffix(PART_SUFFIX))
    with _opened(part, write=True) as descriptor:
        facts = _recovered(descriptor, path)
    if facts is None:
        part.unlink()
        return None
    put_in_place(part, path)
    return facts


def inspect(path: Path) -> SegmentFacts:
    """All facts of a finished file, from reading every byte of it: checksums, order, footer,
    hash of the whole.

    Raises FooterMissing, Torn, Altered or Malformed where anything does not hold; OSError passes.
    """
    with _opened(path) as descriptor:
        size = size_of(descriptor)
        scan = _scan(descriptor, size)
        facts = read_footer(descriptor, size, scan.header)
        if len(scan.heads) < 2 or not _same(
            facts, _facts(scan, recovered=facts.recovered, end_us=facts.end_us)
        ):
            raise Altered("the footer and the records differ")
        return _sealed(descriptor, scan, facts, size)


def _recovered(descriptor: int, path: Path) -> SegmentFacts | None:
    """Cuts and completes an open ``.part``; None where nothing in it is worth a file."""
    size = size_of(descriptor)
    try:
        scan = _scan(descriptor, size)
    except SegmentError as fault:
        # Looks for the bytes that begin a record: a flipped length must not make a full file "torn".
        torn = isinstance(fault, Torn) and not _holds(descriptor, 0, size, RECORD_MAGIC)
        if torn or _is_zero(descriptor, 0, size):
            return None
        raise
    fragments = len(scan.heads) - 1
    if fragments > 0:
        finished = _finished(descriptor, scan, size)
        if finished is not None:
            os.fsync(descriptor)
            return finished
    if _holds_record(descriptor, scan.end, size, scan.header.binding):
        if fragments <= 0:
            raise Altered("whole records behind a damaged beginning")
        _set_aside(descriptor, scan.end, size, path.with_name(path.name + TAIL_SUFFIX))
    if fragments <= 0:
        return None
    return _complete(descriptor, scan)


def _complete(descriptor: int, scan: _Scan) -> SegmentFacts:
    last = scan.heads[-1][1]
    facts = _facts(scan, recovered=True, end_us=last.start_us + last.duration_us)
    end, size = pack_end(facts, scan.end)
    os.ftruncate(descriptor, scan.end)
    os.lseek(descriptor, scan.end, os.SEEK_SET)
    write_all(descriptor, end)
    os.fsync(descriptor)
    digest = scan.digest.copy()
    digest.update(end)
    return facts.with_seal(size, digest.hexdigest())


def _finished(descriptor: int, scan: _Scan, size: int) -> SegmentFacts | None:
    """The facts of a ``.part`` that lacks nothing but its name; None where it lacks more."""
    try:
        facts = read_footer(descriptor, size, scan.header)
    except (FooterMissing, Malformed, Altered):
        return None
    if not _same(facts, _facts(scan, recovered=facts.recovered, end_us=facts.end_us)):
        return None
    return _sealed(descriptor, scan, facts, size)


def _sealed(descriptor: int, scan: _Scan, facts: SegmentFacts, size: int) -> SegmentFacts:
    digest = scan.digest.copy()
    for chunk in _chunks(descriptor, scan.end, size):
        digest.update(chunk)
    return facts.with_seal(size, digest.hexdigest())


def _scan(descriptor: int, size: int) -> _Scan:
    """Raises only where the header cannot be read; a record that is not whole ends the scan."""
    front = read_at(descriptor, layout.PREAMBLE_SIZE + layout.MAX_HEADER, 0)
    header = layout.parse_header(front)
    digest = sha256(front[: header.size])
    heads: list[tuple[int, RecordHead]] = []
    at, at_us = header.size, header.start_us
    while True:
        found = _record_at(descriptor, at, size, header.binding)
        if found is None or found[0].number != len(heads) or found[0].start_us < at_us:
            return _Scan(header, heads, at, digest)
        head, record = found
        digest.update(record)
        heads.append((at, head))
        at, at_us = at + len(record), head.start_us


def _record_at(
    descriptor: int, at: int, size: int, binding: bytes
) -> tuple[RecordHead, bytes] | None:
    """The whole record that begins here, or None."""
    head_bytes = read_at(descriptor, HEAD_SIZE, at)
    try:
        head = layout.parse_head(head_bytes)
    except (Torn, Malformed):
        return None
    if at + HEAD_SIZE + head.sealed_length > size:
        return None
    sealed = read_at(descriptor, head.sealed_length, at + HEAD_SIZE)
    if len(sealed) != head.sealed_length or not layout.crc_holds(binding, head_bytes, sealed):
        return None
    return head, head_bytes + sealed


def _facts(scan: _Scan, *, recovered: bool, end_us: int) -> SegmentFacts:
    header = scan.header
    tree = Frontier(head.leaf for _at, head in scan.heads)
    init_at, init = scan.heads[0]
    return SegmentFacts(
        segment=header.segment,
        camera=header.camera,
        stream=header.stream,
        start_us=header.start_us,
        end_us=end_us,
        codec=header.codec,
        width=header.width,
        height=header.height,
        run_id=header.run_id,
        epoch=header.epoch,
        bytes=sum(head.sealed_length - layout.TAG_SIZE for _at, head in scan.heads),
        sha256=scan.heads[-1][1].so_far.hex(),
        file_root=tree.root().hex(),
        leaves=tree.size,
        sealed_bytes=0,
        sealed_sha256="",
        init_offset=init_at,
        init_length=init.sealed_length,
        fragments=tuple(
            FragmentAt(at, head.sealed_length, head.start_us, head.duration_us, head.key_bytes)
            for at, head in scan.heads[1:]
        ),
        recovered=recovered,
    )


def _same(one: SegmentFacts, other: SegmentFacts) -> bool:
    return one.with_seal(0, "") == other.with_seal(0, "")


def _holds_record(descriptor: int, start: int, end: int, binding: bytes) -> bool:
    """Whether a whole record begins anywhere from ``start`` on."""
    before = b""
    at = start
    for chunk in _chunks(descriptor, start, end):
        window = before + chunk
        found = window.find(RECORD_MAGIC)
        while found >= 0:
            if _record_at(descriptor, at - len(before) + found, end, binding) is not None:
                return True
            found = window.find(RECORD_MAGIC, found + 1)
        at += len(chunk)
        before = window[-(len(RECORD_MAGIC) - 1) :]
    return False


def _holds(descriptor: int, start: int, end: int, what: bytes) -> bool:
    before = b""
    for chunk in _chunks(descriptor, start, end):
        if what in before + chunk:
            return True
        before = chunk[-(len(what) - 1) :]
    return False


def _set_aside(descriptor: int, start: int, end: int, path: Path) -> None:
    with path.open("wb") as file:
        for chunk in _chunks(descriptor, start, end):
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _is_zero(descriptor: int, start: int, end: int) -> bool:
    """Some file systems leave the size and not the bytes after a power cut."""
    return not any(chunk.strip(b"\0") for chunk in _chunks(descriptor, start, end))


def _chunks(descriptor: int, start: int, end: int) -> Iterator[bytes]:
    while start < end:
        chunk = read_at(descriptor, min(_CHUNK, end - start), start)
        if not chunk:
            return
        start += len(chunk)
        yield chunk


@contextmanager
def _opened(path: Path, *, write: bool = False) -> Iterator[int]:
    descriptor = open_regular(path, write=write)
    try:
        yield descriptor
    finally:
        close(descriptor)
