"""The school decides its time limits: the head, with a basis; every decision stays."""

from dataclasses import asdict
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.disclosures.deadlines import Limits
from vonggac.disclosures.facts import invalid
from vonggac.disclosures.models import TimeLimits
from vonggac.disclosures.selectors.limits import limits_of
from vonggac.kernel import clock
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger

OURS = (
    "execute_days",
    "subject_receive_days",
    "subject_complete_days",
    "subject_extend_days",
    "legal_basis",
)
"""The others are settings of access: ``directives.policy``."""


@transaction.atomic
def decide_limits(*, school: UUID, by: UUID, limits: Limits, basis: str) -> TimeLimits:
    """From now on; requests that are under way keep their dates. Raises Refused, ValidationError, TextRefused."""
    access.require(by, school, Deed.CHANGE_SETTINGS)
    before = limits_of(school)
    values = {name: value for name, value in asdict(limits).items() if name in OURS} | {
        "legal_basis": one_line("legal_basis", limits.legal_basis, max_length=300)
    }
    try:
        with transaction.atomic():
            row = TimeLimits.objects.create(
                school_id=school,
                number=TimeLimits.objects.filter(school_id=school).count() + 1,
                basis=one_line("basis", basis, max_length=300),
                by_id=by,
                decided_us=clock.now_us(),
                **values,
            )
    except IntegrityError as fault:
        raise invalid("execute_days", _("These limits are out of bounds.")) from fault
    ledger.record(
        "config.change",
        actor=actor_id(by),
        what="request.limits",
        digest=facts_digest(values),
        before=facts_digest(asdict(before)),
    )
    return row
