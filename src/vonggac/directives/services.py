"""Writes of the room: issuing, a Board member's own demand, carrying out, withdrawing.

A directive is whole when it is issued: nothing widens it afterwards, and nothing can be dated back, since
every instant here is the clock's.
"""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vonggac.directives.models import (
    MAX_FOOTAGE_US,
    MAX_VALID_US,
    STANDING,
    Directive,
    DirectiveCamera,
    DirectiveExecutor,
    DirectiveState,
)
from vonggac.directives.refusals import not_board, not_head, not_yours, strict_vice_principal
from vonggac.directives.scopes import Order, scope_digest
from vonggac.directives.years import calendar_year
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Purpose, Refused
from vonggac.kernel.ids import actor_id
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import one_line, paragraph
from vonggac.ledger import services as ledger
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.people.selectors import PositionNow
from vonggac.places import selectors as places

STORED_ACTS = frozenset({Act.PLAYBACK, Act.SNAPSHOT, Act.PRINT, Act.EXPORT})
EXECUTING = frozenset({Role.IT_TEACHER, Role.DUTY_OFFICER})
MAX_CAMERAS = 64
MAX_EXECUTORS = 20


@transaction.atomic
def issue(
    *,
    issuer: UUID,
    school: UUID,
    cameras: Iterable[str],
    footage: Range,
    acts: Iterable[Act],
    executors: Iterable[UUID],
    purpose: Purpose,
    valid_to_us: int,
    purpose_detail: str = "",
    content: str = "",
) -> Directive:
    """A numbered directive of the head to IT teacher or duty officers (khoản 1 Điều 2).

    Raises Refused (not the head), ValidationError, TextRefused.
    """
    at_us = clock.now_us()
    position = _position(issuer, school, at_us)
    if position is None or not position.is_head:
        raise Refused(not_head())
    wanted = frozenset(executors)
    _require_executors(wanted, issuer, school, at_us)
    order = Order(
        cameras=frozenset(cameras),
        footage=footage,
        acts=frozenset(acts),
        executors=wanted,
        purpose=Purpose(purpose),
        purpose_detail=_detail(purpose_detail),
        content=paragraph("content", content, max_length=1000),
    )
    return _issue(order, position, at_us, valid_to_us, own_demand=False)


@transaction.atomic
def own_demand(
    *,
    person: UUID,
    school: UUID,
    cameras: Iterable[str],
    footage: Range,
    acts: Iterable[Act],
    purpose: Purpose,
    valid_to_us: int,
    purpose_detail: str = "",
) -> Directive:
    """A Board member's own demand, which *is* the directive (khoản 2 Điều 4); no approval beforehand.

    A vice-principal's is shown to the head. Raises Refused (not on the Board; strict setting).
    """
    at_us = clock.now_us()
    position = _position(person, school, at_us)
    if position is None or not position.is_board:
        raise Refused(not_board())
    if not position.is_head and places.school(school).strict_vice_principal:
        raise Refused(strict_vice_principal())
    order = Order(
        cameras=frozenset(cameras),
        footage=footage,
        acts=frozenset(acts),
        executors=frozenset({person}),
        purpose=Purpose(purpose),
        purpose_detail=_detail(purpose_detail),
    )
    return _issue(order, position, at_us, valid_to_us, own_demand=True)


@transaction.atomic
def begin(*, directive: UUID) -> None:
    """The first viewing under it has begun: Đang thực hiện. Repeating does nothing."""
    Directive.objects.filter(pk=directive, state=DirectiveState.ISSUED).update(
        state=DirectiveState.IN_PROGRESS
    )


@transaction.atomic
def withdraw(*, directive: UUID, by: UUID, reason: str) -> Directive:
    """Thu hồi, by who issued it or the head: whatever plays under it stops. Raises Refused."""
    at_us = clock.now_us()
    row = Directive.objects.select_for_update().get(pk=directive)
    position = _position(by, row.school_id, at_us)
    if position is None or not (position.is_head or row.issuer_id == by):
        raise Refused(not_yours())
    _require_standing(row)
    row.withdraw_reason = one_line("reason", reason, max_length=500)
    row.state = DirectiveState.WITHDRAWN
    row.withdrawn_us = max(at_us, row.issued_us)
    row.withdrawn_by_id = by
    row.save(update_fields=["state", "withdrawn_us", "withdrawn_by", "withdraw_reason"])
    ledger.record("view.deny", actor=actor_id(by), request=row.scope_sha256, reason="withdrawn")
    return row


@transaction.atomic
def complete(*, directive: UUID, by: UUID, result: str) -> Directive:
    """Hoàn thành, by an executor or the issuer, with what came of it; viewing under it ends."""
    row = Directive.objects.select_for_update().get(pk=directive)
    if by != row.issuer_id and not row.executors.filter(person_id=by).exists():
        raise Refused(not_yours())
    _require_standing(row)
    row.result = paragraph("result", result, max_length=1000, required=True)
    row.state = DirectiveState.COMPLETED
    row.completed_us = max(clock.now_us(), row.issued_us)
    row.save(update_fields=["state", "result", "completed_us"])
    ledger.record("view.deny", actor=actor_id(by), request=row.scope_sha256, reason="completed")
    return row


@transaction.atomic
def mark_seen_by_head(*, directive: UUID, by: UUID) -> None:
    """The head has seen a vice-principal's own demand. Raises Refused."""
    at_us = clock.now_us()
    row = Directive.objects.select_for_update().get(pk=directive)
    position = _position(by, row.school_id, at_us)
    if position is None or not position.is_head:
        raise Refused(not_head())
    if row.head_to_be_told and row.head_told_us is None:
        row.head_told_us = at_us
        row.save(update_fields=["head_told_us"])


def _detail(text: str) -> str:
    return one_line("purpose_detail", text, max_length=500, required=False)


def _issue(
    order: Order, issuer: PositionNow, at_us: int, valid_to_us: int, *, own_demand: bool
) -> Directive:
    _require_scope(order, issuer.school, at_us, valid_to_us)
    year = calendar_year(at_us)
    row = Directive(
        school_id=issuer.school,
        year=year,
        number=_next_number(issuer.school, year),
        issuer_id=issuer.person,
        issuer_role=issuer.role.value,
        own_demand=own_demand,
        purpose=order.purpose.value,
        purpose_detail=order.purpose_detail,
        content=order.content,
        footage_from_us=order.footage.from_us,
        footage_to_us=order.footage.to_us,
        acts=sorted(each.value for each in order.acts),
        issued_us=at_us,
        valid_from_us=at_us,
        valid_to_us=valid_to_us,
        state=DirectiveState.DRAFT,
        head_to_be_told=own_demand and not issuer.is_head,
    )
    row.scope_sha256 = scope_digest(row, order.cameras, order.executors)
    _put_in_force(row, order)
    ledger.record(
        "view.request",
        actor=actor_id(issuer.person),
        request=row.scope_sha256,
        cams=sorted(order.cameras),
        ranges=[[row.footage_from_us, row.footage_to_us]],
        until_us=row.valid_to_us,
        basis_ref=row.label,
        purpose=row.purpose,
        what="own_demand" if own_demand else "directive",
    )
    return row


def _put_in_force(row: Directive, order: Order) -> None:
    """A draft within the transaction, until its cameras and executors are there: then frozen."""
    row.save(force_insert=True)
    for camera in sorted(order.cameras):
        DirectiveCamera.objects.create(directive=row, camera_id=camera)
    for person in sorted(order.executors):
        DirectiveExecutor.objects.create(
            directive=row, person_id=person, issuer_id=row.issuer_id, own_demand=row.own_demand
        )
    row.state = DirectiveState.ISSUED
    row.save(update_fields=["state"])


def _position(person: UUID, school: UUID, at_us: int) -> PositionNow | None:
    """The person's highest position at the school, for the Board's acts."""
    order = list(Role)
    held = [each for each in people.positions_now(person, at_us) if each.school == school]
    return min(held, key=lambda each: (not each.is_head, order.index(each.role)), default=None)


def _next_number(school: UUID, year: int) -> int:
    """Safe because every writer holds SQLite's write lock from BEGIN IMMEDIATE on (STYLE §8)."""
    last = Directive.objects.filter(school_id=school, year=year).aggregate(last=Max("number"))
    return int(last["last"] or 0) + 1


def _require_scope(order: Order, school: UUID, at_us: int, valid_to_us: int) -> None:
    known = places.cameras_named(order.cameras)
    in_school = {key for key, each in known.items() if each.area.school_id == school}
    if not order.cameras or order.cameras != in_school or len(order.cameras) > MAX_CAMERAS:
        raise _invalid("cameras", _("Choose cameras of the school, at most 64."))
    if not order.acts or not order.acts <= STORED_ACTS:
        raise _invalid("acts", _("Choose what may be done with the stored data."))
    if order.footage.length_us > MAX_FOOTAGE_US:
        raise _invalid("footage", _("A directive covers at most 92 days of data."))
    if not at_us < valid_to_us <= at_us + MAX_VALID_US:
        raise _invalid("valid_to_us", _("A directive is valid from now on, for at most 92 days."))


def _require_executors(wanted: frozenset[UUID], issuer: UUID, school: UUID, at_us: int) -> None:
    able = {each.id for each in people.holders(school, EXECUTING, at_us)}
    if not wanted or len(wanted) > MAX_EXECUTORS or issuer in wanted or not wanted <= able:
        raise _invalid(
            "executors", _("Executors are the IT teacher or duty officers, never who orders it.")
        )


def _require_standing(row: Directive) -> None:
    if row.state not in STANDING:
        raise ValidationError(_("The directive has been completed or withdrawn."), code="over")


def _invalid(field: str, message: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, "invalid")})
