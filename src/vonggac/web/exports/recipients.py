"""For who received a package: the page that checks it, from the school's own site (FORMATS §11)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from vonggac.evidence.recipients_page import verify_page


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """As a file to keep: opened from a disk it may use its own script, which our pages' policy forbids."""
    response = HttpResponse(verify_page(), content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify.html"'
    return response
