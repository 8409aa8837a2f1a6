"""Forms of the roster, of checklists and handover, and of the usage book."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.duty.checklists import OF, Answer, Item, List, Said
from vonggac.duty.facts import Fact
from vonggac.kernel.clock import now_us
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.places import selectors as places
from vonggac.web.duty.fact_words import fact_text
from vonggac.web.forms import InstantField, PageForm


class ShiftForm(PageForm):
    person = forms.ChoiceField(label=_("Duty officer"))
    areas = forms.MultipleChoiceField(label=_("Areas"), widget=forms.CheckboxSelectMultiple)
    from_us = InstantField(label=_("From"))
    to_us = InstantField(label=_("To"))

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        officers = people.holders(school, [Role.DUTY_OFFICER], now_us())
        areas = places.areas(school, with_private=False)
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (str(each.id), each.full_name) for each in officers
        ]
        self.fields["areas"].choices = [  # type: ignore[attr-defined]
            (str(each.id), each.name) for each in areas
        ]


class CorrectionForm(PageForm):
    text = forms.CharField(label=_("Correction"), max_length=400)


class CheckForm(PageForm):
    """Each item of a checklist: in order or not, and what is wrong. Nothing is answered beforehand."""

    def __init__(self, *args: Any, which: List, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.which = which
        for item in OF[which]:
            self.fields[item.value] = forms.ChoiceField(
                label=item.label, choices=Answer.choices, widget=forms.RadioSelect
            )
            self.fields[f"{item.value}_words"] = forms.CharField(
                label=_("What is wrong"),
                max_length=500,
                required=False,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )

    @property
    def answers(self) -> dict[Item, Said]:
        data = self.cleaned_data
        return {
            item: Said(Answer(data[item.value]), data[f"{item.value}_words"])
            for item in OF[self.which]
        }

    def rows(self, facts: Mapping[Item, Fact]) -> list[dict[str, Any]]:
        """Item by item: its two fields and what the system measured."""
        return [
            {
                "answer": self[item.value],
                "words": self[f"{item.value}_words"],
                "fact": fact_text(item, facts[item].measured) if item in facts else "",
                "verdict": facts[item].verdict if item in facts else "",
            }
            for item in OF[self.which]
        ]


class HandoverForm(PageForm):
    to = forms.ChoiceField(label=_("Handed over to"))
    remarks = forms.CharField(
        label=_("State and remarks"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What the next person must know; “None” where there is nothing."),
    )

    def __init__(self, *args: Any, takers: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (str(each.id), each.full_name) for each in takers
        ]


class AnswerForm(PageForm):
    agreed = forms.ChoiceField(
        label=_("As it was handed over"),
        choices=[("yes", _("yes, I take it over")), ("no", _("something is otherwise"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("What is otherwise"), max_length=1000, required=False)
