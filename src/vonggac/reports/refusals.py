"""Why a step of a report is refused, in the regulation's words."""

from django.utils.translation import gettext as _

from vonggac.kernel.authority import Refusal

CLAUSE = "khoản 2 Điều 3"


def own_report() -> Refusal:
    return Refusal(
        code="own_report",
        reason=_("Who submitted a report does not sign it."),
        clause=CLAUSE,
        next_step=_("The IT teacher submits it, the principal signs."),
    )


def not_over() -> Refusal:
    return Refusal(
        code="not_over",
        reason=_("The period is not over: its numbers still grow."),
        clause=CLAUSE,
        next_step=_("Sign it from the day after its last, or make an ad hoc report."),
    )


def changed_since() -> Refusal:
    return Refusal(
        code="changed_since",
        reason=_("The books have changed since the page was shown: its numbers are others now."),
        clause=CLAUSE,
        next_step=_("Look at the numbers again, then sign."),
    )
