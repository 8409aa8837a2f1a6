"""Why a step of a request can't be taken by this person or now: in words, with the clause and what to do next."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vonggac.disclosures.states import RequestState
from vonggac.kernel.authority import Refusal

CONSENT = "khoản 3 Điều 4"
NO_COPY = "khoản 5 Điều 5"
KEPT_DAYS = "khoản 3 Điều 2"

FIELD_WORDS = {
    "birth_date": gettext_lazy("Date of birth"),
    "id_number": gettext_lazy("Personal identification number"),
    "address": gettext_lazy("Address"),
    "phone": gettext_lazy("Telephone"),
    "relation": gettext_lazy("Relation, capacity"),
    "representative": gettext_lazy("Representative"),
    "letter_no": gettext_lazy("Number of the official letter"),
    "introduction_no": gettext_lazy("Number of the introduction letter"),
    "account": gettext_lazy("Description of the matter"),
    "pledged": gettext_lazy("Pledge"),
}
"""The regulation's names of the fields that the completeness check asks for (FORMS §4.1)."""


def not_now(state: str) -> Refusal:
    return Refusal(
        "request_not_now",
        _("This step is not possible now: the request is “%s”.")
        % capfirst(str(RequestState(state).label)),
        CONSENT,
        _("Open the request again and take the step that it shows."),
    )


def not_yours() -> Refusal:
    return Refusal(
        "request_not_yours",
        _("This step belongs to another person."),
        CONSENT,
        _("The request’s page says who takes it."),
    )


def own_request() -> Refusal:
    return Refusal(
        "own_request",
        _("Nobody decides about the own request."),
        CONSENT,
        _("Another member of the school board decides; if there is none, refer it to the superior body."),
    )  # fmt: skip


def involved() -> Refusal:
    return Refusal(
        "involved",
        _("The request is about this person, who therefore neither decides nor carries it out."),
        CONSENT,
        _("Another member of the school board decides; if there is none, refer it to the superior body."),
    )  # fmt: skip


def copy_needs_head() -> Refusal:
    return Refusal(
        "copy_needs_head",
        _("That data leaves the school is decided by the principal, or who is in charge."),
        NO_COPY,
        _("Allow viewing at school only, or leave the decision to the principal."),
    )


def viewing_needs_head() -> Refusal:
    return Refusal(
        "viewing_needs_head",
        _("At this school the principal alone decides about viewing requests."),
        CONSENT,
        _("Leave the decision to the principal."),
    )


def not_in_writing() -> Refusal:
    return Refusal(
        "not_in_writing",
        _("There is no written request: none was attached, and none is in the clerk’s files."),
        CONSENT,
        _("Attach a scan or a photograph of the signed paper, or enter the number it is filed under."),
    )  # fmt: skip


def incomplete(names: Iterable[str]) -> Refusal:
    wanted = ", ".join(str(FIELD_WORDS.get(each, each)).lower() for each in names)
    return Refusal(
        "request_incomplete",
        _("The request is not complete: %s.") % wanted,
        CONSENT,
        _("Ask the requester for it."),
    )


def changed() -> Refusal:
    return Refusal(
        "request_changed",
        _("The request was changed after this page was opened."),
        CONSENT,
        _("Read it again, then decide."),
    )


def approval_void() -> Refusal:
    return Refusal(
        "approval_void",
        _("The request is no longer what was approved: the approval does not hold."),
        CONSENT,
        _("Put the request to the school board again."),
    )


def wider_than_asked() -> Refusal:
    return Refusal(
        "wider_than_asked",
        _("More than was asked for cannot be allowed."),
        CONSENT,
        _("Stay within the cameras, the time and the forms of the request."),
    )


def data_gone() -> Refusal:
    return Refusal(
        "data_gone",
        _("Nothing is left of the data that is asked for."),
        KEPT_DAYS,
        _("Answer the requester: data no longer there."),
    )


def data_there() -> Refusal:
    return Refusal(
        "data_there",
        _("Some of the data that is asked for is still there."),
        CONSENT,
        _("Put the request to the school board."),
    )


def somebody_may_decide() -> Refusal:
    return Refusal(
        "somebody_may_decide",
        _("A member of the school board who is not involved can decide."),
        CONSENT,
        _("Leave the decision to that member."),
    )


def not_copied() -> Refusal:
    return Refusal(
        "copy_not_allowed",
        _("The decision allows viewing at school only, and no copy."),
        NO_COPY,
        _("A copy needs a request of its own."),
    )


def too_many_papers(most: int) -> Refusal:
    return Refusal(
        "too_many_papers",
        _("%d papers are attached: there is no room for more.") % most,
        CONSENT,
        _("Scan what belongs together into one PDF."),
    )
