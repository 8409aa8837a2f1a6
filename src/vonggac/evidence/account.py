"""What lies between, disclosed or not: the chain of a camera's entries over the whole window (FORMATS §10).

From the entry that covers the window's begin to the first one behind its end, every one names the one before
(``prev_idx``). What is not disclosed appears by its hash; what was erased, by its tombstone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from vonggac.archive.selectors import chain_ends, tombstones
from vonggac.evidence import names
from vonggac.evidence.cutting import Clip
from vonggac.evidence.manifest import Order
from vonggac.kernel.ranges import Range
from vonggac.ledger.canonical import jcs, loads
from vonggac.ledger.entries import SEGMENTS
from vonggac.ledger.reader import LedgerReader
from vonggac.ledger.tree import leaf_hash

MAX_CHAIN = 200_000


class ChainBroken(Exception):
    """An entry's ``prev_idx`` leads to no entry of the same stream: ``vonggac verify`` says more."""


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the chain."""

    index: int
    raw: bytes
    entry: dict[str, Any]
    tombstone: int | None
    """Entry that it was erased by."""

    @property
    def from_us(self) -> int:
        return int(self.entry["start_us" if self.entry["t"] in SEGMENTS else "from_us"])

    @property
    def to_us(self) -> int | None:
        """None: an opened gap, whose end stands in a later entry."""
        found = self.entry.get("end_us" if self.entry["t"] in SEGMENTS else "to_us")
        return None if found is None else int(found)


def chain(camera: str, window: Range, ledger: LedgerReader) -> list[Link]:
    """In the ledger's order; empty where nothing was ever entered of the camera. Raises ChainBroken."""
    ends = chain_ends(camera, "main", window)
    found: list[tuple[int, bytes, dict[str, Any]]] = []
    at = None if ends is None else ends.last
    while at is not None and len(found) < MAX_CHAIN:
        raw = ledger.entry(at)
        entry = loads(raw)
        if entry.get("cam") != camera or entry.get("stream") != "main" or "prev_idx" not in entry:
            raise ChainBroken(f"{camera}: entry {at}")
        found.append((at, raw, entry))
        begins_us = entry["start_us"] if entry["t"] in SEGMENTS else entry["from_us"]
        low_enough = ends is None or ends.first is None or at <= ends.first
        at = None if low_enough and begins_us <= window.from_us else entry["prev_idx"]
    graves = tombstones(index for index, _raw, _entry in found)
    return [Link(index, raw, entry, graves.get(index)) for index, raw, entry in reversed(found)]


def continuity(order: Order, chains: dict[str, list[Link]], clips: Iterable[Clip]) -> bytes:
    """``continuity.json``. Its times are the machine's; what each camera's own clock said stands beside them."""
    taken = {each.index: each for each in clips}
    clocks = {each.id: each.clock() for each in order.cameras}
    cameras = [
        {
            "cam": camera,
            "stream": "main",
            "chain": [_item(link, taken) for link in links],
            **clocks[camera],
        }
        for camera, links in sorted(chains.items())
    ]
    said = {
        "v": 1,
        "export": order.number,
        "window": {"from_us": order.window.from_us, "to_us": order.window.to_us},
        "cameras": cameras,
    }
    return jcs(said) + b"\n"


def _item(link: Link, taken: dict[int, Clip]) -> dict[str, Any]:
    clip = taken.get(link.index)
    disclosed = "no" if clip is None else "whole" if clip.whole else "part"
    item: dict[str, Any] = {
        "index": link.index,
        "kind": link.entry["t"],
        "from_us": link.from_us,
        "to_us": link.to_us,
        "disclosed": disclosed,
        "leaf": leaf_hash(link.raw).hex(),
        "entry": names.entry(clip.stem) if clip else f"{names.CHAIN}{link.index}.entry.json",
    }
    if link.tombstone is not None:
        item["erased"] = f"{names.CHAIN}{link.tombstone}.entry.json"
    return item


def undisclosed(chains: dict[str, list[Link]], clips: Iterable[Clip]) -> dict[int, Link]:
    """Links whose proof stands in ``proofs/chain``."""
    taken = {each.index for each in clips}
    return {
        link.index: link for links in chains.values() for link in links if link.index not in taken
    }
