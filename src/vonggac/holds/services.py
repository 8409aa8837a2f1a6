"""Writes of the room: placing, asking to release, releasing, and the end of a hold whose ground is settled.

Placing takes the office's write lock, which the archivist takes too while it condemns (ADR 0011): from the commit on
nothing of the range goes, and what went before is told.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.archive import selectors as archive
from vonggac.holds import refusals, selectors
from vonggac.holds.models import (
    ENDS_BY_ITSELF,
    MAX_FOOTAGE_US,
    Ground,
    Hold,
    HoldCamera,
    HoldEnd,
    HoldKey,
    ReleaseAnswer,
    ReleaseAsk,
)
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.ids import actor_id
from vonggac.kernel.instants import to_datetime
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role
from vonggac.places import selectors as places
from vonggac.places.numbering import calendar_year, next_number

MAX_CAMERAS = 64


@transaction.atomic
def place(
    *,
    school: UUID,
    cameras: Iterable[str],
    footage: Range,
    ground: str,
    reason: str,
    by: UUID,
    review_on: date,
    ground_ref: str = "",
) -> Hold:
    """Niêm giữ, from this commit on. Part of the range may be gone: ``selectors.gone`` tells.

    An own hold is the Board's or the IT teacher's; who may place one for a request, case or directive is decided by
    the room of that ground. Raises Refused (all of it is gone, with since when), ValidationError, TextRefused.
    """
    at_us = clock.now_us()
    wanted = frozenset(cameras)
    _require_scope(wanted, footage, school, at_us)
    _require_placer(by, school, Ground(ground), at_us)
    _refuse_all_gone(wanted, footage)
    _require_review(review_on, at_us)
    year = calendar_year(at_us)
    row = Hold.objects.create(
        school_id=school,
        year=year,
        number=next_number(Hold.objects.filter(school_id=school, year=year)),
        ground=Ground(ground).value,
        ground_ref=one_line("ground_ref", ground_ref, max_length=60, required=ground != Ground.OWN),
        reason=one_line("reason", reason, max_length=500),
        footage_from_us=footage.from_us,
        footage_to_us=footage.to_us,
        review_on=review_on,
        placed_us=at_us,
        placed_by_id=by,
    )
    _hold_cameras(row, wanted)
    return row


@transaction.atomic
def ask_release(*, hold: UUID, by: UUID, reason: str) -> ReleaseAsk:
    """The first person's word: Board or IT teacher. Raises Refused, ValidationError, TextRefused."""
    at_us = clock.now_us()
    row = Hold.objects.select_for_update().get(pk=hold)
    if not _roles(by, row.school_id, at_us) & (BOARD | {Role.IT_TEACHER}):
        raise Refused(refusals.may_not_release())
    _require_standing(row, at_us)
    if selectors.open_ask(hold) is not None:
        raise _invalid("reason", _("A release waits for its second person already."))
    words = one_line("reason", reason, max_length=500)
    return ReleaseAsk.objects.create(hold=row, by_id=by, reason=words, at_us=at_us)


@transaction.atomic
def release(*, ask: UUID, by: UUID) -> Hold:
    """The second person's word, a Board member's: the hold is over. Raises Refused, ValidationError."""
    row = _answer(ask, by, released=True, reason="")
    hold = row.hold
    ledger.record(
        "hold.release",
        actor=actor_id(by),
        hold=hold.id.hex,
        by=actor_id(row.asker_id),
        approved_by=[actor_id(by)],
        case=_case(hold),
        reason="released",
    )
    return hold


@transaction.atomic
def keep(*, ask: UUID, by: UUID, reason: str) -> Hold:
    """The second person will not release it. Raises Refused, ValidationError, TextRefused."""
    words = one_line("reason", reason, max_length=500)
    return _answer(ask, by, released=False, reason=words).hold


@transaction.atomic
def end_for_ground(
    *,
    ground: str,
    ground_ref: str,
    ends_us: int,
    by: UUID | None = None,
    school: UUID | None = None,
) -> int:
    """Request or directive settled: its holds end then, which is not in the past. How many; repeating does nothing.

    ``school``: whose paper of that number it is.
    Raises ValueError for a case or an own hold: evidence is released by two persons (khoản 1 Điều 6).
    """
    if ground not in ENDS_BY_ITSELF:
        raise ValueError(f"a hold for {ground} is released by two persons")
    at_us = clock.now_us()
    rows = selectors.active().filter(ground=ground, ground_ref=ground_ref, end=None)
    if school is not None:
        rows = rows.filter(school_id=school)
    found = list(rows.select_for_update())
    for row in found:
        HoldEnd.objects.create(
            hold=row, ground=row.ground, ends_us=max(ends_us, at_us), at_us=at_us
        )
        ledger.record(
            "hold.release",
            actor=actor_id(by),
            hold=row.id.hex,
            by=actor_id(by),
            approved_by=[],
            case=_case(row),
            reason="ground.settled",
        )
    return len(found)


def tell_damage(*, school: UUID) -> int:
    """Urgent to Board and IT teacher: held footage is missing or altered. How many new notices; once a day each.

    The clerk calls this; what was found is the archivist's (``archive.hold_check``).
    """
    rows = {row.id.hex: row for row in selectors.active(school)}
    ill = {
        hold
        for (hold, _camera), check in archive.hold_checks(rows).items()
        if check.missing + check.damaged
    }
    if not ill:
        return 0
    told = people.holders(school, [*BOARD, Role.IT_TEACHER], clock.now_us())
    persons = [each.id for each in told]
    return sum(
        notices.tell(
            persons=persons,
            kind=NoticeKind.HELD_MISSING,
            params={"no": rows[hold].label},
            key=f"held:{hold}",
            url=f"/holds/{rows[hold].id}",
            urgency=Urgency.URGENT,
            merge_us=clock.DAY_US,
        )
        for hold in sorted(ill)
    )


def _answer(ask: UUID, by: UUID, *, released: bool, reason: str) -> ReleaseAnswer:
    at_us = clock.now_us()
    asked = ReleaseAsk.objects.select_for_update().select_related("hold").get(pk=ask)
    if not _roles(by, asked.hold.school_id, at_us) & BOARD:
        raise Refused(refusals.may_not_release())
    if asked.by_id == by:
        raise Refused(refusals.two_persons())
    if ReleaseAnswer.objects.filter(ask=asked).exists():
        raise ValidationError(_("The release was answered already."), code="over")
    _require_standing(asked.hold, at_us)
    return ReleaseAnswer.objects.create(
        ask=asked,
        hold=asked.hold,
        asker_id=asked.by_id,
        by_id=by,
        released=released,
        reason=reason,
        at_us=at_us,
    )


def _hold_cameras(row: Hold, cameras: frozenset[str]) -> None:
    key = secrets.token_bytes(32)
    HoldKey.objects.create(hold=row, key=key)
    for each in sorted(cameras):
        HoldCamera.objects.create(hold=row, camera_id=each)
        _record_placed(row, each, key)


def _require_scope(wanted: frozenset[str], footage: Range, school: UUID, at_us: int) -> None:
    known = places.cameras_named(wanted)
    mine = {key for key, each in known.items() if each.area.school_id == school}
    if not 0 < len(wanted) <= MAX_CAMERAS or wanted != mine:
        raise _invalid("cameras", _("Choose cameras of the school, at most 64."))
    if footage.length_us > MAX_FOOTAGE_US:
        raise _invalid("footage_to_us", _("A hold covers at most 92 days of data."))
    if footage.from_us >= at_us:
        raise _invalid("footage_from_us", _("Nothing of this time has been recorded yet."))


def _require_review(review_on: date, at_us: int) -> None:
    if review_on < _local(at_us).date():
        raise _invalid("review_on", _("The day of review lies ahead."))


def _require_placer(by: UUID, school: UUID, ground: Ground, at_us: int) -> None:
    roles = _roles(by, school, at_us)
    if not roles or (ground == Ground.OWN and not roles & (BOARD | {Role.IT_TEACHER})):
        raise Refused(refusals.may_not_place())


def _refuse_all_gone(cameras: frozenset[str], footage: Range) -> None:
    """Where something of it is there still, or was never recorded, the hold is placed and the page tells the rest."""
    gone = selectors.gone(cameras, footage)
    if set(gone) != cameras or any(archive.any_footage(each, footage) for each in cameras):
        return
    first = min(gone.values(), key=lambda each: each.since_us)
    raise Refused(refusals.gone(_local(first.since_us).strftime("%H:%M %d/%m/%Y"), first.entry))


def _require_standing(row: Hold, at_us: int) -> None:
    if not selectors.is_active(row.id, at_us):
        raise ValidationError(_("The hold has ended or was released."), code="over")


def _roles(person: UUID, school: UUID, at_us: int) -> set[Role]:
    return {each.role for each in people.positions_now(person, at_us) if each.school == school}


def _record_placed(row: Hold, camera: str, key: bytes) -> None:
    ledger.record(
        "hold.place",
        actor=actor_id(row.placed_by_id),
        hold=row.id.hex,
        cam=camera,
        from_us=row.footage_from_us,
        to_us=row.footage_to_us,
        case=_case(row),
        by=actor_id(row.placed_by_id),
        review_on=row.review_on.isoformat(),
        commit=hmac.new(key, row.reason.encode(), hashlib.sha256).hexdigest(),
    )


def _case(row: Hold) -> str:
    """The ground's number as the ledger's code: letters without marks."""
    text = (row.ground_ref or row.label).replace("Đ", "D").replace("đ", "d")
    code = re.sub(r"[^A-Za-z0-9._:/+-]", "-", text).lstrip("._:/+-")[:64]
    return code or row.label


def _local(at_us: int) -> datetime:
    return to_datetime(at_us).astimezone(ZoneInfo(settings.TIME_ZONE))


def _invalid(field: str, message: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, "invalid")})
