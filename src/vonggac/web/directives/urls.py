"""Addresses of directives."""

from django.urls import path

from vonggac.web.directives import views

urlpatterns = [
    path("directives", views.directives, name="directives"),
    path("directives/new", views.directive_new, name="directive_new"),
    path("directives/<uuid:directive>", views.directive, name="directive"),
    path(
        "directives/<uuid:directive>/withdraw", views.directive_withdraw, name="directive_withdraw"
    ),
    path(
        "directives/<uuid:directive>/complete", views.directive_complete, name="directive_complete"
    ),
    path("directives/<uuid:directive>/seen", views.directive_seen, name="directive_seen"),
]
