"""Addresses of suggestions."""

from django.urls import path

from vonggac.web.suggestions import views

urlpatterns = [
    path("suggestions", views.suggestions, name="suggestions"),
    path("suggestions/new", views.suggestion_new, name="suggestion_new"),
    path("suggestions/gather", views.suggestions_gather, name="suggestions_gather"),
    path(
        "suggestions/batch/<uuid:batch>.<str:kind>", views.suggestion_batch, name="suggestion_batch"
    ),
    path("suggestions/<uuid:suggestion>", views.suggestion, name="suggestion"),
    path(
        "suggestions/<uuid:suggestion>/step/<slug:step>",
        views.suggestion_step,
        name="suggestion_step",
    ),
]
