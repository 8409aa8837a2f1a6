"""States of a breach, what its lines tell, and the time limit of the law."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.clock import HOUR_US
from vonggac.proceedings.flow import Flow

CODE = "LM"
WITHIN_US = 72 * HOUR_US
"""From discovery to the notice (khoản 1 Điều 23 Luật 91/2025/QH15)."""
WARN_US = (48 * HOUR_US, 71 * HOUR_US, WITHIN_US)
"""From discovery: when the Board and the named leader are told again."""


class BreachState(TextChoices):
    FOUND = "found", _("breach discovered")
    TO_NOTIFY = "to_notify", _("the notice is to be sent")
    NO_NOTICE = "no_notice", _("weighed: nobody is harmed, no notice")
    NOTIFIED = "notified", _("the notice is sent")
    CLOSED = "closed", _("breach closed")


FLOW = Flow(
    first=(BreachState.FOUND.value,),
    follows={
        "found": ("to_notify", "no_notice"),
        "to_notify": ("notified",),
        "no_notice": ("to_notify", "closed"),
        "notified": ("closed",),
        "closed": (),
    },
)
RUNNING = ("found", "to_notify")
"""The 72 hours run."""


class LineKind(TextChoices):
    """The values stand in rows: never rename one. A step has the name of the state that it leads to."""

    FOUND = "found", _("breach discovered")
    TO_NOTIFY = "to_notify", _("the notice is to be sent")
    NO_NOTICE = "no_notice", _("weighed: nobody is harmed, no notice")
    NOTIFIED = "notified", _("the notice is sent")
    SUBJECTS = "subjects", _("the persons concerned are told")
    FURTHER = "further", _("a further notice is sent")
    CLOSED = "closed", _("breach closed")
    WEIGHED = "weighed", _("counts and consequences")
    MEASURE = "measure", _("measure taken")
    EVIDENCE = "evidence", _("evidence")
    NOTE = "note", _("note")
    CORRECTION = "correction", _("correction")


class Happened(TextChoices):
    """What happened to the data; the value stands in rows."""

    LEAKED = "leaked", _("seen or copied by somebody who may not")
    PUBLISHED = "published", _("spread or published")
    LOST = "lost", _("lost, or a medium lost")
    ALTERED = "altered", _("altered or destroyed")
    ENTERED = "entered", _("somebody got into the system")
    OTHER = "other", _("other")


class DataKind(TextChoices):
    """The value stands in rows, joined by commas."""

    FOOTAGE = "footage", _("footage")
    PICTURES = "pictures", _("pictures, prints")
    SOUND = "sound", _("sound")
    PAPERS = "papers", _("requests and papers")
    ACCOUNTS = "accounts", _("accounts")
    OTHER = "other", _("other")


PERSONS = {
    "pupils": _("Pupils"),
    "parents": _("Parents"),
    "staff": _("Staff"),
    "others": _("Visitors and others"),
}
"""Whose data it is, by the column of the count."""


class Receiver(TextChoices):
    AUTHORITY = "authority", _("the competent authority")
    SUBJECTS = "subjects", _("the persons whose data it is")
