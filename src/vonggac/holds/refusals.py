"""Why a hold can't be placed or released, in the regulation's words."""

from django.utils.translation import gettext as _

from vonggac.kernel.authority import Refusal

EVIDENCE = "khoản 1 Điều 6"


def gone(since: str, entry: int) -> Refusal:
    return Refusal(
        code="gone",
        reason=_(
            "The data of this time is gone since %(since)s: its days were over"
            " (entry %(entry)d of the system log)."
        )
        % {"since": since, "entry": entry},
        clause="khoản 3 Điều 2",
        next_step=_("Answer in writing that there is no data any more."),
    )


def may_not_place() -> Refusal:
    return Refusal(
        code="may_not_hold",
        reason=_("The school board or the IT teacher holds data."),
        clause=EVIDENCE,
        next_step=_("Tell the school board what must be kept."),
    )


def may_not_release() -> Refusal:
    return Refusal(
        code="may_not_release",
        reason=_("A hold is released by the school board only."),
        clause=EVIDENCE,
        next_step=_("Ask a member of the school board."),
    )


def two_persons() -> Refusal:
    return Refusal(
        code="two_persons",
        reason=_("A hold is released by two persons: another one than who asked for it."),
        clause=EVIDENCE,
        next_step=_("Ask another member of the school board."),
    )
