"""Writing changes down once, and acknowledging them."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.attention.kinds import Told
from vonggac.attention.models import Acknowledgement, Change
from vonggac.kernel import clock
from vonggac.kernel.authority import Refusal, Refused
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import paragraph
from vonggac.ledger import services as ledger
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD


@transaction.atomic
def gather(*, school: UUID, told: Iterable[Told]) -> int:
    """Writes what is not written yet, settles what has ended; returns how many are new. Safe to repeat."""
    wanted = {each.ref: each for each in told}
    known = {
        each.ref: each for each in Change.objects.filter(school_id=school, ref__in=list(wanted))
    }
    last = Change.objects.filter(school_id=school).aggregate(last=Max("number"))["last"] or 0
    fresh = [each for each in wanted.values() if each.ref not in known]
    for number, each in enumerate(sorted(fresh, key=lambda one: one.at_us), start=int(last) + 1):
        _write(school, number, each)
    for ref, row in known.items():
        if row.until_us is None and wanted[ref].until_us is not None:
            row.until_us = wanted[ref].until_us
            row.save(update_fields=["until_us"])
    return len(fresh)


@transaction.atomic
def acknowledge(*, change: UUID, by: UUID, words: str) -> Acknowledgement:
    """By a member of the Board who has not done it, where there is another.

    Raises Refused, ValidationError (somebody was faster), TextRefused, Change.DoesNotExist.
    """
    row = Change.objects.select_for_update().get(pk=change)
    at_us = clock.now_us()
    access.require(by, row.school_id, Deed.ACKNOWLEDGE_CHANGES)
    if row.by_id == by and people.holders(row.school_id, BOARD, at_us).exclude(pk=by).exists():
        raise Refused(_own())
    if Acknowledgement.objects.filter(change=row).exists():
        raise ValidationError(_("Somebody has acknowledged it already."), "not_due")
    text = paragraph("words", words, max_length=1000, required=True)
    made = Acknowledgement.objects.create(change=row, by_id=by, at_us=at_us, words=text)
    facts = {"change": row.ref, "words": text}
    ledger.record(
        "config.change", actor=actor_id(by), what="attention.seen", digest=facts_digest(facts)
    )
    return made


def _write(school: UUID, number: int, told: Told) -> None:
    Change.objects.create(
        school_id=school,
        number=number,
        kind=told.kind.value,
        ref=told.ref[:80],
        at_us=told.at_us,
        until_us=told.until_us,
        by_id=told.by,
        subject=told.subject[:300],
        basis=told.basis[:300],
        noted_us=clock.now_us(),
    )


def _own() -> Refusal:
    return Refusal(
        code="own_change",
        reason=_("Nobody acknowledges what he changed himself."),
        clause="khoản 3 Điều 5",
        next_step=_("Another member of the school board acknowledges it."),
    )
