"""Forms: what there is, blank to print, and the file that the school uses instead of ours."""

import logging
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.documents import client, word_tags
from vonggac.documents.findings import LARGEST_TEMPLATE, Finding
from vonggac.documents.forms import FORMS
from vonggac.documents.forms.paper import Form
from vonggac.documents.templates import Chosen, NotTaken, Unfit
from vonggac.people import selectors as people
from vonggac.places import selectors as places
from vonggac.web import deeds
from vonggac.web.documents import filling, replacing
from vonggac.web.documents.words import sentence
from vonggac.web.forms import PageForm
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest

log = logging.getLogger(__name__)
DOCX = client.CONTENT_TYPES["docx"]


class TemplateForm(PageForm):
    template = forms.FileField(
        label=gettext_lazy("Word file (.docx), up to 2 MB"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx," + DOCX}),
    )

    def content(self) -> bytes:
        """At most one byte more than is taken."""
        return bytes(self.cleaned_data["template"].read(LARGEST_TEMPLATE + 1))


@require_GET
def documents(request: PageRequest) -> HttpResponse:
    shelf = replacing.shelf()
    rows = [{"form": each, "state": shelf.state(each.code)} for each in FORMS.values()]
    return render(request, "documents/list.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def document(request: PageRequest, code: str) -> HttpResponse:
    """The form's page; a POST proposes a file."""
    form = _known(code)
    upload = TemplateForm(request.POST or None, request.FILES or None)
    findings: list[Finding] = []
    if request.method == "POST":
        deeds.require(request, Deed.PROPOSE_TEMPLATE)
        if upload.is_valid() and not form.book:
            findings = _propose(request, form, upload)
            if not upload.errors and not findings:
                messages.success(request, _("The file is proposed: the head confirms it."))
                return redirect("document", code)
    context = _shown(request, form) | {
        "upload": upload,
        "findings": [sentence(each) for each in findings],
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "documents/form.html", context, status=status)


def _propose(request: PageRequest, form: Form, upload: TemplateForm) -> list[Finding]:
    try:
        replacing.propose(form.code, upload.content(), by=request.viewer.person)
    except Unfit as unfit:
        return unfit.findings
    except (client.NotRendered, OSError):
        log.exception("a template could not be looked at or kept")
        upload.add_error("template", _("The file could not be checked or kept: try again."))
    return []


def _shown(request: PageRequest, form: Form) -> dict[str, Any]:
    state = replacing.shelf().state(form.code)
    proposed = state.proposed
    is_head = deeds.may(request, Deed.CHANGE_SETTINGS)
    return {
        "form": form,
        "used": _named(state.used),
        "proposed": _named(proposed),
        "may_propose": not form.book and deeds.may(request, Deed.PROPOSE_TEMPLATE),
        "may_confirm": proposed and is_head and proposed.by != str(request.viewer.person),
        "may_return": is_head and state.used and state.used.digest,
        "tags": [] if form.book else word_tags.described(form),
    }


def _named(chosen: Chosen | None) -> dict[str, Any] | None:
    if chosen is None:
        return None
    return {
        "digest": chosen.digest,
        "short": chosen.digest[:12],
        "who": people.person(UUID(chosen.by)).full_name,
        "at_us": chosen.at_us,
        "missing": chosen.missing,
    }


@require_GET
def document_blank(request: PageRequest, code: str, kind: str) -> HttpResponse:
    """A paper to fill in by hand, with the school's own head."""
    form = _known(code)
    school = places.school(request.viewer.school)
    head = {"authority": school.parent_body.upper(), "school": school.name.upper()}
    otherwise = reverse("document", args=[code])
    return filling.paper(request, form.code, head, kind, filling.called(code), otherwise=otherwise)


@require_GET
def template_file(request: PageRequest, code: str, which: str) -> HttpResponse:
    """The template itself, to be changed in Word: ours, the one in use, the one that is proposed."""
    form, shelf = _known(code), replacing.shelf()
    state = shelf.state(code)
    chosen = {"used": state.used, "proposed": state.proposed, "ours": Chosen("", "", 0)}.get(which)
    if form.book or chosen is None:
        raise Http404
    try:
        content = shelf.file(code, chosen.digest) if chosen.digest else word_tags.ours(code)
    except Unfit as error:
        raise Http404 from error
    return _file(content, f"{filling.called(code)}-{_WHICH[which]}.docx", DOCX)


@require_POST
@freshly_authenticated
def template_confirm(request: PageRequest, code: str) -> HttpResponse:
    return _decided(request, code, _("The form is printed with this file from now on."), "confirm")


@require_POST
@freshly_authenticated
def template_decline(request: PageRequest, code: str) -> HttpResponse:
    return _decided(request, code, _("The proposed file is not used."), "decline")


@require_POST
@freshly_authenticated
def template_ours(request: PageRequest, code: str) -> HttpResponse:
    return _decided(request, code, _("The form's own template is used again."), "ours")


def _decided(request: PageRequest, code: str, words: str, what: str) -> HttpResponse:
    _known(code)
    deeds.require(request, Deed.CHANGE_SETTINGS)
    by, digest = request.viewer.person, request.POST.get("digest", "")
    try:
        if what == "confirm":
            replacing.confirm(code, digest, by=by)
        elif what == "decline":
            replacing.decline(code, digest, by=by)
        else:
            replacing.return_to_ours(code, by=by)
    except NotTaken as error:
        messages.error(request, _refusals()[error.code])
    else:
        messages.success(request, words)
    return redirect("document", code)


def _refusals() -> dict[str, str]:
    return {
        "own": _("You proposed this file: another person confirms it (khoản 1 Điều 2)."),
        "changed": _("Another file has been proposed meanwhile: look at it first."),
        "none": _("There is nothing to decide any more."),
    }


def _known(code: str) -> Form:
    if code not in FORMS:
        raise Http404
    return FORMS[code]


_WHICH = {"used": "dang-dung", "proposed": "de-xuat", "ours": "mau"}


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
