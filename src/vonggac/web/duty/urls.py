"""Addresses of duty."""

from django.urls import path

from vonggac.web.duty import shifts, views

urlpatterns = [
    path("usage-book", views.usage_book, name="usage_book"),
    path("usage-book/<uuid:line>/correction", views.usage_correct, name="usage_correct"),
    path("shifts", views.roster, name="roster"),
    path("shifts/new", views.roster_new, name="roster_new"),
    path("shifts/<uuid:shift>/cancel", views.shift_cancel, name="shift_cancel"),
    path("shifts/<uuid:shift>", shifts.shift, name="shift"),
    path("shifts/<uuid:shift>/open", shifts.shift_open, name="shift_open"),
    path("shifts/<uuid:shift>/close", shifts.shift_close, name="shift_close"),
    path("shifts/<uuid:shift>/hand-over", shifts.shift_hand_over, name="shift_hand_over"),
    path(
        "shifts/<uuid:shift>/handovers/<uuid:handover>",
        shifts.handover_answer,
        name="handover_answer",
    ),
]
