"""Addresses of the changes."""

from django.urls import path

from vonggac.web.attention import views

urlpatterns = [
    path("changes", views.changes, name="changes"),
    path("changes/<uuid:change>/seen", views.change_seen, name="change_seen"),
]
