"""What was extracted for a request: packages that name its number, and are whole (khoản 5 Điều 5)."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from vonggac.disclosures import selectors
from vonggac.disclosures.facts import ExportedFile
from vonggac.exports import selectors as exports
from vonggac.kernel.ranges import Range

if TYPE_CHECKING:
    from vonggac.disclosures.models import Request
    from vonggac.exports.models import Export

_WHOLE = ("ready", "downloaded")


def packages_for(row: "Request") -> list["Export"]:
    """Packages for this request that are made, newest first."""
    found = exports.exports(row.school_id).filter(request_ref=row.label, state__in=_WHOLE)
    return list(found[:20])


def files_for(row: "Request") -> list[ExportedFile]:
    """The lines of the handover's table: the package as it is downloaded."""
    names = {each.camera_id: each.camera.name for each in row.cameras.all()}
    return [
        ExportedFile(
            name=each.label,
            camera=", ".join(names.get(camera, camera) for camera in each.cameras),
            footage=Range(each.footage_from_us, each.footage_to_us),
            byte_count=each.size or 0,
            sha256=each.sha256,
        )
        for each in packages_for(row)
        if each.label == row.export
    ]


def package_masked(row: "Request") -> bool | None:
    """Whether only covered copies are in the package that is handed over; None: no package of its number is made."""
    for each in packages_for(row):
        if each.label == row.export:
            order = exports.copy_order(each.id)
            return order is not None and order.masked
    return None


def ask_address(row: "Request") -> str:
    """The page that asks for a package, filled with the request's number and what was allowed."""
    decision = selectors.standing_decision(row)
    cameras = decision.cameras if decision is not None else []
    asked = [("request", row.label), *(("camera", each) for each in cameras)]
    if decision is not None:
        asked += [("from", str(decision.footage_from_us)), ("to", str(decision.footage_to_us))]
    return f"{reverse('export_new')}?{urlencode(asked)}"
