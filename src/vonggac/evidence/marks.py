"""What is written on a picture that leaves the recording: who took it, and what it shows. Words only."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Mark:
    """Names the viewing (ACCESS §8.1). Short ids: the ledger and the books have the whole ones."""

    name: str
    person: str
    """``p-3f2a91``."""
    address: str
    """Tail of the network address: ``.23``."""
    paper: str
    """Number of the directive or case, or the clause."""
    session: str

    @property
    def lines(self) -> tuple[str, ...]:
        """A tag: short lines, for it must fit into a quarter's half. The time goes behind the last one."""
        return f"{self.person} {self.address}".strip(), self.paper, self.session


@dataclass(frozen=True, slots=True)
class Caption:
    """The band below a snapshot; the instant and the hash are added when the frame is decoded."""

    school: str
    camera: str
    """Name and area."""
    number: str
    """``AN-2026-001``."""


def to_plain(mark: Mark, caption: Caption) -> dict[str, Any]:
    """For the child process."""
    return {"mark": asdict(mark), "caption": asdict(caption)}


def from_plain(said: dict[str, Any]) -> tuple[Mark, Caption]:
    """The inverse of ``to_plain``. Raises TypeError, KeyError."""
    return Mark(**said["mark"]), Caption(**said["caption"])
