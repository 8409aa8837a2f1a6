"""Rà soát tài khoản, every quarter (khoản 1 Điều 4): a member of the Board goes through all accounts of the school."""

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.kernel import clock
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.people.days import quarter_of
from vonggac.people.models import (
    AccountReview,
    AccountReviewLine,
    AccountState,
    ReviewAnswer,
)
from vonggac.people.selectors import accounts, positions_now
from vonggac.people.services.opening import set_account_state
from vonggac.people.services.standing import require_board


@transaction.atomic
def confirm_review(
    *, school: UUID, answers: Mapping[UUID, str], by: UUID, note: str = ""
) -> AccountReview:
    """All accounts as they stand now, each with its answer; what is to be suspended is, at once.

    ``answers`` names every account of the school: one that came while the page was open is not passed over.
    Raises Refused, ValidationError, TextRefused.
    """
    require_board(by, school)
    rows = accounts(school)
    if {each.id for each in rows} != set(answers):
        raise ValidationError(_("The accounts have changed meanwhile: look again."), code="stale")
    at_us = clock.now_us()
    review = AccountReview.objects.create(
        school_id=school,
        quarter=quarter_of(at_us),
        confirmed_by_id=by,
        confirmed_us=at_us,
        note=one_line("note", note, max_length=500, required=False),
    )
    for row in rows:
        answer = ReviewAnswer(answers[row.id])
        held = sorted(each.role.value for each in positions_now(row.person_id, at_us))
        AccountReviewLine.objects.create(
            review=review,
            account=row,
            roles=" ".join(held),
            state=row.state,
            last_sign_in_us=getattr(row, "last_sign_in_us", None),
            answer=answer,
        )
        if answer == ReviewAnswer.SUSPEND and row.state == AccountState.ACTIVE:
            set_account_state(account=row.id, state=AccountState.SUSPENDED, by=by, reason="")
    ledger.record(
        "role.change", actor=actor_id(by), subject=actor_id(by), change=f"review.{review.quarter}"
    )
    return review
