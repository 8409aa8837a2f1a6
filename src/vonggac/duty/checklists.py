"""The checklists of a shift: closed lists of items (khoản 2 Điều 3, nhóm 1; khoản 6 Điều 2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class List(TextChoices):
    OPENING = "opening", _("opening the shift")
    CLOSING = "closing", _("closing the shift")


class Answer(TextChoices):
    CONFIRMED = "confirmed", _("in order")
    COMPLAINED = "complained", _("not in order")


class Item(TextChoices):
    """The values stand in rows: never rename one."""

    CAMERAS = "cameras", _("Cameras show a picture")
    RECORDING = "recording", _("Cameras are recorded")
    CLOCKS = "clocks", _("Clocks of computer and cameras")
    DISK = "disk", _("Disk space and days kept")
    VERIFY = "verify", _("Recorded data checked")
    COMPUTER = "computer", _("Computer, screen and room are in order")
    SCREEN = "screen", _("Screen locked")
    CABINET = "cabinet", _("Cabinet and room locked")
    CLEAN = "clean", _("Equipment cleaned")
    PAPERS = "papers", _("Papers and printed pictures put away")


ITEMS = list(Item.values)
OF: dict[List, tuple[Item, ...]] = {
    List.OPENING: (
        Item.CAMERAS,
        Item.RECORDING,
        Item.CLOCKS,
        Item.DISK,
        Item.VERIFY,
        Item.COMPUTER,
    ),
    List.CLOSING: (
        Item.CAMERAS,
        Item.RECORDING,
        Item.CLEAN,
        Item.PAPERS,
        Item.SCREEN,
        Item.CABINET,
    ),
}
MEASURED = frozenset({Item.CAMERAS, Item.RECORDING, Item.CLOCKS, Item.DISK, Item.VERIFY})
"""What the system fills in by itself; the officer looks at the rest."""


@dataclass(frozen=True, slots=True)
class Said:
    """A person's answer to one item. ``words`` are needed for a complaint."""

    answer: Answer
    words: str = ""


Answers = Mapping[Item, Said]


def all_in_order(which: List) -> dict[Item, Said]:
    """Every item of the list confirmed."""
    return {item: Said(Answer.CONFIRMED) for item in OF[which]}
