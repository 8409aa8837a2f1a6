"""What the Board is to know of, and how a source tells it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeKind(TextChoices):
    """The values stand in rows: never rename one."""

    STOPPED = "stopped", _("the system was told to stop")
    RECORDER = "recorder", _("the recording program was stopped")
    HOST = "host", _("the machine was off, or the recording program was killed")
    PROCESS = "process", _("a program of the system ended by itself or was killed")
    ALARMS = "alarms", _("what rings was changed")
    EYES = "eyes", _("what is looked for at a camera was changed")
    NETWORK = "network", _("the watch over the network was changed")
    PLAN = "plan", _("a recording plan was changed")


@dataclass(frozen=True, slots=True)
class Told:
    """``ref`` is the same whenever the same deed is told again. ``until_us`` None: it goes on, or has no length.

    ``by`` None: nobody is known to have done it.
    """

    kind: ChangeKind
    ref: str
    at_us: int
    until_us: int | None = None
    by: UUID | None = None
    subject: str = ""
    basis: str = ""
