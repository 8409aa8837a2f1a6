"""Chụp ảnh: the frame is decoded and stamped first, without a lock; then register, usage book and ledger in one step.

The number stands in the picture, so it is foreseen; where another picture took it meanwhile, the stamp is made anew.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from vonggac.access import services as access
from vonggac.duty.models import UsageForm
from vonggac.duty.years import local
from vonggac.evidence import snapshots
from vonggac.evidence.marks import Caption, Mark
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant, Purpose, Refusal, Refused
from vonggac.kernel.ids import actor_id, new_uuid
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.people.services.sessions import short_id
from vonggac.pictures import refusals, sealing
from vonggac.pictures.models import Snapshot
from vonggac.pictures.services.numbering import Use, write_line
from vonggac.places import selectors as places
from vonggac.places.numbering import calendar_year, next_number
from vonggac.playback.opening import Opener
from vonggac.playback.permission import NotPermitted

Made = TypeVar("Made")
AROUND_US = 10 * clock.SECOND_US
SUSPICION = "nghi vấn"
"""What a live picture is for until the case that is being opened has its number."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who wants which picture, and why. ``at_us`` None: the live picture, now."""

    person: UUID
    session: UUID
    school: UUID
    camera: str
    mark: Mark
    """Its paper is that of the grant, whatever stands here."""
    reason: str
    at_us: int | None = None
    purpose: Purpose | None = None
    case_no: str = ""


class Capture:
    """A picture that is taken and not yet kept: ``book`` keeps it, in a transaction of its own or of the caller."""

    def __init__(self, asked: Asked, grant: Grant, footage: snapshots.Footage) -> None:
        self._asked = asked
        self._grant = grant
        self._footage = footage
        self._number = (0, 0)
        self._shot: snapshots.Shot | None = None

    def book(self, case_no: str = "") -> str:
        """For ``incidents.services.suspect(snapshot=…)``: the picture's number. Raises Refused, TextRefused."""
        return self.keep(case_no=case_no).label

    def keep(self, *, case_no: str = "") -> Snapshot:
        """Raises Refused, TextRefused, ValidationError (no such case)."""
        answer = self._keep(replace(self._asked, case_no=case_no or self._asked.case_no))
        if isinstance(answer, Refusal):
            raise Refused(answer)
        return answer

    def stamp(self, ahead: int = 0) -> None:
        """With the number that is next now, behind ``ahead`` pictures that are booked before it. Raises Refused."""
        at_us = clock.now_us()
        year = calendar_year(at_us)
        number = (
            next_number(Snapshot.objects.filter(school_id=self._asked.school, year=year)) + ahead
        )
        if self._shot is not None and self._number == (year, number):
            return
        camera = places.cameras_named([self._asked.camera])[self._asked.camera]
        order = snapshots.Order(
            mark=replace(self._asked.mark, paper=self._grant.basis_ref.partition(",")[0]),
            caption=Caption(
                school=camera.area.school.name,
                camera=f"{camera.name} ({camera.area.name})",
                number=f"AN-{year}-{number:03d}",
            ),
            taken_us=at_us,
            offset_min=_offset_min(self._footage.at_us),
        )
        asked_us = max(at_us, self._grant.valid.from_us)
        self._shot = _seen(
            lambda: snapshots.shoot(self._grant, camera.id, self._footage, order, asked_us=asked_us)
        )
        self._number = year, number

    @transaction.atomic
    def _keep(self, asked: Asked) -> Snapshot | Refusal:
        """Asks again, of the rows as they are now: what was withdrawn meanwhile keeps no picture."""
        answer = _may(asked, self._instant)
        if isinstance(answer, Refusal):
            return answer
        self._grant = answer
        self.stamp()
        row = self._row(asked, answer)
        picture = self._shot.jpeg if self._shot else b""
        sealing.keep(picture, snapshot=row.id)
        try:
            with transaction.atomic():
                row.usage_line = write_line(self._use(asked, row))
                row.deed = _record(row, asked)
                row.save(force_insert=True)
        except Exception:
            sealing.forget(snapshot=row.id)
            raise
        return row

    @property
    def _instant(self) -> Range:
        return Range(self._footage.at_us, self._footage.at_us + 1)

    def _row(self, asked: Asked, grant: Grant) -> Snapshot:
        shot = self._shot
        if shot is None:
            raise RuntimeError("nothing was stamped")
        camera = places.cameras_named([asked.camera])[asked.camera]
        year, number = self._number
        return Snapshot(
            id=new_uuid(),
            school_id=asked.school,
            year=year,
            number=number,
            person_id=asked.person,
            grant=grant.id,
            basis_ref=grant.basis_ref,
            reason=one_line("reason", asked.reason, max_length=500),
            case_no=one_line("case_no", asked.case_no, max_length=60, required=False),
            at_us=max(clock.now_us(), self._footage.at_us),
            camera=camera.id,
            camera_name=camera.name,
            area_name=camera.area.name,
            stream=self._footage.stream,
            live=not self._footage.segment,
            segment=self._footage.segment,
            asked_us=self._footage.at_us,
            frame_us=shot.frame_us,
            purpose=Purpose(grant.purpose).value,
            frame_sha256=shot.frame_sha256,
            sha256=hashlib.sha256(shot.jpeg).hexdigest(),
            byte_count=len(shot.jpeg),
            width=shot.width,
            height=shot.height,
        )

    def _use(self, asked: Asked, row: Snapshot) -> Use:
        shown = Range(row.frame_us, max(row.asked_us, row.frame_us) + 1)
        with override(settings.LANGUAGE_CODE):  # the book is the school's, whoever writes in it
            note = _("Picture %(no)s") % {"no": row.label}
        return Use(
            school=asked.school,
            person=asked.person,
            grant=self._grant,
            camera={"camera": row.camera, "name": row.camera_name, "area": row.area_name},
            footage=None if row.live else shown,
            shown=shown,
            form=UsageForm.SNAPSHOT,
            detail=row.reason,
            note=note,
            case_no=row.case_no,
            at_us=row.at_us,
        )


def capture(asked: Asked, source: snapshots.Source, ahead: int = 0) -> Capture:
    """Decides, then takes the frame from ``source`` and stamps it. Raises Refused, TextRefused."""
    one_line("reason", asked.reason, max_length=500)
    at_us = clock.now_us()
    instant = asked.at_us
    wanted = (
        Range(at_us - AROUND_US, at_us + AROUND_US)
        if instant is None
        else Range(instant, instant + 1)
    )
    grant = _may(asked, wanted)
    if isinstance(grant, Refusal):
        raise Refused(grant)
    if asked.camera not in {
        each.id for each in places.cameras(asked.school, include_out_of_use=True)
    }:
        raise Refused(refusals.no_such())
    footage = _seen(lambda: source(grant, asked.camera, max(at_us, grant.valid.from_us)))
    made = Capture(asked, grant, footage)
    made.stamp(ahead)
    return made


def capture_live(asked: Asked, ahead: int = 0) -> Capture:
    """For a suspicion: the picture is taken first, and ``book(case)`` keeps it with the case. Raises Refused.

    ``ahead``: so many of the same press are booked before it; else each would be stamped anew under the write lock.
    """
    source = snapshots.live(settings.DATA.run)
    return capture(replace(asked, at_us=None, case_no=asked.case_no or SUSPICION), source, ahead)


def take_live(asked: Asked) -> Snapshot:
    """Chụp ảnh từ hình trực tiếp, by the Board; by others with ``case_no``. Raises Refused, TextRefused."""
    return capture(replace(asked, at_us=None), snapshots.live(settings.DATA.run)).keep()


def take_stored(asked: Asked, opener: Opener) -> Snapshot:
    """The frame of a recorded instant, under a directive that allows it. Raises Refused, TextRefused."""
    return capture(asked, snapshots.stored(asked.at_us or 0, opener)).keep()


def _may(asked: Asked, footage: Range) -> Grant | Refusal:
    return access.may(
        person=asked.person,
        act=Act.SNAPSHOT,
        cameras=[asked.camera],
        footage=footage,
        at_us=clock.now_us(),
        purpose=asked.purpose,
        case=asked.case_no,
    )


def _seen(act: Callable[[], Made]) -> Made:
    try:
        return act()
    except snapshots.NotTaken as error:
        raise Refused(refusals.not_taken(error.code)) from error
    except NotPermitted as error:
        raise Refused(refusals.no_such()) from error


def _offset_min(at_us: int) -> int:
    offset = local(at_us).utcoffset()
    return int(offset.total_seconds()) // 60 if offset is not None else 0


def _record(row: Snapshot, asked: Asked) -> UUID:
    return ledger.record(
        "snapshot",
        actor=actor_id(row.person_id),
        session=short_id(asked.session),
        grant=row.grant.hex,
        cam=row.camera,
        stream=row.stream,
        at_us=row.frame_us,
        segment=row.segment,
        sha256=row.sha256,
        digest=row.frame_sha256,
        basis_ref=row.label,
        purpose=row.purpose,
    ).deed
