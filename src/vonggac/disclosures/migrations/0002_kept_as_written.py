"""The seat belt under ``disclosures.services``: what was written stays (I7), an approved request is what was approved
(ACCESS §2.2), and nobody decides, carries out or supervises what is about himself (I9, G4).
"""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_KEPT = ("requestline", "decision", "minutes", "handover", "mediumclosed", "timelimits", "paper")


def _differs(*columns: str) -> str:
    return " OR ".join(f"OLD.{each} IS NOT NEW.{each}" for each in columns)


def _about(request: str, *persons: str) -> str:
    """NULL is in no list: a column that names nobody meets no subject."""
    return (
        "EXISTS (SELECT 1 FROM disclosures_requestsubject s"  # noqa: S608 (our own constants)
        f" WHERE s.request_id = {request} AND s.person_id IN ({', '.join(persons)}))"
    )


_APPROVED = (
    "EXISTS (SELECT 1 FROM disclosures_request r WHERE r.id = {} AND r.approved_sha256 IS NOT NULL)"
)
_HANDS = ("NEW.approver_id", "NEW.executor_id", "NEW.supervisor_id")

TRIGGERS: dict[str, tuple[str, str]] = {
    "request_is_not_removed": ("BEFORE DELETE ON disclosures_request", "1"),
    "request_keeps_who_asked": (
        "BEFORE UPDATE ON disclosures_request",
        _differs("id", "school_id", "requester_id", "entered_by_id", "made_us"),
    ),
    "request_keeps_its_number": (
        "BEFORE UPDATE ON disclosures_request",
        f"OLD.number IS NOT NULL AND ({_differs('number', 'year', 'sent_us')})",
    ),
    "settled_request_stays": (
        "BEFORE UPDATE ON disclosures_request",
        "OLD.state IN ('refused', 'completed', 'withdrawn', 'no_data')",
    ),
    "approved_request_stays_what_it_was": (
        "BEFORE UPDATE ON disclosures_request",
        "OLD.approved_sha256 IS NOT NULL AND NEW.approved_sha256 IS NOT NULL AND ("
        + _differs(
            "request_sha256",
            "approved_sha256",
            "sealed",
            "requester_name",
            "is_unit",
            "own_image",
            "purpose",
            "footage_from_us",
            "footage_to_us",
            "acts",
            "approver_id",
            "executor_id",
            "supervisor_id",
            "directive",
            "superior",
        )
        + ")",
    ),
    "approved_request_gains_no_camera": (
        "BEFORE INSERT ON disclosures_requestcamera",
        _APPROVED.format("NEW.request_id"),
    ),
    "approved_request_loses_no_camera": (
        "BEFORE DELETE ON disclosures_requestcamera",
        _APPROVED.format("OLD.request_id"),
    ),
    "request_camera_is_not_changed": ("BEFORE UPDATE ON disclosures_requestcamera", "1"),
    "hands_are_not_subjects": ("BEFORE UPDATE ON disclosures_request", _about("NEW.id", *_HANDS)),
    "subject_is_not_changed": ("BEFORE UPDATE ON disclosures_requestsubject", "1"),
    "subject_has_no_hand_in_it": (
        "BEFORE INSERT ON disclosures_requestsubject",
        "EXISTS (SELECT 1 FROM disclosures_request r WHERE r.id = NEW.request_id"
        " AND NEW.person_id IN (r.approver_id, r.executor_id, r.supervisor_id))",
    ),
    "decision_is_not_a_subjects": (
        "BEFORE INSERT ON disclosures_decision",
        _about("NEW.request_id", "NEW.by_id", "NEW.executor_id", "NEW.supervisor_id"),
    ),
    "decision_is_not_the_requesters": (
        "BEFORE INSERT ON disclosures_decision",
        "EXISTS (SELECT 1 FROM disclosures_request r WHERE r.id = NEW.request_id AND r.requester_id = NEW.by_id)",
    ),
    **{
        f"{table}_is_not_{done}": (f"BEFORE {event} ON disclosures_{table}", "1")
        for table in _KEPT
        for done, event in (("changed", "UPDATE"), ("removed", "DELETE"))
    },
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


class Migration(migrations.Migration):
    dependencies: ClassVar = [("disclosures", "0001_first")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
