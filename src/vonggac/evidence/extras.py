"""Files that others add to a package: viewing copies, a page that verifies, sidecars.

A producer is called once the master files are cut, and gives files under its own folder of the package. It may read the
clips in clear through the bench, and leaves nothing outside the bench's private folder, which is emptied on every path.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vonggac.evidence import names
from vonggac.evidence.cutting import Clip
from vonggac.evidence.manifest import Order
from vonggac.evidence.recipients_page import verify_page


@dataclass(frozen=True, slots=True)
class Extra:
    """One more file."""

    name: str
    kind: str
    """``viewing``, ``page``, ``sidecar``."""
    content: bytes | Path
    derived_from: str | tuple[str, ...] | None = None
    """Name of the master that it was made of, or of several."""
    made: Mapping[str, Any] | None = None
    """How it was made: whole numbers and words, for the manifest."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What a producer works with."""

    order: Order
    clips: tuple[Clip, ...]
    folder: Path
    read: Callable[[Clip], bytes]
    """The clip's file as it stands under ``video/``."""


Producer = Callable[[Bench], Iterable[Extra]]


def recipients_page(_bench: Bench) -> Iterable[Extra]:
    """``verify.html``: a convenience in the package; a careful recipient takes it from the school's site."""
    return (Extra(names.PAGE, "page", verify_page()),)
