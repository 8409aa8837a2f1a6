"""Addresses of the room."""

from django.urls import path

from vonggac.web.connecting import views

urlpatterns = [
    path("connect", views.connect, name="connect"),
    path("connect/vonggac.crt", views.root, name="connect_root"),
]
