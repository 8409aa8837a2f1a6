"""From a written row to the Grant that the pipeline takes: the only place that constructs one (ACCESS §1.2)."""

from typing import TYPE_CHECKING

from vonggac.kernel.authority import Act, Basis, Grant
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ranges import Range

if TYPE_CHECKING:
    from vonggac.access.models import GrantRow


def grant_of(row: "GrantRow", *, audible: bool = False) -> Grant:
    """The row as a value. Whether it still counts is asked of ``access.standing``.

    ``audible``: the areas of the cameras that are asked for have their sound on, now; without it there is none.
    """
    return Grant(
        id=row.id,
        person=row.person_id,
        acts=frozenset(Act(each) for each in row.acts),
        cameras=frozenset(row.cameras),
        footage=Range(row.footage_from_us, row.footage_to_us),
        valid=Range(row.valid_from_us, row.valid_to_us),
        basis=Basis(row.basis),
        basis_ref=row.basis_ref,
        purpose=row.purpose,
        audio=row.audio and audible,
    )


def scope_digest(row: "GrantRow") -> str:
    """Binds everything that the grant permits: an edited row has another digest, and no effect."""
    sound = {"audio": True} if row.audio else {}
    return facts_digest(
        sound
        | {
            "grant": row.id.hex,
            "person": row.person_id.hex,
            "position": row.position_id.hex,
            "basis": str(row.basis),
            "basis_ref": row.basis_ref,
            "directive": row.directive_id.hex if row.directive_id else None,
            "shift": row.shift_id.hex if row.shift_id else None,
            "acts": list(row.acts),
            "cameras": list(row.cameras),
            "footage": [row.footage_from_us, row.footage_to_us],
            "valid": [row.valid_from_us, row.valid_to_us],
            "purpose": str(row.purpose),
        }
    )
