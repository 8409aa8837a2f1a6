"""Filters that turn instants, codes and names into the page's words."""

import re
from datetime import date
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vonggac.duty.checklists import Item
from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.ledger.printed import as_printed
from vonggac.people.names import given_name
from vonggac.web import alarm_words, local_time, words

register = template.Library()

_DIGEST = re.compile(r"[0-9a-f]{64}")

register.filter("local_date", local_time.date_text)
register.filter("local_clock", local_time.clock_text)
register.filter("local_instant", local_time.instant_text)
register.filter("local_due", local_time.due_text)
register.filter("local_seconds", local_time.instant_text_seconds)
register.filter("long_date", local_time.long_date)
register.filter("length_words", local_time.length_text)
register.filter("form_instant", local_time.form_text)
register.filter("month_words", local_time.month_text)
register.filter("quarter_words", local_time.quarter_text)
register.filter("school_year_words", local_time.spaced_year)
register.filter("purpose_word", words.purpose)
register.filter("cause_word", words.cause)
register.filter("role_word", words.role)
register.filter("power_word", words.power)
register.filter("act_word", words.act)
register.filter("form_word", words.usage_form)
register.filter("basis_word", words.basis)
register.filter("area_kind_word", words.area_kind)
register.filter("event_word", words.event)
register.filter("event_tone", words.event_tone)
register.filter("given_name", given_name)
register.filter("trouble_word", alarm_words.cause)
register.filter("step_word", alarm_words.step)
register.filter("failure_tone", alarm_words.state_tone)
register.filter("happening_tone", alarm_words.event_tone)
register.filter("check_word", lambda code: Item(code).label if code in Item.values else code)
register.filter("source_word", alarm_words.source)


@register.simple_tag
def local_range(from_us: int, to_us: int) -> str:
    return local_time.range_text(from_us, to_us)


@register.simple_tag
def length_between(from_us: int, to_us: int) -> str:
    return local_time.length_text(to_us - from_us)


@register.filter
def initials(full_name: str) -> str:
    """``NA`` of ``Nguyễn Thị Ánh``: first letters of family and given name."""
    parts = full_name.split()
    return (parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")).upper() if parts else ""


@register.filter
def clock_length(seconds: int) -> str:
    """``23:59:47``; a day is ``24:00:00``."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


@register.filter
def bit_rate(bits_per_second: int) -> str:
    """``3,1 Mbit/s`` in Vietnamese, ``3.1 Mbit/s`` in English."""
    if bits_per_second < 1_000_000:
        return f"{number_format(bits_per_second / 1e3, 0)} kbit/s"
    return f"{number_format(bits_per_second / 1e6, 1)} Mbit/s"


@register.filter
def byte_size(size_bytes: int) -> str:
    """``512 MB``, ``1,8 TB``: thousands, as disks are sold."""
    size, unit = float(size_bytes), "B"
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if size < 1000 or unit == "TB":
            break
        size /= 1000
    return f"{number_format(size, 0 if size >= 100 or unit == 'B' else 1)} {unit}"


@register.filter
def thousands(number: int) -> str:
    """``2.350.000`` in Vietnamese, ``2,350,000`` in English."""
    said = f"{number:,}"
    return said if get_language() == "en" else said.replace(",", ".")


@register.filter
def day_text(text: str) -> str:
    """A day that was kept as ``2024-08-20`` as people here write it; every other text as it is."""
    try:
        return date.fromisoformat(text).strftime("%d/%m/%Y")
    except ValueError:
        return text


@register.filter
def short_digest(text: str) -> str:
    """The first twelve digits of a SHA-256; every other text as it is."""
    return f"{text[:12]}…" if _DIGEST.fullmatch(text) else text


@register.filter
def ledger_line(line: str) -> str:
    """A printed line of the ledger, its day as people here write it."""
    return as_printed(line)


@register.filter
def signed_seconds(length_us: int) -> str:
    """``+0,4 s``, ``−2,0 s``, ``0,0 s``."""
    tenths = round(length_us * 10 / SECOND_US)
    sign = "+" if tenths > 0 else "−" if tenths < 0 else ""
    return f"{sign}{number_format(abs(tenths) / 10, 1)} s"


@register.filter
def yesno_or_number(value: bool | int) -> str:
    """A setting's value as a person says it."""
    return str(value) if type(value) is not bool else str(_("yes") if value else _("no"))


@register.filter
def ago(at_us: int) -> str:
    return local_time.length_text(max(0, now_us() - at_us))


_FAMILIES = {
    "footage": "footage",
    "erased": "erased",
    "pending": "pending",
    "unexplained": "unexplained",
    "not_scheduled": "expected",
    "no_event": "expected",
    "none": "none",
}


@register.simple_tag
def strip(pieces: list[list[Any]], whole: Range) -> SafeString:
    """Coverage as a thin picture: footage, and gaps in between. Words beside it say the same."""
    scale = 1000 / whole.length_us
    bars = [
        format_html(
            '<rect class="k-{}" x="{}" width="{}" height="14"/>',
            _FAMILIES.get(kind, "gap") if share < 50 else "footage",
            f"{(from_us - whole.from_us) * scale:.2f}",
            f"{max((to_us - from_us) * scale, 1.2 if share < 50 else 0.2):.2f}",
        )
        for from_us, to_us, kind, share in pieces
        if kind != "none"
    ]
    return format_html(
        '<svg class="hour-strip" viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        format_html_join("", "{}", ((bar,) for bar in bars)),
    )
