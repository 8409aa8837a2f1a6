"""What was asked for, ordered and drawn is not edited; links and downloads only grow (I7)."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import Refuse


def _changed(*columns: str) -> str:
    return " OR ".join(f"NEW.{each} IS NOT OLD.{each}" for each in columns)


def _set_twice(*columns: str) -> str:
    return " OR ".join(
        f"(OLD.{each} IS NOT NULL AND NEW.{each} IS NOT OLD.{each})" for each in columns
    )


_FROZEN = (
    "school_id", "year", "number", "requester_id", "grant_id", "basis_ref", "request_ref", "purpose", "cameras",
    "footage_from_us", "footage_to_us", "reason", "recipient", "envelope", "age_recipient", "requested_us",
    "scope_sha256",
)  # fmt: skip
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
_REFUSED = {
    "export_scope_is_frozen": f"BEFORE UPDATE ON exports_export WHEN {_changed(*_FROZEN)}",
    "export_is_not_removed": "BEFORE DELETE ON exports_export",
    "export_link_is_not_changed": "BEFORE UPDATE ON exports_exportlink",
    "export_link_is_not_removed": "BEFORE DELETE ON exports_exportlink",
    "export_download_is_not_changed": "BEFORE UPDATE ON exports_exportdownload",
    "export_download_is_not_removed": "BEFORE DELETE ON exports_exportdownload",
    "copies_order_stands": f"BEFORE UPDATE ON exports_copyorder WHEN {_ORDERED}",
    "copies_order_is_not_removed": "BEFORE DELETE ON exports_copyorder",
    "mask_stands": f"BEFORE UPDATE ON exports_maskrow WHEN {_DRAWN}",
    "mask_is_not_removed": "BEFORE DELETE ON exports_maskrow",
    "mask_look_is_not_changed": "BEFORE UPDATE ON exports_masklook",
    "mask_look_is_not_removed": "BEFORE DELETE ON exports_masklook",
}


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_first"),
        ("duty", "0001_first"),
        ("people", "0001_first"),
        ("places", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
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
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.school",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="Calendar year of asking, local time."
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="Within the year, without gaps.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "waiting for approval"),
                            ("declined", "declined"),
                            ("approved", "approved"),
                            ("building", "being made"),
                            ("ready", "ready"),
                            ("downloaded", "downloaded"),
                            ("failed", "not made"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "requester",
                    models.ForeignKey(
                        help_text="An executor.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        help_text="That it was asked under; asked again at building and download.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.grantrow",
                    ),
                ),
                (
                    "basis_ref",
                    models.CharField(help_text="Number of the directive.", max_length=120),
                ),
                (
                    "request_ref",
                    models.CharField(
                        blank=True,
                        help_text="Number of the viewing request, DN-…; empty: none.",
                        max_length=60,
                    ),
                ),
                ("purpose", models.CharField(help_text="Of the directive.", max_length=12)),
                ("cameras", models.JSONField(help_text="Sorted list of camera ids.")),
                ("footage_from_us", models.BigIntegerField()),
                ("footage_to_us", models.BigIntegerField()),
                ("reason", models.CharField(max_length=500)),
                (
                    "recipient",
                    models.CharField(
                        help_text="Who gets it: a person or an office.", max_length=200
                    ),
                ),
                (
                    "envelope",
                    models.CharField(
                        choices=[
                            ("none", "not encrypted"),
                            ("recipient", "encrypted to the recipient’s age key"),
                            ("one_time", "encrypted; the key is handed over by another way"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "age_recipient",
                    models.CharField(blank=True, help_text="age1…; or empty.", max_length=120),
                ),
                ("requested_us", models.BigIntegerField()),
                ("scope_sha256", models.CharField(help_text="Of everything above.", max_length=64)),
                (
                    "approver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("decided_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "approved_sha256",
                    models.CharField(
                        blank=True, help_text="What was approved; empty: nothing.", max_length=64
                    ),
                ),
                (
                    "approval_deed",
                    models.UUIDField(
                        blank=True, help_text="Outbox row of the approval.", null=True
                    ),
                ),
                ("decline_reason", models.CharField(blank=True, max_length=500)),
                (
                    "attempts",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Builds that were begun."
                    ),
                ),
                (
                    "failure",
                    models.CharField(
                        blank=True, help_text="Code; the page has the words.", max_length=20
                    ),
                ),
                (
                    "sealed_key",
                    models.BinaryField(
                        help_text="Key of the package's parts, sealed; empty: none yet, or erased."
                    ),
                ),
                (
                    "sealed_identity",
                    models.BinaryField(help_text="One-time age key, sealed; empty: none."),
                ),
                (
                    "build_deed",
                    models.UUIDField(
                        blank=True, help_text="Outbox row of export.build.", null=True
                    ),
                ),
                (
                    "usage_line",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duty.usageline",
                    ),
                ),
                ("ready_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "size",
                    models.BigIntegerField(
                        blank=True, help_text="Bytes of what is downloaded.", null=True
                    ),
                ),
                (
                    "sha256",
                    models.CharField(blank=True, help_text="Of what is downloaded.", max_length=64),
                ),
                (
                    "erased_us",
                    models.BigIntegerField(blank=True, help_text="Its days were over.", null=True),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["school", "-requested_us"], name="export_list")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="export_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="export_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "requested",
                                    "declined",
                                    "approved",
                                    "building",
                                    "ready",
                                    "downloaded",
                                    "failed",
                                ],
                            )
                        ),
                        name="export_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approver__isnull", True),
                            models.Q(
                                ("approver__isnull", False),
                                models.Q(("approver", models.F("requester")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="export_requester_is_not_approver",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("approved", "building", "ready", "downloaded")),
                                _negated=True,
                            ),
                            models.Q(
                                ("approval_deed__isnull", False),
                                ("approver__isnull", False),
                                ("decided_us__isnull", False),
                                ("approved_sha256", models.F("scope_sha256")),
                                models.Q(("approved_sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="export_approval_binds_what_was_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("ready", "downloaded")), _negated=True),
                            models.Q(
                                ("build_deed__isnull", False),
                                ("ready_us__isnull", False),
                                ("usage_line__isnull", False),
                                ("size__isnull", False),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="export_ready_has_its_line",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("build_deed__isnull", True), ("usage_line__isnull", True)),
                            models.Q(("build_deed__isnull", False), ("usage_line__isnull", False)),
                            _connector="OR",
                        ),
                        name="export_line_and_entry_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), models.Q(("failure", ""), _negated=True)),
                            models.Q(models.Q(("state", "failed"), _negated=True), ("failure", "")),
                            _connector="OR",
                        ),
                        name="export_failure_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approver__isnull", False),
                                ("state", "declined"),
                                models.Q(("decline_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "declined"), _negated=True),
                                ("decline_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="export_declined_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("footage_to_us__gt", models.F("footage_from_us")),
                            (
                                "footage_to_us__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("footage_from_us"), "+", models.Value(604800000000)
                                ),
                            ),
                        ),
                        name="export_footage_range_and_length",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("envelope", "recipient"),
                                models.Q(("age_recipient", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("envelope", "recipient"), _negated=True),
                                ("age_recipient", ""),
                            ),
                            _connector="OR",
                        ),
                        name="export_envelope_has_its_key",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExportLink",
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
                (
                    "export",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
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
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.loginsession",
                    ),
                ),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                ("made_us", models.BigIntegerField()),
                ("until_us", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_us__gt", models.F("made_us"))),
                        name="export_link_ends",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExportDownload",
            fields=[
                (
                    "link",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="download",
                        serialize=False,
                        to="exports.exportlink",
                    ),
                ),
                ("at_us", models.BigIntegerField()),
            ],
        ),
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
                    "demanded_us",
                    models.BigIntegerField(blank=True, help_text="With the approval.", null=True),
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
                (
                    "masks_us",
                    models.BigIntegerField(blank=True, help_text="The list was closed.", null=True),
                ),
                ("masks_sha256", models.CharField(blank=True, max_length=64)),
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
                (
                    "export",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="masks",
                        to="exports.export",
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
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("drawn_us", models.BigIntegerField()),
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
                ("dropped_us", models.BigIntegerField(blank=True, null=True)),
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
                (
                    "export",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looks",
                        to="exports.export",
                    ),
                ),
                ("camera", models.CharField(max_length=16)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("at_us", models.BigIntegerField()),
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
        Refuse(_REFUSED),
    ]
