"""What every page goes through: safe headers, language, the login and its binding, refusals as pages.

The login is ``people``'s: its key is in one cookie (HttpOnly, SameSite=Strict), bound to browser and network, one per
person, idle after ten minutes (ACCESS §5). Django's own session is not used.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from vonggac.access.refusals import no_position
from vonggac.kernel.authority import Refusal, Refused
from vonggac.kernel.clock import now_us
from vonggac.kernel.text import TextRefused
from vonggac.people import services as people
from vonggac.places import selectors as places
from vonggac.regulations import selectors as regulations
from vonggac.web.acts import ACTS, is_door, is_for_tokens, is_machine
from vonggac.web.forms import TEXT_COMPLAINTS
from vonggac.web.often import often, refused
from vonggac.web.refusals import refusal_response
from vonggac.web.viewer import Viewer, viewer_from, viewer_or_none

Next = Callable[[HttpRequest], HttpResponseBase]

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data: blob:",  # data: the carets in Bootstrap's sheet
        "media-src 'self' blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
MAY_BEFORE_PASSWORD_CHANGE = {"change_password", "sign_out", "language"}
MAY_WITHOUT_POSITION = MAY_BEFORE_PASSWORD_CHANGE | {"sign_in", "sign_in_history"}
"""Whose position ended has an account still, and nothing of the school's to read (ACCESS §7.2)."""
MAY_BEFORE_READING = MAY_WITHOUT_POSITION | {"regulation_read", "public_notice", "stir"}


class SafeHeaders:
    """ACCESS §3.7: nothing is kept by the browser, nothing runs that is not ours."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response["Content-Security-Policy"] = CONTENT_POLICY
        response["Cache-Control"] = "no-store"
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        return response


class Language:
    """Vietnamese, unless this browser chose another: never guessed from the browser's own language."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SignedIn:
    """Puts ``request.viewer`` there, or sends to the door with a word on why the login ended."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        viewer = viewer_or_none(request)
        if response.status_code == 403 and viewer is not None and _asks_for_footage(request):
            key = request.COOKIES.get(settings.SESSION_KEY_COOKIE, "")
            refused(key, viewer.person, viewer.session)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        name = request.resolver_match.url_name if request.resolver_match else None
        if is_for_tokens(name):
            return None
        key = request.COOKIES.get(settings.SESSION_KEY_COOKIE, "")
        active = people.resume(
            session_key=key,
            user_agent=request.headers.get("User-Agent", ""),
            address=request.META.get("REMOTE_ADDR", ""),
            human=not is_machine(name),
            at_us=now_us(),
        )
        if isinstance(active, people.Active):
            viewer = viewer_from(active)
            request.viewer = viewer  # type: ignore[attr-defined]  # PageRequest, from here on
            if viewer.must_change_password and name not in MAY_BEFORE_PASSWORD_CHANGE:
                return redirect("change_password")
            if not viewer.roles and name not in MAY_WITHOUT_POSITION:
                refusal = no_position()
                return refusal_response(request, refusal, as_json=_wants_json(request))
            shut = often.refusal(key) if _asks_for_footage(request) else None
            if shut is not None:
                return refusal_response(request, shut, as_json=_wants_json(request), status=429)
            return _to_read_first(viewer, name) if viewer.roles else None
        if is_door(name):
            return None
        return _to_the_door(request, str(active.message) if key else "")


def _to_read_first(viewer: Viewer, name: str | None) -> HttpResponseBase | None:
    """Who has not acknowledged the regulation in force reads it before anything else (khoản 2 Điều 1)."""
    if name in MAY_BEFORE_READING or is_machine(name):
        return None
    due = regulations.to_acknowledge(viewer.person, viewer.school, now_us())
    return redirect("regulation_read") if due is not None else None


def _to_the_door(request: HttpRequest, why: str) -> HttpResponseBase:
    if _wants_json(request):
        body = {
            "code": "signed_out",
            "reason": why or _("Signed out."),
            "next_url": reverse("sign_in"),
        }
        return JsonResponse(body, status=401)
    if places.the_school() is None:
        return redirect("set_up")
    if why:
        messages.warning(request, why)
    target = reverse("sign_in")
    if request.method == "GET" and request.path != reverse("home"):
        target += "?" + urlencode({"next": request.get_full_path()})
    response = redirect(target)
    response.delete_cookie(settings.SESSION_KEY_COOKIE)
    return response


class RefusalPages:
    """A service that refuses is answered with the page of refusal: what, which clause, what next.

    So is one that cannot take what was sent, or for which it is too late, where the page has no form to say so.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return refusal_response(request, error.refusal, as_json=_wants_json(request))
        if isinstance(error, TextRefused):
            return _cannot_be(request, str(TEXT_COMPLAINTS[error.code]))
        if isinstance(error, ValidationError):
            return _cannot_be(request, " ".join(error.messages))
        return None


def _cannot_be(request: HttpRequest, reason: str) -> HttpResponse:
    refusal = Refusal(
        code="cannot_be", reason=reason, clause="", next_step=_("Open the page again"), next_url=""
    )
    return refusal_response(request, refusal, as_json=_wants_json(request), status=400)


def _asks_for_footage(request: HttpRequest) -> bool:
    name = request.resolver_match.url_name if request.resolver_match else None
    return name in ACTS and ACTS[name].act is not None


def _wants_json(request: HttpRequest) -> bool:
    name = request.resolver_match.url_name if request.resolver_match else None
    return is_machine(name) or request.content_type == "application/json"
