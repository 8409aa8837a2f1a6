"""The school's time limits."""

from uuid import UUID

from vonggac.disclosures.deadlines import Limits
from vonggac.disclosures.models import TimeLimits


def limits_of(school: UUID) -> Limits:
    """What was decided last; the defaults where nothing was."""
    row = TimeLimits.objects.filter(school_id=school).order_by("-number").first()
    if row is None:
        return Limits()
    return Limits(
        receive_days=row.receive_days,
        decide_days=row.decide_days,
        execute_days=row.execute_days,
        hold_days=row.hold_days,
        subject_receive_days=row.subject_receive_days,
        subject_complete_days=row.subject_complete_days,
        subject_extend_days=row.subject_extend_days,
        legal_basis=row.legal_basis,
    )


def limits_history(school: UUID) -> list[TimeLimits]:
    """Newest first."""
    rows = TimeLimits.objects.filter(school_id=school).select_related("by")
    return list(rows.order_by("-number"))
