"""Which table lies in which file: deeds in ``default`` (office), the footage index in ``archive`` (DESIGN §3)."""

from typing import Any

from django.db.models import Model

_ARCHIVE_APP = "archive"


class TwoFiles:
    """Every table of the room ``archive`` in the archive's file, everything else in the office's."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return "archive" if model._meta.app_label == _ARCHIVE_APP else "default"

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return self.db_for_read(model)

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return self.db_for_read(type(one)) == self.db_for_read(type(other))

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (db == "archive") == (app_label == _ARCHIVE_APP)
