"""Writing a grant: its row, its digest, its entry in the ledger. Called by ``deciding`` only."""

from dataclasses import dataclass
from uuid import UUID

from vonggac.access.grants import scope_digest
from vonggac.access.models import GrantRow
from vonggac.access.reach import Reach
from vonggac.access.selectors import grant_under, grants, live_grants
from vonggac.access.standing import grant_refusal
from vonggac.directives import selectors as directives
from vonggac.directives.models import Directive
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Basis, Purpose
from vonggac.kernel.forward import forward
from vonggac.kernel.ids import actor_id
from vonggac.kernel.ranges import Range
from vonggac.ledger import services as ledger
from vonggac.people.held import PositionNow

_WORTH_REUSING_US = clock.HOUR_US
TECHNICAL_US = 10 * clock.MINUTE_US
"""How long a technical check may be looked at."""


def for_directive(directive: Directive, position: PositionNow, at_us: int) -> GrantRow:
    """One grant a directive and person: the one there is, or a new one where that has died."""
    row = grant_under(directive.id, position.person)
    if row is not None and grant_refusal(row, at_us) is None:
        return row
    if row is not None:
        GrantRow.objects.filter(pk=row.pk).update(ended_us=at_us)
    basis, clause = _basis_of(directive)
    return _write(
        GrantRow(
            person_id=position.person,
            position_id=position.id,
            basis=basis,
            basis_ref=f"{directive.label}, {clause}",
            directive=directive,
            acts=sorted(directive.acts),
            cameras=sorted(directives.named(directive)),
            footage_from_us=directive.footage_from_us,
            footage_to_us=directive.footage_to_us,
            valid_from_us=directive.valid_from_us,
            valid_to_us=directive.valid_to_us,
            purpose=directive.purpose,
            audio=directive.audio,
            made_us=at_us,
        )
    )


def _basis_of(directive: Directive) -> tuple[Basis, str]:
    if directive.own_demand:
        return Basis.BOARD, "khoản 2 Điều 4"
    if directive.request is not None:
        return Basis.REQUEST, "khoản 3 Điều 4"
    return Basis.DIRECTIVE, "khoản 2 Điều 4" if directive.direct else "khoản 1 Điều 2"


def for_technical(position: PositionNow, camera: str, footage: Range, at_us: int) -> GrantRow:
    """Ten seconds to look at within the next minutes."""
    return _write(
        GrantRow(
            person_id=position.person,
            position_id=position.id,
            basis=Basis.TECHNICAL_CHECK,
            basis_ref="khoản 6 Điều 2",
            acts=[Act.PLAYBACK.value],
            cameras=[camera],
            footage_from_us=footage.from_us,
            footage_to_us=footage.to_us,
            valid_from_us=at_us,
            valid_to_us=at_us + TECHNICAL_US,
            purpose=Purpose.SECURITY,
            made_us=at_us,
        )
    )


def for_live(reach: Reach, purpose: Purpose, at_us: int) -> GrantRow:
    """A grant for the live wall; the one there is where it covers the reach and is not about to end."""
    wanted = sorted(reach.cameras)
    until_us = min(reach.to_us, at_us + _WORTH_REUSING_US)
    for row in live_grants(reach.position.id, reach.basis, purpose, until_us):
        if (
            row.shift_id == reach.shift
            and row.cameras == wanted
            and grant_refusal(row, at_us) is None
        ):
            return row
    return _write(
        GrantRow(
            person_id=reach.position.person,
            position_id=reach.position.id,
            basis=reach.basis,
            basis_ref=reach.basis_ref,
            shift_id=reach.shift,
            acts=[Act.LIVE.value],
            cameras=wanted,
            footage_from_us=at_us,
            footage_to_us=reach.to_us,
            valid_from_us=at_us,
            valid_to_us=reach.to_us,
            purpose=purpose,
            made_us=at_us,
        )
    )


@dataclass(frozen=True, slots=True)
class PictureScope:
    """One camera, an instant or the seconds round it, one act: what a position includes without a directive."""

    act: Act
    camera: str
    footage: Range
    basis: Basis
    basis_ref: str
    to_us: int
    purpose: Purpose
    shift: UUID | None = None


def for_picture(position: PositionNow, scope: PictureScope, at_us: int) -> GrantRow:
    """The grant of that scope that stands, or a new one."""
    candidates = grants().filter(
        position_id=position.id,
        basis=scope.basis,
        basis_ref=scope.basis_ref,
        directive=None,
        acts=[scope.act.value],
        purpose=scope.purpose,
        cameras=[scope.camera],
        footage_from_us__lte=scope.footage.from_us,
        footage_to_us__gte=scope.footage.to_us,
        ended_us=None,
    )
    for row in candidates.order_by("-made_us")[:3]:
        if row.shift_id == scope.shift and grant_refusal(row, at_us) is None:
            return row
    return _write(
        GrantRow(
            person_id=position.person,
            position_id=position.id,
            basis=scope.basis,
            basis_ref=scope.basis_ref,
            shift_id=scope.shift,
            acts=[scope.act.value],
            cameras=[scope.camera],
            footage_from_us=scope.footage.from_us,
            footage_to_us=scope.footage.to_us,
            valid_from_us=at_us,
            valid_to_us=scope.to_us,
            purpose=scope.purpose,
            made_us=at_us,
        )
    )


def _write(row: GrantRow) -> GrantRow:
    row.scope_sha256 = scope_digest(row)
    entry = ledger.record(
        "view.approve",
        actor=actor_id(row.person_id),
        request=row.scope_sha256,
        grant=row.id.hex,
        cams=row.cameras,
        ranges=[[row.footage_from_us, row.footage_to_us]],
        until_us=row.valid_to_us,
        basis=Basis(row.basis).value,
        basis_ref=row.basis_ref,
        purpose=Purpose(row.purpose).value,
    )
    row.deed = entry.deed
    row.save(force_insert=True)
    forward.learn(clock.now_us())
    return row
