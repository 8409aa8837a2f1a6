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


def may_not_approve() -> Refusal:
    return Refusal(
        code="may_not_approve",
        reason=_("At this school another person decides on such a request."),
        clause="khoản 3 Điều 4",
        next_step=_("Pass it to the principal."),
    )


def own_footage() -> Refusal:
    return Refusal(
        code="own_footage",
        reason=_("Nobody decides on data about himself, or carries it out."),
        clause="khoản 3 Điều 4",
        next_step=_("Another member of the school board decides; another person carries it out."),
    )


def not_an_officer() -> Refusal:
    return Refusal(
        code="not_an_officer",
        reason=_("This is for duty officers and the IT teacher."),
        clause="khoản 2 Điều 3",
        next_step=_("Tell the duty officer."),
    )


def not_your_word() -> Refusal:
    return Refusal(
        code="not_your_word",
        reason=_("Who gave the order confirms it, and nobody else."),
        clause="khoản 1 Điều 2",
        next_step=_("Ask the member of the school board who is named in it."),
    )


def two_needed() -> Refusal:
    return Refusal(
        code="two_needed",
        reason=_("Nobody answers what he entered himself."),
        clause="khoản 1 Điều 2",
        next_step=_("Ask another member of the school board."),
    )


def oral_debt() -> Refusal:
    return Refusal(
        code="oral_debt",
        reason=_("An order by word of mouth that you entered was not confirmed."),
        clause="khoản 1 Điều 2",
        next_step=_("Viewing opens again when the principal has settled it."),
    )
