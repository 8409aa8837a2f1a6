"""What a token may read: a closed list. None of it is footage, a picture, or the name of a person."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """The values stand in rows and in the API's document: never rename one."""

    CAMERAS = "cameras:read", _("areas and cameras: names and states")
    COVERAGE = "coverage:read", _("coverage: seconds recorded and not, and why")
    EVENTS = "events:read", _("events of the devices; nothing that tells of people")
    REQUESTS = "requests:read", _("viewing requests: number, state, dates; no names")
    HEALTH = "health:read", _("health of cameras and machine")
