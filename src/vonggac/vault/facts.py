"""What is known of a finished segment: in its footer, in the recorder's journal, in the ledger's
entry, in the index.
"""

import re
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from vonggac.kernel.ids import require_camera_id, require_segment_id
from vonggac.vault.errors import Malformed
from vonggac.vault.layout import (
    HEAD_SIZE,
    MAX_INSTANT_US,
    MAX_RECORDS,
    MAX_SEALED,
    MAX_SPAN_US,
    TAG_SIZE,
    VERSION,
    int_field,
    require_epoch,
    require_plain,
    text_field,
    whole_number,
)
from vonggac.vault.paths import require_stream

_HASH = re.compile(r"[0-9a-f]{64}")
_PACKED = struct.Struct(">IIII")


@dataclass(frozen=True, slots=True)
class FragmentAt:
    """Where one fragment lies in the sealed file, and when it is."""

    offset: int
    """Of the record's head, from the start of the file."""
    sealed_length: int
    """Of the sealed bytes behind the head."""
    start_us: int
    duration_us: int
    key_bytes: int
    """Plain bytes from the record's start that hold its first key picture whole; 0 where
    unknown.
    """

    @property
    def plain_length(self) -> int:
        return self.sealed_length - TAG_SIZE

    @property
    def end_us(self) -> int:
        return self.start_us + self.duration_us

    @property
    def end_offset(self) -> int:
        """Where the next record, or the footer, begins."""
        return self.offset + HEAD_SIZE + self.sealed_length


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """All facts of one segment.

    Hashes are lower-case hex; fragments are in order and without holes between.
    """

    segment: str
    camera: str
    stream: str
    start_us: int
    end_us: int
    codec: str
    width: int
    height: int
    run_id: str
    epoch: str
    bytes: int
    """Of the plain file: init and fragments joined."""
    sha256: str
    """Of the plain file."""
    file_root: str
    leaves: int
    """Records: init and fragments."""
    sealed_bytes: int
    """Of the sealed file, header to trailer."""
    sealed_sha256: str
    """Of the sealed file.

    Empty where only the footer was read, which cannot know it: ``recovery.inspect`` does.
    """
    init_offset: int
    init_length: int
    """Of the sealed bytes of record 0, as ``FragmentAt.sealed_length``."""
    fragments: tuple[FragmentAt, ...]
    recovered: bool
    """Finished after a crash, by ``recovery``."""

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; ``from_json`` is the inverse."""
        fields = {name: getattr(self, name) for name in _SIMPLE}
        fields["v"] = VERSION
        fields["fragments"] = [
            [each.offset, each.sealed_length, each.start_us, each.duration_us, each.key_bytes]
            for each in self.fragments
        ]
        return fields

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> "SegmentFacts":
        """Ignores members that it does not know.

        Raises Malformed on a missing or impossible one.
        """
        fragments = fields.get("fragments")
        if not isinstance(fragments, list) or not 0 < len(fragments) < MAX_RECORDS:
            raise Malformed("no fragments")
        recovered = fields.get("recovered")
        if type(recovered) is not bool:
            raise Malformed("no recovered")
        facts = cls(
            segment=text_field(fields, "segment", require_segment_id),
            camera=text_field(fields, "camera", require_camera_id),
            stream=text_field(fields, "stream", require_stream),
            start_us=int_field(fields, "start_us", MAX_INSTANT_US),
            end_us=int_field(fields, "end_us", MAX_INSTANT_US),
            codec=text_field(fields, "codec", require_plain),
            width=int_field(fields, "width", 65_535),
            height=int_field(fields, "height", 65_535),
            run_id=text_field(fields, "run_id", require_plain),
            epoch=text_field(fields, "epoch", require_epoch),
            bytes=int_field(fields, "bytes", MAX_INSTANT_US),
            sha256=text_field(fields, "sha256", _require_hash),
            file_root=text_field(fields, "file_root", _require_hash),
            leaves=int_field(fields, "leaves", MAX_RECORDS),
            sealed_bytes=int_field(fields, "sealed_bytes", MAX_INSTANT_US),
            sealed_sha256=text_field(fields, "sealed_sha256", _require_hash_or_none),
            init_offset=int_field(fields, "init_offset", MAX_INSTANT_US),
            init_length=int_field(fields, "init_length", MAX_SEALED),
            fragments=tuple(_fragment(each) for each in fragments),
            recovered=recovered,
        )
        facts._require_sense()
        return facts

    def with_seal(self, sealed_bytes: int, sealed_sha256: str) -> "SegmentFacts":
        """The same facts, knowing the whole sealed file."""
        return replace(self, sealed_bytes=sealed_bytes, sealed_sha256=sealed_sha256)

    def _require_sense(self) -> None:
        """The parts must agree: records lie end to end, lengths and counts add up, times lie
        within the span.
        """
        at = self.init_offset + HEAD_SIZE + self.init_length
        plain = self.init_length - TAG_SIZE
        at_us = self.start_us
        for each in self.fragments:
            if each.offset != at or each.start_us < at_us:
                raise Malformed("fragments do not follow one another")
            at, at_us = each.end_offset, each.start_us
            plain += each.plain_length
        if (
            plain != self.bytes
            or self.leaves != len(self.fragments) + 1
            or self.init_length <= TAG_SIZE
        ):
            raise Malformed("sizes do not add up")
        if not at_us - self.start_us <= MAX_SPAN_US or not self.start_us <= self.end_us:
            raise Malformed("impossible span")


_SIMPLE = tuple(
    name for name in SegmentFacts.__dataclass_fields__ if name != "fragments"
)  # in the order of the class, for a readable journal


def _require_hash(text: str) -> str:
    if not _HASH.fullmatch(text):
        raise ValueError("not a SHA-256 in hex")
    return text


def _require_hash_or_none(text: str) -> str:
    return text and _require_hash(text)


def _fragment(value: object) -> FragmentAt:
    if not isinstance(value, list) or len(value) != 5:
        raise Malformed("not a fragment")
    fragment = FragmentAt(
        whole_number(value[0], "offset", MAX_INSTANT_US),
        whole_number(value[1], "sealed length", MAX_SEALED),
        whole_number(value[2], "start", MAX_INSTANT_US),
        whole_number(value[3], "duration", MAX_SPAN_US),
        whole_number(value[4], "key bytes", MAX_SEALED),
    )
    if fragment.plain_length <= 0 or fragment.key_bytes > fragment.plain_length:
        raise Malformed("impossible fragment")
    return fragment


def pack_fragments(start_us: int, fragments: Iterable[FragmentAt]) -> bytes:
    """16 bytes a fragment, for the index: sealed length, µs after the segment's start, duration,
    key bytes.
    """
    return b"".join(
        _PACKED.pack(each.sealed_length, each.start_us - start_us, each.duration_us, each.key_bytes)
        for each in fragments
    )


def unpack_fragments(start_us: int, first_offset: int, packed: bytes) -> Sequence[FragmentAt]:
    """The inverse; ``first_offset`` is where record 1 begins (``fragments[0].offset``).

    Raises Malformed.
    """
    if len(packed) % _PACKED.size:
        raise Malformed("a packed fragment has 16 bytes")
    fragments: list[FragmentAt] = []
    at = first_offset
    for length, after_us, duration_us, key_bytes in _PACKED.iter_unpack(packed):
        fragments.append(FragmentAt(at, length, start_us + after_us, duration_us, key_bytes))
        at += HEAD_SIZE + length
    return fragments
