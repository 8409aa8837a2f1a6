"""Ghi nhận: by the button over a live picture, or by hand (khoản 2 Điều 3, nhóm 2).

One act: the case with its first line, the hold of the footage, the picture where one was taken, the line of the usage
book with its line of the dossier, and the Board is told.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access_rows
from vonggac.access import services as access
from vonggac.access.deeds import Deed
from vonggac.duty import services as duty
from vonggac.duty.models import UsageForm
from vonggac.duty.years import local
from vonggac.holds import services as holds
from vonggac.incidents.models import MAX_FOOTAGE_US, Case, CaseCamera
from vonggac.incidents.services import writing
from vonggac.incidents.states import CaseState, LineKind
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant, Purpose, Refusal, Refused
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import one_line
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.people.roles import BOARD, Role
from vonggac.places import selectors as places
from vonggac.places.numbering import calendar_year, next_number

AROUND_US = 10 * clock.MINUTE_US
"""Held on either side of the instant."""
REVIEW_AFTER = timedelta(days=30)
Snapshot = Callable[[str], str]
"""Books a picture that was taken already: given the case's number, it writes register and usage line with
``related_no`` of that number, and returns the picture's number; "" where there is none."""


def suspect(
    *,
    school: UUID,
    person: UUID,
    cameras: Iterable[str],
    purpose: str,
    what: str,
    snapshot: Snapshot | None = None,
) -> Case:
    """The button: who may watch the cameras live, now, notes a suspicion. Raises Refused, ValidationError, TextRefused.

    What ``snapshot`` raises undoes the whole act: none of it is without the others.
    """
    at_us, wanted = clock.now_us(), sorted(set(cameras))
    access_rows.require(person, school, Deed.OPEN_CASE)
    footage = Range(at_us, at_us + clock.MINUTE_US)
    grant = access.may(
        person=person, act=Act.LIVE, cameras=wanted, footage=footage, at_us=at_us
    )  # outside the transaction: a refusal leaves its line
    if isinstance(grant, Refusal):
        raise Refused(grant)
    with transaction.atomic():
        about = Range(at_us, at_us + clock.SECOND_US)
        row = _note(school, person, wanted, about, purpose=purpose, what=what)
        _use(row, wanted, grant, snapshot)
        _hold(row, person, wanted, Range(at_us - AROUND_US, at_us + AROUND_US))
        _tell(row, person, wanted)
    return row


@transaction.atomic
def open_case(
    *, school: UUID, by: UUID, cameras: Iterable[str], footage: Range, purpose: str, what: str
) -> Case:
    """By hand, about what was: cameras may be none. Its footage is held where there are. No use, so no usage line.

    Raises Refused, ValidationError, TextRefused.
    """
    access_rows.require(by, school, Deed.OPEN_CASE)
    wanted = sorted(set(cameras))
    if footage.from_us > clock.now_us() or footage.length_us > MAX_FOOTAGE_US:
        problem = ValidationError(_("A case is about what was, at most 31 days."), "invalid")
        raise ValidationError({"footage_from_us": problem})
    row = _note(school, by, wanted, footage, purpose=purpose, what=what)
    if wanted:
        _hold(row, by, wanted, footage)
    _tell(row, by, wanted)
    return row


def _note(
    school: UUID, by: UUID, cameras: list[str], about: Range, *, purpose: str, what: str
) -> Case:
    known = {each.id for each in places.cameras(school, include_out_of_use=True)}
    if not set(cameras) <= known:
        problem = ValidationError(_("Choose a camera of the school."), "invalid")
        raise ValidationError({"cameras": problem})
    at_us = clock.now_us()
    year = calendar_year(at_us)
    row = Case.objects.create(
        school_id=school,
        year=year,
        number=next_number(Case.objects.filter(school_id=school, year=year)),
        purpose=Purpose(purpose).value,
        what=one_line("what", what, max_length=300),
        footage_from_us=about.from_us,
        footage_to_us=about.to_us,
        noted_us=at_us,
        noted_by_id=by,
        state=CaseState.NOTED,
    )
    for each in cameras:
        CaseCamera.objects.create(case=row, camera_id=each)
    writing.write_line(row, LineKind.NOTED, by=by, text=row.what)
    return row


def _use(row: Case, cameras: list[str], grant: Grant, snapshot: Snapshot | None) -> None:
    """The usage line of the act: the picture's own where one was taken."""
    row.snapshot_no = snapshot(row.label)[:60] if snapshot is not None else ""
    if row.snapshot_no:
        row.save(update_fields=["snapshot_no"])
        return
    named = places.cameras_named(cameras)
    duty.write_usage_line(
        school=row.school_id,
        person=row.noted_by_id,
        started_us=row.footage_from_us,
        ended_us=row.footage_from_us,
        basis=grant.basis,
        basis_ref=grant.basis_ref,
        cameras=[
            {"camera": each.id, "name": each.name, "area": each.area.name}
            for each in named.values()
        ],
        served=[],
        footage=None,
        form=UsageForm.LIVE,
        purpose=row.purpose,
        purpose_detail=row.what,
        result=_("Suspicion noted"),
        related_no=row.label,
    )


def _hold(row: Case, by: UUID, cameras: list[str], footage: Range) -> None:
    """What is gone already can't be held: then the dossier says so."""
    try:
        with transaction.atomic():
            made = holds.place(
                school=row.school_id,
                cameras=cameras,
                footage=footage,
                ground="case",
                ground_ref=row.label,
                reason=row.what,
                by=by,
                review_on=local(clock.now_us()).date() + REVIEW_AFTER,
            )
    except Refused as refused:
        text = f"{refused.refusal.reason} ({refused.refusal.clause})"
        writing.write_line(row, LineKind.NOT_HELD, by=by, text=text)
    else:
        writing.write_line(row, LineKind.HELD, by=by, ref=made.label)


def _tell(row: Case, by: UUID, cameras: list[str]) -> None:
    named = places.cameras_named(cameras[:1])
    writing.tell(
        row,
        NoticeKind.CASE_OPENED,
        roles=BOARD | {Role.IT_TEACHER},
        but=by,
        urgency=Urgency.URGENT,
        camera=next((each.name for each in named.values()), ""),
    )
