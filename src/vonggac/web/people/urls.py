"""Addresses of the door and of people."""

from django.urls import path

from vonggac.web.people import door, views

urlpatterns = [
    path("sign-in", door.sign_in, name="sign_in"),
    path("sign-out", door.sign_out, name="sign_out"),
    path("set-up", door.set_up, name="set_up"),
    path("language", door.language, name="language"),
    path("stir", door.stir, name="stir"),
    path("password", door.change_password, name="change_password"),
    path("people", views.people, name="people"),
    path("people/new", views.person_new, name="person_new"),
    path("people/<uuid:account>/state", views.person_state, name="person_state"),
    path("sign-in-history", views.sign_in_history, name="sign_in_history"),
]
