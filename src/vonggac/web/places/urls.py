"""Addresses of areas and cameras."""

from django.urls import path

from vonggac.web.places import (
    audio,
    calendar,
    finding,
    listing,
    papers,
    planning,
    reference,
    retention,
    school,
    views,
    watching,
)

urlpatterns = [
    path("cameras", views.cameras, name="cameras"),
    path("cameras/new", views.camera_new, name="camera_new"),
    path("cameras/find", finding.camera_find, name="camera_find"),
    path("cameras/find/list", finding.camera_found, name="camera_found"),
    path("cameras/find/device", finding.found_device, name="found_device"),
    path("cameras/find/picture", finding.found_picture, name="found_picture"),
    path("cameras/find/add", finding.camera_add_found, name="camera_add_found"),
    path("areas/usual", finding.usual_areas, name="usual_areas"),
    path("cameras/list.<str:kind>", listing.export, name="camera_list"),
    path("cameras/import", listing.take_in, name="camera_import"),
    path("cameras/test", views.camera_test, name="camera_test"),
    path("cameras/<slug:camera>/edit", views.camera_edit, name="camera_edit"),
    path("cameras/<slug:camera>/out-of-use", views.camera_out_of_use, name="camera_out_of_use"),
    path("cameras/<slug:camera>/watch", watching.camera_watch, name="camera_watch"),
    path(
        "cameras/<slug:camera>/watch/preview",
        watching.watch_preview,
        name="camera_watch_preview",
    ),
    path("cameras/<slug:camera>/reference", reference.camera_reference, name="camera_reference"),
    path("areas/new", views.area_new, name="area_new"),
    path("areas/<uuid:area>", views.area_edit, name="area_edit"),
    path("areas/<uuid:area>/audio", audio.area_audio, name="area_audio"),
    path("areas/<uuid:area>/plan.<slug:kind>", papers.camera_plan, name="camera_plan_paper"),
    path("recording", planning.plans, name="plans"),
    path("recording/plan", planning.plan_edit, name="plan_edit"),
    path("calendar", calendar.calendar, name="calendar"),
    path("calendar/fixed", calendar.calendar_fixed, name="calendar_fixed"),
    path("calendar/<uuid:days>/withdraw", calendar.calendar_withdraw, name="calendar_withdraw"),
    path("retention/<slug:paper>.<slug:kind>", papers.retention_paper, name="retention_paper"),
    path("settings/school", school.school, name="school"),
    path("retention", retention.retention, name="retention"),
]
