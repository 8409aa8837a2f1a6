"""Checkpoints: what a log says its tree is, as a signed note (C2SP tlog-checkpoint; FORMATS
§6.2, §7.3).
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from vonggac.ledger.notes import (
    BadNote,
    KeyKind,
    Signer,
    Verifier,
    decode_base64,
    encode_base64,
    parse_note,
    require_name,
    write_note,
)
from vonggac.ledger.tree import EMPTY_ROOT, HASH_SIZE

FUTURE_TOLERANCE_S = 300


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Origin, size and root of a tree."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """Exactly three lines; what is signed."""
        return f"{self.origin}\n{self.size}\n{encode_base64(self.root)}\n"

    @classmethod
    def parse(cls, text: str, *, any_root: bool = False) -> "Checkpoint":
        """Raises BadNote on anything but three lines, a size without leading zeros, a root of 32 bytes.

        ``any_root``: an empty tree may state another root than the empty one; the caller answers that himself.
        """
        lines = text.split("\n")
        if len(lines) != 4 or lines[3]:
            raise BadNote("a checkpoint has three lines")
        origin, size, root = require_name(lines[0]), lines[1], decode_base64(lines[2])
        if not (size.isascii() and size.isdigit() and len(size) <= 16 and str(int(size)) == size):
            raise BadNote("a size without leading zeros")
        empty = size == "0" and not any_root
        if len(root) != HASH_SIZE or (empty and root != EMPTY_ROOT):
            raise BadNote("not the root of such a tree")
        return cls(origin, int(size), root)

    def sign(self, *signers: Signer) -> bytes:
        """The note. Raises BadNote where a log's key has another name than the origin."""
        if any(s.name != self.origin for s in signers if s.verifier.kind is KeyKind.LOG):
            raise BadNote("a log signs under its origin")
        return write_note(self.text, signers)


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint whose log signature holds."""

    checkpoint: Checkpoint
    witnessed: dict[str, int]
    """Names of known witnesses and the second each cosigned."""
    note: bytes


def open_checkpoint(
    note: bytes,
    log: Iterable[Verifier],
    witnesses: Iterable[Verifier] = (),
    *,
    now_s: int | None = None,
) -> SignedCheckpoint:
    """Verifies a checkpoint note of this log: one of its keys must have signed, under the origin.

    Cosignatures of known witnesses are verified too; one from the future by more than 5 min is
    refused where ``now_s`` is given. Raises BadNote or UnknownSigner.
    """
    parsed = parse_note(note)
    logs = list(log)
    signed = parsed.verified([*logs, *witnesses])
    checkpoint = Checkpoint.parse(parsed.text)
    if not any(each in signed and each.name == checkpoint.origin for each in logs):
        raise BadNote("not signed by the log whose name it bears")
    witnessed = {each.name: second for each, second in signed.items() if second is not None}
    if now_s is not None and any(s > now_s + FUTURE_TOLERANCE_S for s in witnessed.values()):
        raise BadNote("a cosignature from the future")
    return SignedCheckpoint(checkpoint, witnessed, note)


def printed_code(checkpoint: Checkpoint) -> str:
    """26 characters that a person can copy: 128 bits of the checkpoint's hash in Base32."""
    digest = sha256(checkpoint.text.encode()).digest()[:16]
    return base64.b32encode(digest).decode("ascii").rstrip("=")


def printed_line(date: str, checkpoint: Checkpoint) -> str:
    """The line for the duty book: ``<YYYY-MM-DD>  <size>  <code and check, in groups of four>``."""
    code = printed_code(checkpoint)
    whole = code + printed_check(date, checkpoint.size, code)
    groups = "-".join(whole[at : at + 4] for at in range(0, 28, 4))
    return f"{date}  {checkpoint.size}  {groups}"


def printed_check(date: str, size: int, code: str) -> str:
    """Two characters that tell a slip of the hand."""
    message = f"vonggac-line/v1\n{date}\n{size}\n{code}\n".encode()
    return base64.b32encode(sha256(message).digest()).decode("ascii")[:2]
