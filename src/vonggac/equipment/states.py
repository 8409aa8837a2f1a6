"""States of failures and devices, and ways of repair, in the words of REQUIREMENTS §5.5 and §5.11."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FailureState(TextChoices):
    """REQUIREMENTS §5.5. The values stand in rows: never rename one."""

    DETECTED = "detected", _("detected")
    STOPPED = "stopped", _("the device was stopped")
    RUNNING = "running", _("no need to stop")
    REPORTED = "reported", _("reported to the school board")
    DIRECTED = "directed", _("directed by the school board")
    REPAIRING = "repairing", _("being repaired")
    TESTING = "testing", _("waiting for the test")
    PASSED = "passed", _("test passed")
    BACK = "back", _("in operation again")
    CLOSED = "closed", _("closed")


class Way(TextChoices):
    """BGH chỉ đạo: who repairs it."""

    IT_TEACHER = "it_teacher", _("the IT teacher repairs it")
    NETWORK = "network", _("handed to the network administrator")
    OUTSIDE = "outside", _("repaired outside, or under warranty")
    REPLACE = "replace", _("replacement proposed")


class AssetKind(TextChoices):
    CAMERA = "camera", _("camera")
    RECORDER = "recorder", _("recorder (NVR, DVR)")
    COMPUTER = "computer", _("computer")
    DISK = "disk", _("disk")
    NAS = "nas", _("network storage")
    SWITCH = "switch", _("network switch")
    POWER = "power", _("power supply")
    OTHER = "other", _("other device")


STORES = frozenset({AssetKind.DISK, AssetKind.NAS, AssetKind.RECORDER, AssetKind.COMPUTER})
"""What footage can lie on."""


class AssetState(TextChoices):
    """REQUIREMENTS §5.11. Cảnh báo stands in no row: it is read from the open failures."""

    WAITING = "waiting", _("waiting to be connected")
    WORKING = "working", _("device at work")
    WARNING = "warning", _("device with a warning")
    STOPPED = "stopped", _("device stopped by a ticket")
    OUT = "out", _("device out of use")


STORED_STATES = tuple(each.value for each in AssetState if each is not AssetState.WARNING)


class AssetDeed(TextChoices):
    """What a line of an asset's history tells."""

    REGISTERED = "registered", _("entered into the register")
    IMPORTED = "imported", _("entered from a list")
    CHANGED = "changed", _("particulars changed")
    CONNECTED = "connected", _("connection approved")
    STOPPED = "stopped", _("device stopped by a ticket")
    RESTARTED = "restarted", _("in operation again after its test")
    OUT = "out", _("device out of use")


class LineKind(TextChoices):
    """Of a line of the device book."""

    AUTO = "auto", _("by the system")
    DAILY = "daily", _("by a person")
    CORRECTION = "correction", _("correction")


class Worth(TextChoices):
    """Tình trạng sử dụng of an asset, as the last stocktake or repair left it (FORMS §5.5)."""

    GOOD = "good", pgettext_lazy("worth", "good")
    REPAIR = "repair", pgettext_lazy("worth", "needs repair")
    BROKEN = "broken", pgettext_lazy("worth", "broken")
    LOST = "lost", pgettext_lazy("worth", "lost")


class Condition(TextChoices):
    """Tình trạng: BT, Cảnh báo, Hỏng."""

    GOOD = "good", pgettext_lazy("condition", "normal")
    WARNING = "warning", pgettext_lazy("condition", "warning")
    BROKEN = "broken", pgettext_lazy("condition", "broken")
