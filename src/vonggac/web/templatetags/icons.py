"""Line icons drawn for the product, inlined so that no page fetches them. Decoration only: words stand beside."""

import json
from pathlib import Path

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_SHAPES: dict[str, str] = json.loads(Path(__file__).with_suffix(".json").read_text())


@register.simple_tag
def icon(name: str) -> SafeString:
    """The icon as inline SVG, hidden from screen readers. Raises KeyError on a name that is not drawn."""
    shape = mark_safe(_SHAPES[name])  # noqa: S308 (our own constants, in icons.json)
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', shape
    )
