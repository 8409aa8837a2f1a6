"""What waits for this person among accounts: approvals, accounts to open, the quarter's review. For the home page."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.people import selectors
from vonggac.web.people.offices import review_due
from vonggac.web.waiting import Waiting


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """Oldest first; nothing about oneself, and nothing that one asked for oneself (G4)."""

    def may(deed: Deed) -> bool:
        refusal = access.refusal_for(person=person, school=school, deed=deed, at_us=at_us)
        return refusal is None

    if not may(Deed.MANAGE_ACCOUNTS):
        return []
    approves = may(Deed.APPROVE_ACCOUNTS)
    found = [*_accounts(person, school, approves), *_resets(person, school, approves)]
    due = review_due(school, at_us)
    if approves and not due.done:
        late = due.overdue
        found.append(Waiting(_("Account review"), reverse("account_review"), due.due_us, late))
    return found


def _accounts(person: UUID, school: UUID, approves: bool) -> list[Waiting]:
    found = []
    for row in selectors.waiting_accounts(school):
        url = reverse("person", args=[row.person_id])
        if row.person_id == person:
            continue
        if approves and row.approved_by_id is None and row.requested_by_id != person:
            found.append(Waiting(_("Approve the account: %s") % row.person.full_name, url))
        elif not approves and row.approved_by_id is not None and row.state == "pledged":
            found.append(Waiting(_("Open the account: %s") % row.person.full_name, url))
        elif not approves and row.state == "requested":
            found.append(Waiting(_("Pledge and training: %s") % row.person.full_name, url))
    return found


def _resets(person: UUID, school: UUID, approves: bool) -> list[Waiting]:
    found = []
    for row in selectors.open_resets(school).exclude(person_id=person):
        url = reverse("person", args=[row.person_id])
        if approves and row.state == "asked" and row.asked_by_id != person:
            found.append(Waiting(_("Approve the new password: %s") % row.person.full_name, url))
        elif not approves and row.state == "approved":
            found.append(Waiting(_("Carry out the new password: %s") % row.person.full_name, url))
    return found
