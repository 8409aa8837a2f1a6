"""``manifest.json``: what a package is, by ids; names of people stand in the signed PDF (FORMATS §10)."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import vonggac
from vonggac.evidence.copy_plan import CopyPlan
from vonggac.kernel.authority import Grant
from vonggac.kernel.ranges import Range
from vonggac.ledger.canonical import jcs


@dataclass(frozen=True, slots=True)
class CameraFacts:
    """What is said of a camera."""

    id: str
    place: str
    """Name of camera and area, for the PDF; the manifest has it as the place's words too."""
    clock_off_us: int | None
    """The camera's own clock against the machine's, as last measured; None: never."""
    signs: bool
    """Whether the camera signs its stream; none of ours does yet."""
    clock_at_us: int | None = None
    """When its clock was measured, µs UTC."""
    clock_by: str = ""
    """``onvif`` or ``rtcp``; empty: never."""

    def clock(self) -> dict[str, Any]:
        """For manifest, continuity and PDF: the figure is worth nothing without its instant."""
        return {
            "clock_off_us": self.clock_off_us,
            "clock_at_us": self.clock_at_us,
            "clock_by": self.clock_by,
        }


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built, and on whose authority. Made by room ``exports`` alone."""

    number: str
    request: str
    """SHA-256 of what was asked for and approved."""
    approvals: tuple[str, ...]
    """Ledger ids of who approved."""
    grant: Grant
    window: Range
    cameras: tuple[CameraFacts, ...]
    version: str
    words: dict[str, Any]
    """Of the PDF: who asked, why, who approved, who made it. Not in the manifest."""
    copies: CopyPlan | None = None
    """What viewing copies are made; None: none."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file under ``video/`` or ``viewing-copy/``."""

    path: str
    size: int
    sha256: str
    kind: str
    """``master``, ``viewing`` or what an extra's producer calls it."""
    entry: int | None = None
    leaves: tuple[int, ...] | None = None
    """Records that a cut took; None: whole."""
    derived_from: str | tuple[str, ...] | None = None
    made: Mapping[str, Any] | None = None

    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "path": self.path,
            "bytes": self.size,
            "sha256": self.sha256,
            "kind": self.kind,
        }
        if self.entry is not None:
            found["entry"] = self.entry
        if self.kind == "master":
            found |= {"whole": True} if self.leaves is None else {"leaves": list(self.leaves)}
        if self.derived_from is not None:
            many = isinstance(self.derived_from, tuple)
            found["derived_from"] = list(self.derived_from) if many else self.derived_from
        if self.made is not None:
            found["made"] = dict(self.made)
        return found


def manifest(
    order: Order, files: Sequence[FileFacts], *, made_us: int, origin: str, log_size: int
) -> bytes:
    """Canonical JSON and a newline."""
    said = {
        "v": 1,
        "export": order.number,
        "request": order.request,
        "approvals": list(order.approvals),
        "made_us": made_us,
        "origin": origin,
        "log_size": log_size,
        "window": {"from_us": order.window.from_us, "to_us": order.window.to_us},
        "cameras": [
            {
                "cam": each.id,
                "place": each.place,
                "signs": each.signs,
                **each.clock(),
            }
            for each in order.cameras
        ],
        "files": [each.said() for each in sorted(files, key=lambda each: each.path)],
        "software": {"version": order.version, "digest": software_digest()},
        "watermark": any(each.kind == "viewing" for each in files),
    }
    return jcs(said) + b"\n"


def software_digest() -> str:
    """SHA-256 over the installed sources: which program made it, to be compared with a published build."""
    root = Path(vonggac.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{content}  {path.relative_to(root).as_posix()}\n".encode())
    return digest.hexdigest()
