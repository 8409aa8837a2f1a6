"""Addresses of the API, and of the page that makes its tokens."""

from django.urls import path

from vonggac.web.api import answers, document, guard, pages

urlpatterns = [
    path("tokens", pages.tokens, name="tokens"),
    path("tokens/<uuid:token>/revoke", pages.token_revoke, name="token_revoke"),
    path("api/v1/openapi.json", document.served, name="api_document"),
    path("api/v1/areas", answers.areas, name="api_areas"),
    path("api/v1/cameras", answers.cameras, name="api_cameras"),
    path("api/v1/cameras/<str:camera>/coverage/<str:day>", answers.coverage, name="api_coverage"),
    path("api/v1/events", answers.events, name="api_events"),
    path("api/v1/requests", answers.requests, name="api_requests"),
    path("api/v1/health", answers.health, name="api_health"),
    path("api/<path:rest>", guard.missing, name="api_missing"),
]
