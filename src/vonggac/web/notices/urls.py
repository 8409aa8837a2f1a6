"""Addresses of notices."""

from django.urls import path

from vonggac.web.notices import views

urlpatterns = [
    path("notices", views.notices, name="notices"),
    path("notices/bell", views.bell, name="notices_bell"),
    path("notices/read", views.read_all, name="notices_read"),
    path("notices/ways", views.ways, name="notice_ways"),
    path("notices/ways/<uuid:channel>/end", views.way_end, name="notice_way_end"),
    path("notices/ways/<uuid:channel>/test", views.way_test, name="notice_way_test"),
    path("notices/<uuid:notice>/open", views.open_notice, name="notice_open"),
]
