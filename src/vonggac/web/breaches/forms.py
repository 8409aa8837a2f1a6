"""Forms of breaches."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.breaches.states import PERSONS, DataKind, Happened, LineKind, Receiver
from vonggac.kernel.clock import now_us
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD
from vonggac.web.fields import long_text
from vonggac.web.forms import InstantField, PageForm
from vonggac.web.scans import signed_paper

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _count(label: "StrOrPromise", *, help_text: "StrOrPromise" = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=100_000, help_text=help_text
    )


class CountsForm(PageForm):
    """How many persons, empty: not known yet."""

    consequences = long_text(_("Consequences, damage that may follow"))

    pupils = _count(PERSONS["pupils"], help_text=_("How many; empty: not known yet."))
    parents = _count(PERSONS["parents"])
    staff = _count(PERSONS["staff"])
    others = _count(PERSONS["others"])


class ReportForm(CountsForm):
    field_order = (
        "discovered_us", "discovered_by", "how", "happened", "what", "data_kinds", *PERSONS, "consequences", "source",
    )  # fmt: skip
    discovered_us = InstantField(
        label=_("Discovered at"), help_text=_("The 72 hours run from here.")
    )
    discovered_by = forms.CharField(label=_("By whom"), max_length=120)
    how = long_text(_("How it was discovered"))
    happened = forms.ChoiceField(label=_("What happened to the data"), choices=Happened.choices)
    what = long_text(_("What happened"), help_text=_("Counts, and never a pupil’s name."))
    data_kinds = forms.MultipleChoiceField(
        label=_("Kind of data"), choices=DataKind.choices, widget=forms.CheckboxSelectMultiple
    )
    source = forms.CharField(
        label=_("Comes from"),
        max_length=60,
        required=False,
        help_text=_("Number of a violation, a case, an export, a finding of the network watch."),
    )
    consequences = long_text(_("Consequences, damage that may follow"), required=False)


class DecideForm(PageForm):
    notify = forms.TypedChoiceField(
        label=_("Is anybody harmed?"),
        choices=[
            ("yes", _("yes, or it cannot be ruled out: the notice is sent")),
            ("no", _("no: the notice is not owed")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = long_text(_("Reasons"), required=False)


class NotifyForm(PageForm):
    """Back from “no notice”: more became known."""

    words = long_text(_("Reasons"))

    @property
    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "notify": True}


class SentForm(PageForm):
    to = forms.ChoiceField(label=_("Sent to"), choices=Receiver.choices)
    recipient = forms.CharField(
        label=_("Recipient"), max_length=300, help_text=_("The authority; or which persons.")
    )
    number = forms.CharField(label=_("Number of the notice"), max_length=60)
    sent_us = InstantField(label=_("Sent at"))
    late_reason = long_text(
        _("Reason, where it is sent after 72 hours"),
        required=False,
        help_text=_("Late is written down as late; it is sent all the same."),
    )
    scan = signed_paper()


class LineForm(PageForm):
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[
            (each.value, each.label)
            for each in (LineKind.MEASURE, LineKind.EVIDENCE, LineKind.NOTE)
        ],
    )
    words = long_text(_("Text"))
    ref = forms.CharField(label=_("Number"), max_length=80, required=False)
    scan = signed_paper()


class CloseForm(PageForm):
    cause = long_text(_("Cause"))
    measures = long_text(_("Measures taken"))
    lessons = long_text(_("Lessons: what is done so that it does not happen again"))


class LeaderForm(PageForm):
    leader = forms.ChoiceField(label=_("Named leader"))
    contact = forms.CharField(
        label=_("Telephone or e-mail"),
        max_length=160,
        help_text=_("Stands in the notice, so that the authority can ask."),
    )
    basis = forms.CharField(
        label=_("Basis"), max_length=300, help_text=_("Number of the decision.")
    )

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        board = people.holders(school, BOARD, now_us())
        self.fields["leader"].choices = [(str(each.id), each.full_name) for each in board]  # type: ignore[attr-defined]
