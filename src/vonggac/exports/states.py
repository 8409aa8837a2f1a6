"""States of an export, and how its package is closed for its way."""

from django.db import models
from django.utils.translation import gettext_lazy as _

APPROVED = ("approved", "building", "ready", "downloaded")
BUILT = ("ready", "downloaded")


class ExportState(models.TextChoices):
    REQUESTED = "requested", _("waiting for approval")
    DECLINED = "declined", _("declined")
    APPROVED = "approved", _("approved")
    BUILDING = "building", _("being made")
    READY = "ready", _("ready")
    DOWNLOADED = "downloaded", _("downloaded")
    FAILED = "failed", _("not made")


class Envelope(models.TextChoices):
    """How the package is closed for its way (khoản 5 Điều 5); chosen per handover."""

    NONE = "none", _("not encrypted")
    RECIPIENT = "recipient", _("encrypted to the recipient’s age key")
    ONE_TIME = "one_time", _("encrypted; the key is handed over by another way")
