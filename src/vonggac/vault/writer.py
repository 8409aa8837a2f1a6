"""Writes one segment file: called by the recorder's writer thread, once a fragment.

The hot path of recording.

Promises I3: the file bears its name only when it is whole and on the disk. Keeps no plain byte and
no private key. All calls block; hashing and writing let other threads run. ``OSError`` passes
through: the caller knows what a full disk means for its camera. A writer is used by one thread at a
time.
"""

import os
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from threading import local

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vonggac.kernel.files import sync_folder
from vonggac.kernel.ids import new_segment_id
from vonggac.ledger.tree import Frontier, leaf_hash
from vonggac.vault import layout
from vonggac.vault.disk import create_new, sync_data, write_all
from vonggac.vault.errors import WriterFailed
from vonggac.vault.facts import FragmentAt, SegmentFacts
from vonggac.vault.keys import EpochPublic
from vonggac.vault.layout import HEAD_SIZE, TAG_SIZE, RecordKind
from vonggac.vault.paths import part_path

_scratch = local()
_SCRATCH_KEPT = 8 << 20
"""A thread's scratch buffer above this is given back: one huge fragment must not cost memory for
ever.
"""


class SegmentWriter:
    """``init`` once, ``append`` per fragment, then ``finish`` or ``abandon``."""

    def __init__(
        self,
        path: Path,
        *,
        camera: str,
        stream: str,
        start_us: int,
        epoch: EpochPublic,
        codec: str,
        width: int,
        height: int,
        run_id: str,
        segment_id: str | None = None,
    ) -> None:
        """Makes ``<path>.part`` with its header.

        Raises Malformed on a value no reader would take, OSError.
        """
        self.path = path
        self.segment = segment_id or new_segment_id()
        key = token_bytes(layout.KEY_SIZE)
        info = layout.key_info(self.segment, camera, stream, epoch.epoch)
        packed = layout.pack_header(
            segment=self.segment,
            camera=camera,
            stream=stream,
            start_us=start_us,
            epoch=epoch.epoch,
            wrapped_key=epoch.wrap(key, info),
            codec=codec,
            width=width,
            height=height,
            run_id=run_id,
        )
        self._header = layout.parse_header(packed)
        self._cipher = AESGCM(key)
        self._begin(packed)

    def _begin(self, packed: bytes) -> None:
        self._plain = sha256()
        self._sealed = sha256(packed)
        self._tree = Frontier()
        self._size = len(packed)
        self._plain_size = 0
        self._init_length = 0
        self._fragments: list[FragmentAt] = []
        self._failed = False
        self._part = part_path(self.path)
        self._descriptor = create_new(self._part)
        try:
            write_all(self._descriptor, packed)
        except OSError:
            self.abandon()
            raise

    @property
    def fragments(self) -> int:
        """Fragments so far."""
        return len(self._fragments)

    def init(self, plain: bytes | bytearray | memoryview) -> None:
        """Record 0: ``ftyp+moov``. Before any fragment, once."""
        if self._tree.size:
            raise ValueError("init comes once, and first")
        self._init_length = self._write(RecordKind.INIT, plain, self._header.start_us, 0, 0)

    def append(
        self,
        plain: bytes | bytearray | memoryview,
        *,
        start_us: int,
        duration_us: int,
        key_bytes: int = 0,
    ) -> FragmentAt:
        """One fragment, in the order of time. Returns where it lies.

        Raises ValueError on a fragment that cannot be in this segment; OSError passes, and after it
        only ``finish`` (the fragments before the fault) and ``abandon`` are left: see WriterFailed.
        """
        before_us = self._fragments[-1].start_us if self._fragments else self._header.start_us
        if not self._tree.size:
            raise ValueError("init comes first")
        if not before_us <= start_us <= self._header.start_us + layout.MAX_SPAN_US:
            raise ValueError(f"a fragment of {start_us} µs cannot follow one of {before_us} µs")
        if not 0 <= duration_us <= layout.MAX_SPAN_US or not 0 <= key_bytes <= len(plain):
            raise ValueError("impossible duration or key bytes")
        offset = self._size
        length = self._write(RecordKind.FRAGMENT, plain, start_us, duration_us, key_bytes)
        fragment = FragmentAt(offset, length, start_us, duration_us, key_bytes)
        self._fragments.append(fragment)
        return fragment

    def sync(self) -> None:
        """What was appended survives a power cut."""
        sync_data(self._descriptor)

    def finish(self, end_us: int) -> SegmentFacts:
        """Footer, fsync, rename, fsync of the folder: the file is whole.

        Needs one fragment at least.

        On OSError the ``.part`` stands as it was, for ``recovery``, or for another ``finish`` when
        there is room.
        """
        if not self._fragments:
            raise ValueError("a segment without a fragment is abandoned, not finished")
        facts = self._facts(end_us)
        footer, sealed = pack_end(facts, self._size)
        digest = self._sealed.copy()
        digest.update(footer)
        try:
            os.ftruncate(self._descriptor, self._size)
            os.lseek(self._descriptor, self._size, os.SEEK_SET)
            write_all(self._descriptor, footer)
            os.fsync(self._descriptor)
        except OSError:
            self._cut_back()
            raise
        os.close(self._descriptor)
        self._descriptor = -1
        put_in_place(self._part, self.path)
        return facts.with_seal(sealed, digest.hexdigest())

    def abandon(self) -> None:
        """Closes and removes the ``.part``; nothing of it was ever a segment. Safe to repeat."""
        self.close()
        self._part.unlink(missing_ok=True)

    def close(self) -> None:
        """Lets go of the ``.part`` and leaves it for ``recovery``. Safe to repeat."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _write(
        self,
        kind: RecordKind,
        plain: bytes | bytearray | memoryview,
        start_us: int,
        duration_us: int,
        key_bytes: int,
    ) -> int:
        number, length = self._tree.size, len(plain) + TAG_SIZE
        if self._failed:
            raise WriterFailed("an earlier write failed")
        if not TAG_SIZE < length <= layout.MAX_SEALED or number >= layout.MAX_RECORDS:
            raise ValueError(f"a record of {len(plain)} bytes, number {number}")
        leaf = leaf_hash(plain)
        plain_digest = self._plain.copy()
        plain_digest.update(plain)
        record = self._seal(
            kind,
            plain,
            leaf=leaf,
            so_far=plain_digest.digest(),
            start_us=start_us,
            duration_us=duration_us,
            key_bytes=key_bytes,
        )
        try:
            write_all(self._descriptor, record)
        except OSError:
            # The number may be on the disk under this key: it is never sealed again with other
            # bytes.
            self._failed = True
            self._cut_back()
            raise
        self._sealed.update(record)
        self._plain = plain_digest
        self._tree.append(leaf)
        self._size += len(record)
        self._plain_size += len(plain)
        return length

    def _seal(
        self,
        kind: RecordKind,
        plain: bytes | bytearray | memoryview,
        *,
        leaf: bytes,
        so_far: bytes,
        start_us: int,
        duration_us: int,
        key_bytes: int,
    ) -> memoryview:
        """The next record as it goes to the disk; in this thread's scratch buffer."""
        number, length = self._tree.size, len(plain) + TAG_SIZE
        head = layout.pack_head(
            kind=kind,
            number=number,
            sealed_length=length,
            start_us=start_us,
            duration_us=duration_us,
            key_bytes=key_bytes,
            leaf=leaf,
            so_far=so_far,
        )
        record = _buffer(HEAD_SIZE + length)
        sealed = record[HEAD_SIZE:]
        associated = layout.associated_data(self._header.binding, head)
        self._cipher.encrypt_into(layout.nonce(number), plain, associated, sealed)
        record[:HEAD_SIZE] = head + layout.pack_crc(self._header.binding, head, sealed)
        return record

    def _facts(self, end_us: int) -> SegmentFacts:
        header = self._header
        if not header.start_us <= end_us <= layout.MAX_INSTANT_US:
            raise ValueError("a segment ends after it begins")
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
            bytes=self._plain_size,
            sha256=self._plain.hexdigest(),
            file_root=self._tree.root().hex(),
            leaves=self._tree.size,
            sealed_bytes=0,
            sealed_sha256="",
            init_offset=header.size,
            init_length=self._init_length,
            fragments=tuple(self._fragments),
            recovered=False,
        )

    def _cut_back(self) -> None:
        try:
            os.ftruncate(self._descriptor, self._size)
            os.lseek(self._descriptor, self._size, os.SEEK_SET)
        except OSError:
            # The disk is past helping; recovery cuts the same tail when it is back.
            self._failed = True


def pack_end(facts: SegmentFacts, footer_offset: int) -> tuple[bytes, int]:
    """Footer and trailer for records that end at ``footer_offset``, and the size of the whole
    file then.
    """
    fields = facts.to_json()
    # The file's own size and hash cannot stand in the file.
    del fields["sealed_bytes"], fields["sealed_sha256"]
    footer = layout.write_json(fields)
    end = footer + layout.pack_trailer(footer_offset, footer)
    return end, footer_offset + len(end)


def put_in_place(part: Path, path: Path) -> None:
    """Gives a whole and synced file its name, lastingly.

    FileExistsError where the name is taken.
    """
    if path.exists():
        raise FileExistsError(f"{path.name} is there already")
    part.rename(path)
    sync_folder(path.parent)


def _buffer(size: int) -> memoryview:
    """A thread's own scratch memory: one allocation serves all its writers."""
    held: bytearray | None = getattr(_scratch, "buffer", None)
    if held is None or len(held) < size or len(held) > _SCRATCH_KEPT >= size:
        held = bytearray(max(size, 1 << 18))
        _scratch.buffer = held
    return memoryview(held)[:size]
