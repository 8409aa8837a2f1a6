"""Bookmarks: made in the player, listed on a page of their own, opened as links that ask for authority anew."""

import json
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vonggac.access import selectors as access
from vonggac.access import services as access_services
from vonggac.access.deeds import Deed
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import now_us
from vonggac.kernel.text import TextRefused
from vonggac.places import selectors as places
from vonggac.web import deeds
from vonggac.web.forms import TEXT_COMPLAINTS
from vonggac.web.paging import page_of
from vonggac.web.playback.forms import instant_in
from vonggac.web.playback.opening import Pass
from vonggac.web.refusals import refusal_json
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.access.models import Bookmark


@require_GET
def bookmarks(request: PageRequest) -> HttpResponse:
    """The person's own."""
    deeds.require(request, Deed.SEARCH)
    shown = page_of(request, access.bookmarks(request.viewer.person))
    named = places.cameras_named({camera for each in shown for camera in each.cameras})
    rows = [
        {
            "mark": each,
            "cameras": [named[camera] for camera in each.cameras if camera in named],
            "url": address_of_mark(each),
        }
        for each in shown
    ]
    return render(request, "playback/bookmarks.html", {"rows": rows, "page": shown})


def address_of_mark(mark: "Bookmark") -> str:
    """The deep link: the player asks ``access`` whoever follows it."""
    query = [*(("camera", each) for each in mark.cameras), ("at", str(mark.at_us))]
    return reverse("play") + "?" + urlencode(query)


@require_POST
def bookmark_new(request: PageRequest) -> HttpResponse:
    """``{pass, cameras, at, to, title}`` → ``{id, title}``."""
    try:
        body = json.loads(request.body)
        entry = Pass.read(str(body["pass"]), request.viewer.session)
        cameras = [str(each) for each in body["cameras"]]
        at_us = instant_in(str(body["at"]))
        to_us = None if body.get("to") is None else instant_in(str(body["to"]))
        title = str(body["title"])
        if at_us is None or entry.viewing is None or (to_us is None and body.get("to") is not None):
            raise ValueError("an instant in a viewing")
        made = access_services.add_bookmark(
            viewing=entry.viewing,
            session_id=entry.session,
            title=title,
            cameras=cameras,
            at_us=at_us,
            to_us=to_us,
            made_us=now_us(),
        )
    except Refused as refused:
        return JsonResponse(refusal_json(refused.refusal), status=403)
    except TextRefused as error:
        words = {"code": "title", "reason": str(TEXT_COMPLAINTS[error.code])}
        return JsonResponse(words, status=400)
    except (ValueError, KeyError, TypeError, RecursionError, signing.BadSignature):
        return JsonResponse({"code": "bad_request"}, status=400)
    return JsonResponse({"id": made.id.hex, "title": made.title})


@require_POST
def bookmark_drop(request: PageRequest, bookmark: UUID) -> HttpResponse:
    if not access_services.drop_bookmark(bookmark=bookmark, person=request.viewer.person):
        raise Http404
    messages.success(request, _("The bookmark has been taken away."))
    return redirect("bookmarks")
