"""Who touched this footage: every entry of its use, holding, keeping and export, with its proof (FORMATS §10).

One reading of the log. An entry belongs when it names a camera of the window and an instant of it, or goes on with a
grant, a hold or an export that did.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from vonggac.kernel.ranges import Range
from vonggac.ledger.canonical import jcs, loads
from vonggac.ledger.notes import encode_base64
from vonggac.ledger.proofs import ProofFile

_FAMILIES = re.compile(
    rb'"t":"(?:(?:view|export|hold)\.|(?:snapshot|print\.footage|search|thumb|camera\.sig)")'
)
"""Over the bytes: a log of a year is read once for each package, and almost none of it is parsed."""
_LINKS = ("grant", "view", "hold", "export")
_FORERUNNERS = frozenset({"view.request", "view.approve", "view.start"})


@dataclass
class _Known:
    """What earlier entries of this footage were called."""

    links: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in _LINKS})

    def learn(self, entry: Mapping[str, Any]) -> None:
        for name in _LINKS:
            value = entry.get(name)
            if isinstance(value, str):
                self.links[name].add(value)

    def continues(self, entry: Mapping[str, Any]) -> bool:
        return any(entry.get(name) in self.links[name] for name in _LINKS)


def touching(
    entries: Iterable[tuple[int, bytes]], cameras: Iterable[str], window: Range
) -> Iterator[tuple[int, bytes]]:
    """(index, entry's bytes) of every entry about this footage, in order. Raises NotCanonical."""
    wanted = frozenset(cameras)
    known = _Known()
    for index, raw in entries:
        if _FAMILIES.search(raw) is None:
            continue
        entry = loads(raw)
        names_it = bool(_cameras(entry) & wanted) and _within(entry, window)
        if names_it or known.continues(entry):
            known.learn(entry)
            yield index, raw


def custody_line(index: int, raw: bytes, proof: ProofFile) -> bytes:
    """One line of ``custody.jsonl``: index, the entry's bytes, the proof's text."""
    said = {"index": index, "entry": encode_base64(raw), "proof": proof.write().decode()}
    return jcs(said) + b"\n"


def _cameras(entry: Mapping[str, Any]) -> frozenset[str]:
    named = {*entry.get("cams", ()), *(each[0] for each in entry.get("served", ()))}
    return frozenset(named | ({entry["cam"]} if "cam" in entry else set()))


def _within(entry: Mapping[str, Any], window: Range) -> bool:
    """Without an instant of its own an entry is of its camera as a whole."""
    spans = [tuple(each) for each in entry.get("ranges", ())]
    spans += [(each[2], each[3]) for each in entry.get("served", ())]
    if "at_us" in entry:
        spans.append((entry["at_us"], entry["at_us"] + 1))
    if "from_us" in entry and "to_us" in entry:
        spans.append((entry["from_us"], entry["to_us"]))
    if not spans:
        return entry["t"] not in _FORERUNNERS
    return any(low < window.to_us and high > window.from_us for low, high in spans)
