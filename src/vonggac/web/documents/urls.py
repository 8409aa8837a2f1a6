"""Addresses of forms."""

from django.urls import path

from vonggac.web.documents import views

urlpatterns = [
    path("documents", views.documents, name="documents"),
    path("documents/<slug:code>", views.document, name="document"),
    path("documents/<slug:code>/blank.<slug:kind>", views.document_blank, name="document_blank"),
    path("documents/<slug:code>/template/<slug:which>", views.template_file, name="template_file"),
    path("documents/<slug:code>/confirm", views.template_confirm, name="template_confirm"),
    path("documents/<slug:code>/decline", views.template_decline, name="template_decline"),
    path("documents/<slug:code>/ours", views.template_ours, name="template_ours"),
]
