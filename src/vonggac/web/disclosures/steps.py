"""The steps of a request that a form and a button are enough for: which are due for this person, and their services."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from vonggac.access.deeds import Deed
from vonggac.disclosures import selectors, services
from vonggac.disclosures.states import APPROVED, TO_BE_SHOWN, RequestState, Written
from vonggac.kernel.authority import Act
from vonggac.web import deeds
from vonggac.web.disclosures import forms
from vonggac.web.disclosures.exported import packages_for
from vonggac.web.forms import PageForm
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.disclosures.models import Request

S = RequestState
WITHDRAWABLE = (S.SENT, S.RECEIVED, S.MORE, S.AWAITING, *TO_BE_SHOWN)


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    title: str
    button: str
    form: PageForm
    main: bool
    """What comes next; others stand folded below."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the person who asks is to the request."""

    keeper: bool
    receives: bool
    decides: bool
    executor: bool
    hand: bool


def standing_of(request: PageRequest, row: "Request") -> Standing:
    me = request.viewer.person
    receives = deeds.may(request, Deed.RECEIVE_REQUESTS)
    return Standing(
        keeper=row.requester_id == me or (row.requester_id is None and receives),
        receives=receives,
        decides=deeds.may(request, Deed.DECIDE_REQUESTS),
        executor=row.executor_id == me,
        hand=me in (row.executor_id, row.supervisor_id),
    )


def form_of(name: str, row: "Request", data: Any = None) -> PageForm | None:
    """The form of the step; None where there is no such step."""
    made: dict[str, Callable[[], PageForm]] = {
        "send": lambda: PageForm(data),
        "receive": lambda: forms.ReceiveForm(data),
        "put": lambda: PageForm(data),
        "more": lambda: forms.WordsForm(data, needed=True, label=_("What is missing")),
        "answer": lambda: forms.WordsForm(data),
        "filed": lambda: forms.FiledForm(data),
        "no_data": lambda: forms.WordsForm(data, label=_("Answer to the requester")),
        "subjects": lambda: forms.SubjectsForm(
            data,
            school=row.school_id,
            initial={"subjects": [str(each.person_id) for each in row.subjects.all()]},
        ),
        "escalate": lambda: forms.WordsForm(data),
        "extend": lambda: forms.WordsForm(data, needed=True, label=_("Reason")),
        "begin": lambda: PageForm(data),
        "extracted": lambda: forms.ExtractedForm(
            data, labels=[each.label for each in packages_for(row)]
        ),
        "complete": lambda: forms.ResultForm(data),
        "medium": lambda: forms.MediumForm(data),
        "withdraw": lambda: forms.WordsForm(data, label=_("Reason")),
    }
    return made[name]() if name in made else None


def take(name: str, row: "Request", by: UUID, data: dict[str, Any]) -> Any:
    """The step's service, which decides who may. Raises Refused, ValidationError, TextRefused."""
    acts: dict[str, Callable[..., Any]] = {
        "send": services.send,
        "receive": services.receive,
        "put": services.put_to_board,
        "more": services.ask_more,
        "answer": services.answer_more,
        "filed": services.enter_filed_paper,
        "no_data": services.answer_no_data,
        "subjects": services.name_subjects,
        "escalate": services.escalate,
        "extend": services.extend,
        "begin": services.begin,
        "extracted": services.mark_extracted,
        "complete": services.complete,
        "medium": services.close_medium,
        "withdraw": services.withdraw,
    }
    if "subjects" in data:
        data = {"subjects": [UUID(each) for each in data["subjects"]]}
    return acts[name](request=row.id, by=by, **data)


def offered(row: "Request", who: Standing, *, gone: bool, complete: bool) -> list[Step]:
    """The steps that are due, for who may take them, the next one first; the services decide once more."""
    due = _next(row, who, gone, complete) | _beside(row, who)
    found = []
    for name, (title, button) in _words().items():
        form = form_of(name, row) if due.get(name) else None
        if form is not None:
            found.append(Step(name, title, button, form, name not in _BESIDE))
    return sorted(found, key=lambda each: not each.main)


_BESIDE = ("more", "filed", "subjects", "extend", "withdraw")
_AT_THE_DESK = (S.SENT, S.RECEIVED, S.MORE, S.AWAITING)


def _words() -> dict[str, tuple[str, str]]:
    """Title and button of each step."""
    return {
        "send": (_("Send the request"), _("Send")),
        "receive": (_("Receive"), _("Receive and hold the data")),
        "put": (_("Complete: to the school board"), _("Submit for approval")),
        "no_data": (_("Data no longer there"), _("Answer: data no longer there")),
        "answer": (_("What was asked for has come"), _("Hand in")),
        "escalate": (_("Nobody of the school board may decide"), _("Refer to the superior body")),
        "begin": (_("Carry out"), _("Begin")),
        "extracted": (_("The data is extracted"), _("Enter the number")),
        "complete": (_("Complete the request"), _("Complete")),
        "medium": (_("The medium came back, or was destroyed"), _("Write down")),
        "more": (_("Ask for more information"), _("Ask for it")),
        "filed": (_("The signed paper is in the clerk’s files"), _("Enter the number")),
        "subjects": (_("Colleagues whom it is about"), _("Save")),
        "extend": (_("Prolong the law’s time limit"), _("Prolong once")),
        "withdraw": (_("Withdraw the request"), _("Withdraw")),
    }


def _next(row: "Request", who: Standing, gone: bool, complete: bool) -> dict[str, bool]:
    """What comes next of it, for this person."""
    state, desk = row.state, who.receives
    held_up = state == S.AWAITING and row.escalated_us is None and desk
    decision = selectors.standing_decision(row)
    copy = decision is not None and Act.EXPORT.value in decision.acts
    ends = who.executor or (row.approver_id is not None and who.decides)
    return {
        "send": state == S.DRAFT and who.keeper and (complete or row.requester_id is None),
        "receive": state == S.SENT and desk,
        "put": state == S.RECEIVED and desk and complete and not gone,
        "no_data": gone and desk and state in _AT_THE_DESK,
        "answer": state == S.MORE and who.keeper,
        "escalate": held_up and not selectors.deciders(row),
        "begin": who.executor and state in (S.AGREED, S.AGREED_PART),
        "extracted": who.executor and copy and state == S.SHOWN and bool(packages_for(row)),
        "complete": ends and state in (S.SHOWN, S.HANDED_OVER),
        "medium": (desk or ends) and _medium_is_out(row),
    }


def _beside(row: "Request", who: Standing) -> dict[str, bool]:
    """What else this person may do with it."""
    state, desk = row.state, who.receives
    law_runs = row.legal_due_us is not None and row.extended_us is None
    unsettled = state in (S.RECEIVED, S.AWAITING, *APPROVED)
    return {
        "more": state == S.RECEIVED and desk,
        "filed": desk and row.written == Written.NOT_YET and state in _AT_THE_DESK,
        "subjects": desk and state in _AT_THE_DESK,
        "extend": (desk or who.decides) and law_runs and unsettled,
        "withdraw": who.keeper and state in WITHDRAWABLE,
    }


def _medium_is_out(row: "Request") -> bool:
    if row.state not in (S.HANDED_OVER, S.COMPLETED):
        return False
    handover = selectors.handover_of(row)
    return handover is not None and not hasattr(handover, "closed")
