"""Taking snapshots, showing them, printing numbered copies of them."""

from vonggac.pictures.models import MOST_COPIES
from vonggac.pictures.services.printing import Sheet, print_copies, sheet
from vonggac.pictures.services.showing import offered, show
from vonggac.pictures.services.taking import (
    Asked,
    Capture,
    capture,
    capture_live,
    take_live,
    take_stored,
)

__all__ = [
    "MOST_COPIES",
    "Asked",
    "Capture",
    "Sheet",
    "capture",
    "capture_live",
    "offered",
    "print_copies",
    "sheet",
    "show",
    "take_live",
    "take_stored",
]
