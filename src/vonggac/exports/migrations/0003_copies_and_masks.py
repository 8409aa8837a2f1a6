"""Copies and masks of exports, and the seat belt under them: what was ordered and drawn is not edited (I7)."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import vonggac.kernel.ids


def _changed(*columns: str) -> str:
    return " OR ".join(f"NEW.{each} IS NOT OLD.{each}" for each in columns)


def _set_twice(*columns: str) -> str:
    return " OR ".join(
        f"(OLD.{each} IS NOT NULL AND NEW.{each} IS NOT OLD.{each})" for each in columns
    )


_ORDERED = (
    _changed("export_id", "masking")
    + " OR "
    + _set_twice("demanded_by_id", "demanded_us", "masks_by_id", "masks_us")
    + " OR (OLD.masks_sha256 <> '' AND NEW.masks_sha256 <> OLD.masks_sha256)"
)
_DRAWN = (
    _changed(
        "id",
        "export_id",
        "number",
        "camera",
        "points",
        "from_us",
        "to_us",
        "follow",
        "drawn_by_id",
        "drawn_us",
    )
    + " OR "
    + _set_twice("dropped_by_id", "dropped_us")
)
TRIGGERS = {
    "copies_order_stands": f"BEFORE UPDATE ON exports_copyorder WHEN {_ORDERED}",
    "copies_order_is_not_removed": "BEFORE DELETE ON exports_copyorder",
    "mask_stands": f"BEFORE UPDATE ON exports_maskrow WHEN {_DRAWN}",
    "mask_is_not_removed": "BEFORE DELETE ON exports_maskrow",
    "mask_look_is_not_changed": "BEFORE UPDATE ON exports_masklook",
    "mask_look_is_not_removed": "BEFORE DELETE ON exports_masklook",
}


def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for name, event in TRIGGERS.items():
        schema_editor.execute(
            f"CREATE TRIGGER {name} {event} BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("duty", "0007_filters_from_the_index"),
        ("exports", "0002_what_was_asked_stands"),
        ("people", "0005_scans_of_signed_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name="CopyOrder",
            fields=[
                (
                    "export",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="copies",
                        serialize=False,
                        to="exports.export",
                    ),
                ),
                ("masking", models.BooleanField(help_text="Asked for by the requester.")),
                (
                    "demanded_us",
                    models.BigIntegerField(blank=True, help_text="With the approval.", null=True),
                ),
                (
                    "masks_us",
                    models.BigIntegerField(blank=True, help_text="The list was closed.", null=True),
                ),
                ("masks_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "demanded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "masks_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("demanded_by__isnull", True), ("demanded_us__isnull", True)),
                            models.Q(
                                ("demanded_by__isnull", False), ("demanded_us__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="copies_demanded_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("masks_by__isnull", True),
                                ("masks_sha256", ""),
                                ("masks_us__isnull", True),
                            ),
                            models.Q(
                                ("masks_by__isnull", False),
                                ("masks_us__isnull", False),
                                models.Q(("masks_sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="copies_masks_closed_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MaskLook",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vonggac.kernel.ids.new_uuid,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("camera", models.CharField(max_length=16)),
                ("at_us", models.BigIntegerField()),
                (
                    "export",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looks",
                        to="exports.export",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "usage_line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duty.usageline",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("export", "camera", "person"), name="mask_look_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MaskRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vonggac.kernel.ids.new_uuid,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("camera", models.CharField(max_length=16)),
                (
                    "points",
                    models.JSONField(help_text="Corners in ten-thousandths of the picture."),
                ),
                (
                    "from_us",
                    models.BigIntegerField(
                        help_text="Instant of the picture that it was drawn on."
                    ),
                ),
                ("to_us", models.BigIntegerField()),
                ("follow", models.BooleanField()),
                ("drawn_us", models.BigIntegerField()),
                ("dropped_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "dropped_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "export",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="masks",
                        to="exports.export",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("export", "number"), name="mask_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_us__gt", models.F("from_us"))), name="mask_ends"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dropped_by__isnull", True), ("dropped_us__isnull", True)),
                            models.Q(("dropped_by__isnull", False), ("dropped_us__isnull", False)),
                            _connector="OR",
                        ),
                        name="mask_dropped_by_somebody",
                    ),
                ],
            },
        ),
        migrations.RunPython(make, drop),
    ]
