"""Addresses of exports; the package itself is Starlette's: ``streams.exports``."""

from django.urls import path

from vonggac.web.exports import masking, recipients, views

urlpatterns = [
    path("verify.html", recipients.page, name="verify_page"),
    path("exports", views.exports, name="exports"),
    path("exports/new", views.export_new, name="export_new"),
    path("exports/<uuid:export>", views.export, name="export"),
    path("exports/<uuid:export>/approve", views.export_approve, name="export_approve"),
    path("exports/<uuid:export>/decline", views.export_decline, name="export_decline"),
    path("exports/<uuid:export>/retry", views.export_retry, name="export_retry"),
    path("exports/<uuid:export>/masks", masking.export_masks, name="export_masks"),
    path("exports/<uuid:export>/mask-frame", masking.export_mask_frame, name="export_mask_frame"),
    path("exports/<uuid:export>/mask-add", masking.export_mask_add, name="export_mask_add"),
    path("exports/<uuid:export>/mask-drop", masking.export_mask_drop, name="export_mask_drop"),
    path(
        "exports/<uuid:export>/masks-close", masking.export_masks_close, name="export_masks_close"
    ),
    path("exports/<uuid:export>/link", views.export_link, name="export_link"),
]
