"""Addresses of search and player."""

from django.urls import path

from vonggac.web.playback import bookmarks, happenings, searching, views

urlpatterns = [
    path("search", searching.search, name="search"),
    path("playback", views.play, name="play"),
    path("playback/own-demand", views.own_demand, name="own_demand"),
    path("playback/open", views.play_open, name="play_open"),
    path("playback/timeline", views.timeline, name="timeline"),
    path("play", views.play_link, name="play_link"),
    path("playback/events", happenings.play_events, name="play_events"),
    path("playback/region", happenings.play_region, name="play_region"),
    path("bookmarks", bookmarks.bookmarks, name="bookmarks"),
    path("bookmarks/new", bookmarks.bookmark_new, name="bookmark_new"),
    path("bookmarks/<uuid:bookmark>/drop", bookmarks.bookmark_drop, name="bookmark_drop"),
]
