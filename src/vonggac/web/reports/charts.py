"""Small charts as SVG, drawn on the server: on pages inline (no script, no style attribute), in the PDF as they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_BAR, _GAP, _LABEL, _WIDTH, _END, _HIGH = 12, 8, 18, 330, 70, 60
NOW, BEFORE, INK = "#1f5fbf", "#b9c6da", "#222222"


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    now: int
    before: int
    now_text: str
    before_text: str


def bars(rows: Sequence[Bar], title: str) -> SafeString:
    """A name, under it two bars: the period, and the one before. Drawn as narrow as a phone, whose texts stay readable.

    ``title`` is read out where the picture can't be seen.
    """
    most = max([1, *(each.now for each in rows), *(each.before for each in rows)])
    step = _LABEL + 2 * _BAR + _GAP
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="bc-chart" viewBox="0 0 {} {}" width="{}" height="{}"'
        ' role="img" aria-label="{}" font-family="Liberation Serif" font-size="14">{}</svg>',
        _WIDTH,
        step * len(rows) + 4,
        _WIDTH,
        step * len(rows) + 4,
        title,
        format_html_join(
            "", "{}", ((_row(each, n * step + 2, most),) for n, each in enumerate(rows))
        ),
    )


def _row(each: Bar, top: int, most: int) -> SafeString:
    room = _WIDTH - _END
    return format_html(
        '<text class="bc-ink" x="0" y="{}" fill="{}">{}</text>{}{}',
        top + _LABEL - 5,
        INK,
        each.label,
        _bar(top + _LABEL, each.now * room // most, each.now_text, "bc-now", NOW),
        _bar(
            top + _LABEL + _BAR, each.before * room // most, each.before_text, "bc-before", BEFORE
        ),
    )


def _bar(top: int, width: int, text: str, kind: str, colour: str) -> SafeString:
    return format_html(
        '<rect class="{}" x="0" y="{}" width="{}" height="{}" fill="{}"/>'
        '<text class="bc-ink" x="{}" y="{}" font-size="12" fill="{}">{}</text>',
        kind,
        top,
        max(1, width),
        _BAR - 1,
        colour,
        max(1, width) + 4,
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
