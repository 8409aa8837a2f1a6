"""Filters that turn instants, codes and names into the page's words."""

from django import template

from vonggac.kernel.clock import now_us
from vonggac.people.names import given_name
from vonggac.web import local_time, words

register = template.Library()

register.filter("local_date", local_time.date_text)
register.filter("local_clock", local_time.clock_text)
register.filter("local_instant", local_time.instant_text)
register.filter("local_seconds", local_time.instant_text_seconds)
register.filter("long_date", local_time.long_date)
register.filter("length", local_time.length_text)
register.filter("form_instant", local_time.form_text)
register.filter("purpose_word", words.purpose)
register.filter("cause_word", words.cause)
register.filter("role_word", words.role)
register.filter("act_word", words.act)
register.filter("form_word", words.usage_form)
register.filter("basis_word", words.basis)
register.filter("area_kind_word", words.area_kind)
register.filter("event_word", words.event)
register.filter("event_tone", words.event_tone)
register.filter("given_name", given_name)


@register.simple_tag
def local_range(from_us: int, to_us: int) -> str:
    return local_time.range_text(from_us, to_us)


@register.filter
def initials(full_name: str) -> str:
    """``NA`` of ``Nguyễn Thị Ánh``: first letters of family and given name."""
    parts = full_name.split()
    return (parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")).upper() if parts else ""


@register.filter
def ago(at_us: int) -> str:
    return local_time.length_text(max(0, now_us() - at_us))
