"""Forms of viewing requests, with the regulation's fields (FORMS §4.1, §4.3, §4.5)."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vonggac.disclosures.facts import ASKABLE, Party, Wish
from vonggac.disclosures.states import MediumEnd, PaperFor
from vonggac.kernel.authority import Act, Purpose
from vonggac.kernel.clock import now_us
from vonggac.kernel.papers import LARGEST_BYTES
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.web.directives.forms import ScopeForm
from vonggac.web.fields import DayField, line, long_text
from vonggac.web.forms import PageForm, purpose_field

FORMS_OF_USE = {
    Act.PLAYBACK: _("View at school"),
    Act.PRINT: _("Print pictures"),
    Act.EXPORT: _("Copy"),
}


account = partial(long_text, rows=4, most=4000)


class RequestForm(ScopeForm):
    """What is asked, and by whom; ``outsider`` asks for what only a stranger must tell."""

    name = line(_("Full name, or name of the unit"), 160)
    is_unit = forms.BooleanField(label=_("A unit, by official letter"), required=False)
    birth_date = DayField(label=_("Date of birth"), required=False)
    id_number = line(_("Personal identification number"), 40)
    address = line(_("Address"))
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    relation = line(
        _("Relation, capacity"),
        help_text=_("Such as: parent of pupil …, class …; teacher; agency."),
    )
    representative = line(_("Representative"), 120)
    letter_no = line(_("Number of the official letter"), 60)
    introduction_no = line(_("Number of the introduction letter"), 60)
    purpose = purpose_field()
    reason = line(_("Reason"), 500)
    account = account(_("Description of the matter"), required=False)
    place = line(_("Place, camera, as the requester says"))
    acts = forms.MultipleChoiceField(
        label=_("Form"),
        choices=[(each.value, words) for each, words in FORMS_OF_USE.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=[Act.PLAYBACK.value],
    )
    attachments = line(_("Documents attached"), 500)
    own_image = forms.BooleanField(
        label=_("The own data, or that of the own child"),
        required=False,
        help_text=_("The law’s time limits for a data subject’s request then apply."),
    )
    subjects = forms.MultipleChoiceField(
        label=_("Colleagues whom it is about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They neither decide nor carry it out."),
    )
    pledged = forms.BooleanField(
        label=_(
            "Pledge: use for the stated purpose only; no filming, photographing, copying, spreading or posting on"
            " social networks; keep secret the images of pupils and others; answer before the law."
        ),
        required=False,
    )

    OF_STRANGERS = ("name", "is_unit", "representative", "letter_no", "introduction_no")

    def __init__(self, *args: Any, school: Any, outsider: bool, **kwargs: Any) -> None:
        super().__init__(*args, school=school, **kwargs)
        self.outsider = outsider
        if not outsider:
            for name in (*self.OF_STRANGERS, "subjects"):
                del self.fields[name]
            return
        self.fields["name"].required = self.fields["relation"].required = True
        staff = people.holders(school, list(Role), now_us())
        self.fields["subjects"].choices = [(str(each.id), each.full_name) for each in staff]  # type: ignore[attr-defined]

    def party(self) -> Party:
        data = self.cleaned_data
        return Party(
            birth_date=data.get("birth_date"),
            is_unit=data.get("is_unit", False),
            **{
                each: data.get(each, "")
                for each in (
                    "name", "id_number", "address", "phone", "relation", "representative", "letter_no",
                    "introduction_no",
                )
            },
        )  # fmt: skip

    def wish(self) -> Wish:
        data = self.cleaned_data
        return Wish(
            cameras=frozenset(data["cameras"]),
            footage=self.footage,
            acts=frozenset(Act(each) for each in data["acts"]) & ASKABLE,
            purpose=Purpose(data["purpose"]),
            own_image=data["own_image"],
            pledged=data["pledged"],
            **{each: data[each] for each in ("reason", "account", "place", "attachments")},
        )


class WordsForm(PageForm):
    """A word to a step; needed or not."""

    words = line(_("Words"), 500)

    def __init__(self, *args: Any, needed: bool = False, label: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = needed
        if label is not None:
            self.fields["words"].label = label


class ReceiveForm(PageForm):
    identity_checked = forms.BooleanField(
        label=_("Identity and form were looked at; the paper is signed"), required=False
    )


class FiledForm(PageForm):
    filed_no = line(_("Incoming number of the paper"), 60, required=True)


class ExtractedForm(PageForm):
    export = forms.ChoiceField(label=_("Number of the extraction"))

    def __init__(self, *args: Any, labels: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["export"].choices = [(each, each) for each in labels]  # type: ignore[attr-defined]


class ResultForm(PageForm):
    result = account(_("Results"), rows=3, most=1000)


class MediumForm(PageForm):
    how = forms.ChoiceField(
        label=_("What became of the medium"), choices=MediumEnd.choices, widget=forms.RadioSelect
    )
    words = line(_("How, in whose presence"), 500, required=True)


class PaperForm(PageForm):
    """A scan, or a photograph taken with the telephone."""

    what = forms.ChoiceField(label=pgettext_lazy("paper", "What it is"), choices=PaperFor.choices)
    paper = forms.FileField(
        label=_("PDF, JPEG or PNG, up to 16 MB"),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )

    def content(self) -> bytes:
        """At most one byte more than is taken."""
        return bytes(self.cleaned_data["paper"].read(LARGEST_BYTES + 1))


class SubjectsForm(PageForm):
    subjects = forms.MultipleChoiceField(
        label=_("Colleagues whom it is about"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, school: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = people.holders(school, list(Role), now_us())
        self.fields["subjects"].choices = [(str(each.id), each.full_name) for each in staff]  # type: ignore[attr-defined]


class LimitsForm(PageForm):
    """REQUIREMENTS §7.2 and LAW §4."""

    execute_days = forms.IntegerField(
        label=_("Carry out within (working days)"), min_value=1, max_value=30
    )
    subject_receive_days = forms.IntegerField(
        label=_("By law, acknowledge a data subject within (working days)"),
        min_value=1,
        max_value=30,
    )
    subject_complete_days = forms.IntegerField(
        label=_("By law, complete within (days)"), min_value=1, max_value=90
    )
    subject_extend_days = forms.IntegerField(
        label=_("By law, may be prolonged once by (days)"), min_value=0, max_value=90
    )
    legal_basis = line(_("Which law says so"), required=True)
    basis = line(
        _("Basis of this change"), required=True, help_text=_("Such as: decision no. …, day …")
    )
