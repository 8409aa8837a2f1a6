"""From a right password to a login: the cookies of half and login, and where the person goes next."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from vonggac.factors import selectors, services
from vonggac.kernel.clock import now_us
from vonggac.people import services as people
from vonggac.web.viewer import Viewer

COOKIE_AGE_S = 8 * 3600
HALF_AGE_S = 300


def after_password(
    request: HttpRequest, right: people.PasswordRight, wanted: str
) -> HttpResponseRedirect:
    """To the second factor; to enrolling one; or, for who needs none, straight in."""
    enrolled = selectors.has_any(right.account)
    if not enrolled and not selectors.is_needed(right.person, now_us()):
        opened = people.open_session(account=right.account, **whence(request))
        return go_in(request, opened.key, opened.replaced, right.must_change_password, wanted)
    key = services.begin(account=right.account, **whence(request))
    response = redirect(with_next("second_factor" if enrolled else "enrol", wanted))
    keep_half(response, key)
    return response


def enter(
    request: HttpRequest, half: services.Holder, passed: services.Passed, wanted: str
) -> HttpResponseRedirect | services.NotPassed:
    """The login that a shown factor opens."""
    entered = services.enter(half=half, passed=passed, **whence(request))
    if isinstance(entered, services.NotPassed):
        return entered
    return go_in(request, entered.key, entered.replaced, entered.must_change_password, wanted)


def open_again(request: HttpRequest, viewer: Viewer) -> HttpResponseRedirect:
    """After an act that ended every login of the person: this one goes on, with what it had shown."""
    shown = selectors.shown(viewer.session)
    opened = people.open_session(account=viewer.account, **whence(request))
    if shown is not None:
        services.note_shown(session=opened.session, how=shown.how)
    response = redirect("home")
    keep_key(response, opened.key)
    return response


def go_in(
    request: HttpRequest, key: str, replaced: bool, must_change_password: bool, wanted: str
) -> HttpResponseRedirect:
    if replaced:
        messages.info(request, _("Your other login was ended: one person, one login."))
    response = redirect("change_password" if must_change_password else wanted or "home")
    keep_key(response, key)
    response.delete_cookie(settings.HALF_COOKIE)
    return response


def half_of(request: HttpRequest) -> services.Holder | None:
    """The half that this browser carries, while it stands."""
    return services.half_of(key=request.COOKIES.get(settings.HALF_COOKIE, ""), **whence(request))


def whence(request: HttpRequest) -> dict[str, str]:
    return {
        "user_agent": request.headers.get("User-Agent", ""),
        "address": request.META.get("REMOTE_ADDR", ""),
    }


def next_of(request: HttpRequest) -> str:
    """Where the person was going; only ever a path of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if ours else ""


def with_next(name: str, wanted: str) -> str:
    return reverse(name) + ("?" + urlencode({"next": wanted}) if wanted else "")


def keep_key(response: HttpResponse, key: str) -> None:
    _keep(response, settings.SESSION_KEY_COOKIE, key, COOKIE_AGE_S)


def keep_half(response: HttpResponse, key: str) -> None:
    _keep(response, settings.HALF_COOKIE, key, HALF_AGE_S)


def _keep(response: HttpResponse, name: str, key: str, age_s: int) -> None:
    response.set_cookie(
        name, key, max_age=age_s, secure=settings.HAS_TLS, httponly=True, samesite="Strict"
    )
