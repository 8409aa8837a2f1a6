"""Answers "no" of this room, with clause and next step."""

from django.utils.translation import gettext as _

from vonggac.kernel.authority import Refusal

NO_COPY = "khoản 5 Điều 5"


def not_taken(code: str) -> Refusal:
    """``code`` of evidence.snapshots.NotTaken."""
    reasons = {
        "no_footage": _("There is no picture of that moment."),
        "busy": _("Other pictures are being prepared."),
    }
    reason = reasons.get(code, _("The picture of that moment cannot be read."))
    return Refusal(
        f"snapshot_{code}", reason, "", _("Try again; if it stays so, tell the IT teacher.")
    )


def unreadable() -> Refusal:
    return Refusal(
        "snapshot_altered",
        _("The kept picture is not as it was taken, so it is not shown."),
        NO_COPY,
        _("Tell the IT teacher: the ledger holds the hash of the picture as it was."),
    )


def no_such() -> Refusal:
    return Refusal(
        "not_found",
        _("There is no such page, or it is not yours to see."),
        "",
        _("Back to the dashboard"),
        "home",
    )
