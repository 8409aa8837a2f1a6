"""The seat belt under ``duty.services``: a closed month stays closed (I7); what was written before is found, too."""

from typing import Any, ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from vonggac.duty.services.book import index_of

TRIGGERS = {
    "month_closing_is_not_changed": ("BEFORE UPDATE ON duty_monthclosing", "1"),
    "month_closing_is_not_removed": ("BEFORE DELETE ON duty_monthclosing", "1"),
    "month_check_is_not_changed": ("BEFORE UPDATE ON duty_monthcheck", "1"),
    "month_check_is_not_removed": ("BEFORE DELETE ON duty_monthcheck", "1"),
    "month_check_names_its_keeper": (
        "BEFORE INSERT ON duty_monthcheck",
        "NEW.keeper_id IS NOT (SELECT keeper_id FROM duty_monthclosing WHERE id = NEW.closing_id)",
    ),
    "month_begins_where_the_last_one_ended": (
        "BEFORE INSERT ON duty_monthclosing",
        "NEW.from_number <> 1 + COALESCE((SELECT MAX(to_number) FROM duty_monthclosing m"
        " WHERE m.school_id = NEW.school_id AND m.school_year = NEW.school_year), 0)",
    ),
}


def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for name, (event, when) in TRIGGERS.items():
        schema_editor.execute(
            f"CREATE TRIGGER {name} {event} WHEN {when} BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


def index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    line, found = apps.get_model("duty", "UsageLine"), apps.get_model("duty", "UsageIndex")
    batch: list[Any] = []
    for each in line.objects.order_by("number").iterator():
        batch.append(found(line_id=each.pk, **index_of(each)))
        if len(batch) == 500:
            found.objects.bulk_create(batch)
            batch = []
    found.objects.bulk_create(batch)


def nothing(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The table itself goes with the migration before."""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("duty", "0005_months_and_search")]
    operations: ClassVar = [
        migrations.RunPython(make, drop),
        migrations.RunPython(index, nothing),
    ]
