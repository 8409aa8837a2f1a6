"""Addresses of signing."""

from django.urls import path

from vonggac.web.signatures import views

urlpatterns = [
    path("sign", views.sign_paper, name="sign_paper"),
    path("sign/issuers", views.signing_roots, name="signing_roots"),
    path("sign/issuers/<uuid:root>/end", views.signing_root_end, name="signing_root_end"),
    path("sign/again/<uuid:scan>", views.signature_again, name="signature_again"),
]
