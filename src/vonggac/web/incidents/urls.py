"""Addresses of cases."""

from django.urls import path

from vonggac.web.incidents import papers, suspicion, views

urlpatterns = [
    path("cases", views.cases, name="cases"),
    path("cases/new", views.case_new, name="case_new"),
    path("cases/suspicion", suspicion.suspect, name="suspect"),
    path("cases/<uuid:case>", views.case, name="case"),
    path("cases/<uuid:case>/index.<slug:kind>", papers.case_index, name="case_index_paper"),
    path("cases/<uuid:case>/<slug:step>", views.case_step, name="case_step"),
    path("cases/<uuid:case>/lines/<uuid:line>/correction", views.case_correct, name="case_correct"),
]
