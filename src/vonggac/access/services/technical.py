"""Kiểm tra kỹ thuật (khoản 6 Điều 2, khoản 1 Điều 4): ten seconds in low resolution, once a camera and day.

Which ten seconds is not the person's choice (``probe``): the newest that are recorded. The account is the check's own
row, which the device book tells, and the entries of any viewing; no line of the usage book.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import refusals
from vonggac.access.deeds import MATRIX, Deed
from vonggac.access.grants import grant_of
from vonggac.access.models import MAX_TECHNICAL_US, TechnicalCheck
from vonggac.access.selectors import grants
from vonggac.access.services import minting
from vonggac.access.services.questions import Question
from vonggac.access.standing import grant_refusal
from vonggac.archive import selectors as archive
from vonggac.kernel.authority import Act, Grant, Refusal
from vonggac.kernel.clock import MINUTE_US
from vonggac.kernel.instants import to_datetime
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import one_line
from vonggac.people.held import PositionNow

STREAM = "sub"
"""Low resolution: the only stream that is served under such a grant."""

_MOMENT_US = 5 * MINUTE_US


def probe(camera: str) -> Range | None:
    """The newest ten seconds of the camera's low resolution that are recorded; None where there are none."""
    span = archive.recorded_span(camera, STREAM)
    return Range(max(span.from_us, span.to_us - MAX_TECHNICAL_US), span.to_us) if span else None


def decide_technical(asked: Question, held: Iterable[PositionNow]) -> Grant | Refusal:
    """Part of ``may``: the grant, its row of the day, and its entry."""
    positions = list(held)
    position = next(
        (each for each in positions if each.role in MATRIX[Deed.TECHNICAL_CHECK].roles), None
    )
    if position is None:
        return refusals.not_for_your_role(MATRIX[Deed.TECHNICAL_CHECK].clause, positions)
    (camera, *others) = asked.cameras
    if asked.act != Act.PLAYBACK or others or not _newest(asked.footage, probe(camera)):
        return refusals.outside_technical()
    day = _day(asked.at_us)
    if TechnicalCheck.objects.filter(camera=camera, day=day).exists():
        return refusals.checked_today()
    row = minting.for_technical(position, camera, asked.footage, asked.at_us)
    TechnicalCheck.objects.create(
        school_id=position.school,
        person_id=asked.person,
        camera=camera,
        day=day,
        at_us=asked.at_us,
        from_us=asked.footage.from_us,
        to_us=asked.footage.to_us,
        grant=row,
    )
    return grant_of(row)


def _newest(wanted: Range, there: Range | None) -> bool:
    """The page looked a moment before: a minute's footage may have come since."""
    if there is None or wanted.length_us > MAX_TECHNICAL_US:
        return False
    return there.from_us - _MOMENT_US <= wanted.from_us and wanted.to_us <= there.to_us


def technical_grant(*, check: UUID, person: UUID, at_us: int) -> Grant | Refusal:
    """The check's grant while it stands, for who made the check."""
    row = grants().filter(technical=check, person_id=person).first()
    if row is None:
        return refusals.outside_technical()
    return grant_refusal(row, at_us) or grant_of(row)


@transaction.atomic
def conclude_technical(*, check: UUID, person: UUID, well: bool, note: str) -> TechnicalCheck:
    """What the person saw, once. Raises ValidationError, TextRefused; TechnicalCheck.DoesNotExist for another's."""
    row = TechnicalCheck.objects.select_for_update().get(pk=check, person_id=person)
    if row.well is not None:
        raise ValidationError(_("The result stands already."), code="over")
    row.note = one_line("note", note, max_length=300, required=not well)
    row.well = well
    row.save(update_fields=["well", "note"])
    return row


def _day(at_us: int) -> date:
    return to_datetime(at_us).astimezone(ZoneInfo(settings.TIME_ZONE)).date()
