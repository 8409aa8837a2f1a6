"""The system log by day: who did what, in words, with the numbers that it names (REQUIREMENTS §4, ACCESS §7.4)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from vonggac.access.deeds import Deed
from vonggac.kernel.clock import DAY_US, now_us
from vonggac.kernel.ids import actor_id
from vonggac.ledger import selectors, services
from vonggac.ledger.selectors import PendingDeed
from vonggac.people import selectors as people
from vonggac.people.days import begin_of, day_of
from vonggac.places import selectors as places
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.system_log.words import BOOKS, FAMILIES, OFTEN, TYPES
from vonggac.web.viewer import PageRequest

PAGE_LINES = 100
FIRST_DAY = date(2000, 1, 1)
_NUMBERS = ("basis_ref", "export", "case", "hold", "version")
_CODES = ("act", "what", "change", "reason", "result", "kind", "name")


class DayForm(PageForm):
    """What can't be read filters nothing."""

    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    family = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[
            ("", _("All but the course of viewings")),
            *((code, words) for code, (words, _types) in FAMILIES.items()),
        ],
    )
    person = forms.ChoiceField(label=_("Person"), required=False)

    def __init__(self, *args: Any, everybody: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["person"].choices = [("", _("All")), *everybody.items()]  # type: ignore[attr-defined]
        self.is_valid()

    def types(self) -> Iterable[str]:
        family = self.cleaned_data.get("family", "")
        return FAMILIES[family][1] if family else TYPES.keys() - OFTEN


@require_GET
def system_log(request: PageRequest) -> HttpResponse:
    """All deeds, or one's own (◐); to read it is a deed, too."""
    deeds.require(request, Deed.OPEN_AUDIT)
    reads_all = deeds.may(request, Deed.READ_AUDIT)
    viewer, today = request.viewer, day_of(now_us())
    everybody = (
        _everybody(viewer.school) if reads_all else {actor_id(viewer.person): viewer.full_name}
    )
    form = DayForm({"day": f"{today:%Y-%m-%d}"} | request.GET.dict(), everybody=everybody)
    day = min(max(form.cleaned_data.get("day") or today, FIRST_DAY), today)
    wanted = form.cleaned_data.get("person", "") if reads_all else actor_id(viewer.person)
    with transaction.atomic():
        services.record("audit.read", actor=actor_id(viewer.person), what="log")
    found = selectors.deeds(begin_of(day), begin_of(day) + DAY_US, types=set(form.types()))
    cameras = {
        each.id: each.name for each in places.cameras(viewer.school, include_out_of_use=True)
    }
    shown = [each for each in found if _of(each.entry, everybody, cameras, wanted)]
    page = Paginator(shown, PAGE_LINES).get_page(request.GET.get("page"))
    context = {
        "filter_form": form,
        "reads_all": reads_all,
        "day": day,
        "before": f"{day - timedelta(days=1):%Y-%m-%d}",
        "after": f"{day + timedelta(days=1):%Y-%m-%d}" if day < today else "",
        "page": page,
        "rows": [_row(each, everybody, cameras) for each in page],
    }
    return render(request, "system_log/log.html", context)


def _everybody(school: UUID) -> dict[str, str]:
    return {actor_id(each.id): each.full_name for each in people.people(school)}


def _of(
    entry: dict[str, Any], everybody: dict[str, str], cameras: dict[str, str], wanted: str
) -> bool:
    """Whether the entry is this school's, and of the person that is asked for. Nobody's deeds are the house's."""
    actor = str(entry.get("actor", ""))
    if wanted:
        return actor == wanted
    if actor.startswith("p-"):
        return actor in everybody
    return all(each in cameras for each in _cameras(entry))


def _cameras(entry: dict[str, Any]) -> list[str]:
    return [*entry.get("cams", ()), *([entry["cam"]] if "cam" in entry else [])]


def _row(each: PendingDeed, everybody: dict[str, str], cameras: dict[str, str]) -> dict[str, Any]:
    entry = each.entry
    return {
        "at_us": each.created_us,
        "words": TYPES[each.entry_type],
        "who": everybody.get(entry.get("actor", ""), ""),
        "subject": everybody.get(entry.get("subject", ""), ""),
        "numbers": [str(entry[name]) for name in _NUMBERS if name in entry]
        + _line_of_a_book(entry),
        "cameras": [cameras.get(one, one) for one in _cameras(entry)],
        "from_us": entry.get("from_us"),
        "to_us": entry.get("to_us"),
        "codes": [str(entry[name]) for name in _CODES if name in entry],
        "mark": each.deed[-12:],
        "altered": not entry,
    }


def _line_of_a_book(entry: dict[str, Any]) -> list[str]:
    """``Sổ sử dụng 2026-2027: 12``; a proceeding's own number, ``SC-2026-015``."""
    if "book" not in entry:
        return []
    book, year, number = entry["book"], entry["year"], entry["no"]
    if book.isupper():
        return [f"{book}-{year}-{number:03}"]
    name = BOOKS.get(book.partition(".")[0], book)
    return [f"{name} {year}: {number}"]
