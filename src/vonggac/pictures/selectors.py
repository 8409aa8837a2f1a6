"""Reads of the room. What is listed is words; a picture is shown by ``services.show`` alone."""

from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from vonggac.kernel.ranges import Range
from vonggac.people.tally import within
from vonggac.pictures.models import PrintCopy, PrintSlip, Snapshot


def snapshots(school: UUID, *, person: UUID | None = None, text: str = "") -> QuerySet[Snapshot]:
    """Newest first, with slips and copies; ``person``: only his; ``text``: number, case, camera, reason, hash."""
    copies = Prefetch("slips__copies", queryset=PrintCopy.objects.order_by("number"))
    found = Snapshot.objects.filter(school_id=school).select_related("person", "usage_line")
    if person is not None:
        found = found.filter(person_id=person)
    for word in text.split()[:6]:
        found = found.filter(_about(word))
    return found.prefetch_related("slips", copies).order_by("-year", "-number")


def _about(word: str) -> Q:
    found = (
        Q(camera_name__icontains=word)
        | Q(area_name__icontains=word)
        | Q(reason__icontains=word)
        | Q(case_no__icontains=word)
        | Q(frame_sha256__startswith=word.lower())
        | Q(sha256__startswith=word.lower())
        | Q(slips__case_no__icontains=word)
        | Q(slips__copies__recipient__icontains=word)
    )
    kind, _dash, rest = word.upper().partition("-")
    year, _dash, number = rest.partition("-")
    if kind in ("AN", "IA") and year.isdecimal() and number.isdecimal() and len(rest) < 12:
        before = "" if kind == "AN" else "slips__"
        found = found | Q(**{f"{before}year": int(year), f"{before}number": int(number)})
    return Q(pk__in=Snapshot.objects.filter(found).values("pk"))


def snapshot(school: UUID, snapshot_id: UUID) -> Snapshot | None:
    """None where the school has none of that id."""
    return snapshots(school).filter(pk=snapshot_id).first()


def copy(school: UUID, copy_id: UUID) -> PrintCopy | None:
    """With its slip and picture; None where the school has none of that id."""
    rows = PrintCopy.objects.select_related("slip__snapshot")
    return rows.filter(pk=copy_id, slip__school_id=school).first()


def slip(school: UUID, slip_id: UUID) -> PrintSlip | None:
    """With its copies; None where the school has none of that id."""
    rows = PrintSlip.objects.select_related("snapshot__person", "person")
    return rows.prefetch_related("copies").filter(pk=slip_id, school_id=school).first()


def copy_by_code(code: str) -> PrintCopy | None:
    """What the QR of a sheet names; None where no copy has that code."""
    rows = PrintCopy.objects.select_related("slip__snapshot__school")
    return rows.filter(code=code).first()


def figures(school: UUID, span: Range) -> dict[str, int]:
    """Numbers for reports: snapshots, slips of prints, and the numbered copies on them (I10)."""
    at = within("at_us", span)
    slips = PrintSlip.objects.filter(at, school_id=school).aggregate(
        slips=Count("pk"), copies=Coalesce(Sum("copy_count"), 0)
    )
    return {"snapshots": Snapshot.objects.filter(at, school_id=school).count(), **slips}
