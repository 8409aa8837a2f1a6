"""States of a handing over of the system, what is handed over, and what its lines tell."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vonggac.proceedings.flow import Flow

CODE = "BG"


class HandoverState(TextChoices):
    OPEN = "open", _("being prepared")
    GIVEN = "given", _("handed over")
    TAKEN = "taken", _("taken over by the next one")
    CONFIRMED = "confirmed", _("confirmed by the head")
    CANCELLED = "cancelled", _("not carried out")


FLOW = Flow(
    first=(HandoverState.OPEN.value,),
    follows={
        "open": ("given", "cancelled"),
        "given": ("taken", "open", "cancelled"),
        "taken": ("confirmed", "open", "cancelled"),
        "confirmed": (),
        "cancelled": (),
    },
)
UNDER_WAY = ("open", "given", "taken")


class Item(TextChoices):
    """The checklist, in the order of the paper. The values stand in rows: never rename one."""

    CAMERAS = "cameras", _("camera passwords changed")
    STORES = "stores", _("accounts of recorders and NAS changed")
    MACHINE = "machine", _("account of the recording machine changed")
    NETWORK = "network", _("passwords of Wi-Fi and switches changed")
    CODES = "codes", _("recovery codes of who leaves ended")
    KEYS = "keys", _("keys of room and cabinet")
    BOOKS = "books", _("books and papers, with their counts")
    MATTERS = "matters", _("open matters explained")


class Answer(TextChoices):
    """What was done about an item; also the kind of its line."""

    DONE = "item_done", _("done")
    LEFT = "item_left", _("still to be done")
    NONE = "item_none", _("there is none")


class LineKind(TextChoices):
    """The values stand in rows: never rename one. A step has the name of the state that it leads to."""

    OPENED = "opened", _("handing over opened")
    ITEM_DONE = "item_done", _("done")
    ITEM_LEFT = "item_left", _("still to be done")
    ITEM_NONE = "item_none", _("there is none")
    GIVEN = "given", _("handed over")
    ABSENT = "absent", _("handed over without who leaves")
    TAKEN = "taken", _("taken over by the next one")
    SENT_BACK = "sent_back", _("sent back")
    CONFIRMED = "confirmed", _("confirmed by the head")
    CODES_ENDED = "codes_ended", _("recovery codes ended")
    CANCELLED = "cancelled", _("not carried out")
    NOTE = "note", _("note")
    CORRECTION = "correction", _("correction")
