"""Why a step of a proposal is refused, in the regulation's words."""

from django.utils.translation import gettext as _

from vonggac.kernel.authority import Refusal

CLAUSE = "khoản 6 Điều 2"


def own_proposal() -> Refusal:
    return Refusal(
        code="own_proposal",
        reason=_("Who made the proposal does not decide on it."),
        clause=CLAUSE,
        next_step=_("Another member of the school board decides."),
    )


def no_source() -> Refusal:
    return Refusal(
        code="no_source",
        reason=_("You propose on the ground of a failure, an order or a stocktake only."),
        clause=CLAUSE,
        next_step=_("Name its number, or tell the IT teacher."),
    )


def not_yours() -> Refusal:
    return Refusal(
        code="not_yours",
        reason=_("Only who made the proposal, or the IT teacher, writes here."),
        clause=CLAUSE,
        next_step=_("Tell the IT teacher."),
    )
