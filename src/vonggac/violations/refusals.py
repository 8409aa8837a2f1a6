"""Why a step of a violation is refused, in the regulation's words."""

from django.utils.translation import gettext as _

from vonggac.kernel.authority import Refusal

CLAUSE = "khoản 2 Điều 6"


def involved() -> Refusal:
    return Refusal(
        code="involved",
        reason=_("Whoever is concerned by the act neither verifies nor concludes it."),
        clause=CLAUSE,
        next_step=_("Another member of the school board decides, or the superior body."),
    )


def own_minutes() -> Refusal:
    return Refusal(
        code="own_minutes",
        reason=_("Who wrote the minutes does not conclude on them."),
        clause=CLAUSE,
        next_step=_("Another member of the school board concludes."),
    )


def not_yours() -> Refusal:
    return Refusal(
        code="not_yours",
        reason=_("Only the person concerned, the reporter or the Board writes here."),
        clause=CLAUSE,
        next_step=_("Give your statement to the school board."),
    )
