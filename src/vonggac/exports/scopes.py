"""What was asked for, and the digest that an approval binds (ACCESS §2.2)."""

from typing import TYPE_CHECKING

from vonggac.kernel.digests import facts_digest

if TYPE_CHECKING:
    from vonggac.exports.models import Export


def scope_digest(row: "Export") -> str:
    """Of every column that stands before it: an edited row has another digest, and no effect."""
    copies = getattr(row, "copies", None)
    # Rows from before there were copies keep their digest.
    wanted = {} if copies is None else {"copies": {"masking": copies.masking}}
    return facts_digest(
        {
            **wanted,
            "export": row.id.hex,
            "school": row.school_id.hex,
            "number": row.label,
            "requester": row.requester_id.hex,
            "grant": row.grant_id.hex,
            "basis_ref": row.basis_ref,
            "request_ref": row.request_ref,
            "purpose": row.purpose,
            "cameras": list(row.cameras),
            "footage": [row.footage_from_us, row.footage_to_us],
            "reason": row.reason,
            "recipient": row.recipient,
            "envelope": str(row.envelope),
            "age_recipient": row.age_recipient,
            "requested": row.requested_us,
        }
    )
