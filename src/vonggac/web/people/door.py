"""The door: signing in and out, the first run, the language, the own password."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vonggac.people import selectors, services
from vonggac.places import selectors as places
from vonggac.web.factors.entering import after_password, next_of, open_again
from vonggac.web.people.forms import ChangePasswordForm, SetUpForm, SignInForm
from vonggac.web.people.setting_up import at_the_machine, set_up_school
from vonggac.web.viewer import PageRequest, viewer_or_none

FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if not selectors.anybody():
        return redirect("set_up")
    if request.method == "GET" and viewer_or_none(request):
        return redirect("home")
    form = SignInForm(request.POST or None)
    refused: services.SignInRefused | None = None
    if request.method == "POST" and form.is_valid():
        answer = _try(request, form.cleaned_data["username"], form.cleaned_data["password"])
        if isinstance(answer, HttpResponseRedirect):
            return answer
        form.add_error(None, answer.message)
        refused = answer
    school = places.the_school()
    context = {"form": form, "school_name": school.name if school else "", "next": next_of(request)}
    response = render(request, "people/sign_in.html", context, status=400 if form.errors else 200)
    if refused is not None and refused.retry_after_s:
        response.status_code = 429
        response["Retry-After"] = str(refused.retry_after_s)
    return response


def _try(
    request: HttpRequest, username: str, password: str
) -> HttpResponseRedirect | services.SignInRefused:
    answer = services.check_password(
        username=username,
        password=password,
        address=request.META.get("REMOTE_ADDR", ""),
        user_agent=request.headers.get("User-Agent", ""),
    )
    if isinstance(answer, services.SignInRefused):
        return answer
    before = viewer_or_none(request)
    if before is not None:  # whoever sat here before: the browser forgets that key now, so it ends
        services.end_session(session=before.session)
    return after_password(request, answer, next_of(request))


@require_POST
def sign_out(request: PageRequest) -> HttpResponse:
    services.end_session(session=request.viewer.session)
    response = redirect("sign_in")
    response.delete_cookie(settings.SESSION_KEY_COOKIE)
    response["Clear-Site-Data"] = '"cache"'
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("language", "")
    response = redirect(next_of(request) or "home")
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, wanted, max_age=31_536_000, samesite="Lax", httponly=True
        )
    return response


@require_POST
def stir(request: PageRequest) -> HttpResponse:
    """A hand moved on a page that fetches by itself: the idle lock (ACCESS §5.4) is put off, nothing else."""
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
def change_password(request: PageRequest) -> HttpResponse:
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        viewer = request.viewer
        done = form.try_to(lambda: _change(viewer.account, form.cleaned_data))
        if done:
            messages.success(request, _("Password changed."))
            return open_again(request, viewer)
    context = {"form": form, "forced": request.viewer.must_change_password}
    return render(
        request, "people/change_password.html", context, status=400 if form.errors else 200
    )


def _change(account: UUID, data: dict[str, Any]) -> bool:
    services.change_password(
        account=account, old_password=data["old_password"], new_password=data["new_password"]
    )
    return True


@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Open only while there is nobody yet, and only at the machine itself: who comes first would be the head."""
    if selectors.anybody():
        return redirect("sign_in")
    here = at_the_machine(
        request.META.get("REMOTE_ADDR", ""),
        request.headers.get("Host", ""),
        forwarded=any(name in request.headers for name in FORWARDED),
    )
    if not here:
        return render(request, "people/set_up_elsewhere.html", status=403)
    form = SetUpForm(request.POST or None)
    ready = request.method == "POST" and form.is_valid()
    if ready and form.try_to(lambda: set_up_school(form.cleaned_data)):
        answer = _try(request, form.cleaned_data["username"], form.cleaned_data["password"])
        return answer if isinstance(answer, HttpResponseRedirect) else redirect("sign_in")
    return render(request, "people/set_up.html", {"form": form}, status=400 if form.errors else 200)
