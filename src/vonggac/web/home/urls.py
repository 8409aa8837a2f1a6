"""Address of the dashboard."""

from django.urls import path

from vonggac.web.home import views

urlpatterns = [path("", views.home, name="home")]
