"""Between password and login: showing a factor, or enrolling the first one. No page of the school answers here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vonggac.factors import selectors, services
from vonggac.web.factors import entering
from vonggac.web.factors.forms import CodeForm, EnrolForm
from vonggac.web.factors.passkeys import rp_id_of
from vonggac.web.factors.picture import qr_address

ISSUER = "Vọng Gác"


@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    half = entering.half_of(request)
    if half is None or half.account is None:
        return _back(request)
    if not selectors.has_any(half.account):
        return redirect("enrol")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = services.show_code(holder=half, code=form.cleaned_data["code"])
        if isinstance(answer, services.Passed):
            entered = entering.enter(request, half, answer, entering.next_of(request))
            if isinstance(entered, HttpResponse):
                return entered
            answer = entered
        if answer.code == "over":
            return _back(request)
        form.add_error("code", answer.message)
    context = {
        "form": form,
        "next": entering.next_of(request),
        "has_passkey": selectors.has_passkey(half.account, rp_id_of(request)),
        "has_totp": selectors.has_totp(half.account),
    }
    status = 400 if form.errors else 200
    return render(request, "factors/second.html", context, status=status)


@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """The first factor: only while there is none, so that a password alone never adds one beside another."""
    half = entering.half_of(request)
    if half is None or half.account is None:
        return _back(request)
    account = half.account
    if selectors.has_any(account):
        return redirect("second_factor")
    form = EnrolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: services.keep_totp(holder=half, account=account, **form.cleaned_data)
        )
        if made:
            return _enrolled(request, half, services.Passed(account, "totp"))
    secret = services.ask_totp(holder=half, account=account)
    address = services.totp_address(account=account, secret=secret, issuer=ISSUER)
    context = {"form": form, "secret": spaced(secret), "qr": qr_address(address)}
    context["next"] = entering.next_of(request)
    return render(request, "factors/enrol.html", context, status=400 if form.errors else 200)


def _enrolled(request: HttpRequest, half: services.Holder, passed: services.Passed) -> HttpResponse:
    """In, with the ten codes on the page: they are shown once."""
    codes = services.new_recovery_codes(account=passed.account)
    entered = entering.enter(request, half, passed, entering.next_of(request))
    if isinstance(entered, services.NotPassed):
        return _back(request)
    context = {"codes": codes, "onward": entered["Location"]}
    response = render(request, "factors/first_codes.html", context)
    response.cookies.update(entered.cookies)
    return response


def spaced(secret: str) -> str:
    """In fours, for who types it into an app by hand."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def _back(request: HttpRequest) -> HttpResponse:
    messages.warning(request, _("That took too long or too many tries: enter the password again."))
    return redirect(entering.with_next("sign_in", entering.next_of(request)))
