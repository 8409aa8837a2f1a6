"""Addresses of directives."""

from django.urls import path

from vonggac.web.directives import oral, paper, proposals, settings, views

urlpatterns = [
    path("directives", views.directives, name="directives"),
    path("directives/new", views.directive_new, name="directive_new"),
    path("directives/order", views.directive_order, name="directive_order"),
    path("directives/oral", oral.oral_new, name="oral_new"),
    path("directives/<uuid:directive>/confirm", oral.oral_confirm, name="oral_confirm"),
    path("directives/<uuid:directive>/deny", oral.oral_deny, name="oral_deny"),
    path("directives/<uuid:directive>/settle", oral.oral_settle, name="oral_settle"),
    path("proposals", proposals.proposals, name="proposals"),
    path("proposals/new", proposals.proposal_new, name="proposal_new"),
    path("proposals/<uuid:proposal>", proposals.proposal, name="proposal"),
    path("proposals/<uuid:proposal>/agree", proposals.proposal_agree, name="proposal_agree"),
    path("proposals/<uuid:proposal>/refuse", proposals.proposal_refuse, name="proposal_refuse"),
    path("settings/access", settings.access_settings, name="access_settings"),
    path("directives/<uuid:directive>", views.directive, name="directive"),
    path(
        "directives/<uuid:directive>/withdraw", views.directive_withdraw, name="directive_withdraw"
    ),
    path(
        "directives/<uuid:directive>/complete", views.directive_complete, name="directive_complete"
    ),
    path("directives/<uuid:directive>/seen", views.directive_seen, name="directive_seen"),
    path(
        "directives/<uuid:directive>/paper.<str:kind>",
        paper.directive_paper,
        name="directive_paper",
    ),
]
