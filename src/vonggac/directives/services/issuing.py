"""Issuing: the head's directive, a Board member's own demand, an order to an operator, a request agreed to.

A directive is whole when it is issued: nothing widens it afterwards, and nothing can be dated back, since
every instant here is the clock's.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.directives import policy
from vonggac.directives.models import (
    MAX_FOOTAGE_US,
    MAX_VALID_US,
    Directive,
    DirectiveCamera,
    DirectiveExecutor,
    DirectiveState,
)
from vonggac.directives.refusals import (
    may_not_approve,
    not_board,
    not_head,
    own_footage,
    strict_vice_principal,
)
from vonggac.directives.scopes import Order, Word, scope_digest
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Purpose, Refused
from vonggac.kernel.ids import actor_id
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import one_line, paragraph
from vonggac.ledger import services as ledger
from vonggac.people import selectors as people
from vonggac.people.held import PositionNow
from vonggac.people.roles import Power, Role
from vonggac.places import selectors as places
from vonggac.places.numbering import calendar_year, next_number

STORED_ACTS = frozenset({Act.PLAYBACK, Act.SNAPSHOT, Act.PRINT, Act.EXPORT})
EXECUTING = frozenset({Role.IT_TEACHER, Role.DUTY_OFFICER})
MAX_CAMERAS = 64
MAX_EXECUTORS = 20
MAX_VIEWS = 1000


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
    due_us: int | None = None,
    direct: bool = False,
    request: UUID | None = None,
    subjects: Iterable[UUID] = (),
    supervised: bool = False,
    max_views: int | None = None,
    audio: bool = False,
) -> Directive:
    """To IT teacher or duty officers, by the head or whom he left it to (khoản 1 Điều 2). Refused, ValidationError.

    ``direct``, with a deadline: by any Board member (khoản 2 Điều 4). For a ``request``: by whom the policy lets agree
    (khoản 3 Điều 4). ``subjects``, whom it is about, do neither. ``audio``: where all the areas have their sound on.
    """
    order = Order(
        cameras=frozenset(cameras),
        footage=footage,
        acts=frozenset(acts),
        executors=frozenset(executors),
        purpose=Purpose(purpose),
        purpose_detail=_detail(purpose_detail),
        content=paragraph("content", content, max_length=1000),
        **_narrower(due_us, request, subjects, direct=direct),
        supervised=supervised,
        max_views=max_views,
        audio=audio,
    )
    return _issue(order, issuer, school, valid_to_us)


def _narrower(
    due_us: int | None, request: UUID | None, subjects: Iterable[UUID], *, direct: bool
) -> dict[str, Any]:
    """Whose order it is, by when, for which request, about whom."""
    about = frozenset(subjects)
    return {"direct": direct, "due_us": due_us, "request": request, "subjects": about}


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
    audio: bool = False,
) -> Directive:
    """A Board member's own demand, which *is* the directive (khoản 2 Điều 4); no approval beforehand.

    A vice-principal's is shown to the head. Raises Refused (not on the Board; strict setting).
    """
    at_us = clock.now_us()
    position = position_at(person, school, at_us)
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
        audio=audio,
    )
    return write(order, position, at_us, valid_to_us, own_demand=True)


def _detail(text: str) -> str:
    return one_line("purpose_detail", text, max_length=500, required=False)


def write(
    order: Order,
    issuer: PositionNow,
    at_us: int,
    valid_to_us: int,
    *,
    own_demand: bool = False,
    word: Word | None = None,
) -> Directive:
    """The row, whole and frozen, with its entry. For this package: who may, its callers have asked."""
    _require_scope(order, issuer.school, at_us, valid_to_us)
    year = calendar_year(at_us)
    row = Directive(
        school_id=issuer.school,
        year=year,
        number=next_number(Directive.objects.filter(school_id=issuer.school, year=year)),
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
        head_to_be_told=(own_demand or order.direct) and not issuer.is_head,
        **_particulars(order, word),
    )
    row.scope_sha256 = scope_digest(row, order.cameras, order.executors)
    _put_in_force(row, order)
    _record(row, sorted(order.cameras), word.entered_by if word else issuer.person)
    return row


def _record(row: Directive, cameras: list[str], actor: UUID) -> None:
    ledger.record(
        "view.request",
        actor=actor_id(actor),
        request=row.scope_sha256,
        cams=cameras,
        ranges=[[row.footage_from_us, row.footage_to_us]],
        until_us=row.valid_to_us,
        basis_ref=row.label,
        purpose=row.purpose,
        what=_what(row),
    )


def _issue(order: Order, issuer: UUID, school: UUID, valid_to_us: int) -> Directive:
    at_us = clock.now_us()
    position = _issuing_position(order, issuer, school, at_us)
    _require_executors(order.executors, issuer, school, at_us)
    _require_apart(order, issuer)
    _require_deadline(order, at_us, valid_to_us)
    return write(order, position, at_us, valid_to_us)


def _particulars(order: Order, word: Word | None) -> dict[str, Any]:
    said = {
        "direct": order.direct,
        "due_us": order.due_us,
        "request": order.request,
        "subjects": sorted(each.hex for each in order.subjects),
        "supervised": order.supervised,
        "max_views": order.max_views,
        "audio": order.audio,
    }
    if word is None:
        return said
    return said | {
        "oral": True,
        "entered_by_id": word.entered_by,
        "said_us": word.said_us,
        "said_how": word.said_how,
        "confirm_by_us": word.confirm_by_us,
    }


def _what(row: Directive) -> str:
    for named, what in (
        (row.own_demand, "own_demand"),
        (row.oral, "oral"),
        (row.direct, "direct"),
        (row.request is not None, "request"),
    ):
        if named:
            return what
    return "directive"


def _put_in_force(row: Directive, order: Order) -> None:
    """A draft within the transaction, until its cameras and executors are there: then frozen."""
    row.save(force_insert=True)
    for camera in sorted(order.cameras):
        DirectiveCamera.objects.create(directive=row, camera_id=camera)
    for person in sorted(order.executors):
        DirectiveExecutor.objects.create(
            directive=row, person_id=person, issuer_id=row.issuer_id, own_demand=row.own_demand
        )
    row.state = DirectiveState.WAITING if row.oral else DirectiveState.ISSUED
    row.save(update_fields=["state"])


def position_at(person: UUID, school: UUID, at_us: int) -> PositionNow | None:
    """The person's highest position at the school, for the Board's acts."""
    order = list(Role)
    held = [each for each in people.positions_now(person, at_us) if each.school == school]
    return min(held, key=lambda each: (not each.is_head, order.index(each.role)), default=None)


def _issuing_position(order: Order, issuer: UUID, school: UUID, at_us: int) -> PositionNow:
    position = position_at(issuer, school, at_us)
    decided = policy.current(school)
    if order.request is not None:
        if position is None or not decided.may_approve(position, order.acts):
            raise Refused(may_not_approve())
        return position
    if order.direct:
        if position is None or not position.is_board:
            raise Refused(not_board())
        if not position.is_head and decided.strict_vice_principal:
            raise Refused(strict_vice_principal())
        if not position.is_head and order.acts & policy.COPIES:
            raise Refused(not_head())
        return position
    orders = people.stands_for_head(issuer, school, Power.ISSUE_DIRECTIVE, at_us)
    if position is None or not orders:
        raise Refused(not_head())
    return position


def _require_apart(order: Order, issuer: UUID) -> None:
    """Nobody decides on, or carries out, what is about himself (G4)."""
    if order.subjects & (order.executors | {issuer}):
        raise Refused(own_footage())


def _require_deadline(order: Order, at_us: int, valid_to_us: int) -> None:
    if order.direct and order.due_us is None:
        raise invalid("due_us", _("Say by when it must be done."))
    if order.due_us is not None and not at_us < order.due_us <= valid_to_us:
        raise invalid("due_us", _("The deadline lies ahead, within the time that it is valid."))
    if order.max_views is not None and not 1 <= order.max_views <= MAX_VIEWS:
        raise invalid("max_views", _("From 1 to 1000 viewings."))


def _require_scope(order: Order, school: UUID, at_us: int, valid_to_us: int) -> None:
    known = places.cameras_named(order.cameras)
    in_school = {key for key, each in known.items() if each.area.school_id == school}
    if not order.cameras or order.cameras != in_school or len(order.cameras) > MAX_CAMERAS:
        raise invalid("cameras", _("Choose cameras of the school, at most 64."))
    if not order.acts or not order.acts <= STORED_ACTS:
        raise invalid("acts", _("Choose what may be done with the stored data."))
    if order.footage.length_us > MAX_FOOTAGE_US:
        raise invalid("footage", _("A directive covers at most 92 days of data."))
    if not at_us < valid_to_us <= at_us + MAX_VALID_US:
        raise invalid("valid_to_us", _("A directive is valid from now on, for at most 92 days."))
    _require_sound(order)


def _require_sound(order: Order) -> None:
    """Talk is private life (LAW §2.2): only where an area's own decision has it on."""
    silent = order.cameras - places.cameras_with_sound(order.cameras) if order.audio else ()
    if silent:
        names = ", ".join(sorted(each.name for each in places.cameras_named(silent).values()))
        text = _(
            "Sound is off in the area of: %(names)s. Take these out, or order it without sound."
        )
        raise invalid("audio", text % {"names": names})


def _require_executors(wanted: frozenset[UUID], issuer: UUID, school: UUID, at_us: int) -> None:
    able = {each.id for each in people.holders(school, EXECUTING, at_us)}
    if not wanted or len(wanted) > MAX_EXECUTORS or issuer in wanted or not wanted <= able:
        raise invalid(
            "executors", _("Executors are the IT teacher or duty officers, never who orders it.")
        )


def invalid(field: str, message: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, "invalid")})
