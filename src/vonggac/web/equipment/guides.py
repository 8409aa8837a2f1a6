"""Guided steps by fault (khoản 5 Điều 2): what to look at first, in this order, before anybody opens a device."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vonggac.equipment.troubles import BY_HAND, SHORTFALL, VOLUME_LOST
from vonggac.kernel.events import TAMPER, EventKind
from vonggac.kernel.streams import GapCause

Guide = tuple[str | Promise, ...]

_NETWORK: Guide = (
    _("Is the camera’s light on? If not: power supply, socket, PoE port."),
    _("Is the cable whole and its plug firm, at the camera and at the switch?"),
    _("Do other cameras of the same switch answer? If not: the switch."),
    _("Smell, smoke, water or heat: stop the device at once."),
)
_PASSWORD: Guide = (
    _("Was the camera’s password changed? Type the new one in the camera’s page."),
    _("If nobody of the school changed it: report it to the school board (khoản 3 Điều 5)."),
)
_PICTURE: Guide = (
    _("Look at the camera: is something before the lens, was it turned?"),
    _("Clean the lens with a dry cloth; set the view again as on the reference picture."),
    _("If somebody did it: open a case (khoản 2 Điều 3)."),
)
_STREAM: Guide = (
    _("Look at the camera’s settings of its streams: they must be as accepted."),
    _("Restart the camera by its own page; no factory reset before the Board’s direction."),
)
_CLOCK: Guide = (
    _("Set the camera to take its time from this computer or a time server."),
    _("Is the date of this computer right? Confirm it in System health."),
)
_DISK: Guide = (
    _("Is the disk’s cable firm, is its light on? Do not format or exchange anything."),
    _("Look at the SMART figures in the storage register."),
    _("Clicking sounds or rising bad sectors: stop the disk, ask for a replacement."),
)
_MACHINE: Guide = (
    _("Was there a power cut? Is the battery of the power supply charged?"),
    _("Is the computer on, and does the service run (System health)?"),
    _("Write down what the screen says before restarting anything."),
)
_OTHER: Guide = (
    _("Write down what you see, since when, and what happened before."),
    _("Smell, smoke, water or heat: stop the device at once."),
)

_OF: dict[str, Guide] = {
    # First, for a lost signal is one of them and has steps of its own.
    **dict.fromkeys((each.value for each in TAMPER), _PICTURE),
    GapCause.CAMERA_UNREACHABLE: _NETWORK,
    GapCause.CREDENTIALS_REFUSED: _PASSWORD,
    GapCause.STREAM_STALLED: _STREAM,
    GapCause.STREAM_UNDECODABLE: _STREAM,
    EventKind.STREAM_CHANGED: _STREAM,
    EventKind.SIGNAL_LOST: _NETWORK,
    EventKind.CLOCK_OFF: _CLOCK,
    GapCause.CLOCK_STEP: _CLOCK,
    GapCause.DISK_FULL: _DISK,
    GapCause.DISK_FAILED: _DISK,
    VOLUME_LOST: _DISK,
    SHORTFALL: _DISK,
    GapCause.HOST_OFF: _MACHINE,
    GapCause.RECORDER_STOPPED: _MACHINE,
    BY_HAND: _OTHER,
}


def guide(cause: str) -> Guide:
    """What to look at for this cause; never empty."""
    return _OF.get(cause, _OTHER)
