"""What ``passkey.js`` asks and answers, as JSON: at the door, at confirming a login, at adding a device."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vonggac.factors import selectors, services
from vonggac.factors.services import passkeys
from vonggac.kernel.clock import now_us
from vonggac.kernel.text import TextRefused
from vonggac.people.services import counting
from vonggac.web.factors import entering
from vonggac.web.viewer import viewer_or_none

ASKED_LIMIT = 60
"""Challenges to nobody in particular, from one address in ten minutes: each is a row."""


def rp_id_of(request: HttpRequest) -> str:
    """The host by which this browser came: a passkey is bound to it, and the browser checks it against the page's."""
    return request.get_host().rsplit(":", 1)[0].lower()


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """A challenge; for who has no half and no login yet, to any passkey that knows its owner."""
    holder, key = _holder(request), ""
    if holder is None:
        address = entering.whence(request)["address"]
        if not counting.count(f"passkey {address}", ASKED_LIMIT):
            return _over()
        key = services.begin(account=None, **entering.whence(request))
        holder = services.half_of(key=key, **entering.whence(request))
    if holder is None:
        return _over()
    response = JsonResponse(passkeys.ask(holder=holder, rp_id=rp_id_of(request)))
    if key:
        entering.keep_half(response, key)
    return response


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    holder = _holder(request)
    said = _said(request)
    if holder is None or said is None:
        return _over()
    passed = passkeys.show(holder=holder, answer=said.get("answer") or {})
    if isinstance(passed, services.NotPassed):
        return JsonResponse({"reason": passed.message}, status=403)
    if not holder.is_half:
        services.note_shown(session=holder.id, how=passed.how)
        return JsonResponse({"next_url": ""})
    entered = entering.enter(request, holder, passed, entering.next_of(request))
    return _in(entered) if isinstance(entered, HttpResponse) else _over()


@require_POST
def ask_new(request: HttpRequest) -> HttpResponse:
    holder = _who_may_add(request)
    if holder is None or holder.account is None:
        return _over()
    options = passkeys.ask_new(holder=holder, account=holder.account, rp_id=rp_id_of(request))
    return JsonResponse(options)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    holder, said = _who_may_add(request), _said(request)
    if holder is None or holder.account is None or said is None:
        return _over()
    try:
        passkeys.keep_new(
            holder=holder,
            account=holder.account,
            label=str(said.get("label", "")),
            answer=said.get("answer") or {},
        )
    except (ValidationError, TextRefused) as error:
        words = error.messages[0] if isinstance(error, ValidationError) else _("Give it a name.")
        return JsonResponse({"reason": words}, status=400)
    if not holder.is_half:
        return JsonResponse({"next_url": reverse("security")})
    passed = services.Passed(holder.account, "passkey")
    entered = entering.enter(request, holder, passed, reverse("security") + "?first=1")
    return _in(entered) if isinstance(entered, HttpResponse) else _over()


def _holder(request: HttpRequest) -> services.Holder | None:
    viewer = viewer_or_none(request)
    if viewer is not None:
        return services.of_session(viewer.session, viewer.account)
    return entering.half_of(request)


def _who_may_add(request: HttpRequest) -> services.Holder | None:
    """A login confirmed just now; or a half whose account has no factor at all."""
    viewer = viewer_or_none(request)
    if viewer is not None:
        fresh = selectors.is_fresh(viewer.session, now_us())
        return services.of_session(viewer.session, viewer.account) if fresh else None
    half = entering.half_of(request)
    if half is None or half.account is None or selectors.has_any(half.account):
        return None
    return half


def _said(request: HttpRequest) -> dict[str, Any] | None:
    try:
        said = json.loads(request.body)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _in(entered: HttpResponseRedirect) -> JsonResponse:
    response = JsonResponse({"next_url": entered["Location"]})
    response.cookies.update(entered.cookies)
    return response


def _over() -> JsonResponse:
    words = _("That took too long or too many tries: enter the password again.")
    return JsonResponse({"reason": words, "next_url": reverse("sign_in")}, status=403)
