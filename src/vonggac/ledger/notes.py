"""Signed notes and the keys that sign them (C2SP signed-note and tlog-cosignature; FORMATS §2,
§6.1, §6.3).

A line whose (name, key id) is unknown is ignored; a known pair that does not verify spoils the
whole note; a note without one known valid line is no note. Text is never interpreted here.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from struct import Struct

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

MAX_NOTE = 64 << 10
MAX_LINES = 64
_KEY_ID = 4
_ED25519 = 64
_DASH = "\u2014"
_TIME = Struct(">Q")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_HEX8 = re.compile(r"[0-9a-f]{8}")


class BadNote(ValueError):
    """Not a note, or one with a signature of a known key that does not hold."""


class UnknownSigner(BadNote):
    """Well formed, and nobody known has signed it."""


class KeyKind(IntEnum):
    LOG = 0x01
    """Ed25519 over the text."""
    WITNESS = 0x04
    """Ed25519 over time and checkpoint: a cosignature."""


def decode_base64(text: str) -> bytes:
    """Standard base64 with padding, canonical: re-encoding gives the same text. Raises BadNote."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise BadNote("not base64") from fault
    if base64.b64encode(raw).decode("ascii") != text:
        raise BadNote("base64 that is not canonical")
    return raw


def encode_base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def require_name(name: str) -> str:
    """The name.

    Raises BadNote where it cannot be a key's: empty, or with a blank, a "+" or a control character.
    """
    if not name or "+" in name or _CONTROL.search(name) or any(map(str.isspace, name)):
        raise BadNote(f"not a key name: {name[:80]!r}")
    return name


def key_id(name: str, kind: KeyKind, public: bytes) -> bytes:
    """Four bytes that tell keys apart; short on purpose, and no proof of anything."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:_KEY_ID]


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with the name that it signs under."""

    name: str
    kind: KeyKind
    public: bytes

    @classmethod
    def parse(cls, vkey: str) -> "Verifier":
        """``<name>+<8 hex key id>+<base64(type byte ‖ key)>``: split at the first two "+".

        Raises BadNote.
        """
        pieces = vkey.split("+", 2)
        if len(pieces) != 3 or not _HEX8.fullmatch(pieces[1]):
            raise BadNote("not a vkey")
        name, raw = require_name(pieces[0]), decode_base64(pieces[2])
        if len(raw) != 33 or raw[0] not in set(KeyKind):
            raise BadNote("a kind of key that is not known here")
        verifier = cls(name, KeyKind(raw[0]), raw[1:])
        if verifier.key_id.hex() != pieces[1]:
            raise BadNote("a vkey whose key id is another's")
        return verifier

    @property
    def key_id(self) -> bytes:
        return key_id(self.name, self.kind, self.public)

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{encode_base64(bytes([self.kind]) + self.public)}"

    @property
    def fingerprint(self) -> str:
        """What is published outside the machine: SHA-256 of the vkey, 64 hex digits."""
        return sha256(self.vkey.encode()).hexdigest()

    def verify(self, text: str, payload: bytes) -> int | None:
        """The cosignature's POSIX second (None for a log's signature).

        Raises BadNote where it does not hold.
        """
        signature, message, second = payload, text.encode(), None
        if self.kind is KeyKind.WITNESS:
            if len(payload) != _TIME.size + _ED25519:
                raise BadNote("a cosignature of the wrong length")
            second = int(_TIME.unpack_from(payload)[0])
            signature, message = payload[_TIME.size :], cosigned_message(second, text)
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            raise BadNote(f"the signature of {self.name} does not hold") from None
        return second


@dataclass(frozen=True, slots=True)
class Signer:
    """An Ed25519 private key with its name. Its text is a secret; ``repr`` does not show it."""

    verifier: Verifier
    _private: Ed25519PrivateKey

    @classmethod
    def from_seed(cls, name: str, seed: bytes, kind: KeyKind = KeyKind.LOG) -> "Signer":
        """From 32 bytes."""
        private = Ed25519PrivateKey.from_private_bytes(seed)
        public = private.public_key().public_bytes_raw()
        return cls(Verifier(require_name(name), kind, public), private)

    @classmethod
    def generate(cls, name: str, kind: KeyKind = KeyKind.LOG) -> "Signer":
        return cls.from_seed(name, Ed25519PrivateKey.generate().private_bytes_raw(), kind)

    @classmethod
    def parse(cls, text: str) -> "Signer":
        """``PRIVATE+KEY+<name>+<key id>+<base64(type byte ‖ seed)>``, as golang.org/x/mod writes
        it. Raises BadNote.
        """
        pieces = text.strip().split("+", 4)
        if len(pieces) != 5 or pieces[:2] != ["PRIVATE", "KEY"]:
            raise BadNote("not a private key")
        raw = decode_base64(pieces[4])
        if len(raw) != 33 or raw[0] not in set(KeyKind):
            raise BadNote("a kind of key that is not known here")
        signer = cls.from_seed(pieces[2], raw[1:], KeyKind(raw[0]))
        if signer.verifier.key_id.hex() != pieces[3]:
            raise BadNote("a private key whose key id is another's")
        return signer

    @property
    def name(self) -> str:
        return self.verifier.name

    def private_text(self) -> str:
        """What ``parse`` reads: for a file that one user can read, and nowhere else (I11)."""
        raw = bytes([self.verifier.kind]) + self._private.private_bytes_raw()
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{encode_base64(raw)}"

    def line(self, text: str, *, second: int = 0) -> str:
        """The signature line of a text; ``second`` is the time of a witness's cosignature."""
        payload = self.verifier.key_id
        if self.verifier.kind is KeyKind.WITNESS:
            payload += _TIME.pack(second) + self._private.sign(cosigned_message(second, text))
        else:
            payload += self._private.sign(text.encode())
        return f"{_DASH} {self.name} {encode_base64(payload)}\n"


def cosigned_message(second: int, checkpoint_text: str) -> bytes:
    """What a witness signs (FORMATS §6.3)."""
    return f"cosignature/v1\ntime {second}\n{checkpoint_text}".encode()


@dataclass(frozen=True, slots=True)
class SignatureLine:
    name: str
    key_id: bytes
    payload: bytes
    """Without the key id."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it stands there: nothing is verified yet."""

    text: str
    """With its final newline: what is signed."""
    lines: tuple[SignatureLine, ...]

    def verified(self, verifiers: Iterable[Verifier]) -> dict[Verifier, int | None]:
        """Who of the known keys has signed, and when (witnesses).

        Raises BadNote or UnknownSigner.
        """
        known = {(each.name, each.key_id): each for each in verifiers}
        signed: dict[Verifier, int | None] = {}
        for line in self.lines:
            verifier = known.get((line.name, line.key_id))
            if verifier is not None:
                signed[verifier] = verifier.verify(self.text, line.payload)
        if not signed:
            raise UnknownSigner("nobody known has signed")
        return signed

    def only(self, verifiers: Iterable[Verifier]) -> bytes:
        """The note again, with the lines of these keys alone. Nothing is verified here."""
        known = {(each.name, each.key_id) for each in verifiers}
        return self.with_lines(each for each in self.lines if (each.name, each.key_id) in known)

    def with_lines(self, lines: Iterable[SignatureLine]) -> bytes:
        """The note with these lines."""
        said = "".join(
            f"{_DASH} {each.name} {encode_base64(each.key_id + each.payload)}\n" for each in lines
        )
        return f"{self.text}\n{said}".encode()


def write_note(text: str, signers: Iterable[Signer]) -> bytes:
    """The text with a signature line of each. Raises BadNote on a text that cannot be signed."""
    if not text.endswith("\n") or _CONTROL.search(text):
        raise BadNote("a text ends in a newline and has no control characters")
    return (text + "\n" + "".join(each.line(text) for each in signers)).encode()


def parse_note(raw: bytes) -> Note:
    """Cuts text from signatures at the last empty line. Raises BadNote."""
    if len(raw) > MAX_NOTE:
        raise BadNote("a note beyond any size")
    try:
        whole = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise BadNote("not UTF-8") from fault
    cut = whole.rfind("\n\n")
    if cut < 0 or _CONTROL.search(whole) or not whole.endswith("\n"):
        raise BadNote("not a note")
    lines = whole[cut + 2 :].split("\n")[:-1]
    if not 0 < len(lines) <= MAX_LINES:
        raise BadNote(f"{len(lines)} signatures")
    return Note(whole[: cut + 1], tuple(map(_signature_line, lines)))


def _signature_line(line: str) -> SignatureLine:
    pieces = line.split(" ")
    if len(pieces) != 3 or pieces[0] != _DASH:
        raise BadNote("not a signature line")
    raw = decode_base64(pieces[2])
    if len(raw) <= _KEY_ID:
        raise BadNote("a signature line without a signature")
    return SignatureLine(require_name(pieces[1]), raw[:_KEY_ID], raw[_KEY_ID:])
