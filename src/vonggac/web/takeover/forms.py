"""Forms of handing the system over."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.clock import now_us
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.web.fields import DayField, long_text
from vonggac.web.forms import PageForm
from vonggac.web.scans import signed_paper


class PlanForm(PageForm):
    to = forms.ChoiceField(label=_("Who takes over"))
    decision_no = forms.CharField(label=_("Number of the decision"), max_length=60)
    decided_on = DayField(label=_("Day of the decision"), required=False)

    def __init__(self, *args: Any, school: UUID, me: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at_us = now_us()
        staff = people.holders(school, list(Role), at_us).filter(account__state="active")
        now = people.manager(school, at_us)
        staff = staff.exclude(pk__in=[me, now.person_id] if now else [me])
        self.fields["to"].choices = [(str(each.id), each.full_name) for each in staff]  # type: ignore[attr-defined]


class WordsForm(PageForm):
    words = long_text(_("Remark"), required=False)
    scan = signed_paper()


class AbsentForm(PageForm):
    reason = forms.CharField(label=_("Why who leaves does not confirm"), max_length=300)
    scan = signed_paper()


class ReasonForm(PageForm):
    words = long_text(_("Reasons"), required=True)


class NoteForm(PageForm):
    words = long_text(_("Text"), required=True)
    scan = signed_paper()
