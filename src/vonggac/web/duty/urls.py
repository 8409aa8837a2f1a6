"""Addresses of duty."""

from django.urls import path

from vonggac.web.duty import book, shifts, views

urlpatterns = [
    path("usage-book", book.usage_book, name="usage_book"),
    path("usage-book/<uuid:line>/correction", book.usage_correct, name="usage_correct"),
    path("usage-book/<str:year>/months/<str:month>/close", book.usage_close, name="usage_close"),
    path("usage-book/months/<uuid:closing>/check", book.usage_check, name="usage_check"),
    path(
        "usage-book/<str:year>/volumes/<int:volume>.<slug:kind>",
        book.usage_print,
        name="usage_print",
    ),
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
