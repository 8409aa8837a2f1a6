"""States and failures of exports, as the page says them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vonggac.exports.states import ExportState

TONES: dict[ExportState, str] = {
    ExportState.REQUESTED: "warn",
    ExportState.DECLINED: "",
    ExportState.APPROVED: "info",
    ExportState.BUILDING: "info",
    ExportState.READY: "good",
    ExportState.DOWNLOADED: "good",
    ExportState.FAILED: "bad",
}
_FAILURES: dict[str, str | Promise] = {
    "no_keys": _(
        "The school has no evidence keys yet. At the machine, “vonggac evidence keys” makes them."
    ),
    "nothing_there": _("There is no recorded data of these cameras in that time."),
    "disk_short": _(
        "The disk has no room for the package beside what recording needs. Make room, then try again."
    ),
    "disk": _("The disk could not be read or written. Look at the system’s page, then try again."),
    "altered": _(
        "A recorded file is not as the system log has it, and is no evidence. “vonggac verify” says which."
    ),
    "sound": _(
        "The recording has sound, and the directive is for the pictures. A directive that includes sound is needed."
    ),
    "no_stamp": _("The time-stamp authority did not answer. Try again later."),
    "not_permitted": _("The directive has ended or was changed. A new one is needed."),
    "not_approved": _("The export is not what was approved. Ask for a new one."),
    "no_checkpoint": _("The archive did not enter it in the system log in time. Try again."),
    "no_paper": _("The paper of the package could not be drawn. Try again."),
    "no_copy": _(
        "The viewing copy could not be made: the pictures cannot be decoded. Ask for an export without one."
    ),
    "killed": _("Making it was interrupted three times. Try again."),
    "unexpected": _("An error that was not expected; it stands in the log “exports”. Try again."),
}


def why_failed(code: str) -> str:
    """Empty where nothing failed."""
    return str(_FAILURES.get(code, _FAILURES["unexpected"])) if code else ""
