"""Chỉ đạo khẩn bằng lời (REQUIREMENTS §2, §5.2): acted on at once, confirmed within a day, or a debt."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.directives import policy
from vonggac.directives.models import Directive, DirectiveState
from vonggac.directives.refusals import (
    not_an_officer,
    not_head,
    not_your_word,
    oral_debt,
    two_needed,
)
from vonggac.directives.scopes import Order, Word
from vonggac.directives.selectors import oral_debt_of
from vonggac.directives.services.drafting import draft_entered
from vonggac.directives.services.issuing import EXECUTING, invalid, position_at, write
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Purpose, Refused
from vonggac.kernel.ids import actor_id
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.people import selectors as people

ORAL_ACTS = frozenset({Act.PLAYBACK, Act.SNAPSHOT})
"""Nothing leaves the school by word of mouth (khoản 5 Điều 5)."""


@transaction.atomic
def enter_oral(
    *,
    entered_by: UUID,
    school: UUID,
    ordered_by: UUID,
    said_us: int,
    said_how: str,
    cameras: Iterable[str],
    footage: Range,
    purpose: Purpose,
    purpose_detail: str,
    acts: Iterable[Act] = (Act.PLAYBACK,),
) -> Directive:
    """An officer writes down who ordered, when and how, and may act: Chờ xác nhận.

    At most an hour of data, until the time to confirm is over. Raises Refused (no officer; a debt of an earlier one),
    ValidationError, TextRefused.
    """
    at_us = clock.now_us()
    _require_officer(entered_by, school, at_us)
    issuer = position_at(ordered_by, school, at_us)
    if issuer is None or not issuer.is_board or ordered_by == entered_by:
        raise invalid("ordered_by", _("Name the member of the school board who ordered it."))
    confirm_by_us = _confirm_by_us(school, said_us, footage, at_us)
    _require_viewing(frozenset(acts))
    order = Order(
        cameras=frozenset(cameras),
        footage=footage,
        acts=frozenset(acts),
        executors=frozenset({entered_by}),
        purpose=Purpose(purpose),
        purpose_detail=one_line("purpose_detail", purpose_detail, max_length=500),
    )
    word = Word(entered_by, said_us, one_line("said_how", said_how, max_length=200), confirm_by_us)
    row = write(order, issuer, at_us, confirm_by_us, word=word)
    draft_entered(by=entered_by, school=school, directive=row.id)
    _tell([ordered_by], row, NoticeKind.ORAL_WAITING)
    return row


@transaction.atomic
def confirm(*, directive: UUID, by: UUID) -> Directive:
    """Đã xác nhận, by the Board member who gave the order, in time. Raises Refused, ValidationError."""
    at_us = clock.now_us()
    row = _waiting(directive, by, at_us)
    row.state, row.confirmed_us = DirectiveState.CONFIRMED, max(at_us, row.issued_us)
    row.save(update_fields=["state", "confirmed_us"])
    ledger.record(
        "view.request", actor=actor_id(by), request=row.scope_sha256, what="oral.confirmed"
    )
    notices.settle(key=_key(row, NoticeKind.ORAL_WAITING))
    return row


@transaction.atomic
def deny(*, directive: UUID, by: UUID, reason: str) -> Directive:
    """Không xác nhận: viewing ends, and who entered it owes an answer. Raises Refused, ValidationError, TextRefused."""
    row = _waiting(directive, by, clock.now_us())
    _unconfirmed(row, one_line("reason", reason, max_length=500), by)
    return row


@transaction.atomic
def lapse_unconfirmed(*, at_us: int) -> int:
    """Quá 24 giờ: every oral directive whose time is over, each once; the clerk calls this. How many."""
    over = Directive.objects.select_for_update().filter(
        state=DirectiveState.WAITING, confirm_by_us__lte=at_us
    )
    rows = list(over)
    for row in rows:
        _unconfirmed(row, "", None)
    return len(rows)


@transaction.atomic
def settle(*, directive: UUID, by: UUID, words: str) -> Directive:
    """The head says what came of it; who entered it may view again. Raises Refused, ValidationError, TextRefused."""
    at_us = clock.now_us()
    row = Directive.objects.select_for_update().get(pk=directive)
    position = position_at(by, row.school_id, at_us)
    if position is None or not position.is_head:
        raise Refused(not_head())
    if row.entered_by_id == by:
        raise Refused(two_needed())
    if row.state != DirectiveState.UNCONFIRMED or row.settled_us is not None:
        raise ValidationError(_("There is nothing to settle."), code="over")
    row.settlement = one_line("words", words, max_length=500)
    row.settled_us, row.settled_by_id = at_us, by
    row.save(update_fields=["settled_us", "settled_by", "settlement"])
    ledger.record("view.request", actor=actor_id(by), request=row.scope_sha256, what="oral.settled")
    notices.settle(key=_key(row, NoticeKind.ORAL_UNCONFIRMED))
    return row


def _require_viewing(acts: frozenset[Act]) -> None:
    if not acts <= ORAL_ACTS:
        raise invalid(
            "acts", _("An order by word of mouth is for viewing; a copy needs a written directive.")
        )


def require_may_enter(*, person: UUID, school: UUID) -> None:
    """Before the form is filled in: an officer of the school, who owes nothing. Raises Refused."""
    _require_officer(person, school, clock.now_us())


def _require_officer(person: UUID, school: UUID, at_us: int) -> None:
    roles = {each.role for each in people.positions_now(person, at_us) if each.school == school}
    if not EXECUTING & roles:
        raise Refused(not_an_officer())
    if oral_debt_of(person, at_us) is not None:
        raise Refused(oral_debt())


def _confirm_by_us(school: UUID, said_us: int, footage: Range, at_us: int) -> int:
    decided = policy.current(school)
    confirm_by_us = said_us + decided.oral_confirm_us
    if not said_us <= at_us < confirm_by_us:
        raise invalid(
            "said_us",
            _("The order was given before now, and no longer ago than it may be confirmed."),
        )
    if footage.length_us > decided.oral_footage_us:
        text = _("An order by word of mouth covers at most %(n)d minutes of data.")
        raise invalid("footage_to_us", text % {"n": decided.oral_minutes})
    return confirm_by_us


def _waiting(directive: UUID, by: UUID, at_us: int) -> Directive:
    row = Directive.objects.select_for_update().get(pk=directive)
    position = position_at(by, row.school_id, at_us)
    if row.issuer_id != by or position is None or not position.is_board:
        raise Refused(not_your_word())
    if row.state != DirectiveState.WAITING or at_us >= (row.confirm_by_us or 0):
        raise ValidationError(_("The time to confirm it is over, or it was answered."), code="over")
    return row


def _unconfirmed(row: Directive, reason: str, by: UUID | None) -> None:
    row.state, row.denial = DirectiveState.UNCONFIRMED, reason
    row.unconfirmed_us = max(clock.now_us(), row.issued_us)
    row.save(update_fields=["state", "denial", "unconfirmed_us"])
    ledger.record("view.deny", actor=actor_id(by), request=row.scope_sha256, reason="not.confirmed")
    notices.settle(key=_key(row, NoticeKind.ORAL_WAITING))
    head = people.head_of(row.school_id, row.unconfirmed_us)
    told = {row.issuer_id, row.entered_by_id, head.id if head else row.issuer_id}
    _tell([each for each in told if each], row, NoticeKind.ORAL_UNCONFIRMED)


def _key(row: Directive, kind: NoticeKind) -> str:
    return f"{kind}:{row.id.hex}"


def _tell(persons: Iterable[UUID], row: Directive, kind: NoticeKind) -> None:
    notices.tell(
        persons=persons,
        kind=kind,
        params={"no": row.label},
        key=_key(row, kind),
        url=f"/directives/{row.id}",
        urgency=Urgency.URGENT,
    )
