"""States of a case, what the Board can direct, and kinds of lines, in the words of REQUIREMENTS §5.4."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

BOOK = "VV"
"""``book`` of the ledger's entries: ``no`` is the case's number, one entry a line."""


class CaseState(TextChoices):
    """In order; a case goes forward one step at a time."""

    NOTED = "noted", _("noted")
    REPORTED = "reported", _("reported to the Board")
    DIRECTED = "directed", _("the Board has directed")
    HANDLED = "handled", _("being handled")
    RESULT = "result", _("has a result")
    CLOSED = "closed", _("case ended")


ORDER = tuple(CaseState)


class Way(TextChoices):
    """What the Board directs."""

    SPOT = "spot", _("handle it on the spot")
    RETRIEVE = "retrieve", _("retrieve data")
    POLICE = "police", _("inform the police")
    PARENTS = "parents", _("invite the parents")


class LineKind(TextChoices):
    """What a line of the dossier tells. The values stand in rows: never rename one."""

    NOTED = "noted", _("noted")
    REPORTED = "reported", _("reported to the Board")
    DIRECTED = "directed", _("the Board has directed")
    HANDLED = "handled", _("being handled")
    RESULT = "result", _("has a result")
    CLOSED = "closed", _("case ended")
    NOTE = "note", _("note")
    USE = "use", _("use of the camera system")
    HELD = "held", _("data held")
    NOT_HELD = "not_held", _("data could not be held")
    DIRECTIVE = "directive", _("directive joined")
    VIOLATION = "violation", _("passed on: acts that bear signs of a violation")
    CORRECTION = "correction", _("correction")
