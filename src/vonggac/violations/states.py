"""States of a violation, in the words of REQUIREMENTS §5.9, and what its lines tell."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vonggac.proceedings.flow import Flow

CODE = "VP"


class ViolationState(TextChoices):
    FOUND = "found", _("found")
    MINUTED = "minuted", _("minutes written")
    REPORTED = "reported", _("reported to the Board")
    VERIFYING = "verifying", _("being verified")
    NONE = "none", _("concluded: no violation")
    VIOLATED = "violated", _("concluded: a violation")
    PROPOSED = "proposed", _("handling proposed")
    SETTLED = "settled", _("handled")
    COMPENSATED = "compensated", _("compensated")
    ENDED = "ended", _("matter ended")


FLOW = Flow(
    first=(ViolationState.FOUND.value,),
    follows={
        "found": ("minuted",),
        "minuted": ("reported",),
        "reported": ("verifying",),
        "verifying": ("none", "violated"),
        "none": ("ended",),
        "violated": ("proposed",),
        "proposed": ("settled",),
        "settled": ("compensated", "ended"),
        "compensated": ("ended",),
        "ended": (),
    },
)
CONCLUDED = frozenset({"none", "violated", "proposed", "settled", "compensated", "ended"})


class LineKind(TextChoices):
    """The values stand in rows: never rename one. A step has the name of the state that it leads to."""

    FOUND = "found", _("found")
    MINUTED = "minuted", _("minutes written")
    REPORTED = "reported", _("reported to the Board")
    VERIFYING = "verifying", _("being verified")
    NONE = "none", _("concluded: no violation")
    VIOLATED = "violated", _("concluded: a violation")
    PROPOSED = "proposed", _("handling proposed")
    SETTLED = "settled", _("handled")
    COMPENSATED = "compensated", _("compensated")
    ENDED = "ended", _("matter ended")
    STATEMENT = "statement", _("statement of the person concerned")
    WITNESS = "witness", _("statement of a witness")
    EVIDENCE = "evidence", _("evidence")
    HELD = "held", _("data held")
    NOTE = "note", _("note")
    CORRECTION = "correction", _("correction")


class Rule(TextChoices):
    """What the act may go against: the five of Điều 5, and deviations found by a check (nhóm 7 khoản 2 Điều 3)."""

    ACCOUNT = "5.1", _("giving away an account (khoản 1 Điều 5)")
    DEVICE = "5.2", _("connecting a device without leave (khoản 2 Điều 5)")
    HINDER = "5.3", _("hindering, unlawful access, disabling a function (khoản 3 Điều 5)")
    RECORDING = "5.4", _("changing or stopping transmission or recording (khoản 4 Điều 5)")
    DATA = "5.5", _("erasing, altering, copying or disclosing data (khoản 5 Điều 5)")
    DEVIATION = "3.2", _("a deviation found by a check (khoản 2 Điều 3)")
