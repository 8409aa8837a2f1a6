"""What of the viewing requests waits for a person: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.disclosures import selectors
from vonggac.web.waiting import Waiting

_PAGES = {"decide": "request_decide"}
"""Where the step has a page of its own, which shows the request too: one tap less."""


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """The most pressing first; the number and the step, and never who asks."""
    return [
        Waiting(
            title=_titles()[each.why] % {"no": each.request.label},
            url=reverse(_PAGES.get(each.why, "request"), args=[each.request.id]),
            due_us=each.due_us,
            red=each.due_us is not None and each.due_us <= at_us,
        )
        for each in selectors.waiting_for(person, school)
    ]


def _titles() -> dict[str, str]:
    return {
        "draft": _("Send your request, or withdraw it"),
        "receive": _("%(no)s: receive"),
        "more": _("%(no)s: hand in what is asked for"),
        "put": _("%(no)s: check, then submit for approval"),
        "decide": _("%(no)s: decide"),
        "carry_out": _("%(no)s: carry out"),
        "minutes": _("%(no)s: write the minutes"),
        "hand_over": _("%(no)s: hand over"),
        "complete": _("%(no)s: complete"),
        "medium": _("%(no)s: the medium is due back"),
    }
