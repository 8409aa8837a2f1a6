"""The closed list of entry types, what each must and may say, and for whom it is appended
(FORMATS §4.3).

Adding a type is a change of FORMATS, of this list and of the sentence that a person reads, in one
commit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from vonggac.ledger.fields import FIELDS


class Refused(ValueError):
    """An entry that the schema does not know: never written, and a finding where one is read."""


class Peer(StrEnum):
    """The processes that facts and deeds come from."""

    WRITER = "writer"
    RECORDER = "recorder"
    ARCHIVIST = "archivist"
    WEB = "web"
    CLERK = "clerk"


@dataclass(frozen=True, slots=True)
class EntryType:
    """One type: fields that it must have, fields that it may have besides the common ones, and
    its peers.
    """

    required: frozenset[str]
    optional: frozenset[str]
    peers: frozenset[Peer]


FILLED = ("v", "utc_us", "mono_us", "boot", "clock")
"""The writer fills these."""
_REQUIRED = frozenset({"t", *FILLED})
_OPTIONAL = frozenset({"actor", "commit", "n", "deed"})
"""``n``: line of the recorder's spool · ``deed``: id of the office's outbox row.

Both make adoption repeatable.
"""

_WRITER = (Peer.WRITER, Peer.ARCHIVIST)
_STORE = (Peer.RECORDER, Peer.ARCHIVIST)
_PEOPLE = (Peer.WEB, Peer.CLERK)
_EVERYBODY = tuple(Peer)

_SEGMENT = (
    "cam stream segment seq prev_idx start_us end_us codec bytes sha256 file_root leaves"
    " sealed_bytes sealed_sha256 epoch"
)
_USE = (
    "session request grant view act cam cams stream ranges served from_us to_us at_us until_us reason"
    " basis basis_ref clause purpose subject what count digest network address"
)
"""What any use of footage, or its refusal, may say."""


def _type(required: str, optional: str = "", peers: Iterable[Peer] = _PEOPLE) -> EntryType:
    kind = EntryType(frozenset(required.split()), frozenset(optional.split()), frozenset(peers))
    unknown = (kind.required | kind.optional) - FIELDS.keys()
    if unknown:
        raise ValueError(f"fields that nothing checks: {sorted(unknown)}")
    return kind


TYPES: dict[str, EntryType] = {
    # log
    "genesis": _type("origin vkey", "note size root", _WRITER),
    "key.roll": _type("kind", "note epoch key vkey", _WRITER),
    "restore": _type("origin size root", "note by approved_by", _WRITER),
    # footage
    "segment": _type(_SEGMENT, "width height run cam_sig", _STORE),
    "segment.recovered": _type(_SEGMENT, "width height run cam_sig", _STORE),
    "gap.open": _type("cam stream cause from_us", "seq prev_idx ticket run", _STORE),
    "gap.close": _type("cam stream cause from_us to_us", "seq prev_idx ticket run", _STORE),
    "camera.config": _type("cam digest", "before stream change session", _EVERYBODY),
    "camera.sig": _type("cam verdict", "stream cert_fp segment at_us", _EVERYBODY),
    # clock
    "clock.step": _type("from_us to_us", "cam at_mono_us reference", _EVERYBODY),
    # people
    "auth.login": _type("actor session", "address network reason role"),
    "auth.fail": _type("reason", "address network account session"),
    "auth.lock": _type("reason", "address network account session subject until_us"),
    "auth.logout": _type("actor session", "address network reason"),
    "session.anomaly": _type("session reason", "address network"),
    "role.change": _type("subject", "role change before digest session reason from_us to_us"),
    # use
    "view.request": _type("actor", _USE),
    "view.approve": _type("grant", _USE),
    "view.deny": _type("reason", _USE),
    "view.start": _type("actor grant", _USE),
    "view.heartbeat": _type("grant", _USE),
    "view.stop": _type("grant", _USE),
    "search": _type("actor", _USE),
    "thumb": _type("actor cam", _USE),
    "snapshot": _type("actor cam at_us", _USE + " sha256 segment"),
    "print.footage": _type("actor", _USE + " sha256 no"),
    "audit.read": _type("actor what", _USE),
    # export
    "export.request": _type("export actor", _USE),
    "export.approve": _type("export actor", _USE),
    "export.build": _type("export", _USE + " sums_sha256 p7s_sha256 tsr_sha256 size"),
    "export.download": _type("export actor", _USE + " sha256"),
    # keeping
    "hold.place": _type(
        "hold cam from_us to_us case by", "approved_by review_on stream", (*_PEOPLE, Peer.ARCHIVIST)
    ),
    "hold.release": _type("hold by approved_by", "case reason", (*_PEOPLE, Peer.ARCHIVIST)),
    "tombstone": _type(
        "rule policy retain_until_us batch part parts idx", "cam", (Peer.ARCHIVIST,)
    ),
    "delete.done": _type("batch", "part parts idx count bytes epoch", (Peer.ARCHIVIST,)),
    "retention.shortfall": _type(
        "reason", "volume missing_bytes cam from_us to_us policy by", _EVERYBODY
    ),
    # books
    "book.line": _type("book year no commit", "grant view session cams ranges"),
    # house
    "config.change": _type("what", "digest before session reason cam subject", _EVERYBODY),
    "software.update": _type("version", "digest before", _EVERYBODY),
    "verify.run": _type("result", "counts digest size from_us to_us what", _EVERYBODY),
    # anchors
    "anchor": _type("kind size token_sha256", "name time_s", (Peer.CLERK, Peer.WEB)),
    "witness": _type("name size", "time_s", (Peer.CLERK, Peer.WEB)),
    "anchor.overdue": _type("kind since_us", "name size", (Peer.CLERK, Peer.WEB)),
    "print": _type("size code", "no", (Peer.CLERK, Peer.WEB)),
}

SEGMENTS = frozenset({"segment", "segment.recovered"})
"""The entries that tell of a file."""
FOOTAGE = frozenset({"segment", "segment.recovered", "gap.open", "gap.close"})
"""The entries that the chain of ``prev_idx`` goes through."""


def check(entry: Mapping[str, Any], *, peer: Peer | None = None) -> None:
    """Raises Refused unless the finished entry has exactly what its type allows, from a peer
    that may say it.
    """
    kind = _kind(entry, peer)
    _check_names(entry, kind.required | _REQUIRED, kind.optional | _OPTIONAL)
    _check_values(entry)


def check_unfilled(entry: Mapping[str, Any], *, peer: Peer | None = None) -> None:
    """As ``check``, before the writer has filled its own fields (which may be absent or not)."""
    kind = _kind(entry, peer)
    _check_names(entry, kind.required, kind.optional | _OPTIONAL | _REQUIRED)
    _check_values(entry)


def _kind(entry: Mapping[str, Any], peer: Peer | None) -> EntryType:
    name = entry.get("t")
    kind = TYPES.get(name) if isinstance(name, str) else None
    if kind is None:
        raise Refused(f"no such type of entry: {str(name)[:60]!r}")
    if peer is not None and peer not in kind.peers:
        raise Refused(f"{name} is not for {peer.value} to say")
    return kind


def _check_names(
    entry: Mapping[str, Any], required: frozenset[str], optional: frozenset[str]
) -> None:
    missing = required - entry.keys()
    if missing:
        raise Refused(f"{entry['t']} lacks {', '.join(sorted(missing))}")
    unknown = entry.keys() - required - optional
    if unknown:
        raise Refused(f"{entry['t']} has no {', '.join(sorted(map(str, unknown)))[:200]}")


def _check_values(entry: Mapping[str, Any]) -> None:
    for name, value in entry.items():
        if not FIELDS[name](value):
            raise Refused(f"{entry['t']}.{name} cannot be {str(value)[:80]!r}")
