"""States of a failure and ways of its repair, in the words of REQUIREMENTS §5.5."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FailureState(TextChoices):
    """REQUIREMENTS §5.5, as far as this goes; stopping a device and its test come with maintenance."""

    DETECTED = "detected", _("detected")
    REPORTED = "reported", _("reported to the school board")
    DIRECTED = "directed", _("directed by the school board")
    REPAIRING = "repairing", _("being repaired")
    BACK = "back", _("in operation again")
    CLOSED = "closed", _("closed")


class Way(TextChoices):
    """BGH chỉ đạo: who repairs it."""

    IT_TEACHER = "it_teacher", _("the IT teacher repairs it")
    NETWORK = "network", _("handed to the network administrator")
    OUTSIDE = "outside", _("repaired outside, or under warranty")
    REPLACE = "replace", _("replacement proposed")
