"""“Ghi nhận nghi vấn” over a live picture: one act (khoản 2 Điều 3, nhóm 2)."""

import json

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vonggac.incidents import services
from vonggac.kernel.authority import Purpose, Refused
from vonggac.kernel.text import TextRefused
from vonggac.web.forms import TEXT_COMPLAINTS
from vonggac.web.pictures.capturing import for_suspicion
from vonggac.web.refusals import refusal_json
from vonggac.web.viewer import PageRequest

MOST_CAMERAS = 16


@require_POST
def suspect(request: PageRequest) -> HttpResponse:
    """JSON ``{"cameras": [ids], "purpose", "what"}`` → ``{"said", "url", "no"}``."""
    try:
        asked = json.loads(request.body)
        cameras = [str(each)[:16] for each in asked["cameras"]][:MOST_CAMERAS]
        purpose, what = Purpose(asked["purpose"]), str(asked.get("what") or "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return JsonResponse({"code": "bad_request"}, status=400)
    words = what.strip() or _("Suspicion noted on the live picture")
    try:
        row = services.suspect(
            school=request.viewer.school,
            person=request.viewer.person,
            cameras=cameras,
            purpose=purpose.value,
            what=words,
            snapshot=for_suspicion(request, cameras, purpose, words),
        )
    except Refused as refused:
        return JsonResponse(refusal_json(refused.refusal), status=403)
    except TextRefused as error:
        return JsonResponse({"reason": str(TEXT_COMPLAINTS[error.code])}, status=400)
    except ValidationError as error:
        return JsonResponse({"reason": " ".join(error.messages)}, status=400)
    said = _("%(no)s noted; the school board is told.") % {"no": row.label}
    return JsonResponse({"said": said, "no": row.label, "url": reverse("case", args=[row.id])})
