"""In ảnh: a slip with numbered copies, each for somebody; a sheet is made of a copy's row and of nothing else.

Slip, copies, usage line and entries are one transaction (G2). A copy's sheet may be made again, always with the same
number, and each time leaves its row and its entry before it leaves.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from vonggac.access import services as access
from vonggac.documents import client
from vonggac.duty.models import UsageForm
from vonggac.duty.years import local
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant, Refusal, Refused
from vonggac.kernel.ids import actor_id, new_uuid
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.people import selectors as people
from vonggac.pictures import refusals
from vonggac.pictures.models import MOST_COPIES, PrintCopy, PrintRun, PrintSlip, Snapshot
from vonggac.pictures.services.numbering import Use, write_line
from vonggac.pictures.services.showing import opened
from vonggac.places import selectors as places
from vonggac.places.numbering import calendar_year, next_number


@dataclass(frozen=True, slots=True)
class Sheet:
    """A copy on paper: a PDF of one page."""

    name: str
    """``IA-2026-004-1.pdf``."""
    pdf: bytes


def print_copies(
    *,
    snapshot: UUID,
    person: UUID,
    reason: str,
    recipients: Sequence[str],
    case_no: str = "",
) -> PrintSlip:
    """The slip with a copy for each recipient. Raises Refused, ValidationError, TextRefused."""
    names = [one_line("recipients", each, max_length=200) for each in recipients if each.strip()]
    if not 1 <= len(names) <= MOST_COPIES:
        problem = ValidationError(
            _("Name the recipient of each copy, one a line, at most %d.") % MOST_COPIES, "invalid"
        )
        raise ValidationError({"recipients": problem})
    picture = Snapshot.objects.get(pk=snapshot)
    answer = _written(picture, person, one_line("reason", reason, max_length=500), names, case_no)
    if isinstance(answer, Refusal):
        raise Refused(answer)
    return answer


@transaction.atomic
def _written(
    picture: Snapshot, person: UUID, reason: str, names: list[str], case_no: str
) -> PrintSlip | Refusal:
    grant = _may(picture, person)
    if isinstance(grant, Refusal):
        return grant
    at_us = clock.now_us()
    year = calendar_year(at_us)
    slip = PrintSlip(
        school_id=picture.school_id,
        year=year,
        number=next_number(PrintSlip.objects.filter(school_id=picture.school_id, year=year)),
        person_id=person,
        grant=grant.id,
        basis_ref=grant.basis_ref,
        reason=reason,
        case_no=one_line("case_no", case_no, max_length=60, required=False),
        at_us=at_us,
        snapshot=picture,
        copy_count=len(names),
    )
    slip.usage_line = write_line(_use(slip, grant))
    slip.save(force_insert=True)
    for number, name in enumerate(names, 1):
        deed = _record(slip, number, grant, person, picture.sha256)
        code = base64.b32encode(deed.bytes).decode().rstrip("=")
        PrintCopy.objects.create(slip=slip, number=number, recipient=name, deed=deed, code=code)
    return slip


def sheet(*, copy: UUID, person: UUID, verify_at: str) -> Sheet:
    """The copy's sheet, first or again; ``verify_at``: address that the code is put behind.

    Raises Refused, documents' NotRendered; PrintCopy.DoesNotExist.
    """
    row = PrintCopy.objects.select_related("slip__snapshot__school").get(pk=copy)
    grant = _may(row.slip.snapshot, person)
    if isinstance(grant, Refusal):
        raise Refused(grant)
    at_us = clock.now_us()
    printer = people.person(person).full_name
    pdf = client.render("print_sheet", _words(row, printer, at_us, verify_at), "pdf", at_us=at_us)
    answer = _run(row, person, at_us, pdf)
    if answer is not None:
        raise Refused(answer)
    return Sheet(f"{row.slip.label}-{row.number}.pdf", pdf)


@transaction.atomic
def _run(row: PrintCopy, person: UUID, at_us: int, pdf: bytes) -> Refusal | None:
    """Asks again: rendering takes a second, and what was withdrawn meanwhile prints nothing."""
    grant = _may(row.slip.snapshot, person)
    if isinstance(grant, Refusal):
        return grant
    digest = hashlib.sha256(pdf).hexdigest()
    PrintRun.objects.create(
        id=new_uuid(), copy=row, person_id=person, at_us=at_us, sheet_sha256=digest
    )
    _record(row.slip, row.number, grant, person, digest)
    return None


def _may(picture: Snapshot, person: UUID) -> Grant | Refusal:
    instant = Range(picture.asked_us, picture.asked_us + 1)
    answer = access.may(
        person=person,
        act=Act.PRINT,
        cameras=[picture.camera],
        footage=instant,
        at_us=clock.now_us(),
    )
    if isinstance(answer, Grant) and not answer.permits(
        Act.PRINT, picture.camera, instant, max(clock.now_us(), answer.valid.from_us)
    ):
        return refusals.no_such()
    return answer


def _use(slip: PrintSlip, grant: Grant) -> Use:
    picture = slip.snapshot
    shown = Range(picture.frame_us, max(picture.asked_us, picture.frame_us) + 1)
    with override(settings.LANGUAGE_CODE):  # the book is the school's, whoever writes in it
        note = _("Slip %(slip)s, picture %(no)s, %(count)d copies") % {
            "slip": slip.label,
            "no": picture.label,
            "count": slip.copy_count,
        }
    return Use(
        school=slip.school_id,
        person=slip.person_id,
        grant=grant,
        camera={"camera": picture.camera, "name": picture.camera_name, "area": picture.area_name},
        footage=shown,
        shown=shown,
        form=UsageForm.PRINT,
        detail=slip.reason,
        note=note,
        case_no=slip.case_no,
        at_us=slip.at_us,
    )


def _record(slip: PrintSlip, number: int, grant: Grant, person: UUID, digest: str) -> UUID:
    """``sha256``: of the picture where the copy is given its number, of the sheet each time one is made."""
    return ledger.record(
        "print.footage",
        actor=actor_id(person),
        grant=grant.id.hex,
        cam=slip.snapshot.camera,
        at_us=slip.snapshot.frame_us,
        basis_ref=f"{slip.label}, {slip.snapshot.label}",
        no=number,
        sha256=digest,
        digest=slip.snapshot.frame_sha256,
    ).deed


def _words(row: PrintCopy, printer: str, at_us: int, verify_at: str) -> dict[str, str | bytes]:
    slip, picture = row.slip, row.slip.snapshot
    frame = local(picture.frame_us)
    here = places.school(slip.school_id)
    return {
        "authority": here.parent_body.upper(),
        "school": here.name.upper(),
        "number": slip.label,
        "picture_no": picture.label,
        "picture": opened(picture),
        "caption": slip.reason,
        "camera": f"{picture.camera_name} ({picture.area_name})",
        "taken_at": f"{frame:%H:%M:%S},{frame.microsecond // 1000:03d} {frame:%d/%m/%Y}",
        "ground": "; ".join(filter(None, (slip.case_no, slip.basis_ref))),
        "digest": picture.sha256,
        "copy": f"{row.number}/{slip.copy_count}",
        "recipient": row.recipient,
        "printer": printer,
        "printed_at": f"{local(at_us):%H:%M %d/%m/%Y}",
        "verify": verify_at + row.code,
    }
