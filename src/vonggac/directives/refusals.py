"""Why a directive can't be made or ended by this person, in the regulation's words."""

from django.utils.translation import gettext as _

from vonggac.kernel.authority import Refusal


def not_head() -> Refusal:
    return Refusal(
        code="not_head",
        reason=_("Only the principal, or who is in charge of the school, issues a directive."),
        clause="khoản 1 Điều 2",
        next_step=_("Ask the principal for a directive."),
    )


def not_board() -> Refusal:
    return Refusal(
        code="not_board",
        reason=_("Only members of the school board may demand to view directly."),
        clause="khoản 2 Điều 4",
        next_step=_("Ask the principal for a directive."),
    )


def strict_vice_principal() -> Refusal:
    return Refusal(
        code="strict_vice_principal",
        reason=_("At this school a vice-principal needs a directive of the principal too."),
        clause="khoản 1 Điều 2",
        next_step=_("Ask the principal for a directive."),
    )


def not_yours() -> Refusal:
    return Refusal(
        code="not_your_directive",
        reason=_("The directive was issued by another person."),
        clause="khoản 1 Điều 2",
        next_step=_("Ask the principal."),
    )
