"""The bytes of ``add-checkpoint``: what a log sends, and what a witness answers (C2SP tlog-witness)."""

import re
from dataclasses import dataclass
from hashlib import sha256

from vonggac.ledger.notes import MAX_NOTE, BadNote, decode_base64, encode_base64
from vonggac.ledger.tree import HASH_SIZE

MAX_PROOF = 63
MAX_BODY = MAX_NOTE + 64 * (MAX_PROOF + 1)
SIZE_TYPE = "text/x.tlog.size"
_OLD = re.compile(r"old (0|[1-9][0-9]{0,15})")
_SIZE = re.compile(rb"(0|[1-9][0-9]{0,15})\n")


class BadRequest(ValueError):
    """Not the body of an ``add-checkpoint``."""


@dataclass(frozen=True, slots=True)
class AddCheckpoint:
    """A checkpoint, and the proof that the tree of ``old`` leaves is its beginning."""

    old: int
    proof: tuple[bytes, ...]
    note: bytes

    def write(self) -> bytes:
        lines = [f"old {self.old}", *map(encode_base64, self.proof), "", ""]
        return "\n".join(lines).encode() + self.note

    @classmethod
    def parse(cls, body: bytes) -> "AddCheckpoint":
        """Raises BadRequest; the note itself is not looked at."""
        header, empty, note = body.partition(b"\n\n")
        if len(body) > MAX_BODY or not empty:
            raise BadRequest("no empty line")
        try:
            first, *rest = header.decode("ascii").split("\n")
            proof = tuple(map(decode_base64, rest))
        except (UnicodeDecodeError, BadNote) as fault:
            raise BadRequest(str(fault)) from fault
        old = _OLD.fullmatch(first)
        if old is None or len(proof) > MAX_PROOF or any(len(e) != HASH_SIZE for e in proof):
            raise BadRequest("not an old size and hashes")
        return cls(int(old[1]), proof, note)


def parse_size(body: bytes) -> int | None:
    """The size in a 409's body; None where it is none."""
    found = _SIZE.fullmatch(body)
    return int(found[1]) if found else None


def origin_hash(origin: str) -> str:
    """64 hex digits: under which the last checkpoint of an origin is read."""
    return sha256(origin.encode()).hexdigest()
