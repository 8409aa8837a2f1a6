"""Address of the system log."""

from django.urls import path

from vonggac.web.system_log import views

urlpatterns = [path("system-log", views.system_log, name="system_log")]
