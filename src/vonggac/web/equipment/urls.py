"""Addresses of failures, events, alarms and inputs."""

from django.urls import path

from vonggac.web.equipment import alarms, asset_list, assets, device_book, events, papers, views

urlpatterns = [
    path("failures", views.failures, name="failures"),
    path("failures/new", views.failure_new, name="failure_new"),
    path("failures/confirm", views.failures_confirm, name="failures_confirm"),
    path("failures/unexplained", views.unexplained, name="unexplained"),
    path("failures/alarms", alarms.alarms, name="alarms"),
    path("failures/inputs", alarms.inputs, name="inputs"),
    path("failures/inputs/<uuid:input_id>/revoke", alarms.input_revoke, name="input_revoke"),
    path("failures/<uuid:failure>", views.failure, name="failure"),
    path(
        "failures/<uuid:failure>/papers/<slug:form>.<slug:kind>",
        papers.failure_paper,
        name="failure_paper",
    ),
    path("failures/<uuid:failure>/<slug:step>", views.failure_step, name="failure_step"),
    path("events", events.events, name="events"),
    path("events/mark", events.event_mark, name="event_mark"),
    path("assets", assets.assets, name="assets"),
    path("assets/new", assets.asset_new, name="asset_new"),
    path("assets/stores", assets.stores, name="stores"),
    path("assets/list.xlsx", asset_list.asset_export, name="asset_export"),
    path("assets/import", asset_list.asset_import, name="asset_import"),
    path("assets/list/<slug:kind>", papers.asset_list_paper, name="asset_list_paper"),
    path("assets/manuals/<uuid:manual>", assets.manual, name="manual"),
    path("assets/<uuid:asset>", assets.asset, name="asset"),
    path("assets/<uuid:asset>/approve", assets.asset_approve, name="asset_approve"),
    path("assets/<uuid:asset>/out", assets.asset_out, name="asset_out"),
    path("assets/<uuid:asset>/manuals", assets.manual_add, name="manual_add"),
    path(
        "assets/<uuid:asset>/papers/<slug:form>.<slug:kind>",
        papers.asset_paper,
        name="asset_paper",
    ),
    path("device-book", device_book.device_book, name="device_book"),
    path("device-book/<uuid:line>/correction", device_book.device_correct, name="device_correct"),
    path("device-book/days/<str:day>/check", device_book.device_check, name="device_check"),
    path(
        "device-book/<str:year>/volumes/<int:volume>.<slug:kind>",
        device_book.device_print,
        name="device_print",
    ),
]
