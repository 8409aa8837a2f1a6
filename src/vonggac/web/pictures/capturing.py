"""The snapshot buttons of wall and player, and the picture that goes with a suspicion: JSON in, JSON out."""

import json
import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vonggac.kernel.authority import Purpose, Refused
from vonggac.kernel.text import TextRefused
from vonggac.pictures import services
from vonggac.web.forms import TEXT_COMPLAINTS
from vonggac.web.playback.forms import instant_in
from vonggac.web.refusals import refusal_json
from vonggac.web.streams.footage import opener
from vonggac.web.viewer import PageRequest
from vonggac.web.watermark import burnt_mark

if TYPE_CHECKING:
    from vonggac.pictures.models import Snapshot

log = logging.getLogger(__name__)

MOST_PICTURES = 9
"""Of one press: each takes a decoder of its own for a moment."""


@require_POST
def snapshot_live(request: PageRequest) -> HttpResponse:
    """``{"camera", "purpose", "reason", "case"}`` → ``{"said", "no", "url"}``; of the picture on the wall, now."""
    try:
        body = json.loads(request.body)
        asked = _asked(request, body, purpose=Purpose(body["purpose"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return JsonResponse({"code": "bad_request"}, status=400)
    return _answered(lambda: services.take_live(asked))


@require_POST
def snapshot_stored(request: PageRequest) -> HttpResponse:
    """``{"camera", "at", "reason", "case"}``: the frame that is on the screen, under a directive."""
    try:
        body = json.loads(request.body)
        at_us = instant_in(str(body["at"]))
        asked = _asked(request, body, at_us=at_us)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return JsonResponse({"code": "bad_request"}, status=400)
    if at_us is None:
        return JsonResponse({"code": "bad_request"}, status=400)
    return _answered(lambda: services.take_stored(asked, opener()))


def for_suspicion(
    request: PageRequest, cameras: Sequence[str], purpose: Purpose, what: str
) -> Callable[[str], str] | None:
    """What ``incidents.services.suspect`` books with the case: a picture of each camera on the screen, in their order,
    of the first nine that give one. None where none does: a suspicion is noted all the same, and whether it may be
    noted is decided there.
    """
    taken: list[services.Capture] = []
    for camera in cameras[:MOST_PICTURES]:
        try:
            asked = _asked(request, {"camera": camera, "reason": what}, purpose=purpose)
            taken.append(services.capture_live(asked, len(taken)))
        except (Refused, TextRefused) as refused:
            log.info("a suspicion without a picture of %s: %s", camera, refused)
    return partial(_book_all, taken) if taken else None


def _book_all(taken: Sequence[services.Capture], case_no: str) -> str:
    """The number of the first, and of the last where there are more."""
    numbers = [each.book(case_no) for each in taken]
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]} – {numbers[-1]}"


def _asked(request: PageRequest, body: Any, **more: Any) -> services.Asked:
    viewer = request.viewer
    return services.Asked(
        person=viewer.person,
        session=viewer.session,
        school=viewer.school,
        camera=str(body["camera"])[:16],
        mark=burnt_mark(request, ""),
        reason=str(body.get("reason") or ""),
        case_no=str(body.get("case") or "").strip()[:60],
        **more,
    )


def _answered(take: Callable[[], "Snapshot"]) -> HttpResponse:
    try:
        row = take()
    except Refused as refused:
        return JsonResponse(refusal_json(refused.refusal), status=403)
    except TextRefused as error:
        return JsonResponse({"reason": str(TEXT_COMPLAINTS[error.code])}, status=400)
    except ValidationError as error:
        return JsonResponse({"reason": " ".join(error.messages)}, status=400)
    said = _("Picture %(no)s is taken; it stands in the usage book.") % {"no": row.label}
    return JsonResponse({"said": said, "no": row.label, "url": reverse("picture", args=[row.id])})
