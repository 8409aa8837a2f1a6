"""Ký số: signing a PDF with a key that is given for this one act; which issuers the school knows (ADR 0030)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.kernel.clock import now_us
from vonggac.papers import selectors, services
from vonggac.signing import client
from vonggac.signing.facts import BadCertificate, NotSigned
from vonggac.web import deeds
from vonggac.web.local_time import instant_text
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.signatures.forms import RootForm, SignForm
from vonggac.web.signatures.words import BAD_ROOT, why_not_signed
from vonggac.web.viewer import PageRequest


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_paper(request: PageRequest) -> HttpResponse:
    """The signed PDF is given back and kept by nobody; what is to be on file is attached there as a scan."""
    form = SignForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        at = instant_text(now_us())
        line = _("Digitally signed by %(name)s, %(at)s") % {"name": "{name}", "at": at}
        try:
            made = client.sign(
                data["paper"],
                data["key_file"],
                data["password"],
                visible=line if data["visible"] else "",
            )
        except NotSigned as refused:
            form.add_error(*why_not_signed(refused.code))
        else:
            response = HttpResponse(made, content_type="application/pdf")
            response["Content-Disposition"] = 'attachment; filename="van-ban-da-ky.pdf"'
            response["X-Content-Type-Options"] = "nosniff"
            return response
    context = {"form": form, "may_trust": deeds.may(request, Deed.CHANGE_SETTINGS)}
    return render(request, "signatures/sign.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def signing_roots(request: PageRequest) -> HttpResponse:
    """Whose signers are known: read and changed by the head."""
    deeds.require(request, Deed.CHANGE_SETTINGS)
    viewer = request.viewer
    form = RootForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = form.try_to(
                lambda: services.trust_root(
                    school=viewer.school,
                    by=viewer.person,
                    content=form.cleaned_data["certificate"],
                    basis=form.cleaned_data["basis"],
                )
            )
        except BadCertificate as bad:
            form.add_error("certificate", str(BAD_ROOT[bad.code]))
        else:
            if done is not None:
                messages.success(request, _("Signers of this issuer are known from now on."))
                return redirect("signing_roots")
    context = {"form": form, "roots": selectors.every_root(viewer.school)}
    return render(request, "signatures/roots.html", context, status=400 if form.errors else 200)


@require_POST
@freshly_authenticated
def signing_root_end(request: PageRequest, root: UUID) -> HttpResponse:
    deeds.require(request, Deed.CHANGE_SETTINGS)
    if not selectors.roots(request.viewer.school).filter(pk=root).exists():
        raise Http404
    services.end_root(root=root, by=request.viewer.person)
    messages.success(request, _("It is trusted no longer; what was said of papers stays."))
    return redirect("signing_roots")


@require_POST
def signature_again(request: PageRequest, scan: UUID) -> HttpResponse:
    """Asks a kept paper's signatures once more, by the head; back to where it stands."""
    deeds.require(request, Deed.CHANGE_SETTINGS)
    if selectors.scan(request.viewer.school, scan) is None:
        raise Http404
    try:
        services.check_again(scan=scan, by=request.viewer.person)
        messages.success(request, _("The signatures were checked again: go back to the paper."))
    except (OSError, services.Unsealable):
        messages.error(
            request, _("The file is no longer as it was kept, or is gone: tell the IT teacher.")
        )
    return redirect("signing_roots")
