"""Taking a scan in a form and giving it out again: the same words and headers on every page that has one."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vonggac.kernel.papers import LARGEST_BYTES, PaperKind, PaperRefused
from vonggac.papers import services
from vonggac.web.forms import PageForm
from vonggac.web.paper_words import why_refused
from vonggac.web.viewer import PageRequest

log = logging.getLogger(__name__)
Made = TypeVar("Made")


class ScanField(forms.FileField):
    """A signed paper as PDF or photograph; its value is bytes, at most one more than is taken."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("PDF, JPEG or PNG, up to 16 MB"))
        accept = {"accept": "application/pdf,image/jpeg,image/png"}
        super().__init__(widget=forms.ClearableFileInput(attrs=accept), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        taken = super().clean(data, initial)
        return bytes(taken.read(LARGEST_BYTES + 1)) if taken else b""


def signed_paper() -> ScanField:
    """For a form beside which a signed paper may be laid."""
    return ScanField(label=gettext_lazy("Signed paper (PDF, JPEG or PNG)"), required=False)


def try_with_scan(form: PageForm, field: str, act: Callable[[], Made]) -> Made | None:
    """``form.try_to(act)``, with what is wrong with the file beside its field."""
    try:
        return form.try_to(act)
    except PaperRefused as refused:
        form.add_error(field, why_refused(refused.code))
    except OSError:
        log.exception("a paper could not be kept")
        form.add_error(field, _("The file could not be kept: the disk does not take it."))
    return None


def scan_response(request: PageRequest, scan: UUID, *, otherwise: str) -> HttpResponse:
    """The file: a picture that we painted is shown where asked, a PDF only downloaded. Who may is asked before.

    A file that is gone or altered leads to the address ``otherwise`` with a word.
    """
    try:
        row, content = services.read(scan=scan, by=request.viewer.person)
    except (OSError, services.Unsealable):
        log.exception("scan %s cannot be read", scan)
        messages.error(
            request, _("The file is no longer as it was kept, or is gone: tell the IT teacher.")
        )
        return redirect(otherwise)
    kind = PaperKind(row.kind)
    shown = kind is not PaperKind.PDF and "show" in request.GET
    response = HttpResponse(content, content_type=kind.value)
    name = f"{row.id.hex[:12]}.{kind.ending}"
    response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
