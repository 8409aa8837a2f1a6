"""A report's numbers as its page and its papers show them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vonggac.reports.figures import BY_CODE, FIGURES, Figure, Section, Unit
from vonggac.reports.numbers import CameraNumbers, Numbers
from vonggac.web.reports.charts import Bar, bars
from vonggac.web.reports.words import change_text, section_titles, time_text, value_text

CHARTED = (
    "uses.live",
    "uses.playback",
    "uses.snapshot",
    "uses.print",
    "uses.export",
    "requests.sent",
    "cases.noted",
    "failures.opened",
    "violations.reported",
)
_NAMES: Mapping[str, Callable[[], str]] = {
    "uses.live": lambda: _("Live view"),
    "uses.playback": lambda: _("Playback"),
    "uses.snapshot": lambda: _("Snapshots"),
    "uses.print": lambda: _("Printed pictures"),
    "uses.export": lambda: _("Extractions"),
    "requests.sent": lambda: _("Viewing requests"),
    "cases.noted": lambda: _("Cases"),
    "failures.opened": lambda: _("Failures"),
    "violations.reported": lambda: _("Violations"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    code: str
    label: str
    now: str
    before: str
    change: str
    link: str = ""
    zero: bool = False
    """Neither this time nor the last: a paper leaves it out where the section has others."""


@dataclass(frozen=True, slots=True)
class ShownSection:
    code: Section
    title: str
    rows: list[Shown]


def sections(numbers: Numbers, link: Callable[[str], str] = lambda code: "") -> list[ShownSection]:
    """In the order of FORMS §7.1. What a frozen report does not know (it is older than the figure) is left out."""
    titles = section_titles()
    found: dict[Section, list[Shown]] = {each: [] for each in Section}
    for figure in FIGURES:
        if figure.code in numbers.now:
            found[figure.section].append(_row(figure, numbers, link))
    return [ShownSection(each, str(titles[each]), rows) for each, rows in found.items()]


def _row(figure: Figure, numbers: Numbers, link: Callable[[str], str]) -> Shown:
    now, before = numbers.now[figure.code], numbers.before.get(figure.code, 0)
    label = str(figure.label)
    return Shown(
        code=figure.code,
        label=label[:1].upper() + label[1:],
        now=_text(figure, numbers.now),
        before=_text(figure, numbers.before),
        change=change_text(now, before, figure.unit),
        link=link(figure.code) if now else "",
        zero=not now and not before,
    )


def _text(figure: Figure, figures: Mapping[str, int]) -> str:
    """A dash for the share of nothing: no camera was to be recorded."""
    if figure.unit is Unit.SHARE and not figures.get("cameras.recorded"):
        return "–"
    return value_text(figures.get(figure.code, 0), figure.unit)


def chart(numbers: Numbers, *, on_paper: bool = False) -> SafeString:
    """The period beside the one before."""
    rows = []
    for code in CHARTED:
        both = numbers.now.get(code, 0), numbers.before.get(code, 0)
        rows.append(Bar(name_of(code), *both, *(value_text(each, Unit.COUNT) for each in both)))
    return bars(rows, _("Figures of this period and of the one before"), on_paper=on_paper)


def name_of(code: str) -> str:
    """Short, for a chart."""
    return _NAMES[code]() if code in _NAMES else str(BY_CODE[code].label)


def camera_rows(cameras: Sequence[CameraNumbers]) -> list[dict[str, Any]]:
    """One a camera, with the share of its time that is recorded."""
    return [
        {
            "name": each.name,
            "camera": each.camera,
            "share": _share(each),
            "gap": time_text(each.gap_us),
            "unexplained": time_text(each.unexplained_us),
            "holes": each.unexplained,
        }
        for each in cameras
    ]


def _share(each: CameraNumbers) -> str:
    """Of what was to be recorded; a dash where nothing was."""
    if not each.asked_us:
        return "–"
    return value_text(each.recorded_us * 10_000 // each.asked_us, Unit.SHARE)
