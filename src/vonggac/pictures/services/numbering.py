"""Numbers of the registers and what a usage line says of one picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from vonggac.duty import services as duty
from vonggac.duty.models import UsageForm, UsageLine
from vonggac.kernel.authority import Grant
from vonggac.kernel.ranges import Range


@dataclass(frozen=True, slots=True)
class Use:
    """One picture's line in the usage book."""

    school: UUID
    person: UUID
    grant: Grant
    camera: Mapping[str, str]
    footage: Range | None
    """None: of the live picture."""
    shown: Range
    form: UsageForm
    detail: str
    note: str
    case_no: str
    at_us: int


def write_line(use: Use) -> UsageLine:
    """In the caller's transaction (G2). Raises TextRefused, ValidationError (no such case)."""
    ranges = [[use.shown.from_us, use.shown.to_us]]
    return duty.write_usage_line(
        school=use.school,
        person=use.person,
        started_us=use.at_us,
        ended_us=use.at_us,
        basis=use.grant.basis.value,
        basis_ref=use.grant.basis_ref,
        cameras=[use.camera],
        served=[{"camera": use.camera["camera"], "ranges": ranges}],
        footage=use.footage,
        form=use.form,
        purpose=use.grant.purpose,
        purpose_detail=use.detail,
        note=use.note,
        related_no=use.case_no,
    )
