"""Addresses of the calendar of duties."""

from django.urls import path

from vonggac.web.duties import feed, views

urlpatterns = [
    path("duties", views.duties, name="duties"),
    path("duties/<str:month>.<slug:kind>", views.duties_paper, name="duties_paper"),
    path("duties/feed", feed.duties_feed, name="duties_feed"),
    path("duties/feed/end", feed.duties_feed_end, name="duties_feed_end"),
    path("lich/<str:secret>.ics", feed.duties_calendar, name="duties_calendar"),
]
