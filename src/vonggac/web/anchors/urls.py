"""Addresses of the ledger's outside anchors."""

from django.urls import path

from vonggac.web.anchors import views

urlpatterns = [
    path("anchors", views.anchors, name="anchors"),
    path("anchors/check", views.anchor_check, name="anchor_check"),
    path("anchors/<uuid:witness>/confirm", views.witness_confirm, name="witness_confirm"),
    path("anchors/<uuid:witness>/ask-end", views.witness_ask_end, name="witness_ask_end"),
    path("anchors/<uuid:witness>/end", views.witness_end, name="witness_end"),
]
