"""What the page of one request shows: the request, its papers and history, and the steps of this person."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy

from vonggac.disclosures import refusals, selectors
from vonggac.disclosures.deadlines import local_day
from vonggac.disclosures.facts import missing
from vonggac.disclosures.states import APPROVED, EDITABLE, FINAL, RequestState
from vonggac.kernel.authority import Refusal
from vonggac.kernel.clock import now_us
from vonggac.web.disclosures.exported import ask_address
from vonggac.web.disclosures.forms import FORMS_OF_USE, PaperForm
from vonggac.web.disclosures.steps import Standing, offered, standing_of
from vonggac.web.forms import PageForm
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.disclosures.models import Request

S = RequestState
PRINTED = {
    "viewing_request": gettext_lazy("Request form"),
    "reply_letter": gettext_lazy("Reply letter"),
    "viewing_minutes": gettext_lazy("Minutes of the viewing"),
    "handover": gettext_lazy("Handover of data"),
}
_INCOMPLETE = (S.DRAFT, S.SENT, S.RECEIVED, S.MORE)
ASKED_WORDS = ("reason", "account", "place", "attachments")


def page_of_request(
    request: PageRequest, row: "Request", spoilt: dict[str, PageForm] | None = None
) -> dict[str, Any]:
    """Everything the template needs."""
    who = standing_of(request, row)
    facts = selectors.facts_of(row)
    gone = row.state in (S.RECEIVED, S.MORE, S.AWAITING) and not selectors.anything_left(
        [each.camera_id for each in row.cameras.all()], row.footage
    )
    asked = asked_of(row, facts)
    why_not = may_decide(request, row, who)
    steps = offered(row, who, gone=gone, complete=not asked["lacking"])
    return {
        **asked,
        "lines": [
            {"line": each, "words": selectors.line_words(each.what)} for each in row.lines.all()
        ],
        "decisions": [decision_shown(each) for each in selectors.decisions_of(row)],
        "minutes": [
            {"row": each, "said": selectors.sealed_of(each)} for each in selectors.minutes_of(row)
        ],
        "handover": handover_shown(row),
        "printable": [] if row.state == S.DRAFT else printable(row),
        "papers": list(row.papers.all()),
        "paper_form": PaperForm() if may_attach(request, row, who) else None,
        "steps": [(each, (spoilt or {}).get(each.name, each.form)) for each in steps],
        "spoilt": spoilt or {},
        "gone": gone,
        "late": row.state not in FINAL and row.due_us is not None and row.due_us <= now_us(),
        "may_edit": row.state in EDITABLE and who.keeper,
        "may_decide": why_not is None,
        "why_not_decide": why_not if who.decides else None,
        "may_enter_superior": who.receives
        and row.state == S.AWAITING
        and row.escalated_us is not None,
        "may_minute": who.hand and row.state in (S.AGREED, S.AGREED_PART, S.IN_PROGRESS),
        "may_hand_over": who.hand and row.state == S.EXTRACTED,
        "ask_export": ask_address(row) if who.executor and may_extract(row) else "",
        "play_directive": row.directive if who.executor and row.state in APPROVED else None,
    }


def asked_of(row: "Request", facts: dict[str, str]) -> dict[str, Any]:
    """The request itself, in words."""
    lacking = [
        refusals.FIELD_WORDS[each]
        for each in missing(facts, outsider=row.requester_id is None, is_unit=row.is_unit)
        if row.state in _INCOMPLETE
    ]
    if row.state == S.RECEIVED and not row.written:
        lacking.append(
            gettext_lazy("the signed request, attached or with its number at the clerk’s")
        )
    return {
        "row": row,
        "state_label": RequestState(row.state).label,
        "facts": facts,
        "party": [
            (words, _shown(name, facts[name]))
            for name, words in refusals.FIELD_WORDS.items()
            if name in facts and name not in ("account", "pledged")
        ],
        "said": [facts[name] for name in ASKED_WORDS if name in facts],
        "acts": forms_of_use(row.acts),
        "lacking": lacking,
        "subjects": [each.person for each in row.subjects.all()],
    }


def forms_of_use(acts: list[str]) -> list[Any]:
    """In the order of the form: view, print, copy."""
    return [words for act, words in FORMS_OF_USE.items() if act.value in acts]


def _shown(name: str, text: str) -> str:
    """``12/05/1990``, as on paper."""
    return "/".join(reversed(text.split("-"))) if name == "birth_date" else text


def decision_shown(decision: Any) -> dict[str, Any]:
    return {
        "decision": decision,
        "acts": forms_of_use(decision.acts),
    }


def may_extract(row: "Request") -> bool:
    """A copy was allowed, and it has been shown."""
    decision = selectors.standing_decision(row)
    return row.state == S.SHOWN and decision is not None and "export" in decision.acts


def printable(row: "Request") -> list[tuple[str, Any]]:
    """Code and title of the forms that there is something to print of."""
    return [(code, PRINTED[code]) for code in selectors.printable_forms(row)]


def handover_shown(row: "Request") -> dict[str, Any] | None:
    handover = selectors.handover_of(row)
    if handover is None:
        return None
    closed = getattr(handover, "closed", None)
    return {
        "row": handover,
        "recipient": selectors.sealed_of(handover),
        "closed": closed,
        "last_day": local_day(handover.back_due_us - 1),
        "late": closed is None and handover.back_due_us <= now_us(),
    }


def may_attach(request: PageRequest, row: "Request", who: Standing) -> bool:
    if who.receives:
        return True
    mine = row.requester_id == request.viewer.person
    waits = row.state in (S.DRAFT, S.SENT, S.RECEIVED, S.MORE)
    return (mine and waits) or (who.hand and row.state in (*APPROVED, S.COMPLETED))


def may_decide(request: PageRequest, row: "Request", who: Standing) -> Refusal | None:
    """None where this person may decide now about viewing, at least."""
    if row.state != S.AWAITING or not who.decides:
        return refusals.not_now(row.state)
    return selectors.refusal_to_decide(row, request.viewer.person, frozenset())
