"""Addresses of documents, regulation and notices."""

from django.urls import path

from vonggac.web.regulations import boards, reading, views

urlpatterns = [
    path("regulation", views.register, name="regulations"),
    path("regulation/documents/new", views.decision_new, name="decision_new"),
    path("regulation/documents/<uuid:decision>", views.decision, name="decision"),
    path("regulation/documents/<uuid:decision>/scan", views.decision_scan, name="decision_scan"),
    path(
        "regulation/documents/<uuid:decision>/text", views.regulation_enter, name="regulation_enter"
    ),
    path("regulation/<uuid:regulation>/in-force", views.regulation_enact, name="regulation_enact"),
    path("regulation/read", reading.read, name="regulation_read"),
    path("regulation/<uuid:regulation>/readers", reading.readers, name="regulation_readers"),
    path(
        "regulation/<uuid:regulation>/readers.pdf",
        reading.readers_pdf,
        name="regulation_readers_pdf",
    ),
    path("regulation/notices", boards.boards, name="notice_boards"),
    path("regulation/notices/<uuid:area>.pdf", boards.board_pdf, name="notice_board_pdf"),
    path("thong-bao/<uuid:area>", boards.public, name="public_notice"),
]
