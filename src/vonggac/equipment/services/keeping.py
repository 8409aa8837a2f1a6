"""The device book writes itself: the clerk's round over failures, stops, checks, shifts and changed settings.

Each source is one line, known by ``source``: repeating the round writes nothing, being late loses nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.duty.checklists import Answer, Item, List
from vonggac.duty.models import Shift, ShiftCheck
from vonggac.duty.years import local
from vonggac.equipment.book import What
from vonggac.equipment.models import AssetChange, DeviceLine, FailureLine, VolumeChange
from vonggac.equipment.services.book import write
from vonggac.equipment.states import AssetDeed, Condition, LineKind
from vonggac.kernel import clock
from vonggac.places import selectors as places
from vonggac.places.models import Camera, RecordingPlan

BACK_US = 14 * clock.DAY_US
"""How far the round looks back: a clerk that was away so long writes what it missed."""
UNSAID_US = 15 * clock.MINUTE_US
"""A technical check of which nothing was said within so long is written without it."""
Words = Callable[[str], str]
"""A cause or a step as a person reads it; the pages have them."""

_OF_FAILURES: dict[What, Condition] = {
    What.OPENED: Condition.BROKEN,
    What.JOINED: Condition.BROKEN,
    What.AGAIN: Condition.BROKEN,
    What.BACK: Condition.GOOD,
    What.TESTED: Condition.GOOD,
    What.STOPPED: Condition.BROKEN,
    What.PASSED: Condition.GOOD,
    What.FAILED: Condition.BROKEN,
    What.REPLACED: Condition.GOOD,
}
_OF_ASSETS = (AssetDeed.REGISTERED, AssetDeed.CHANGED, AssetDeed.CONNECTED, AssetDeed.OUT)


@transaction.atomic
def keep_book(*, school: UUID, at_us: int, words: Words, steps: Words) -> int:
    """Lines that were written now. ``words`` of a cause, ``steps`` of a failure's step."""
    since_us = at_us - BACK_US
    drafts = [
        *_failures(school, since_us, words, steps),
        *_assets(school, since_us, at_us),
        *_plans(school, since_us),
        *_volumes(school, since_us),
        *_technical(school, at_us),
        *_shifts(school, since_us),
    ]
    known = set(
        DeviceLine.objects.filter(source__in=[line.source for line, _by in drafts]).values_list(
            "source", flat=True
        )
    )
    fresh = [each for each in drafts if each[0].source not in known]
    for line, by in sorted(fresh, key=lambda each: each[0].checked_us):
        write(line, by=by)
    return len(fresh)


Draft = tuple[DeviceLine, UUID | None]


def _line(school: UUID, source: str, what: str, at_us: int, **more: object) -> DeviceLine:
    return DeviceLine(
        school_id=school,
        kind=LineKind.AUTO,
        what=what,
        day=local(at_us).date(),
        checked_us=at_us,
        source=source,
        **{"condition": Condition.GOOD, **more},
    )


def _named(camera: Camera | None) -> dict[str, object]:
    if camera is None:
        return {"device": _("Whole system")}
    return {"camera": camera, "device": f"{camera.name}, {camera.area.name}"[:200]}


def _failures(school: UUID, since_us: int, words: Words, steps: Words) -> Iterator[Draft]:
    told = [each.value for each in _OF_FAILURES]
    rows = FailureLine.objects.filter(failure__school_id=school, at_us__gte=since_us, what__in=told)
    for each in rows.select_related("failure__camera__area").order_by("failure__number", "place"):
        what, failure = What(each.what), each.failure
        cause = words(each.cause or failure.cause)
        text = ": ".join(filter(None, (steps(what.value), cause, failure.detail)))
        yield (
            _line(
                school,
                f"failure:{each.id.hex}",
                what.value,
                each.told_us,
                condition=_OF_FAILURES[what],
                text=text[:2000],
                ticket=failure.label,
                **_named(failure.camera),
            ),
            None,
        )


def _assets(school: UUID, since_us: int, at_us: int) -> Iterator[Draft]:
    rows = AssetChange.objects.filter(asset__school_id=school, at_us__range=(since_us, at_us))
    rows = rows.filter(what__in=_OF_ASSETS).order_by("asset__code_key", "place")
    for each in rows.select_related("asset"):
        row = each.asset
        said = str(AssetDeed(each.what).label).capitalize()
        text = f"{said} ({each.basis})" if each.basis else said
        named = {"device": f"{row.code}, {row.name}"[:200], "camera_id": row.camera_id}
        yield _line(school, f"asset:{each.id.hex}", "asset", each.at_us, text=text, **named), None


def _plans(school: UUID, since_us: int) -> Iterator[Draft]:
    rows = RecordingPlan.objects.filter(
        camera__area__school_id=school, decided_us__gte=since_us
    ).select_related("camera__area")
    for each in rows:
        text = _("Recording schedule changed (%(basis)s)") % {"basis": each.basis}
        yield (
            _line(
                school,
                f"plan:{each.id.hex}",
                "config",
                each.decided_us,
                text=text,
                **_named(each.camera),
            ),
            None,
        )


def _volumes(school: UUID, since_us: int) -> Iterator[Draft]:
    for each in VolumeChange.objects.filter(at_us__gte=since_us):
        text = _("Storage changed (%(basis)s)") % {"basis": each.basis or "–"}
        named = {"device": each.path[-200:]}
        yield _line(school, f"volume:{each.id.hex}", "disk", each.at_us, text=text, **named), None


def _technical(school: UUID, at_us: int) -> Iterator[Draft]:
    day = local(at_us - BACK_US).date()
    rows = list(access.technical_checks(school, since=day))
    cameras = places.cameras_named({each.camera for each in rows})
    for each in rows:
        if each.well is None and at_us - each.at_us < UNSAID_US:
            continue
        seen = {None: "", True: _("picture: good"), False: each.note}[each.well]
        yield (
            _line(
                school,
                f"check:{each.id.hex}",
                "check",
                each.at_us,
                condition=Condition.WARNING if each.well is False else Condition.GOOD,
                picture=seen[:120],
                text=_("Technical check by %(who)s") % {"who": each.person.full_name},
                **_named(cameras.get(each.camera)),
            ),
            None,
        )


def _shifts(school: UUID, since_us: int) -> Iterator[Draft]:
    """Mở ca: the officer's own checklist is the day's line by a person."""
    rows = Shift.objects.filter(school_id=school, opened_us__gte=since_us)
    for each in rows.prefetch_related("checks", "areas"):
        checks = [one for one in each.checks.all() if one.which == List.OPENING]
        if not checks or each.opened_us is None:
            continue
        line = _line(school, f"shift:{each.id.hex}", "daily", each.opened_us)
        line.kind = LineKind.DAILY
        line.device = ", ".join(sorted(one.name for one in each.areas.all()))[:200]
        _fill_from(line, checks)
        yield line, each.person_id


def _fill_from(line: DeviceLine, checks: Iterable[ShiftCheck]) -> None:
    answers = {one.item: one for one in checks}
    wrong = [one for one in answers.values() if one.answer == Answer.COMPLAINED]
    line.condition = Condition.WARNING if wrong else Condition.GOOD
    line.text = "; ".join(f"{Item(one.item).label}: {one.words}" for one in wrong)[:2000]
    pictures, clocks, disk = (answers.get(item) for item in (Item.CAMERAS, Item.CLOCKS, Item.DISK))
    if pictures is not None and "well" in pictures.measured:
        line.picture = f"{pictures.measured['well']}/{pictures.measured['of']}"
    if clocks is not None:
        line.clock_us = clocks.measured.get("worst_us")
    if disk is not None:
        line.kept_days = disk.measured.get("kept_days")
        line.free_bytes = disk.measured.get("free_bytes")
