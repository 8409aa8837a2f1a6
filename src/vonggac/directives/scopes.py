"""What a directive orders, and the digest that binds it (ACCESS §2.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from vonggac.kernel.authority import Act, Purpose
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ranges import Range

if TYPE_CHECKING:
    from vonggac.directives.models import Directive


@dataclass(frozen=True, slots=True)
class Order:
    """The scope as wanted, before it has a number."""

    cameras: frozenset[str]
    footage: Range
    acts: frozenset[Act]
    executors: frozenset[UUID]
    purpose: Purpose
    purpose_detail: str
    content: str = ""
    direct: bool = False
    due_us: int | None = None
    request: UUID | None = None
    subjects: frozenset[UUID] = frozenset()
    supervised: bool = False
    max_views: int | None = None
    audio: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """An order given by word of mouth, and who wrote it down."""

    entered_by: UUID
    said_us: int
    said_how: str
    confirm_by_us: int


def scope_digest(row: "Directive", cameras: Iterable[str], executors: Iterable[UUID]) -> str:
    """Of everything that was ordered: any later difference is another digest, and no directive."""
    facts = {
        "directive": row.id.hex,
        "school": row.school_id.hex,
        "number": row.label,
        "issuer": row.issuer_id.hex,
        "own_demand": row.own_demand,
        "purpose": row.purpose,
        "purpose_detail": row.purpose_detail,
        "content": row.content,
        "footage": [row.footage_from_us, row.footage_to_us],
        "acts": sorted(row.acts),
        "valid": [row.valid_from_us, row.valid_to_us],
        "cameras": sorted(cameras),
        "executors": sorted(each.hex for each in executors),
    }
    return facts_digest(facts | _more(row))


def _more(row: "Directive") -> dict[str, object]:
    """What only some directives say: absent from the text of the others."""
    said = {
        "direct": row.direct,
        "due": row.due_us,
        "request": row.request.hex if row.request else None,
        "subjects": list(row.subjects),
        "supervised": row.supervised,
        "max_views": row.max_views,
        "audio": row.audio,
        "entered_by": row.entered_by_id.hex if row.entered_by_id else None,
        "said": [row.said_us, row.said_how, row.confirm_by_us] if row.oral else None,
    }
    return {name: value for name, value in said.items() if value}
