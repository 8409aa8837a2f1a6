"""Deeds of weight ask for a factor shown within the last five minutes (ACCESS §5.6).

The form that was sent is not lost: the page that asks for the code carries its fields, and sends them again with it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from vonggac.factors import selectors, services
from vonggac.kernel.clock import now_us
from vonggac.web.factors.passkeys import rp_id_of
from vonggac.web.viewer import PageRequest

View = Callable[..., HttpResponse]
FIELD = "factor_code"
_NOT_CARRIED = {FIELD, "csrfmiddlewaretoken"}


def freshly_authenticated(view: View) -> View:
    """Around a view whose POST is a deed of weight; GET goes through."""

    @wraps(view)
    def asked(request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refused = "" if request.method == "GET" else _refused(request)
        return _ask(request, refused) if refused else view(request, *args, **kwargs)

    return asked


def _refused(request: PageRequest) -> str:
    """Empty where a factor was shown; otherwise what the page says, a blank where it is asked for the first time."""
    viewer = request.viewer
    if selectors.is_fresh(viewer.session, now_us()):
        return ""
    if not selectors.has_any(viewer.account):
        return ""  # who needs no factor has no such right either: the view refuses
    code = request.POST.get(FIELD, "")
    if not code:
        return " "
    holder = services.of_session(viewer.session, viewer.account)
    answer = services.show_code(holder=holder, code=code)
    if isinstance(answer, services.NotPassed):
        return answer.message
    services.note_shown(session=viewer.session, how=answer.how)
    return ""


def _ask(request: PageRequest, refused: str) -> HttpResponse:
    if request.FILES:  # a browser lets no page carry a file on: confirm first, then choose it again
        refused = _("Confirm that it is you, then choose the file once more.")
    fields: list[tuple[str, Any]] = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in _NOT_CARRIED
    ]
    context = {
        "fields": fields,
        "target": request.get_full_path(),
        "refused": refused.strip(),
        "has_passkey": selectors.has_passkey(request.viewer.account, rp_id_of(request)),
    }
    whole_page = "HX-Request" in request.headers
    response = render(request, "factors/confirm.html", context, status=200 if whole_page else 403)
    if whole_page:
        response["HX-Retarget"], response["HX-Reswap"] = "body", "innerHTML"
    return response


def must_be_fresh(view: View) -> View:
    """Around a page that already *shows* what only its owner may see: GET too asks first."""

    @wraps(view)
    def asked(request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "GET" and not selectors.is_fresh(request.viewer.session, now_us()):
            return redirect(f"/confirm?next={request.path}")
        return freshly_authenticated(view)(request, *args, **kwargs)

    return asked
