"""The page of tokens: the head makes them, Board and IT teacher see and revoke them."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.integrations import selectors, services
from vonggac.integrations.scopes import Scope
from vonggac.kernel.clock import now_us
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest


class TokenForm(PageForm):
    name = forms.CharField(label=gettext_lazy("Name of the program"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may read"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days it counts"),
        min_value=1,
        max_value=services.LONGEST_DAYS,
        initial=90,
    )
    basis = forms.CharField(label=gettext_lazy("Basis"), max_length=300)


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def tokens(request: PageRequest) -> HttpResponse:
    """A new token is on the page that answers its making, once, and nowhere afterwards."""
    deeds.require(request, Deed.READ_TOKENS)
    if request.method == "POST":
        deeds.require(request, Deed.MAKE_TOKENS)
    viewer = request.viewer
    form = TokenForm(request.POST or None)
    token = ""
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: services.make_token(school=viewer.school, by=viewer.person, **form.cleaned_data)
        )
        if made is not None:
            token = made[1]
            form = TokenForm()
    labels = dict(Scope.choices)
    context = {
        "form": form,
        "may_make": deeds.may(request, Deed.MAKE_TOKENS),
        "rows": [
            {"token": each, "scopes": [labels.get(one, one) for one in each.scopes]}
            for each in selectors.tokens(viewer.school)
        ],
        "new_token": token,
        "at_us": now_us(),
    }
    return render(request, "api/tokens.html", context, status=400 if form.errors else 200)


@require_POST
@freshly_authenticated
def token_revoke(request: PageRequest, token: UUID) -> HttpResponse:
    deeds.require(request, Deed.READ_TOKENS)
    if not selectors.tokens(request.viewer.school).filter(pk=token).exists():
        raise Http404
    services.revoke_token(token=token, by=request.viewer.person)
    messages.success(request, _("Revoked: the token opens nothing any more."))
    return redirect("tokens")
