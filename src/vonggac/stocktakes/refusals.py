"""Why a step of a stocktake is refused, in the regulation's words."""

from django.utils.translation import gettext as _

from vonggac.kernel.authority import Refusal

CLAUSE = "khoản 7 Điều 2"


def not_member() -> Refusal:
    return Refusal(
        code="not_member",
        reason=_("Only the members of this stocktake board count and sign."),
        clause=CLAUSE,
        next_step=_("Ask the school board to name you a member."),
    )


def own_stocktake() -> Refusal:
    return Refusal(
        code="own_stocktake",
        reason=_("Who counted or proposed does not approve."),
        clause=CLAUSE,
        next_step=_("Another member of the school board approves."),
    )
