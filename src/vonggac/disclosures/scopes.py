"""The digest that binds what is asked: an approval holds for exactly this (ACCESS §2.2)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vonggac.disclosures.sealing import facts_mark, unseal_facts
from vonggac.kernel.digests import facts_digest

if TYPE_CHECKING:
    from vonggac.disclosures.models import Request


def request_digest(row: "Request", cameras: Iterable[str]) -> str:
    """Fields listed one by one. What the requester told of himself stands in it as a mark under the row's own key."""
    facts = unseal_facts(bytes(row.sealed), request=row.id)
    said = {**facts, "name": row.requester_name, "is_unit": "1" if row.is_unit else ""}
    return facts_digest(
        {
            "request": row.id.hex,
            "school": row.school_id.hex,
            "requester": row.requester_id.hex if row.requester_id else None,
            "said": facts_mark(said, key=bytes(row.mark_key)),
            "own_image": row.own_image,
            "purpose": row.purpose,
            "footage": [row.footage_from_us, row.footage_to_us],
            "acts": sorted(row.acts),
            "cameras": sorted(cameras),
        }
    )
