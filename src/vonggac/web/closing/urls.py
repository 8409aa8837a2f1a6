"""Addresses of the closing of books and of the year's turn."""

from django.urls import path

from vonggac.web.closing import views

urlpatterns = [
    path("year", views.year_turn, name="year_turn"),
    path("books/<str:year>/<str:month>/close", views.closing_month, name="closing_month"),
    path("books/<slug:book>/<str:year>/close-year", views.closing_year, name="closing_year"),
    path("books/closings/<uuid:closing>/check", views.closing_check, name="closing_check"),
]
