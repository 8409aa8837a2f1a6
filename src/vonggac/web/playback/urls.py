"""Addresses of search and player."""

from django.urls import path

from vonggac.web.playback import searching, views

urlpatterns = [
    path("search", searching.search, name="search"),
    path("playback", views.play, name="play"),
    path("playback/own-demand", views.own_demand, name="own_demand"),
    path("playback/open", views.play_open, name="play_open"),
    path("playback/timeline", views.timeline, name="timeline"),
]
