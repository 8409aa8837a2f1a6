"""The list of volumes is changed by the IT teacher with a basis (khoản 2 Điều 2); the date is confirmed by who answers.

Each change is a row and an entry ``config.change`` (``volume``); the list itself is a file that the supervisor reads.
"""

from datetime import date
from pathlib import Path
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.archive import confirming, new_volume, volume_list
from vonggac.equipment.models import VolumeChange
from vonggac.equipment.services.assets import record_volume
from vonggac.equipment.storage import MOST_RESERVE_BYTES, VolumeDeed
from vonggac.kernel import clock
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.kernel.instants import to_datetime
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.places import selectors as places
from vonggac.places.schedule import SCHOOL_ZONE


def change_volume(
    *,
    data: DataFolder,
    what: VolumeDeed,
    path: Path,
    basis: str,
    by: UUID | None,
    school: UUID | None = None,
    reserve_bytes: int | None = None,
) -> VolumeChange:
    """The list and its entry; nothing is moved and no footage goes. ``by`` None: the machine's own command line.

    Raises Refused, TextRefused (``basis``), ValidationError (``reserve_bytes``), ``volume_list.VolumeRefused``,
    ``locks.Held`` (somebody else changes it), OSError, ValueError (the list cannot be read).
    """
    if by is not None:
        # A person of no school holds no position, and is refused.
        access.require(by, school or UUID(int=0), Deed.CONFIGURE_CAMERAS)
    why = one_line("basis", basis, max_length=300, required=by is not None)
    _check_reserve(reserve_bytes)
    if what is VolumeDeed.ADD:
        # Before the transaction: a disk that hangs would hold up every other writer.
        new_volume.look_at(data, path)
    with transaction.atomic():
        row = VolumeChange.objects.create(
            at_us=clock.now_us(),
            by_id=by,
            what=what.value,
            path=str(path),
            reserve_bytes=reserve_bytes,
            basis=why,
        )
        # Last, so that there is no change without its entry; an error takes the entry back.
        listed = _apply(data, what, path, reserve_bytes)
        if what is VolumeDeed.ADD:
            _register(school, path, by)
        facts = {"row": row.id.hex, "what": row.what, "path": row.path, "basis": why}
        digest = facts_digest(facts | {"reserve_bytes": reserve_bytes, "volumes": listed})
        ledger.record("config.change", actor=actor_id(by), what="volume", digest=digest)
    return row


def _register(school: UUID | None, path: Path, by: UUID | None) -> None:
    """Nothing is recorded to a store that is in no register (khoản 3 Điều 2)."""
    known = school or getattr(places.the_school(), "id", None)
    if known is not None:
        record_volume(school=known, path=str(path), by=by)


def _check_reserve(size: int | None) -> None:
    if size is not None and not 0 <= size <= MOST_RESERVE_BYTES:
        wrong = ValidationError(_("This is no possible reserve."), "size")
        raise ValidationError({"reserve": wrong})


def _apply(data: DataFolder, what: VolumeDeed, path: Path, reserve_bytes: int | None) -> list[str]:
    """The list as it is then."""
    if what is VolumeDeed.ADD:
        volume_list.add(data, path, reserve_bytes=reserve_bytes)
    elif what is VolumeDeed.RETIRE:
        volume_list.retire(data, path)
    elif what is VolumeDeed.FIRST:
        others = [each.path for each in volume_list.read(data) if each.path != path]
        volume_list.order(data, [path, *others])
    else:
        volume_list.keep_free(data, path, reserve_bytes)
    return [str(each.path) for each in volume_list.read(data)]


def may_confirm_date(*, by: UUID, school: UUID) -> bool:
    """The principal (or who is in charge) and the IT teacher."""
    at_us = clock.now_us()
    return any(
        access.refusal_for(person=by, school=school, deed=deed, at_us=at_us) is None
        for deed in (Deed.CONFIGURE_CAMERAS, Deed.CHANGE_SETTINGS)
    )


def confirm_date(*, today: date, by: UUID, school: UUID) -> date:
    """``today`` is the person's own word, not read from this machine: days of footage are counted by its clock again.

    Raises Refused, ValidationError where this machine has another date.
    """
    if not may_confirm_date(by=by, school=school):
        access.require(by, school, Deed.CHANGE_SETTINGS)
    here = to_datetime(clock.now_us()).astimezone(SCHOOL_ZONE).date()
    if today != here:
        words = _("This machine says that today is %(day)s. Set its clock first, then confirm.")
        raise ValidationError(
            {"today": ValidationError(words % {"day": f"{here:%d/%m/%Y}"}, "other_day")}
        )
    confirming.confirm_date(by=by)
    return here
