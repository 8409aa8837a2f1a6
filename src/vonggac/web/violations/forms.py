"""Forms of violations."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.clock import now_us
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.violations.services import Concerned
from vonggac.violations.states import LineKind, Rule
from vonggac.web.fields import long_text
from vonggac.web.forms import InstantField, PageForm
from vonggac.web.incidents.forms import HoldForm
from vonggac.web.scans import signed_paper

__all__ = ["HoldForm"]


_words = partial(long_text, rows=4, most=4000)


class ReportForm(PageForm):
    rule = forms.ChoiceField(label=_("What it may go against"), choices=Rule.choices)
    what = _words(
        _("The act, in neutral words"),
        help_text=_("What was done or found. Until the conclusion nobody is called guilty."),
    )
    happened_us = InstantField(label=_("When"))
    where = forms.CharField(label=_("Where"), max_length=160, required=False)
    people = forms.MultipleChoiceField(
        label=_("Colleagues concerned"), required=False, widget=forms.CheckboxSelectMultiple
    )
    other = forms.CharField(
        label=_("Somebody without an account"),
        max_length=120,
        required=False,
        help_text=_("Name; a pupil's parent or representative signs the minutes."),
    )
    position = forms.CharField(label=_("Position, class, unit"), max_length=160, required=False)
    source = forms.CharField(
        label=_("Comes from"),
        max_length=60,
        required=False,
        help_text=_("Number of a case or directive: VV-2026-001."),
    )

    def __init__(self, *args: Any, school: UUID, me: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = people.holders(school, list(Role), now_us()).exclude(pk=me)
        self.fields["people"].choices = [(str(each.id), each.full_name) for each in staff]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        named = [Concerned(name="", person=UUID(each)) for each in data.pop("people")]
        other, position = data.pop("other"), data.pop("position")
        if other:
            named.append(Concerned(name=other, position=position))
        return {**data, "concerned": named}


class MinutesForm(PageForm):
    words = _words(_("Minutes: course, evidence, measures taken"))
    scan = signed_paper()


class WordsForm(PageForm):
    words = _words(_("Remark"), required=False)


class StatementForm(PageForm):
    words = _words(_("Your statement"))
    scan = signed_paper()


class LineForm(PageForm):
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[
            (each.value, each.label)
            for each in (
                LineKind.EVIDENCE,
                LineKind.WITNESS,
                LineKind.STATEMENT,
                LineKind.NOTE,
            )
        ],
    )
    words = _words(_("Text"))
    ref = forms.CharField(
        label=_("Number"),
        max_length=80,
        required=False,
        help_text=_("Of a snapshot, an export, a case: AN-2026-004."),
    )
    scan = signed_paper()


class ConcludeForm(PageForm):
    violated = forms.TypedChoiceField(
        label=_("Conclusion"),
        choices=[("no", _("no violation")), ("yes", _("a violation"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = _words(_("Reasons"))


class ProposeForm(PageForm):
    words = _words(_("Proposed handling"))


class SettleForm(PageForm):
    decision_no = forms.CharField(label=_("Number of the decision"), max_length=60)
    outcome = forms.CharField(label=_("What was decided"), max_length=300)
    damage_vnd = forms.IntegerField(label=_("Damage (đồng)"), required=False, min_value=0)


class CompensateForm(PageForm):
    compensated_vnd = forms.IntegerField(label=_("Compensated (đồng)"), min_value=0)
    words = _words(_("Remark"), required=False)
