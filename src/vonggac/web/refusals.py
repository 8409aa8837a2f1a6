"""Refusals as pages and as JSON: what happened, the clause, the next step (LANGUAGE §4)."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from vonggac.kernel.authority import Refusal


def refusal_response(
    request: HttpRequest,
    refusal: Refusal,
    *,
    as_json: bool = False,
    status: int = 403,
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    """``extra`` goes into the template: the Board's own demand form where that is the next step."""
    if as_json:
        return JsonResponse(refusal_json(refusal), status=status)
    context = {"refusal": refusal, "next_url": next_address(refusal), **(extra or {})}
    return render(request, "refusal.html", context, status=status)


WHERE_NEXT = {
    "needs_own_demand": "own_demand",
    "no_directive": "proposal_new",
    "no_open_shift": "roster",
    "area_not_in_shift": "roster",
    "signed_out": "sign_in",
}
"""``access`` says what to do next; the page knows where."""


def refusal_json(refusal: Refusal) -> dict[str, str]:
    return {
        "code": refusal.code,
        "reason": str(refusal.reason),
        "clause": str(refusal.clause),
        "next_step": str(refusal.next_step),
        "next_url": next_address(refusal),
    }


def next_address(refusal: Refusal) -> str:
    return address_of(refusal.next_url or WHERE_NEXT.get(refusal.code, ""))


def address_of(next_url: str) -> str:
    """A path as it is; a URL name of ours resolved; empty where it is neither."""
    if not next_url or next_url.startswith("/"):
        return next_url
    try:
        return reverse(next_url)
    except NoReverseMatch:
        return ""


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django calls this where the form's token is missing or of another origin (ACCESS §5.11)."""
    refusal = Refusal(
        code="form_expired",
        reason=_("This form is no longer valid: it was opened before you signed in, or elsewhere."),
        clause="",
        next_step=_("Open the page again"),
        next_url=request.path,
    )
    return refusal_response(request, refusal, as_json=request.content_type == "application/json")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    refusal = Refusal(
        code="not_found",
        reason=_("There is no such page, or it is not yours to see."),
        clause="",
        next_step=_("Back to the dashboard"),
        next_url="home",
    )
    return refusal_response(request, refusal, status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """An error of the program, or a database that does not answer. Reads nothing: what failed would fail again."""
    refusal = Refusal(
        code="failed",
        reason=_("The program could not answer."),
        clause="",
        next_step=_("Try again; if it stays so, tell the IT teacher."),
    )
    as_json = request.content_type == "application/json"
    return refusal_response(request, refusal, as_json=as_json, status=500)
