"""The seat belt under ``incidents.services``: dossiers only grow, a case goes forward, and a use of the system stands
in dossier and usage book together, each with the other's number, or in neither (3.2-2c, G2, G3, I7).

Dossier line first, usage line second, in one transaction: the line's foreign key is checked at COMMIT. A migration
that makes SQLite rebuild ``duty_usageline`` loses its two triggers and has to make them again.
"""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_KEPT = ("dossierline", "casecamera", "casedirective")
_RANK = " ".join(
    f"WHEN '{state}' THEN {rank}"
    for rank, state in enumerate(("noted", "reported", "directed", "handled", "result", "closed"))
)
_BOTH = (
    "EXISTS (SELECT 1 FROM incidents_dossierline d JOIN incidents_case c ON c.id = d.case_id"
    " WHERE d.usage_line_id = NEW.id AND c.school_id = NEW.school_id AND d.usage_no = NEW.number"
    " AND d.usage_year = NEW.school_year"
    " AND NEW.related_no = 'VV-' || c.year || '-' || printf('%03d', c.number) || '/' || d.place)"
)
TRIGGERS = {
    "case_is_not_removed": ("BEFORE DELETE ON incidents_case", "1"),
    "case_keeps_its_number": (
        "BEFORE UPDATE OF id, school_id, year, number, purpose, what, footage_from_us, footage_to_us, noted_us,"
        " noted_by_id ON incidents_case",
        "1",
    ),
    "case_begins_noted": ("BEFORE INSERT ON incidents_case", "NEW.state <> 'noted'"),
    "case_goes_forward_one_step": (
        "BEFORE UPDATE OF state ON incidents_case",
        f"CASE NEW.state {_RANK} END - CASE OLD.state {_RANK} END NOT IN (0, 1)",
    ),
    "ended_case_stays": (
        "BEFORE UPDATE OF state, way, result, closed_us, reported_us, snapshot_no ON incidents_case",
        "OLD.state = 'closed'",
    ),
    "usage_line_of_a_case_has_its_dossier_line": (
        "BEFORE INSERT ON duty_usageline",
        f"NEW.related_no LIKE 'VV-%' AND NOT {_BOTH}",
    ),
    "dossier_line_has_its_usage_line": (
        "BEFORE INSERT ON duty_usageline",
        "NEW.related_no NOT LIKE 'VV-%'"
        " AND EXISTS (SELECT 1 FROM incidents_dossierline d WHERE d.usage_line_id = NEW.id)",
    ),
    "dossier_line_comes_with_its_usage_line": (
        "BEFORE INSERT ON incidents_dossierline",
        "NEW.usage_line_id IS NOT NULL"
        " AND EXISTS (SELECT 1 FROM duty_usageline u WHERE u.id = NEW.usage_line_id)",
    ),
    **{
        f"{table}_is_not_{done}": (f"BEFORE {event} ON incidents_{table}", "1")
        for table in _KEPT
        for done, event in (("changed", "UPDATE"), ("removed", "DELETE"))
    },
}


def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for name, (event, when) in TRIGGERS.items():
        # Without parameters, so that a percent sign is one.
        schema_editor.execute(
            f"CREATE TRIGGER {name} {event} WHEN {when} BEGIN SELECT RAISE(ABORT, '{name}'); END",
            params=None,
        )


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("incidents", "0001_first"),
        ("duty", "0004_checks_and_handovers_stay"),
    ]
    operations: ClassVar = [migrations.RunPython(make, drop)]
