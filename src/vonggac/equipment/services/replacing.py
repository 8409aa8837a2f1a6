"""Thay thế: the old device goes out of use, the new one takes its place (REQUIREMENTS §5.5)."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access.deeds import Deed
from vonggac.equipment.book import What
from vonggac.equipment.models import Asset
from vonggac.equipment.services import assets, writing
from vonggac.equipment.services.steps import invalid, locked, not_due
from vonggac.equipment.states import AssetState, FailureState, Way
from vonggac.kernel import clock


@transaction.atomic
def replace(*, failure: UUID, by: UUID, code: str, name: str, **values: Any) -> Asset:
    """The new device, which waits for the failure's test; the camera of the registry is now this device.

    By the IT teacher, while a replacement that the Board directed is being carried out. Raises Refused,
    ValidationError, TextRefused.
    """
    row = locked(failure, by, Deed.WORK_FAILURE)
    if row.way != Way.REPLACE or row.state not in (FailureState.REPAIRING, FailureState.TESTING):
        raise not_due()
    old = row.asset
    if old is None or old.state == AssetState.OUT:
        raise invalid(None, _("The failure is of no single device, or it was replaced already."))
    made = _swapped(old, by, row.label, code=code, name=name, **values)
    words = f"{old.code} → {made.code}"
    writing.write_line(row, What.REPLACED, by=by, told_us=clock.now_us(), text=words)
    return made


def _swapped(old: Asset, by: UUID, basis: str, **values: Any) -> Asset:
    camera = old.camera
    assets.put_out(old, by, _("Replaced (%(no)s)") % {"no": basis})
    made = assets.register_asset(
        school=old.school_id,
        by=by,
        basis=basis,
        replaces=old,
        **{"kind": old.kind, "area": old.area_id, "position": old.position} | values,
    )
    if camera is not None:
        Asset.objects.filter(pk=made.pk).update(camera=camera)
        made.camera = camera
    return made
