"""Before every answer of the API: the token, its scope, its pace. Complaints are RFC 9457 problems.

A token is read from the Authorization header and nowhere else: it stands in no address and in no log (I11).
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from vonggac.integrations import services
from vonggac.integrations.scopes import Scope
from vonggac.integrations.services import Key
from vonggac.web.pace import Pace

log = logging.getLogger(__name__)
Answer = Callable[..., dict[str, Any]]
MOST_A_MINUTE = 120
by_token = Pace(MOST_A_MINUTE)
by_address = Pace(MOST_A_MINUTE)
"""Of calls without a right token: a guesser is told 429 without a look at the rows, and stops nobody who has one."""


class Problem(Exception):
    """What is wrong with a call: becomes its answer."""

    def __init__(self, status: int, code: str, title: str, detail: str = "") -> None:
        super().__init__(code)
        self.status, self.code, self.title, self.detail = status, code, title, detail


def for_tokens(scope: Scope, *parameters: str) -> Callable[[Answer], Callable[..., HttpResponse]]:
    """Around a function of request, key and path parameters that returns what is sent as JSON.

    ``parameters``: of the query; any other, and one that is there twice, is refused: a mistyped filter is no filter.
    """

    def around(answer: Answer) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @wraps(answer)
        def guarded(request: HttpRequest, **named: Any) -> HttpResponse:
            language = _language(request)
            with translation.override(language):
                try:
                    key = _key(request, scope)
                    _known_only(request, parameters)
                    response: HttpResponse = JsonResponse(answer(request, key, **named))
                except Problem as problem:
                    response = _told(problem)
                except Exception:
                    log.exception("the API could not answer")
                    response = _told(Problem(500, "failed", _("This could not be answered.")))
            response["Content-Language"] = language
            return response

        return guarded

    return around


@csrf_exempt
def missing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Every other address under /api."""
    language = _language(request)
    with translation.override(language):
        response = _told(Problem(404, "not_found", _("There is no such address.")))
    response["Content-Language"] = language
    return response


def _known_only(request: HttpRequest, parameters: tuple[str, ...]) -> None:
    for name, values in request.GET.lists():
        if name not in parameters or len(values) > 1:
            raise Problem(400, "parameter", _("A parameter is missing or wrong."))


def _key(request: HttpRequest, scope: Scope) -> Key:
    if request.method not in ("GET", "HEAD"):
        raise Problem(405, "method", _("This address is only read."))
    address = request.META.get("REMOTE_ADDR", "")
    kind, _space, text = request.headers.get("Authorization", "").partition(" ")
    known = None
    if kind.lower() == "bearer" and not by_address.is_over(address):
        known = services.key_of(text=text.strip())
    if known is None:
        if not by_address.allows(address):
            raise Problem(429, "too_often", _("Too many calls: wait a minute."))
        raise Problem(
            401, "token", _("A token that counts is needed."), _("Ask the principal for one.")
        )
    if not by_token.allows(known.token.hex):
        raise Problem(429, "too_often", _("Too many calls: wait a minute."))
    if scope not in known.scopes:
        raise Problem(403, "scope", _("The token does not include this."), scope.value)
    return known


def _told(problem: Problem) -> HttpResponse:
    body = {
        "type": f"urn:vonggac:problem:{problem.code}",
        "title": str(problem.title),
        "status": problem.status,
        "code": problem.code,
    }
    if problem.detail:
        body["detail"] = str(problem.detail)
    response = JsonResponse(body, status=problem.status, content_type="application/problem+json")
    if problem.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="vonggac"'
    if problem.status == 405:
        response["Allow"] = "GET, HEAD"
    if problem.status == 429:
        response["Retry-After"] = "60"
    return response


def _language(request: HttpRequest) -> str:
    return "en" if request.headers.get("Accept-Language", "").lower().startswith("en") else "vi"
