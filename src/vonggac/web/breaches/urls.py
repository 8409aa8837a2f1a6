"""Addresses of breaches."""

from django.urls import path

from vonggac.web.breaches import papers, views

urlpatterns = [
    path("breaches", views.breaches, name="breaches"),
    path("breaches/new", views.breach_new, name="breach_new"),
    path("breaches/leader", views.breach_leader, name="breach_leader"),
    path("breaches/<uuid:breach>", views.breach, name="breach"),
    path("breaches/<uuid:breach>/step/<slug:step>", views.breach_step, name="breach_step"),
    path("breaches/<uuid:breach>/correct/<int:place>", views.breach_correct, name="breach_correct"),
    path("breaches/<uuid:breach>/papers/<int:place>", papers.breach_paper, name="breach_paper"),
    path(
        "breaches/<uuid:breach>/notice/<slug:to>.<str:kind>",
        papers.breach_notice,
        name="breach_notice",
    ),
]
