"""Khóa sổ tháng: the keeper closes a month with its totals and the ledger's code; a member of the Board checks it."""

import hashlib
import json
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.duty import selectors
from vonggac.duty.models import MonthCheck, MonthClosing
from vonggac.duty.services.recording import invalid
from vonggac.duty.services.signatures import first_signature, second_signature
from vonggac.kernel import clock
from vonggac.kernel.authority import Refusal, Refused
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.ledger.checkpoints import Checkpoint
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role

CLOSING_BOOK = "usage.month"
KEEPERS = BOARD | {Role.IT_TEACHER}


@transaction.atomic
def close_month(
    *, school: UUID, school_year: str, month: str, by: UUID, checkpoint: Checkpoint | None
) -> MonthClosing:
    """Cộng tháng: the months that are over, in their order. ``checkpoint``: the ledger's newest.

    Raises Refused, ValidationError.
    """
    _require(
        by,
        school,
        KEEPERS,
        Refusal(
            code="may_not_close",
            reason=_("The IT teacher or the Board closes a month."),
            clause="khoản 2 Điều 3",
            next_step=_("Ask the IT teacher or the school board."),
        ),
    )
    if any(each.month == month for each in selectors.closings(school, school_year)):
        raise invalid("month", _("This month is closed already."))
    waiting = selectors.months_to_close(school, school_year)
    if not waiting or waiting[0].month != month:
        raise invalid("month", _("Months are closed in their order, once each is over."))
    due = waiting[0]
    made = MonthClosing.objects.create(
        school_id=school,
        school_year=school_year,
        month=month,
        from_number=due.from_number,
        to_number=due.to_number,
        counts=due.counts,
        **first_signature(by, checkpoint),
    )
    _commit(made, by)
    return made


@transaction.atomic
def check_month(*, closing: UUID, by: UUID, remarks: str = "") -> MonthCheck:
    """The second signature, by a member of the Board who did not close it; once. Raises Refused, ValidationError."""
    row = MonthClosing.objects.select_for_update().get(pk=closing)
    _require(
        by,
        row.school_id,
        BOARD,
        Refusal(
            code="may_not_check",
            reason=_("A member of the Board checks a month."),
            clause="khoản 2 Điều 3",
            next_step=_("Ask the school board."),
        ),
    )
    signature = second_signature(
        keeper=row.keeper_id,
        by=by,
        checked=MonthCheck.objects.filter(closing=row).exists(),
        clause="khoản 2 Điều 3",
    )
    made = MonthCheck.objects.create(
        closing=row,
        remarks=one_line("remarks", remarks, max_length=500, required=False),
        **signature,
    )
    _commit(row, by)
    return made


def _commit(row: MonthClosing, by: UUID) -> None:
    """An entry of the ledger for each of the two signatures: the counts are no secret of anybody's."""
    facts = [row.school_id.hex, row.month, row.from_number, row.to_number, row.counts, row.printed]
    text = json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()
    ledger.record(
        "book.line",
        actor=actor_id(by),
        book=CLOSING_BOOK,
        year=row.school_year,
        no=MonthClosing.objects.filter(
            school_id=row.school_id, school_year=row.school_year, to_number__lte=row.to_number
        ).count(),
        commit=hashlib.sha256(text).hexdigest(),
    )


def _require(by: UUID, school: UUID, roles: frozenset[Role], refusal: Refusal) -> None:
    held = people.positions_now(by, clock.now_us())
    if not any(each.school == school and each.role in roles for each in held):
        raise Refused(refusal)
