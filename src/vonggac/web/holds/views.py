"""Niêm giữ: list, placing, asking for release, and the second person's answer (khoản 1 Điều 6)."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.archive import selectors as archive
from vonggac.holds import selectors, services
from vonggac.kernel.clock import HOUR_US, MINUTE_US, now_us
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.holds.forms import HoldForm, KeepForm, ReleaseForm
from vonggac.web.local_time import local
from vonggac.web.paging import page_of
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.holds.models import Hold

REVIEW_AFTER = timedelta(days=90)


@require_GET
def holds(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.READ_HOLDS)
    page = page_of(request, selectors.holds(request.viewer.school), instants=("placed_us",))
    context = {
        "page": page,
        "rows": [_row(each) for each in page],
        "may_place": deeds.may(request, Deed.PLACE_HOLD),
        "waiting": selectors.asks_waiting(request.viewer.school),
    }
    return render(request, "holds/list.html", context)


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def hold_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.PLACE_HOLD)
    form = HoldForm(request.POST or None, school=request.viewer.school, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        made = form.try_to(lambda: _place(request, form))
        if made is not None:
            messages.success(request, _("Data held: %(no)s.") % {"no": made.label})
            _tell_gone(request, made)
            return redirect("hold", made.id)
    return render(request, "holds/new.html", {"form": form}, status=400 if form.errors else 200)


@require_GET
def hold(request: PageRequest, hold: UUID) -> HttpResponse:
    row = _own(request, hold)
    return render(request, "holds/hold.html", _page(request, row))


@require_POST
@freshly_authenticated
def hold_ask(request: PageRequest, hold: UUID) -> HttpResponse:
    row = _own(request, hold)
    deeds.require(request, Deed.PLACE_HOLD)
    form = ReleaseForm(request.POST)
    if form.is_valid() and _did(
        form,
        lambda: services.ask_release(
            hold=row.id, by=request.viewer.person, reason=form.cleaned_data["reason"]
        ),
    ):
        messages.success(request, _("Asked. A second person of the school board decides."))
        return redirect("hold", row.id)
    context = _page(request, row) | {"ask_form": form}
    return render(request, "holds/hold.html", context, status=400)


@require_POST
@freshly_authenticated
def hold_answer(request: PageRequest, hold: UUID) -> HttpResponse:
    """The second person: releases, or lets it stay and says why."""
    row = _own(request, hold)
    deeds.require(request, Deed.RELEASE_HOLD)
    ask, who = selectors.open_ask(row.id), request.viewer.person
    if ask is None:
        messages.error(request, _("The release was answered already."))
        return redirect("hold", row.id)
    release = request.POST.get("answer") == "release"
    form = KeepForm(request.POST if not release else {"reason": "–"})
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        done = _did(
            form,
            lambda: (
                services.release(ask=ask.id, by=who)
                if release
                else services.keep(ask=ask.id, by=who, reason=reason)
            ),
        )
        if done:
            messages.success(request, _("Released.") if release else _("The data stays held."))
            return redirect("hold", row.id)
    context = _page(request, row) | {"keep_form": form}
    return render(request, "holds/hold.html", context, status=400)


def _did(form: PageForm, act: Callable[[], object]) -> bool:
    return form.try_to(act) is not None


def _initial(request: PageRequest) -> dict[str, Any]:
    now = now_us() // MINUTE_US * MINUTE_US
    return {
        "cameras": request.GET.getlist("camera"),
        "footage_from_us": now - HOUR_US,
        "footage_to_us": now,
        "review_on": local(now).date() + REVIEW_AFTER,
    }


def _place(request: PageRequest, form: HoldForm) -> "Hold":
    data = form.cleaned_data
    return services.place(
        school=request.viewer.school,
        cameras=data["cameras"],
        footage=form.footage,
        ground="own",
        reason=data["reason"],
        review_on=data["review_on"],
        by=request.viewer.person,
    )


def _tell_gone(request: PageRequest, row: "Hold") -> None:
    gone = selectors.gone([each.camera_id for each in row.cameras.all()], row.footage)
    if gone:
        text = ngettext(
            "A part of it was gone before, of %(n)d camera.",
            "A part of it was gone before, of %(n)d cameras.",
            len(gone),
        )
        messages.warning(request, text % {"n": len(gone)})


def _page(request: PageRequest, row: "Hold") -> dict[str, Any]:
    ask, standing = selectors.open_ask(row.id), selectors.is_active(row.id)
    checks = archive.hold_checks([row.id.hex])
    gone = selectors.gone([each.camera_id for each in row.cameras.all()], row.footage)
    cameras = [
        (each.camera, checks.get((row.id.hex, each.camera_id)), gone.get(each.camera_id))
        for each in row.cameras.all()
    ]
    return {
        **_row(row),
        "cameras": cameras,
        "ask": ask,
        "answers": sorted(row.answers.all(), key=lambda each: each.at_us),
        "may_ask": standing and ask is None and deeds.may(request, Deed.PLACE_HOLD),
        "may_answer": standing
        and ask is not None
        and ask.by_id != request.viewer.person
        and deeds.may(request, Deed.RELEASE_HOLD),
        "ask_form": ReleaseForm(),
        "keep_form": KeepForm(),
    }


def _own(request: PageRequest, hold_id: UUID) -> "Hold":
    deeds.require(request, Deed.READ_HOLDS)
    row = selectors.holds(request.viewer.school).filter(pk=hold_id).first()
    if row is None:
        raise Http404
    return row


def _row(row: "Hold") -> dict[str, Any]:
    at_us = now_us()
    released = any(each.released for each in row.answers.all())
    end = getattr(row, "end", None)
    ended = end is not None and end.ends_us <= at_us
    word = _("released") if released else _("ended") if ended else _("held")
    return {
        "hold": row,
        "ends_us": end.ends_us if end is not None and not ended and not released else None,
        "state": word,
        "tone": "" if released or ended else "info",
        "to_review": not (released or ended) and row.review_on <= local(at_us).date(),
    }
