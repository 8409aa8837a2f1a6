"""Requests as a person may read them; what they say, unsealed."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.disclosures.models import Decision, Handover, MediumClosed, Minutes, Paper, Request
from vonggac.disclosures.sealing import unseal_facts
from vonggac.disclosures.states import OPEN, TO_BE_SHOWN, RequestState, Verdict
from vonggac.kernel import clock
from vonggac.kernel.text import fold

Facts = dict[str, str]

_DEEDS = {
    "edited": _("Changed"),
    "held": _("Data held"),
    "nothing_left": _("Nothing is left of the data"),
    "filed": _("Paper in the clerk’s files"),
    "paper": _("Paper attached"),
    "subjects": _("Persons concerned entered"),
    "escalated": _("Referred to the superior body"),
    "extended": _("Time limit prolonged"),
    "medium_closed": _("End of the medium written down"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request and why it waits for the person who asks."""

    request: Request
    why: str
    """receive · more · put · decide · refer · carry_out · minutes · hand_over · complete · medium."""
    due_us: int | None


def requests_of(person: UUID, school: UUID) -> QuerySet[Request]:
    """What the person may read, newest first: the own, those entered, carried out or supervised; all of the school
    for who receives or decides, but for those that are about the person (REQUIREMENTS §2).
    """
    at_us = clock.now_us()
    found = Request.objects.filter(school_id=school)
    reads_all = any(
        access.refusal_for(person=person, school=school, deed=deed, at_us=at_us) is None
        for deed in (Deed.RECEIVE_REQUESTS, Deed.DECIDE_REQUESTS)
    )
    mine = Q(requester_id=person)
    if reads_all:
        drafts = Q(state=RequestState.DRAFT) & ~Q(entered_by_id=person)
        about = Request.objects.filter(subjects__person_id=person).values("pk")
        found = found.filter(mine | (~drafts & ~Q(pk__in=about)))
    else:
        hands = Q(executor_id=person) | Q(supervisor_id=person)
        found = found.filter(mine | hands | Q(entered_by_id=person, requester=None))
    return found.order_by("-made_us", "-number")


def sent_requests(school: UUID) -> QuerySet[Request]:
    """Every request that was sent, newest first: for registers of numbers, states and dates without names."""
    found = Request.objects.filter(school_id=school, number__isnull=False)
    return found.order_by("-sent_us", "-number")


def for_page(
    person: UUID, school: UUID, *, search: str = "", state: str = "open", camera: str = ""
) -> QuerySet[Request]:
    """As ``requests_of``. ``search``: in name or number, without marks; ``state``: a state, open, late, all."""
    found = requests_of(person, school).prefetch_related("cameras__camera__area")
    if state == "open":
        found = found.filter(state__in=OPEN)
    elif state == "late":
        found = found.filter(state__in=OPEN, due_us__lte=clock.now_us())
    elif state in RequestState.values:
        found = found.filter(state=state)
    if camera:
        found = found.filter(cameras__camera_id=camera)
    return _searched(found, search) if search.strip() else found


def _searched(found: QuerySet[Request], search: str) -> QuerySet[Request]:
    text = fold(search)[:160]
    parts = text.removeprefix("dn-").split("-")
    by_name = Q(search__contains=text)
    if all(part.isdecimal() and len(part) < 7 for part in parts) and len(parts) <= 2:
        numbered = Q(number=int(parts[-1]))
        return found.filter(by_name | (numbered & Q(year=int(parts[0])) if parts[1:] else numbered))
    return found.filter(by_name)


def request(request_id: UUID, *, person: UUID, school: UUID) -> Request | None:
    """None where there is none that the person may read: another school's can't be told from none (ACCESS §1.6)."""
    found = requests_of(person, school).select_related(
        "requester", "entered_by", "received_by", "approver", "executor", "supervisor", "school"
    )
    return found.prefetch_related(
        "cameras__camera__area", "subjects__person", "lines__person", "papers__added_by"
    ).filter(pk=request_id).first()  # fmt: skip


def request_labelled(label: str, *, person: UUID, school: UUID) -> Request | None:
    """By its whole number, likewise."""
    code, _hyphen, rest = label.partition("-")
    year, _hyphen, number = rest.partition("-")
    if code != "DN" or not all(each.isdecimal() and len(each) < 7 for each in (year, number)):
        return None
    return requests_of(person, school).filter(year=int(year), number=int(number)).first()


def facts_of(row: Request) -> Facts:
    """What was said of requester and matter, in clear. Raises Unsealable."""
    return unseal_facts(bytes(row.sealed), request=row.id)


def sealed_of(row: Minutes | Handover) -> Facts:
    """What the minutes or the handover say, in clear. Raises Unsealable."""
    return unseal_facts(bytes(row.sealed), request=row.id)


def line_words(what: str) -> str:
    """A line of the history as words: a state, or what was done."""
    if what in RequestState.values:
        return str(RequestState(what).label)
    return str(_DEEDS.get(what, what))


def standing_decision(row: Request) -> Decision | None:
    """The agreement that is being carried out; None before it, and once it has fallen back."""
    if row.approved_sha256 is None:
        return None
    found = row.decisions.exclude(verdict=Verdict.REFUSED)
    return found.select_related("by", "executor", "supervisor").last()


def minutes_of(row: Request) -> list[Minutes]:
    """Oldest first."""
    return list(row.minutes.select_related("written_by"))


def handover_of(row: Request) -> Handover | None:
    return Handover.objects.select_related("given_by", "closed").filter(request=row).first()


def paper_for(paper: UUID, *, person: UUID, school: UUID) -> Paper | None:
    """None where the person may not read its request."""
    row = Paper.objects.filter(pk=paper).first()
    if row is None or not requests_of(person, school).filter(pk=row.request_id).exists():
        return None
    return row


def media_due(school: UUID, at_us: int) -> list[Handover]:
    """Media whose day of return or destruction has come and that nobody has written off, oldest first."""
    closed = MediumClosed.objects.values("handover_id")
    rows = Handover.objects.filter(request__school_id=school, back_due_us__lte=at_us)
    return list(rows.exclude(pk__in=closed).select_related("request").order_by("back_due_us"))


def waiting_for(person: UUID, school: UUID) -> list[Waiting]:
    """What waits for this person now, the most pressing first. What is about the person is not among it."""
    rows = requests_of(person, school).filter(state__in=OPEN)
    at_us = clock.now_us()
    receives, decides = (
        access.refusal_for(person=person, school=school, deed=deed, at_us=at_us) is None
        for deed in (Deed.RECEIVE_REQUESTS, Deed.DECIDE_REQUESTS)
    )
    found = [
        Waiting(row, why, row.due_us)
        for row in rows[:500]
        for why in [_why(row, person, receives=receives, decides=decides)]
        if why
    ]
    found += [
        Waiting(each.request, "medium", each.back_due_us)
        for each in media_due(school, at_us)
        if receives or each.given_by_id == person
    ]
    return sorted(found, key=lambda each: each.due_us or 1 << 62)


def _why(row: Request, person: UUID, *, receives: bool, decides: bool) -> str:
    S = RequestState  # noqa: N806 (read as a table)
    if row.state == S.AWAITING and decides:
        return "decide" if row.requester_id != person else ""
    if receives and row.state in (S.SENT, S.RECEIVED):
        return "receive" if row.state == S.SENT else "put"
    if row.state == S.MORE and person in (row.requester_id, row.entered_by_id):
        return "more"
    if row.state == S.DRAFT and person == row.entered_by_id:
        return "draft"
    if person == row.executor_id:
        return _hands(row)
    return "minutes" if person == row.supervisor_id and row.state == S.IN_PROGRESS else ""


def _hands(row: Request) -> str:
    if row.state in TO_BE_SHOWN:
        return "minutes" if row.state == RequestState.IN_PROGRESS else "carry_out"
    return {
        RequestState.SHOWN: "complete",
        RequestState.EXTRACTED: "hand_over",
        RequestState.HANDED_OVER: "complete",
    }.get(RequestState(row.state), "")
