"""Kinds of sightings and the answers to them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

CODE = "GNM"


class Kind(TextChoices):
    UNKNOWN = "unknown", _("unknown device")
    SWAPPED = "swapped", _("another device at a camera’s address")
    GONE = "gone", _("approved device is gone")
    CONFIGURATION = "configuration", _("configuration of a camera changed")


class Answer(TextChoices):
    REGISTER = "register", _("is registered: connection slip for approval")
    HARMLESS = "harmless", _("known and harmless")
    VIOLATION = "violation", _("reported as a violation")


def answers_to(kind: str) -> tuple[Answer, ...]:
    """Only a device can be registered: one that is gone, or a change of a camera, can not."""
    device = kind in (Kind.UNKNOWN, Kind.SWAPPED)
    return tuple(each for each in Answer if device or each != Answer.REGISTER)
