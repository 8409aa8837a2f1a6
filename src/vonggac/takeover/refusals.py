"""Why a step of the handing over is refused, in the regulation's words."""

from django.utils.translation import gettext as _

from vonggac.kernel.authority import Refusal

CLAUSE = "khoản 2 Điều 2"


def not_yours(who: str) -> Refusal:
    """``who``: whose step it is, in words."""
    return Refusal(
        code="not_yours",
        reason=_("Only %(who)s does this step.") % {"who": who},
        clause=CLAUSE,
        next_step=_("The page of the handing over says whose turn it is."),
    )


def own_matter() -> Refusal:
    """Of the head who is told to hand over to himself, and of who leaves or takes over."""
    return Refusal(
        code="own_matter",
        reason=_("Nobody confirms a handing over that is his own."),
        clause=CLAUSE,
        next_step=_(
            "The principal confirms it; where it is the principal's own, another of the school board."
        ),
    )
