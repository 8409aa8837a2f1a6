"""States of a proposal, in the words of REQUIREMENTS §5.6, and what its lines tell."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vonggac.proceedings.flow import Flow

CODE = "DX"


class ProposalState(TextChoices):
    DRAFT = "draft", _("proposal drafted")
    SUBMITTED = "submitted", _("submitted to the Board")
    MORE = "more", _("more is asked for")
    APPROVED = "approved", _("proposal approved")
    DECLINED = "declined", _("proposal not approved")
    WORKING = "working", _("being carried out")
    ACCEPTED = "accepted", _("work accepted")
    BOOKED = "booked", _("asset books updated")
    CLOSED = "closed", _("proposal closed")


FLOW = Flow(
    first=(ProposalState.DRAFT.value,),
    follows={
        "draft": ("submitted",),
        "submitted": ("approved", "declined", "more"),
        "more": ("submitted",),
        "approved": ("working",),
        "declined": (),
        "working": ("accepted",),
        "accepted": ("booked",),
        "booked": ("closed",),
        "closed": (),
    },
)
WRITABLE = frozenset({"draft", "more"})
DECIDED = frozenset({"approved", "declined", "working", "accepted", "booked", "closed"})
CARRIED_OUT = frozenset({"working", "accepted", "booked", "closed"})


class Measure(TextChoices):
    """What is proposed of a device."""

    REPAIR = "repair", _("repair")
    REPLACE = "replace", _("replace")
    DISPOSE = "dispose", _("dispose of")
    ADD = "add", _("add")


LEAVES = frozenset({Measure.REPLACE, Measure.DISPOSE})
"""The device goes out of use when it is carried out."""


class LineKind(TextChoices):
    """The values stand in rows: never rename one. A step has the name of the state that it leads to."""

    DRAFT = "draft", _("proposal drafted")
    REVISED = "revised", _("devices listed anew")
    SUBMITTED = "submitted", _("submitted to the Board")
    MORE = "more", _("more is asked for")
    APPROVED = "approved", _("proposal approved")
    DECLINED = "declined", _("proposal not approved")
    WORKING = "working", _("being carried out")
    ACCEPTED = "accepted", _("work accepted")
    BOOKED = "booked", _("asset books updated")
    CLOSED = "closed", _("proposal closed")
    NOTE = "note", _("note")
    CORRECTION = "correction", _("correction")
