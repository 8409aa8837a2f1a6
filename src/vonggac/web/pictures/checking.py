"""What the QR of a printed picture leads to: that there is such a copy, and of which frame. No picture, no person.

Open to who holds the sheet: the code has 128 random bits, and says nothing that the sheet does not say.
"""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from vonggac.pictures import selectors

_CODE = re.compile(r"[A-Z2-7]{26}")


@require_GET
def print_check(request: HttpRequest, code: str) -> HttpResponse:
    """A code that was never given and one that cannot be are the same answer (ACCESS §1.6)."""
    row = selectors.copy_by_code(code) if _CODE.fullmatch(code) else None
    context = {"copy": row, "code": code[:26]}
    response = render(request, "pictures/check.html", context, status=200 if row else 404)
    response["Cache-Control"] = "no-store"
    return response
