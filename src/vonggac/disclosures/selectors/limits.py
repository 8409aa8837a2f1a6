"""The school's time limits."""

from typing import Any
from uuid import UUID

from vonggac.directives import policy
from vonggac.disclosures.deadlines import Limits
from vonggac.disclosures.models import TimeLimits


def limits_of(school: UUID) -> Limits:
    """What was decided last, or the defaults. Receiving, deciding, holding: by the settings of access."""
    decided = policy.current(school)
    ours: dict[str, Any] = {
        "receive_days": decided.receive_days,
        "decide_days": decided.decide_days,
        "hold_days": decided.hold_after_refusal_days,
    }
    row = TimeLimits.objects.filter(school_id=school).order_by("-number").first()
    if row is None:
        return Limits(**ours)
    return Limits(
        **ours,
        execute_days=row.execute_days,
        subject_receive_days=row.subject_receive_days,
        subject_complete_days=row.subject_complete_days,
        subject_extend_days=row.subject_extend_days,
        legal_basis=row.legal_basis,
    )


def limits_history(school: UUID) -> list[TimeLimits]:
    """Newest first."""
    rows = TimeLimits.objects.filter(school_id=school).select_related("by")
    return list(rows.order_by("-number"))
