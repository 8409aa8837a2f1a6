"""The log's side of a witness: asks, and believes nothing that is not signed (FORMATS §7.1).

Every network fault becomes ``NoAnswer``; a cosignature is verified before anybody sees it.
"""

import http.client
import re
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.ledger.checkpoints import SignedCheckpoint, open_checkpoint
from vonggac.ledger.notes import MAX_NOTE, BadNote, Verifier, parse_note
from vonggac.witness.wire import AddCheckpoint, origin_hash, parse_size

TIMEOUT_S = 10.0
MAX_ADDRESS = 200
_HOST = r"[A-Za-z0-9.\-]+|\[[0-9a-fA-F:]+\]"
_ADDRESS = re.compile(rf"https?://({_HOST})(:[0-9]{{1,5}})?(/[A-Za-z0-9._~/-]*)?")


class Fault(StrEnum):
    """Why there is no cosignature. The values stand in rows: never rename one."""

    SILENT = "silent"
    """No connection, or no answer in time."""
    STRANGER = "stranger"
    """404: it does not know this log's key."""
    REFUSED = "refused"
    """403, or another status that the protocol knows and that says no."""
    DISAGREES = "disagrees"
    """409 or 422 that it does not prove: it says that it remembers something else."""
    NONSENSE = "nonsense"
    """Not an answer of this protocol, or a cosignature that does not hold."""


class NoAnswer(Exception):
    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}"[:300])
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Place:
    """A witness as a log knows it."""

    address: str
    """Prefix of both, of submitting and of reading; without a slash at its end."""
    key: Verifier

    @property
    def name(self) -> str:
        return self.key.name


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A line that holds."""

    line: bytes
    time_s: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """It stands elsewhere: the size that it says, None where it says none (or 422)."""

    size: int | None


def require_address(address: str) -> str:
    """Raises ValueError on what is no plain http(s) address."""
    found = address.strip().rstrip("/")
    if len(found) > MAX_ADDRESS or not _ADDRESS.fullmatch(found):
        raise ValueError("not an address of the form http://host:port")
    return found


def submit(
    place: Place, asked: AddCheckpoint, log: Verifier, *, timeout_s: float = TIMEOUT_S
) -> Cosigned | Conflict:
    """One ``add-checkpoint``. Raises NoAnswer."""
    status, body = _fetch(f"{place.address}/add-checkpoint", asked.write(), timeout_s)
    if status == 200:
        return _cosigned(place, asked.note, body, log)
    if status == 409:
        return Conflict(parse_size(body))
    if status == 422:
        return Conflict(None)
    raise NoAnswer(Fault.STRANGER if status == 404 else Fault.REFUSED, str(status))


def latest(
    place: Place, logs: Iterable[Verifier], *, timeout_s: float = TIMEOUT_S
) -> SignedCheckpoint | None:
    """What it has cosigned last of this log, both signatures verified; None where it saw nothing. Raises NoAnswer."""
    known = list(logs)
    status, note = _fetch(
        f"{place.address}/{origin_hash(known[0].name)}/checkpoint", None, timeout_s
    )
    if status == 404:
        return None
    if status != 200:
        raise NoAnswer(Fault.REFUSED, str(status))
    try:
        found = open_checkpoint(note, known, [place.key], now_s=now_us() // SECOND_US)
    except BadNote as fault:
        raise NoAnswer(Fault.NONSENSE, str(fault)) from fault
    if place.name not in found.witnessed:
        raise NoAnswer(Fault.NONSENSE, "not cosigned by it")
    return found


def _cosigned(place: Place, note: bytes, lines: bytes, log: Verifier) -> Cosigned:
    try:
        whole = parse_note(note + lines)
        if whole.text != parse_note(note).text:
            raise BadNote("another text")
        ours = whole.only([log, place.key])
        found = open_checkpoint(ours, [log], [place.key], now_s=now_us() // SECOND_US)
        time_s = found.witnessed[place.name]
    except (BadNote, KeyError) as fault:
        raise NoAnswer(Fault.NONSENSE, str(fault)) from fault
    line = whole.only([place.key])
    return Cosigned(line[line.rfind(b"\n\n") + 2 :], time_s)


def _fetch(url: str, body: bytes | None, timeout_s: float) -> tuple[int, bytes]:
    asked = urllib.request.Request(url, body, {"Content-Type": "text/plain; charset=utf-8"})  # noqa: S310  (http or https: require_address)
    try:
        with _OPENER.open(asked, timeout=timeout_s) as answer:
            return answer.status, answer.read(MAX_NOTE)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, _read(refusal)
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise NoAnswer(Fault.SILENT, str(fault)) from fault


def _read(refusal: urllib.error.HTTPError) -> bytes:
    try:
        return refusal.read(MAX_NOTE)
    except (OSError, http.client.HTTPException):
        return b""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """A witness is where people said that it is."""
        return


_OPENER = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))
