"""How long footage is kept: the principal decides (khoản 3 Điều 2), everybody who answers for it sees.

A decision is shown with all that it changes before it is made: fewer days let older footage be erased.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from vonggac.access.deeds import Deed
from vonggac.archive import status as archive_status
from vonggac.kernel.clock import DAY_US, now_us
from vonggac.kernel.instants import to_datetime
from vonggac.places import selectors, services
from vonggac.places.schedule import SCHOOL_ZONE
from vonggac.web import deeds
from vonggac.web.fields import DayField
from vonggac.web.forms import PageForm
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.places.models import Camera


@dataclass(frozen=True, slots=True)
class Store:
    """What the archivist last said of the disks and of what is on them."""

    days_possible: int | None
    """Days that the disks hold at the present rate; None: too little recorded to tell."""
    capacity_bytes: int
    rates: dict[str, int]
    """Bytes a day, by camera."""
    kept_days: dict[str, float]
    """Age of the oldest footage, by camera."""

    def needed_bytes(self, days: Mapping[str, int]) -> int:
        """For so many days of each camera, at the present rate."""
        return sum(self.rates.get(each, 0) * kept for each, kept in days.items())


def store_now(at_us: int) -> Store | None:
    """None where the archivist does not run, or has said nothing lately."""
    status = archive_status.read(settings.DATA)
    if status is None or not status.fresh(at_us) or not status.forecast:
        return None
    said = status.forecast
    cameras = {each["camera"]: each for each in said["cameras"]}
    return Store(
        said["days_possible"],
        said["capacity_bytes"],
        {each: facts["bytes_a_day"] for each, facts in cameras.items()},
        {each: facts["kept_days"] for each, facts in cameras.items()},
    )


class RetentionForm(PageForm):
    scope = forms.ChoiceField(label=gettext_lazy("Of what"))
    days = forms.CharField(
        label=gettext_lazy("Days of retention"),
        max_length=6,
        required=False,
        help_text=gettext_lazy("7 to 90; more with a reason. Empty: as the area or the school."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    paper = forms.CharField(
        label=gettext_lazy("Number of the decision"),
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": "83/QĐ-THYC"}),
    )
    decided_on = DayField(label=gettext_lazy("Day of the decision"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Needed above 90 days."),
    )

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = [
            (f"area:{each.id}", each.name) for each in selectors.areas(school, with_private=False)
        ]
        cameras = [
            (f"camera:{each.id}", f"{each.area.name} · {each.name}")
            for each in selectors.cameras(school)
        ]
        self.fields["scope"].choices = [  # type: ignore[attr-defined]
            ("school", _("The whole school")),
            (_("An area"), areas),
            (_("A camera"), cameras),
        ]

    def clean_days(self) -> int | None:
        typed = self.cleaned_data["days"].strip()
        if not typed:
            return None
        try:
            return int(typed)
        except ValueError:
            raise forms.ValidationError(
                _("Give a whole number of days, such as 30."), code="number"
            ) from None

    def decision(self) -> dict[str, Any]:
        """As ``services.decide_retention`` takes it."""
        data = dict(self.cleaned_data)
        kind, _colon, which = data.pop("scope").partition(":")
        return data | {
            "area": UUID(which) if kind == "area" else None,
            "camera": which if kind == "camera" else None,
        }


@require_http_methods(["GET", "POST"])
def retention(request: PageRequest) -> HttpResponse:
    """The first POST shows what changes; with ``confirmed`` the decision is made."""
    deeds.require(request, Deed.SEE_CONFIGURATION)
    if request.method == "POST":
        deeds.require(request, Deed.CHANGE_SETTINGS)
    school = request.viewer.school
    today = to_datetime(now_us()).astimezone(SCHOOL_ZONE).date()
    form = RetentionForm(request.POST or None, school=school, initial={"decided_on": today})
    changes = None
    if request.method == "POST" and form.is_valid():
        decision = {"school": school, "by": request.viewer.person} | form.decision()
        if "confirmed" in request.POST:
            if form.try_to(lambda: services.decide_retention(**decision)) is not None:
                messages.success(request, _("Decision written down: it counts from now on."))
                return redirect("retention")
        elif form.try_to(lambda: _possible(decision)):
            changes = _changes(school, decision)
    context = _overview(request) | {"form": form, "changes": changes}
    return render(request, "places/retention.html", context, status=400 if form.errors else 200)


def _possible(decision: dict[str, Any]) -> bool:
    """True, or raises what the decision would raise."""
    services.check_retention(**decision)
    return True


def _changes(school: UUID, decision: dict[str, Any]) -> dict[str, Any]:
    """Cameras whose days would be others, with both numbers, and the room that all of it needs."""
    before = selectors.retention()
    after = selectors.retention_if(
        school=school, days=decision["days"], area=decision["area"], camera=decision["camera"]
    )
    rows = selectors.cameras_named(each for each in after if before[each].days != after[each])
    store = store_now(now_us())
    needed = store.needed_bytes(after) if store and store.days_possible is not None else None
    return {
        "cameras": [
            {"camera": row, "before": before[each].days, "after": after[each]}
            for each, row in rows.items()
        ],
        "needed_bytes": needed,
        "capacity_bytes": store.capacity_bytes if store else None,
        "too_much": store is not None and needed is not None and needed > store.capacity_bytes,
    }


def _overview(request: PageRequest) -> dict[str, Any]:
    school, at_us = request.viewer.school, now_us()
    store, kept = store_now(at_us), selectors.retention()
    groups = [
        {"area": area, "cameras": [_row(each, kept[each.id], store, at_us) for each in cameras]}
        for area, cameras in selectors.wall(school)
    ]
    needed = store.needed_bytes({each: kept[each].days for each in kept}) if store else 0
    return {
        "groups": groups,
        "store": store,
        "too_few": store is not None and needed > store.capacity_bytes,
        "history": selectors.retention_history(school)[:30],
        "may_decide": deeds.may(request, Deed.CHANGE_SETTINGS),
        "default_days": selectors.DEFAULT_DAYS,
        "by_default": not selectors.retention_history(school).exists(),
    }


def _row(camera: "Camera", kept: selectors.Kept, store: Store | None, at_us: int) -> dict[str, Any]:
    """``short``: the camera has been there long enough, and its oldest footage is younger than decided."""
    really = store.kept_days.get(camera.id) if store else None
    old_enough = at_us - camera.commissioned_us > (kept.days + 1) * DAY_US
    return {
        "camera": camera,
        "kept": kept,
        "really": None if really is None else int(really),
        "short": really is not None and old_enough and really < kept.days - 1,
    }
