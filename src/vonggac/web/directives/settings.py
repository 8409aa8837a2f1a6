"""The settings of access (REQUIREMENTS §7.1–7.2): read by Board and IT teacher, decided by the head with a paper."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from vonggac.access.deeds import Deed
from vonggac.directives import policy, selectors, services
from vonggac.kernel.clock import now_us
from vonggac.web import deeds
from vonggac.web.fields import DayField
from vonggac.web.forms import PageForm
from vonggac.web.local_time import local
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.directives.models import PolicyDecision

WORDS: dict[str, Any] = {
    "strict_vice_principal": gettext_lazy(
        "A vice-principal needs a directive of the principal (khoản 1 Điều 2)"
    ),
    "live_everywhere": gettext_lazy(
        "Within the shift a duty officer sees every camera live, not the areas of the roster only"
    ),
    "viewing_by_head_only": gettext_lazy("Only the principal agrees to a request for viewing"),
    "copy_by_vice_principal": gettext_lazy("A vice-principal, too, agrees to a copy"),
    "supervised": gettext_lazy("By default a request is viewed at school, supervised"),
    "oral_confirm_hours": gettext_lazy("Hours to confirm an order by word of mouth"),
    "oral_minutes": gettext_lazy("Minutes of data of an order by word of mouth"),
    "receive_days": gettext_lazy("Working days to receive a viewing request"),
    "decide_days": gettext_lazy("Working days to decide a viewing request"),
    "hold_after_refusal_days": gettext_lazy("Days that data is held after a refusal"),
    "stocktake_asset_year": gettext_lazy("The devices are counted at the end of the year, 31/12"),
    "stocktake_school_year": gettext_lazy("The devices are counted at the end of the school year"),
    "supervisor": gettext_lazy("The school has a supervisor, who reads the books and no video"),
    "case_red_hours": gettext_lazy("Hours until a case that nobody reported is red"),
}


class PolicyForm(PageForm):
    """One field a setting, and the paper that decides it."""

    paper = forms.CharField(label=gettext_lazy("Decision number"), max_length=120)
    decided_on = DayField(label=gettext_lazy("Date of the decision"))
    basis = forms.CharField(label=gettext_lazy("Basis"), max_length=500)

    def __init__(self, *args: Any, now: policy.Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        settings: dict[str, forms.Field] = {}
        for name in policy.NAMES:
            value, label = getattr(now, name), WORDS[name]
            if name in policy.BOUNDS:
                least, most = policy.BOUNDS[name]
                field: forms.Field = forms.IntegerField(
                    label=label, min_value=least, max_value=most, initial=value
                )
                field.widget.attrs["class"] = "form-control"
            else:
                field = forms.BooleanField(label=label, required=False, initial=value)
                field.widget.attrs["class"] = "form-check-input"
            settings[name] = field
        self.fields = settings | self.fields

    @property
    def settings(self) -> list[Any]:
        return [self[name] for name in policy.NAMES]

    @property
    def values(self) -> dict[str, bool | int]:
        return {name: self.cleaned_data[name] for name in policy.NAMES}


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def access_settings(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.SEE_CONFIGURATION)
    viewer = request.viewer
    now = policy.current(viewer.school)
    today = {"decided_on": local(now_us()).date()}
    form = PolicyForm(request.POST or None, now=now, initial=today)
    if request.method == "POST":
        deeds.require(request, Deed.SETTINGS_OF_ACCESS)
        if form.is_valid():
            data = form.cleaned_data
            done = form.try_to(
                lambda: services.decide_policy(
                    school=viewer.school,
                    values=form.values,
                    paper=data["paper"],
                    decided_on=data["decided_on"],
                    basis=data["basis"],
                    by=viewer.person,
                )
            )
            if done is not None:
                messages.success(request, _("Decided: it counts from now on."))
                return redirect("access_settings")
    context = {
        "form": form,
        "now": [(WORDS[name], getattr(now, name)) for name in policy.NAMES],
        "may_decide": deeds.may(request, Deed.SETTINGS_OF_ACCESS),
        "history": [_told(each) for each in selectors.policy_history(viewer.school)[:30]],
    }
    return render(request, "directives/settings.html", context, status=400 if form.errors else 200)


def _told(row: "PolicyDecision") -> dict[str, Any]:
    changed = [
        (WORDS[name], row.before.get(name), value)
        for name, value in row.values.items()
        if name in WORDS and row.before.get(name) != value
    ]
    return {"row": row, "changed": changed}
