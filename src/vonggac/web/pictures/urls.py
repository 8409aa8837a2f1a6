"""Addresses of snapshots and prints."""

from django.urls import path

from vonggac.web.pictures import capturing, checking, printing, views

urlpatterns = [
    path("pictures", views.pictures, name="pictures"),
    path("pictures/live", capturing.snapshot_live, name="snapshot_live"),
    path("pictures/recorded", capturing.snapshot_stored, name="snapshot_stored"),
    path("pictures/<uuid:snapshot>", views.picture, name="picture"),
    path("pictures/<uuid:snapshot>/image", views.picture_image, name="picture_image"),
    path("pictures/copies/<uuid:copy>/sheet", printing.print_sheet, name="print_sheet"),
    path("pictures/slips/<uuid:slip>/slip", printing.print_slip, name="print_slip"),
    path("kiem-tra/<str:code>", checking.print_check, name="print_check"),
]
