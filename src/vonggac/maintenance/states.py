"""States of an order, in the words of REQUIREMENTS §5.7, and the closed lists of what is done and found."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vonggac.equipment.states import AssetKind
from vonggac.proceedings.flow import Flow

CODE = "BT"


class OrderState(TextChoices):
    """Quá hạn stands in no row: it is read from the day that the work is due. Hoãn leads back to the plan."""

    PLANNED = "planned", _("as planned")
    DUE = "due", _("due for maintenance")
    WORKING = "working", _("maintenance under way")
    CONFIRMING = "confirming", _("awaiting the Board's confirmation")
    DONE = "done", _("maintenance completed")
    FAILED = "failed", _("not passed, failure opened")


FLOW = Flow(
    first=(OrderState.PLANNED.value,),
    follows={
        "planned": ("due", "working"),
        "due": ("planned", "working"),
        "working": ("confirming", "failed"),
        "confirming": ("working", "done"),
        "done": (),
        "failed": (),
    },
)
BEGUN = frozenset({"working", "confirming", "done", "failed"})


class Work(TextChoices):
    MAINTENANCE = "maintenance", _("maintenance")
    CALIBRATION = "calibration", _("calibration")


class Every(TextChoices):
    WEEK = "week", _("every week")
    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")
    HALF_YEAR = "half_year", _("every half-year")
    YEAR = "year", _("once a year")


class Verdict(TextChoices):
    GOOD = "good", _("in order")
    MENDED = "mended", _("mended on the spot")
    BAD = "bad", _("not in order")
    NONE = "none", _("does not apply")


class Item(TextChoices):
    """What is looked at (FORMS §5.3, §5.4). The values stand in rows: never rename one."""

    LENS = "lens", _("lens cleaned")
    CLEAN = "clean", _("device cleaned")
    MOUNT = "mount", _("mount and screws")
    POWER = "power", _("power supply")
    CONNECTORS = "connectors", _("connectors and cables")
    SEALING = "sealing", _("sealing against water")
    FAN = "fan", _("fan")
    DISK = "disk", _("disk")
    FIRMWARE = "firmware", _("firmware")
    PASSWORD = "password", _("password changed")
    WORKS = "works", _("function")
    CLOCK = "clock", _("clock deviation")
    VIEW = "view", _("view as accepted")
    SHARPNESS = "sharpness", _("sharpness")
    NIGHT = "night", _("picture at night")
    FRAME_RATE = "frame_rate", _("frame rate")
    SCHEDULE = "schedule", _("recorded as scheduled")
    KEPT_DAYS = "kept_days", _("days kept")


MEASURED = frozenset({Item.CLOCK, Item.FRAME_RATE, Item.SCHEDULE, Item.KEPT_DAYS})
"""What the machine measures by itself; what fails there is not called good."""

_HOUSED = (Item.CLEAN, Item.FAN, Item.DISK, Item.POWER, Item.CONNECTORS, Item.FIRMWARE)
MAINTAINED: dict[str, tuple[Item, ...]] = {
    AssetKind.CAMERA: (
        Item.LENS,
        Item.MOUNT,
        Item.POWER,
        Item.CONNECTORS,
        Item.SEALING,
        Item.FIRMWARE,
        Item.PASSWORD,
    ),
    AssetKind.RECORDER: (*_HOUSED, Item.PASSWORD),
    AssetKind.COMPUTER: (*_HOUSED, Item.PASSWORD),
    AssetKind.NAS: (*_HOUSED, Item.PASSWORD),
    AssetKind.DISK: (Item.DISK, Item.CONNECTORS),
    AssetKind.SWITCH: (Item.CLEAN, Item.POWER, Item.CONNECTORS, Item.FIRMWARE, Item.PASSWORD),
    AssetKind.POWER: (Item.CLEAN, Item.POWER, Item.CONNECTORS),
    AssetKind.OTHER: (Item.CLEAN, Item.POWER, Item.WORKS),
}
CALIBRATED = (
    Item.CLOCK,
    Item.VIEW,
    Item.SHARPNESS,
    Item.NIGHT,
    Item.FRAME_RATE,
    Item.SCHEDULE,
    Item.KEPT_DAYS,
)
"""Of a camera: no other device is calibrated."""


def items_of(work: str, kind: str) -> tuple[Item, ...]:
    """The checklist of one device, in its order."""
    return CALIBRATED if work == Work.CALIBRATION else MAINTAINED[kind]


class LineKind(TextChoices):
    """The values stand in rows: never rename one. A step has the name of the state that it leads to."""

    PLANNED = "planned", _("as planned")
    DUE = "due", _("due for maintenance")
    WORKING = "working", _("work begun")
    CHECKED = "checked", _("device checked")
    STOPPED = "stopped", _("device stopped for the work")
    RESTARTED = "restarted", _("device runs again after its test")
    CONFIRMING = "confirming", _("handed in for confirmation")
    RETURNED = "returned", _("returned by the Board")
    POSTPONED = "postponed", _("postponed")
    DONE = "done", _("maintenance completed")
    FAILED = "failed", _("not passed, failure opened")
    CORRECTION = "correction", _("correction")
