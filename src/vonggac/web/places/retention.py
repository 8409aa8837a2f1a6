"""How long footage is kept: the principal decides (khoản 3 Điều 2), everybody who answers for it sees.

A decision is shown with all that it changes before it is made: fewer days let older footage be erased.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from vonggac.access.deeds import Deed
from vonggac.kernel.clock import now_us
from vonggac.kernel.instants import to_datetime
from vonggac.places import selectors, services
from vonggac.places.schedule import SCHOOL_ZONE
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.viewer import PageRequest


@dataclass(frozen=True, slots=True)
class Facts:
    """What the archive knows of keeping; None: not known."""

    days_possible: int | None = None
    """Days that the disks hold at the present rate."""
    kept_days: dict[str, int] | None = None
    """Days that are really there, by camera."""


facts_of: Callable[[], Facts] = Facts
"""Where the page asks for them; the archive's forecast is put here once it is there."""


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
    decided_on = forms.DateField(
        label=gettext_lazy("Day of the decision"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
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


def _changes(school: UUID, decision: dict[str, Any]) -> list[dict[str, Any]]:
    """Cameras whose days would be others, with both numbers."""
    before = selectors.retention()
    after = selectors.retention_if(
        school=school, days=decision["days"], area=decision["area"], camera=decision["camera"]
    )
    rows = selectors.cameras_named(after)
    return [
        {"camera": rows[each], "before": before[each].days, "after": after[each]}
        for each in after
        if before[each].days != after[each]
    ]


def _overview(request: PageRequest) -> dict[str, Any]:
    school, facts = request.viewer.school, facts_of()
    kept, real = selectors.retention(), facts.kept_days or {}
    groups: list[dict[str, Any]] = [
        {
            "area": area,
            "cameras": [
                {
                    "camera": each,
                    "kept": kept[each.id],
                    "really": real.get(each.id),
                    "short": each.id in real and real[each.id] < kept[each.id].days,
                }
                for each in cameras
            ],
        }
        for area, cameras in selectors.wall(school)
    ]
    most = max((each["kept"].days for group in groups for each in group["cameras"]), default=0)
    return {
        "groups": groups,
        "facts": facts,
        "too_few": facts.days_possible is not None and facts.days_possible < most,
        "history": selectors.retention_history(school)[:30],
        "may_decide": deeds.may(request, Deed.CHANGE_SETTINGS),
        "default_days": selectors.DEFAULT_DAYS,
        "by_default": not selectors.retention_history(school).exists(),
    }
