"""Small charts as SVG, drawn on the server: on pages inline (no script, no style attribute), in the PDF as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_BAR, _GAP, _ABOVE, _BESIDE, _ROOM, _END, _HIGH = 12, 8, 18, 150, 260, 50, 60
NOW, BEFORE, INK = "#1f5fbf", "#b9c6da", "#222222"


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    now: int
    before: int
    now_text: str
    before_text: str


class _Place(NamedTuple):
    """Of a row's bars: how far from the left, its name's base line and the bars below the row's top."""

    left: int
    base: int
    down: int


def bars(rows: Sequence[Bar], title: str, *, on_paper: bool = False) -> SafeString:
    """Two bars a row: the period, and the one before. Names stand above, as narrow as a phone; on paper beside.

    ``title`` is read out where the picture can't be seen.
    """
    most = max([1, *(each.now for each in rows), *(each.before for each in rows)])
    place = _Place(_BESIDE, _BAR + 4, 0) if on_paper else _Place(0, _ABOVE - 5, _ABOVE)
    step = (0 if on_paper else _ABOVE) + 2 * _BAR + _GAP
    width, high = place.left + _ROOM + _END, step * len(rows) + 4
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="bc-chart" viewBox="0 0 {} {}" width="{}" height="{}"'
        ' role="img" aria-label="{}" font-family="Liberation Serif" font-size="14">{}</svg>',
        width,
        high,
        width,
        high,
        title,
        format_html_join(
            "", "{}", ((_row(each, n * step + 2, most, place),) for n, each in enumerate(rows))
        ),
    )


def _row(each: Bar, top: int, most: int, place: _Place) -> SafeString:
    bar = top + place.down
    return format_html(
        '<text class="bc-ink" x="0" y="{}" fill="{}">{}</text>{}{}',
        top + place.base,
        INK,
        each.label,
        _bar((place.left, bar), each.now * _ROOM // most, each.now_text, ("bc-now", NOW)),
        _bar(
            (place.left, bar + _BAR),
            each.before * _ROOM // most,
            each.before_text,
            ("bc-before", BEFORE),
        ),
    )


def _bar(at: tuple[int, int], width: int, text: str, look: tuple[str, str]) -> SafeString:
    (left, top), (kind, colour) = at, look
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" fill="{}"/>'
        '<text class="bc-ink" x="{}" y="{}" font-size="12" fill="{}">{}</text>',
        kind,
        left,
        top,
        max(1, width),
        _BAR - 1,
        colour,
        left + max(1, width) + 4,
        top + _BAR - 2,
        INK,
        text,
    )


def columns(
    now: Sequence[int], before: Sequence[int], labels: Sequence[str], title: str
) -> SafeString:
    """Two columns a month: this year, and the one before."""
    most, step = max([1, *now, *before]), 26
    pairs = zip(now, before, labels, strict=True)
    inside = format_html_join(
        "",
        "{}{}{}",
        (
            (
                _column(n * step + 2, before_, most, ("bc-before", BEFORE)),
                _column(n * step + 12, now_, most, ("bc-now", NOW)),
                format_html(
                    '<text class="bc-ink" x="{}" y="{}" text-anchor="middle" font-size="12" fill="{}">{}</text>',
                    n * step + 12, _HIGH + 13, INK, label,
                ),
            )
            for n, (now_, before_, label) in enumerate(pairs)
        ),
    )  # fmt: skip
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="bc-chart" viewBox="0 0 {} {}" role="img"'
        ' aria-label="{}" font-family="Liberation Serif">{}</svg>',
        step * len(labels) + 2,
        _HIGH + 16,
        title,
        inside,
    )


def _column(left: int, value: int, most: int, look: tuple[str, str]) -> SafeString:
    height = -(-value * _HIGH // most)
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="9" height="{}" fill="{}"><title>{}</title></rect>',
        look[0],
        left,
        _HIGH - height,
        height,
        look[1],
        value,
    )
