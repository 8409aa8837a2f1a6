"""Sổ cái giữ ở bên ngoài: the IT teacher enters witnesses, the head confirms them; both see how they stand."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.anchors import selectors, services
from vonggac.ledger import selectors as ledger
from vonggac.ledger.halting import halted
from vonggac.notices import services as notices
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest
from vonggac.witness.asking import Fault

if TYPE_CHECKING:
    from vonggac.anchors.models import Witness

FAULTS: dict[str, Any] = {
    Fault.SILENT: gettext_lazy("it does not answer"),
    Fault.STRANGER: gettext_lazy("it does not know this ledger’s key yet"),
    Fault.REFUSED: gettext_lazy("it refuses"),
    Fault.DISAGREES: gettext_lazy(
        "it says that it remembers something else, and does not prove it"
    ),
    Fault.NONSENSE: gettext_lazy("its answer is none, or its signature does not hold"),
}


class WitnessForm(PageForm):
    vkey = forms.CharField(label=gettext_lazy("Key that vonggac witness printed"), max_length=300)
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "http://192.168.1.9:8090"}),
    )
    place = forms.CharField(
        label=gettext_lazy("Where it stands, and who looks after it"), max_length=200
    )


class LineForm(PageForm):
    line = forms.CharField(label=gettext_lazy("Printed line"), max_length=120)


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def anchors(request: PageRequest) -> HttpResponse:
    """The witnesses, and the form of a new one."""
    deeds.require(request, Deed.SEE_CONFIGURATION)
    viewer = request.viewer
    form = WitnessForm(request.POST or None)
    if request.method == "POST":
        deeds.require(request, Deed.KEEP_WITNESSES)
        if form.is_valid():
            made = form.try_to(
                lambda: services.propose(
                    school=viewer.school, by=viewer.person, **form.cleaned_data
                )
            )
            if made is not None:
                messages.success(
                    request, _("Entered: it counts once the principal has confirmed it.")
                )
                return redirect("anchors")
    notices.read_about(person=viewer.person, url=services.URL)
    return _page(request, form=form)


@require_POST
def anchor_check(request: PageRequest) -> HttpResponse:
    """A line from a paper: does the ledger still agree with it?"""
    deeds.require(request, Deed.SEE_CONFIGURATION)
    form = LineForm(request.POST)
    answer = (
        ledger.check_printed(settings.DATA, form.cleaned_data["line"]) if form.is_valid() else None
    )
    return _page(request, line_form=form, answer=answer)


@require_POST
@freshly_authenticated
def witness_confirm(request: PageRequest, witness: UUID) -> HttpResponse:
    done = _("Confirmed: the ledger goes to it within minutes.")
    return _decide(request, witness, Deed.CONFIRM_WITNESSES, services.confirm, done)


@require_POST
@freshly_authenticated
def witness_ask_end(request: PageRequest, witness: UUID) -> HttpResponse:
    done = _("Written down. One that counts ends when the principal agrees.")
    return _decide(request, witness, Deed.KEEP_WITNESSES, services.ask_end, done)


@require_POST
@freshly_authenticated
def witness_end(request: PageRequest, witness: UUID) -> HttpResponse:
    done = _("Ended: it is not asked any more.")
    return _decide(request, witness, Deed.CONFIRM_WITNESSES, services.end, done)


def _decide(
    request: PageRequest, witness: UUID, deed: Deed, act: Callable[..., object], done: str
) -> HttpResponse:
    deeds.require(request, Deed.SEE_CONFIGURATION)
    deeds.require(request, deed)
    if not selectors.witnesses(request.viewer.school).filter(pk=witness).exists():
        raise Http404
    try:
        act(witness=witness, by=request.viewer.person)
    except ValidationError as error:
        for each in error.messages:
            messages.error(request, each)
    else:
        messages.success(request, done)
    return redirect("anchors")


def _page(
    request: PageRequest,
    *,
    form: WitnessForm | None = None,
    line_form: LineForm | None = None,
    answer: ledger.PrintedAnswer | None = None,
) -> HttpResponse:
    viewer = request.viewer
    rows = list(selectors.witnesses(viewer.school))
    wrong = any(each is not None and each.errors for each in (form, line_form))
    context = {
        "form": form or WitnessForm(),
        "line_form": line_form or LineForm(),
        "answer": answer,
        "rows": [(each, FAULTS.get(_fault(each), "")) for each in rows],
        "outside": selectors.outside(),
        "halt": halted(settings.DATA.ledger),
        "key": ledger.log_key(settings.DATA),
        "tokens": selectors.tokens(viewer.school, 7),
        "may_enter": deeds.may(request, Deed.KEEP_WITNESSES),
        "may_confirm": deeds.may(request, Deed.CONFIRM_WITNESSES),
    }
    return render(request, "anchors/anchors.html", context, status=400 if wrong else 200)


def _fault(row: "Witness") -> str:
    return row.standing.fault if row.confirmed_us is not None else ""
