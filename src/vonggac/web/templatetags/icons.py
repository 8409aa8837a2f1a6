"""Line icons drawn for the product, inlined so that no page fetches them. Decoration only: words stand beside."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_SHAPES = {
    "home": '<path d="M4 11.2 12 4l8 7.2V20h-5.2v-5.6H9.2V20H4z"/>',
    "camera": '<path d="M3.5 8.2 16.8 4.6l1.9 7-13.3 3.6z"/><path d="m18 8.6 2.8-.8 1 3.6-2.8.8"/><path d="M9.5 14.2v3.3H4.8M4.8 15v5.5"/>',
    "live": '<circle cx="12" cy="12" r="2.6"/><path d="M7.4 16.6a6.5 6.5 0 0 1 0-9.2M16.6 7.4a6.5 6.5 0 0 1 0 9.2M4.6 19.4a10.5 10.5 0 0 1 0-14.8M19.4 4.6a10.5 10.5 0 0 1 0 14.8"/>',
    "search": '<circle cx="10.8" cy="10.8" r="6.3"/><path d="m15.6 15.6 4.9 4.9"/>',
    "directive": '<path d="M6 3.5h8.5L19 8v12.5H6z"/><path d="M14.2 3.6v4.6H19M9.2 12.4h6.4M9.2 16h4"/>',
    "book": '<path d="M5 5.2C5 4.3 5.7 3.5 6.7 3.5H19v14H6.7A1.7 1.7 0 0 0 5 19.2zM5 19.2c0 .8.7 1.3 1.7 1.3H19v-3M9 8h6M9 11.4h4"/>',
    "roster": '<rect x="4" y="5.5" width="16" height="15" rx="2"/><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4M8.8 14.9l2.2 2.1 4.2-4.2"/>',
    "people": '<circle cx="9" cy="8.3" r="3.5"/><path d="M2.8 19.8c.5-3.6 2.9-5.6 6.2-5.6s5.7 2 6.2 5.6M15.4 5.2a3.4 3.4 0 0 1 0 6.3M17.4 14.6c2.2.7 3.5 2.5 3.9 5.2"/>',
    "history": '<path d="M4.3 12a7.8 7.8 0 1 0 2.5-5.7L4.2 8.6M4.2 4v4.6h4.6M12 7.8V12l3 2"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "theme": '<path d="M19.8 14.4A8 8 0 1 1 9.6 4.2a6.4 6.4 0 0 0 10.2 10.2z"/>',
    "out": '<path d="M14 4.5H5.5v15H14M10.5 12h10M17 8.2l3.6 3.8-3.6 3.8"/>',
    "play": '<path d="M7.5 4.8v14.4L19 12z" fill="currentColor"/>',
    "pause": '<path d="M8 5.5v13M16 5.5v13" stroke-width="3.4"/>',
    "back": '<path d="M19 6.2v11.6L10.5 12zM6.5 6v12"/>',
    "forward": '<path d="M5 6.2v11.6l8.5-5.8zM17.5 6v12"/>',
    "minus10": '<path d="M5 12a7 7 0 1 0 2.3-5.2L5 8.9M5 4.6v4.3h4.3"/>',
    "plus10": '<path d="M19 12a7 7 0 1 1-2.3-5.2L19 8.9M19 4.6v4.3h-4.3"/>',
    "expand": '<path d="M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "warning": '<path d="M12 3.8 21.4 20H2.6zM12 10v4.4M12 17.2v.1"/>',
    "info": '<circle cx="12" cy="12" r="8.6"/><path d="M12 11v5.2M12 7.8v.1"/>',
    "check": '<path d="m4.8 12.6 4.7 4.7L19.4 7"/>',
    "clock": '<circle cx="12" cy="12" r="8.4"/><path d="M12 7.2V12l3.3 2"/>',
    "area": '<path d="M12 21s6.8-6 6.8-11.2a6.8 6.8 0 1 0-13.6 0C5.2 15 12 21 12 21z"/><circle cx="12" cy="9.8" r="2.4"/>',
    "shield": '<path d="M12 3.4 4.8 6v5.6c0 4.4 3 7.6 7.2 9 4.2-1.4 7.2-4.6 7.2-9V6z"/><path d="m8.8 12 2.3 2.3 4.2-4.4"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="2.2"/><path d="M8.2 10.5V7.6a3.8 3.8 0 0 1 7.6 0v2.9M12 14.5v2.4"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "minus": '<path d="M5 12h14"/>',
    "left": '<path d="m14.5 5.5-6.5 6.5 6.5 6.5"/>',
    "right": '<path d="m9.5 5.5 6.5 6.5-6.5 6.5"/>',
    "edit": '<path d="M4.5 19.5 5.4 15 15.8 4.6l3.6 3.6L9 18.6z"/><path d="m13.4 7 3.6 3.6"/>',
    "film": '<rect x="3.5" y="5" width="17" height="14" rx="2"/><path d="M8 5v14M16 5v14M3.5 9.7H8M3.5 14.3H8M16 9.7h4.5M16 14.3h4.5"/>',
    "nosignal": '<path d="M4 5.5h16v11H4zM9 20.5h6M12 16.5v4M9.3 8.4l5.4 5.4M14.7 8.4l-5.4 5.4"/>',
    "key": '<circle cx="8" cy="15.5" r="4"/><path d="m11 12.6 8.4-8.4M15.6 8l2.8 2.8M18 5.6l1.8 1.8"/>',
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """The icon as inline SVG, hidden from screen readers. Raises KeyError on a name that is not drawn."""
    shape = mark_safe(_SHAPES[name])  # noqa: S308 (our own constants above)
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', shape
    )
