"""Lines of the device book (khoản 4 Điều 2): by the system from what it knows, by people once a working day.

A line is numbered without gaps and committed to the ledger; nothing changes it afterwards, a correction is a new one.
"""

import hashlib
import hmac
import json
import secrets
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.duty.selectors import school_year_of
from vonggac.duty.years import local
from vonggac.equipment.models import DayCheck, DeviceLine, DeviceLineKey
from vonggac.equipment.services.steps import invalid
from vonggac.equipment.states import Condition, LineKind
from vonggac.kernel import clock
from vonggac.kernel.ids import actor_id, new_uuid
from vonggac.kernel.text import one_line, paragraph
from vonggac.ledger import services as ledger
from vonggac.people import selectors as people
from vonggac.places import selectors as places
from vonggac.places.models import Camera
from vonggac.places.numbering import next_number

BOOK = "devices"
"""``book`` of the ledger's entries."""
OLDEST = timedelta(days=366)
LONGEST = 1500


@transaction.atomic
def write_day_line(
    *,
    school: UUID,
    by: UUID,
    day: date,
    condition: str,
    text: str,
    picture: str = "",
    camera: str = "",
    ticket: str = "",
) -> DeviceLine:
    """By a person, of today or of a day before, which is marked “ghi bổ sung”. Never of a day to come.

    Raises Refused, ValidationError, TextRefused.
    """
    access.require(by, school, Deed.WRITE_DEVICE_BOOK)
    at_us = clock.now_us()
    today = local(at_us).date()
    _check(day, today, condition)
    known = _camera_of(school, camera)
    with override(settings.LANGUAGE_CODE):
        everything = _("All devices")
    return write(
        DeviceLine(
            school_id=school,
            kind=LineKind.DAILY,
            what="daily",
            day=day,
            checked_us=at_us,
            late=day < today,
            camera=known,
            device=f"{known.name}, {known.area.name}" if known else everything,
            condition=condition,
            picture=one_line("picture", picture, max_length=120, required=False),
            text=paragraph("text", text, max_length=LONGEST, required=condition != Condition.GOOD),
            ticket=one_line("ticket", ticket, max_length=20, required=False),
            source=f"hand:{new_uuid().hex}",
        ),
        by=by,
    )


def _check(day: date, today: date, condition: str) -> None:
    """Raises ValidationError."""
    if not today - OLDEST <= day <= today:
        raise invalid("day", _("A line tells of today or of a day of the last year."))
    if condition not in Condition.values:
        raise invalid("condition", _("Choose the condition."))


def _camera_of(school: UUID, camera: str) -> Camera | None:
    """None for no single one. Raises ValidationError."""
    known = places.cameras_named([camera]).get(camera) if camera else None
    if camera and (known is None or known.area.school_id != school):
        raise invalid("camera", _("Choose a camera of the school."))
    return known


@transaction.atomic
def correct_device_line(*, line: UUID, by: UUID, text: str) -> DeviceLine:
    """Đính chính: a new line that names the old one, which stays as it is (I7). Raises Refused, TextRefused."""
    old = DeviceLine.objects.get(pk=line)
    access.require(by, old.school_id, Deed.WRITE_DEVICE_BOOK)
    at_us = clock.now_us()
    said = paragraph("text", text, max_length=LONGEST, required=True)
    with override(settings.LANGUAGE_CODE):  # the book is the school's, whoever writes in it
        words = _("Correction of line %(number)d (%(year)s): %(text)s") % {
            "number": old.number,
            "year": old.school_year,
            "text": said,
        }
    return write(
        DeviceLine(
            school_id=old.school_id,
            kind=LineKind.CORRECTION,
            what="correction",
            day=local(at_us).date(),
            checked_us=at_us,
            camera_id=old.camera_id,
            device=old.device,
            condition=old.condition,
            text=words,
            ticket=old.ticket,
            source=f"correction:{new_uuid().hex}",
            corrects=old,
        ),
        by=by,
    )


@transaction.atomic
def check_day(*, school: UUID, day: date, by: UUID, remarks: str = "") -> DayCheck:
    """BGH kiểm tra: once by each member of the Board for a day that has lines. Raises Refused, ValidationError."""
    access.require(by, school, Deed.CHECK_DEVICE_BOOK)
    lines = DeviceLine.objects.filter(school_id=school, day=day).order_by("-number")
    last = lines.first()
    if last is None:
        raise invalid("day", _("The day has no line."))
    known = DayCheck.objects.filter(school_id=school, day=day, checker_id=by).first()
    if known is not None:
        return known
    return DayCheck.objects.create(
        school_id=school,
        day=day,
        to_number=last.number,
        checker_id=by,
        checker_name=people.person(by).full_name,
        remarks=one_line("remarks", remarks, max_length=500, required=False),
        at_us=clock.now_us(),
    )


def write(line: DeviceLine, *, by: UUID | None) -> DeviceLine:
    """With number, year and who it was; then what binds the ledger to it. In the caller's transaction."""
    line.written_us = clock.now_us()
    line.school_year = school_year_of(line.school_id, line.written_us)
    line.number = next_number(
        DeviceLine.objects.filter(school_id=line.school_id, school_year=line.school_year)
    )
    line.person_id = by
    line.person_name = people.person(by).full_name if by is not None else ""
    line.save(force_insert=True)
    key = secrets.token_bytes(32)
    DeviceLineKey.objects.create(line=line, key=key)
    ledger.record(
        "book.line",
        actor="s-clerk" if by is None else actor_id(by),
        book=BOOK,
        year=line.school_year,
        no=line.number,
        cams=[line.camera_id] if line.camera_id else None,
        commit=hmac.new(key, line_text(line), hashlib.sha256).hexdigest(),
    )
    return line


def line_text(line: DeviceLine) -> bytes:
    """What the ledger's commitment binds: every column of the line, as canonical JSON."""
    columns: dict[str, Any] = {}
    for field in DeviceLine._meta.concrete_fields:
        value = getattr(line, field.attname)
        columns[field.attname] = value.hex if isinstance(value, UUID) else value
    return json.dumps(
        columns, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    ).encode()
