"""Holds the office's outbox against the ledger: the deeds that people's database tells of, and no others."""

import hashlib
from typing import Any

from vonggac.archive import deeds
from vonggac.archive.findings import FindingKind, Found
from vonggac.ledger.canonical import dumps
from vonggac.ledger.entries import FILLED

_DIGEST = 16


class OfficeCheck:
    """``saw`` every entry with a deed, then ask for the findings."""

    def __init__(self) -> None:
        self._seen: dict[bytes, tuple[int, bytes]] = {}
        self._found: list[Found] = []

    def saw(self, idx: int, entry: dict[str, Any]) -> None:
        deed = bytes.fromhex(entry["deed"])
        if deed in self._seen:
            detail = f"the deed of entry {self._seen[deed][0]} once more"
            self._found.append(Found(FindingKind.SEQUENCE, f"entry {idx}", detail, ledger_idx=idx))
            return
        self._seen[deed] = idx, _said(entry)

    def findings(self, adopted_id: int) -> list[Found]:
        """Rows up to ``adopted_id`` must be in the ledger with the same words; every deed there must have a row."""
        found = list(self._found)
        for row in deeds.read(0):
            if isinstance(row, deeds.AlteredDeed):
                found.append(Found(FindingKind.OFFICE, f"outbox {row.id}", f"altered: {row.why}"))
                continue
            known = self._seen.pop(bytes.fromhex(row.deed), None)
            if known is None and row.id <= adopted_id:
                found.append(Found(FindingKind.OFFICE, f"outbox {row.id}", "not in the ledger"))
            elif known is not None and known[1] != _said(dict(row.entry) | {"deed": row.deed}):
                detail = f"says something else than entry {known[0]}"
                found.append(Found(FindingKind.OFFICE, f"outbox {row.id}", detail))
        found += [
            Found(FindingKind.OFFICE, f"entry {idx}", "the office has no row of it", ledger_idx=idx)
            for idx, _ in self._seen.values()
        ]
        return found


def _said(entry: dict[str, Any]) -> bytes:
    said = {key: value for key, value in entry.items() if key not in FILLED}
    return hashlib.sha256(dumps(said)).digest()[:_DIGEST]
