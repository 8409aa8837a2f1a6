"""Address of the search over all books."""

from django.urls import path

from vonggac.web.search import views

urlpatterns = [path("find", views.find_books, name="find_books")]
