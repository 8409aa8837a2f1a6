"""Addresses of duty."""

from django.urls import path

from vonggac.web.duty import views

urlpatterns = [
    path("usage-book", views.usage_book, name="usage_book"),
    path("usage-book/<uuid:line>/correction", views.usage_correct, name="usage_correct"),
    path("shifts", views.roster, name="roster"),
    path("shifts/new", views.roster_new, name="roster_new"),
    path("shifts/<uuid:shift>/cancel", views.shift_cancel, name="shift_cancel"),
    path("shifts/<uuid:shift>/open", views.shift_open, name="shift_open"),
    path("shifts/<uuid:shift>/close", views.shift_close, name="shift_close"),
]
