"""Forms of the roster, of checklists and handover, and of the usage book."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.duty import selectors as duty
from vonggac.duty.checklists import OF, Answer, Item, List, Said
from vonggac.duty.facts import Fact
from vonggac.duty.selectors import BookFilter
from vonggac.kernel.clock import DAY_US, now_us
from vonggac.kernel.text import fold
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.places import selectors as places
from vonggac.web import words
from vonggac.web.duty.fact_words import fact_text
from vonggac.web.forms import InstantField, PageForm
from vonggac.web.local_time import instant_of


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


class BookFilterForm(PageForm):
    """What of the book is shown; what can't be read filters nothing."""

    q = forms.CharField(label=_("Search"), max_length=80, required=False)
    person = forms.ChoiceField(label=_("User"), required=False)
    camera = forms.ChoiceField(label=_("Camera"), required=False)
    form = forms.ChoiceField(label=_("Form of use"), required=False)
    basis = forms.ChoiceField(label=_("Basis"), required=False)
    from_day = forms.DateField(
        label=_("From day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    to_day = forms.DateField(
        label=_("To day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, school: UUID, reads_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        cameras = places.cameras(school, include_out_of_use=True)
        choices: dict[str, list[tuple[str, Any]]] = {
            "person": [(str(one), name) for one, name in duty.users(school)] if reads_all else [],
            "camera": [(each.id, each.name) for each in cameras],
            "form": [(code, words.usage_form(code)) for code in (*words.ACTS, "correction")],
            "basis": [(each.value, word) for each, word in words.BASES.items()],
        }
        for name, found in choices.items():
            self.fields[name].choices = [("", _("All")), *found]  # type: ignore[attr-defined]
        if not reads_all:
            del self.fields["person"]

    def wanted(self, own: UUID | None) -> BookFilter:
        """``own``: whose lines alone are read."""
        self.is_valid()
        data = self.cleaned_data
        person = data.get("person")
        return BookFilter(
            text=fold(data.get("q") or ""),
            person=own or (UUID(person) if person else None),
            camera=data.get("camera") or "",
            form=data.get("form") or "",
            basis=data.get("basis") or "",
            from_us=_begin(data.get("from_day")),
            to_us=_begin(data.get("to_day"), days=1),
        )


def _begin(day: date | None, *, days: int = 0) -> int | None:
    if day is None or day.year < 1971:
        return None
    return instant_of(datetime(day.year, day.month, day.day)) + days * DAY_US  # noqa: DTZ001 (zone added there)
