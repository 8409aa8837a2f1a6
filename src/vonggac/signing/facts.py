"""What is told of a signature, and why a paper was not signed: closed lists, worded by the page."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LARGEST_KEY_FILE = 256 << 10
"""Of a PKCS#12 file: key, certificate and its chain are a few kB."""
MOST_SIGNATURES = 20


class Content(StrEnum):
    """Whether the bytes are as they were when it was signed."""

    INTACT = "intact"
    ADDED = "added"
    """What was signed is intact; afterwards a form was filled or somebody else signed."""
    ALTERED = "altered"
    UNREADABLE = "unreadable"


class Signer(StrEnum):
    TRUSTED = "trusted"
    """The certificate chains to a root that the school configured, at the time of signing."""
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    """Of a trusted chain or not: it was not valid at the time of signing."""
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Found:
    """One signature. ``signed_us``: as the signer's machine said it; None: it said nothing."""

    name: str
    issuer: str
    signed_us: int | None
    content: Content
    signer: Signer

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> "Found":
        return cls(
            str(raw["name"]),
            str(raw["issuer"]),
            raw["signed_us"],
            Content(raw["content"]),
            Signer(raw["signer"]),
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "issuer": self.issuer,
            "signed_us": self.signed_us,
            "content": self.content.value,
            "signer": self.signer.value,
        }


class NotChecked(RuntimeError):
    """Nothing can be said: the file is no readable PDF (``unreadable``), or took too long (``timeout``, ``busy``)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotSigned(RuntimeError):
    """``code``: not_pdf, too_big, locked_pdf, broken, key_too_big, bad_key_file, wrong_password, no_key, expired,
    not_yet, timeout, busy, failed.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class BadCertificate(ValueError):
    """Not a certificate that may be a root: ``code`` unreadable, no_authority."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
