"""Basic (RFC 7617) and digest (RFC 2617, RFC 7616) authentication: answering a camera, and asking
as a virtual one.
"""

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from vonggac.rtsp.messages import Request

_PARAMETER = re.compile(r'([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')
_SCHEME = re.compile(r"(?:\A|,)\s*(Basic|Digest)(?=\s|\Z)", re.IGNORECASE)
_STRENGTH = ("SHA-256-SESS", "SHA-256", "MD5-SESS", "MD5")


def _hash(algorithm: str, text: str) -> str:
    if algorithm.startswith("SHA-256"):
        return hashlib.sha256(text.encode()).hexdigest()
    # MD5 is what cameras ask for; the connection is no more secret for it, and nothing else rests
    # on it.
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def parse_parameters(text: str) -> dict[str, str]:
    """``name="value", name=value`` with names in lower case."""
    return {
        match[1].lower(): re.sub(r"\\(.)", r"\1", match[2]) if match[2] is not None else match[3]
        for match in _PARAMETER.finditer(text)
    }


@dataclass(frozen=True, slots=True)
class Challenge:
    """One scheme that the other side offers."""

    scheme: str
    realm: str = ""
    nonce: str = ""
    opaque: str | None = None
    algorithm: str = "MD5"
    named_algorithm: str | None = None
    """The algorithm as it was written, or none: some cameras refuse an answer that names what they
    left out.
    """
    qop: bool = False
    stale: bool = False

    @property
    def strength(self) -> int:
        return 0 if self.scheme == "basic" else len(_STRENGTH) - _STRENGTH.index(self.algorithm)


def parse_challenges(values: Sequence[str]) -> list[Challenge]:
    """All challenges that we can answer, of all WWW-Authenticate lines, strongest first."""
    found: list[Challenge] = []
    for value in values:
        marks = list(_SCHEME.finditer(value))
        starts = [mark.start() for mark in marks]
        for mark, end in zip(marks, [*starts[1:], len(value)], strict=False):
            challenge = _challenge(mark[1].lower(), parse_parameters(value[mark.end() : end]))
            if challenge is not None:
                found.append(challenge)
    return sorted(found, key=lambda challenge: -challenge.strength)


def _challenge(scheme: str, given: dict[str, str]) -> Challenge | None:
    realm = given.get("realm", "")
    if scheme == "basic":
        return Challenge("basic", realm)
    algorithm = given.get("algorithm", "MD5").upper()
    qops = {word.strip().lower() for word in given.get("qop", "").split(",")} - {""}
    if algorithm not in _STRENGTH or "nonce" not in given or (qops and "auth" not in qops):
        return None
    return Challenge(
        "digest",
        realm,
        given["nonce"],
        given.get("opaque"),
        algorithm,
        given.get("algorithm"),
        bool(qops),
        given.get("stale", "").lower() == "true",
    )


@dataclass(frozen=True, slots=True)
class _Terms:
    """What both sides hash."""

    algorithm: str
    username: str
    realm: str
    password: str
    nonce: str
    method: str
    uri: str
    qop: str = ""
    nc: str = ""
    cnonce: str = ""

    def response(self) -> str:
        first = _hash(self.algorithm, f"{self.username}:{self.realm}:{self.password}")
        if self.algorithm.endswith("-SESS"):
            first = _hash(self.algorithm, f"{first}:{self.nonce}:{self.cnonce}")
        second = _hash(self.algorithm, f"{self.method}:{self.uri}")
        middle = f"{self.nonce}:{self.nc}:{self.cnonce}:{self.qop}" if self.qop else self.nonce
        return _hash(self.algorithm, f"{first}:{middle}:{second}")


def _quoted(text: str) -> str:
    return '"' + re.sub(r"[\r\n]", "", text).replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(slots=True)
class Authorizer:
    """The client's side: remembers the challenge and signs every request after it."""

    username: str
    password: str = field(repr=False)
    basic: bool = True
    """Whether the password may be said in plain words."""
    _challenge: Challenge | None = None
    _count: int = 0
    _accepted: bool = False

    def challenged(self, values: Sequence[str]) -> bool:
        """A 401 came with these WWW-Authenticate lines: is it worth asking again?

        Once after the first challenge; again only when the nonce that we used has run out: the
        server says ``stale``, or it took that nonce before and now offers another (cameras that
        never say ``stale``).
        """
        offered = [each for each in parse_challenges(values) if self.basic or each.strength]
        if not offered or not (self.username or self.password):
            return False
        before, self._challenge = self._challenge, offered[0]
        first, accepted = before is None, self._accepted
        renewed = before is not None and offered[0].nonce != before.nonce
        if before is None or renewed:
            self._count = 0
        self._accepted = False
        return first or (renewed and (offered[0].stale or accepted))

    def accepted(self) -> None:
        """The last request was not refused."""
        self._accepted = self._challenge is not None

    def header(self, method: str, uri: str) -> str | None:
        """The Authorization value for this request; none before the first challenge."""
        challenge = self._challenge
        if challenge is None:
            return None
        if challenge.scheme == "basic":
            pair = f"{self.username}:{self.password}".encode()
            return "Basic " + base64.b64encode(pair).decode()
        return self._digest(challenge, method, uri)

    def _digest(self, challenge: Challenge, method: str, uri: str) -> str:
        self._count += 1
        session = challenge.algorithm.endswith("-SESS")
        terms = _Terms(
            challenge.algorithm,
            self.username,
            challenge.realm,
            self.password,
            challenge.nonce,
            method,
            uri,
            "auth" if challenge.qop else "",
            f"{self._count:08x}" if challenge.qop else "",
            secrets.token_hex(8) if challenge.qop or session else "",
        )
        parts = [
            f"username={_quoted(self.username)}",
            f"realm={_quoted(challenge.realm)}",
            f"nonce={_quoted(challenge.nonce)}",
            f"uri={_quoted(uri)}",
            f'response="{terms.response()}"',
        ]
        if challenge.named_algorithm is not None:
            parts.append(f"algorithm={challenge.named_algorithm}")
        if challenge.opaque is not None:
            parts.append(f"opaque={_quoted(challenge.opaque)}")
        if challenge.qop:
            parts.append(f"qop=auth, nc={terms.nc}")
        if terms.cnonce:
            parts.append(f'cnonce="{terms.cnonce}"')
        return "Digest " + ", ".join(parts)


class Verdict(Enum):
    ACCEPTED = "accepted"
    STALE = "stale"
    REFUSED = "refused"


@dataclass(slots=True)
class Challenger:
    """The server's side: one pair of name and password, asked for by the given schemes."""

    realm: str
    username: str
    password: str = field(repr=False)
    algorithms: Sequence[str] = ("MD5",)
    """Digest algorithms offered, each its own WWW-Authenticate line: MD5, MD5-sess, SHA-256,
    SHA-256-sess.
    """
    basic: bool = False
    qop: bool = False
    _nonce: str = field(default_factory=lambda: secrets.token_hex(16))
    _past: str = ""

    def renew_nonce(self) -> None:
        """The present nonce runs out: an answer with it is ``STALE`` from now on."""
        self._past, self._nonce = self._nonce, secrets.token_hex(16)

    def challenges(self, *, stale: bool = False) -> list[str]:
        """The values of the WWW-Authenticate lines of a 401."""
        tail = (', qop="auth"' if self.qop else "") + (", stale=true" if stale else "")
        head = f"Digest realm={_quoted(self.realm)}"
        lines = [
            f'{head}, nonce="{self._nonce}", algorithm={algorithm}{tail}'
            for algorithm in self.algorithms
        ]
        return lines + ([f"Basic realm={_quoted(self.realm)}"] if self.basic else [])

    def verify(self, request: Request) -> Verdict:
        scheme, _, rest = (request.headers.get("Authorization") or "").partition(" ")
        if scheme.lower() == "basic" and self.basic:
            return self._verdict(_same(rest.strip(), self._basic()))
        if scheme.lower() != "digest":
            return Verdict.REFUSED
        return self._verify_digest(request.method, parse_parameters(rest))

    def _basic(self) -> str:
        return base64.b64encode(f"{self.username}:{self.password}".encode()).decode()

    def _verify_digest(self, method: str, given: dict[str, str]) -> Verdict:
        algorithm = given.get("algorithm", "MD5").upper()
        known = {name.upper() for name in self.algorithms}
        nonce = given.get("nonce", "")
        if algorithm not in known or nonce not in {self._nonce, self._past} or not nonce:
            return Verdict.STALE if algorithm in known and nonce else Verdict.REFUSED
        terms = _Terms(
            algorithm,
            given.get("username", ""),
            self.realm,
            self.password,
            nonce,
            method,
            given.get("uri", ""),
            given.get("qop", ""),
            given.get("nc", ""),
            given.get("cnonce", ""),
        )
        right = _same(given.get("response", ""), terms.response())
        if not (right and given.get("username") == self.username):
            return Verdict.REFUSED
        return Verdict.ACCEPTED if nonce == self._nonce else Verdict.STALE

    @staticmethod
    def _verdict(right: bool) -> Verdict:
        return Verdict.ACCEPTED if right else Verdict.REFUSED


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode(), right.encode())
