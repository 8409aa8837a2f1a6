"""Why a step of maintenance is refused, in the regulation's words."""

from django.utils.translation import gettext as _

from vonggac.kernel.authority import Refusal

CLAUSE = "khoản 6 Điều 2"


def own_work() -> Refusal:
    return Refusal(
        code="own_work",
        reason=_("Who did the work does not confirm it."),
        clause=CLAUSE,
        next_step=_("Another member of the school board confirms."),
    )


def own_plan() -> Refusal:
    return Refusal(
        code="own_plan",
        reason=_("Who drew the plan up does not approve it."),
        clause=CLAUSE,
        next_step=_("A member of the school board approves."),
    )


def not_executor() -> Refusal:
    return Refusal(
        code="not_executor",
        reason=_("Only who began the work writes down what was found."),
        clause=CLAUSE,
        next_step=_("Ask the person whose name stands in the order."),
    )
