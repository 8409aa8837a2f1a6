"""The own devices and codes; confirming the login."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.factors import selectors, services
from vonggac.kernel.clock import now_us
from vonggac.people import selectors as people
from vonggac.web.factors.door import ISSUER, spaced
from vonggac.web.factors.entering import next_of
from vonggac.web.factors.forms import CodeForm, EnrolForm
from vonggac.web.factors.passkeys import rp_id_of
from vonggac.web.factors.picture import qr_address
from vonggac.web.reauth import freshly_authenticated, must_be_fresh
from vonggac.web.viewer import PageRequest


@require_http_methods(["GET", "POST"])
def confirm_login(request: PageRequest) -> HttpResponse:
    """A factor once more, for what comes next."""
    form = CodeForm(request.POST or None)
    viewer = request.viewer
    onward = next_of(request) or "security"
    if selectors.is_fresh(viewer.session, now_us()):
        return redirect(onward)
    if request.method == "POST" and form.is_valid():
        holder = services.of_session(viewer.session, viewer.account)
        answer = services.show_code(holder=holder, code=form.cleaned_data["code"])
        if isinstance(answer, services.Passed):
            services.note_shown(session=viewer.session, how=answer.how)
            return redirect(onward)
        form.add_error("code", answer.message)
    context = {
        "form": form,
        "next": next_of(request),
        "has_passkey": selectors.has_passkey(viewer.account, rp_id_of(request)),
    }
    status = 400 if form.errors else 200
    return render(request, "factors/confirm_login.html", context, status=status)


@require_GET
def security(request: PageRequest) -> HttpResponse:
    account = request.viewer.account
    context = {
        "factors": selectors.factors(account),
        "codes_left": selectors.codes_left(account),
        "is_needed": selectors.is_needed(request.viewer.person, now_us()),
        "is_first": "first" in request.GET,
        "events": people.sign_in_history(account, limit=5),
        "is_fresh": selectors.is_fresh(request.viewer.session, now_us()),
    }
    return render(request, "factors/security.html", context)


@must_be_fresh
@require_http_methods(["GET", "POST"])
def totp_new(request: PageRequest) -> HttpResponse:
    viewer = request.viewer
    holder = services.of_session(viewer.session, viewer.account)
    form = EnrolForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: services.keep_totp(holder=holder, account=viewer.account, **form.cleaned_data)
        )
        if made:
            messages.success(request, _("The app is enrolled: %(name)s.") % {"name": made.label})
            return redirect("security")
    secret = services.ask_totp(holder=holder, account=viewer.account)
    address = services.totp_address(account=viewer.account, secret=secret, issuer=ISSUER)
    context = {"form": form, "secret": spaced(secret), "qr": qr_address(address)}
    return render(request, "factors/totp_new.html", context, status=400 if form.errors else 200)


@freshly_authenticated
@require_POST
def recovery_codes(request: PageRequest) -> HttpResponse:
    codes = services.new_recovery_codes(account=request.viewer.account)
    return render(request, "factors/codes.html", {"codes": codes})


@freshly_authenticated
@require_POST
def factor_end(request: PageRequest, factor: UUID) -> HttpResponse:
    try:
        ended = services.end_factor(factor=factor, account=request.viewer.account)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("security")
    if not ended:
        raise Http404
    return redirect("security")
