"""Small words of the list of found cameras."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def channel_key(device: int, channel: int) -> str:
    """How the form names a channel: ``3-1``."""
    return f"{device}-{channel}"


@register.simple_tag
def registered_name(device: Any, channel: int) -> str:
    return str(device.registered.get(channel, ""))


@register.simple_tag
def suggested_name(device: Any, channel: Any) -> str:
    """What the device calls itself, with the channel's number where it has several."""
    base = device.title or device.facts.model or _("Camera")
    return f"{base} {channel.number}"[:80] if len(device.channels) > 1 else base[:80]
