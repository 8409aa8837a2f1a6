"""Reads segment files: facts without a key, records with one. Never writes.

For playback from the index: the header once a segment, ``Keyholder.data_key`` (remembered),
then ``Unsealer`` per record: one read and one decryption.
"""

from pathlib import Path
from types import TracebackType
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vonggac.ledger.tree import leaf_hash
from vonggac.vault import layout
from vonggac.vault.disk import close, open_regular, read_at, read_exactly, size_of
from vonggac.vault.errors import Altered, FooterMissing, Malformed
from vonggac.vault.facts import FragmentAt, SegmentFacts
from vonggac.vault.layout import HEAD_SIZE, Header, RecordHead

_FRONT = layout.PREAMBLE_SIZE + layout.MAX_HEADER
_BACK = 8 << 10
"""One read of this size from the end has the whole footer of an ordinary minute."""


class Unsealer:
    """Opens the records of one segment. May be kept and shared by threads; holds the data key."""

    __slots__ = ("_binding", "_cipher")

    def __init__(self, header: Header, data_key: bytes) -> None:
        self._binding = header.binding
        self._cipher = AESGCM(data_key)

    def read(self, descriptor: int, *, offset: int, sealed_length: int, number: int) -> bytes:
        """The plain bytes of the record whose place the index gave.

        Raises Torn where the file ends before, Altered where these are not the bytes that were
        sealed there.
        """
        if not layout.TAG_SIZE < sealed_length <= layout.MAX_SEALED:
            raise Malformed("impossible length")
        record = memoryview(read_exactly(descriptor, HEAD_SIZE + sealed_length, offset))
        head_bytes, sealed = bytes(record[:HEAD_SIZE]), record[HEAD_SIZE:]
        try:
            head = layout.parse_head(head_bytes)
        except Malformed as fault:
            raise Altered(f"record {number}: {fault}") from fault
        if head.number != number or head.sealed_length != sealed_length:
            raise Altered(f"record {number}: another record lies here")
        # The seal covers all that the checksum does: only a reader without a key needs that.
        associated = layout.associated_data(self._binding, head_bytes)
        try:
            return self._cipher.decrypt(layout.nonce(number), sealed, associated)
        except InvalidTag:
            raise Altered(f"record {number}: its seal does not hold") from None


class SegmentFile:
    """One finished segment, open for reading. Use as a context manager."""

    def __init__(self, path: Path) -> None:
        """Reads the header only. Raises SegmentError or OSError."""
        self.path = path
        self._descriptor = open_regular(path)
        try:
            self.size = size_of(self._descriptor)
            self.header = layout.parse_header(read_at(self._descriptor, _FRONT, 0))
        except BaseException:
            self.close()
            raise
        self._facts: SegmentFacts | None = None
        self._unsealer: tuple[bytes, Unsealer] | None = None

    @classmethod
    def open(cls, path: Path) -> "SegmentFile":
        return cls(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Safe to repeat."""
        close(self._descriptor)
        self._descriptor = -1

    @property
    def facts(self) -> SegmentFacts:
        """From the footer; ``sealed_sha256`` is empty, since only a reading of the whole file
        gives it.

        Raises FooterMissing where the file has no end, Altered or Malformed where the end is not to
        be believed.
        """
        if self._facts is None:
            self._facts = read_footer(self._descriptor, self.size, self.header)
        return self._facts

    def place(self, number: int) -> FragmentAt:
        """Where record ``number`` lies; 0 is the init. Raises IndexError."""
        facts = self.facts
        if number == 0:
            return FragmentAt(facts.init_offset, facts.init_length, facts.start_us, 0, 0)
        if number < 0:
            raise IndexError(number)
        return facts.fragments[number - 1]

    def head(self, number: int) -> RecordHead:
        """The clear head of a record: its leaf hash among others.

        Raises IndexError, SegmentError.
        """
        return layout.parse_head(
            read_exactly(self._descriptor, HEAD_SIZE, self.place(number).offset)
        )

    def unseal(self, number: int, data_key: bytes) -> bytes:
        """The plain bytes of a record. Raises IndexError, Torn, Altered."""
        if self._unsealer is None or self._unsealer[0] != data_key:
            self._unsealer = (data_key, Unsealer(self.header, data_key))
        at = self.place(number)
        return self._unsealer[1].read(
            self._descriptor, offset=at.offset, sealed_length=at.sealed_length, number=number
        )

    def check_plain(self, data_key: bytes) -> None:
        """Opens every record and holds it against its leaf hash.

        Raises Altered at the first that differs.
        """
        for number in range(self.facts.leaves):
            if leaf_hash(self.unseal(number, data_key)) != self.head(number).leaf:
                raise Altered(f"record {number}: not the bytes of its leaf hash")


def read_footer(descriptor: int, size: int, header: Header) -> SegmentFacts:
    """The facts at the end of a file of this size and header. Raises as ``SegmentFile.facts``."""
    length = min(size, _BACK)
    back = read_at(descriptor, length, size - length)
    trailer = layout.parse_trailer(back[-layout.TRAILER_SIZE :], size)
    if trailer is None:
        raise FooterMissing("no footer at the end")
    start = trailer.footer_offset - (size - length)
    if start >= 0:
        footer = back[start : start + trailer.footer_length]
    else:
        footer = read_exactly(descriptor, trailer.footer_length, trailer.footer_offset)
    return parse_footer(footer, trailer, size, header)


def parse_footer(footer: bytes, trailer: layout.Trailer, size: int, header: Header) -> SegmentFacts:
    """Checks the footer against its checksum, itself and the header.

    Raises Altered or Malformed.
    """
    if not layout.checksum_holds(footer, trailer.footer_crc):
        raise Altered("the footer's checksum does not hold")
    fields = layout.read_json(footer, "footer")
    facts = SegmentFacts.from_json(fields | {"sealed_bytes": size, "sealed_sha256": ""})
    if facts.fragments[-1].end_offset != trailer.footer_offset or facts.init_offset != header.size:
        raise Malformed("the footer tells of other records")
    told = (facts.segment, facts.camera, facts.stream, facts.start_us, facts.epoch)
    if told != (header.segment, header.camera, header.stream, header.start_us, header.epoch):
        raise Malformed("the footer tells of another segment")
    return facts
