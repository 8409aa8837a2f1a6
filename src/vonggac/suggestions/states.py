"""States of a suggestion, in the words of REQUIREMENTS §5.10."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vonggac.proceedings.flow import Flow

CODE = "KN"


class SuggestionState(TextChoices):
    SENT = "sent", _("suggestion sent")
    RECEIVED = "received", _("suggestion received")
    GATHERED = "gathered", _("gathered")
    CONSIDERED = "considered", _("the Board considers it")
    ACCEPTED = "accepted", _("answered: accepted")
    DECLINED = "declined", _("answered: not accepted")
    AMENDS = "amends", _("answered: into the next regulation")
    CLOSED = "closed", _("closed")


ANSWERS = ("accepted", "declined", "amends")
FLOW = Flow(
    first=(SuggestionState.SENT.value,),
    follows={
        "sent": ("received",),
        "received": ("gathered",),
        "gathered": ("considered",),
        "considered": ANSWERS,
        "accepted": ("closed",),
        "declined": ("closed",),
        "amends": ("closed",),
        "closed": (),
    },
)


class Subject(TextChoices):
    """What it is about; the value stands in rows."""

    USE = "use", _("use of the camera system")
    DEVICE = "device", _("devices and recording")
    PRIVACY = "privacy", _("private life, personal data")
    PROCEDURE = "procedure", _("procedure and papers")
    OTHER = "other", _("other")
