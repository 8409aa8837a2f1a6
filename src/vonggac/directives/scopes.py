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


def scope_digest(row: "Directive", cameras: Iterable[str], executors: Iterable[UUID]) -> str:
    """Of everything that was ordered: any later difference is another digest, and no directive."""
    return facts_digest(
        {
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
    )
