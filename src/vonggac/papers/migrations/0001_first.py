import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import only_grow


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_first"),
        ("places", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Scan",
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
                    "of",
                    models.CharField(
                        help_text="Number of the paper or row that it belongs to: VP-2026-001.",
                        max_length=60,
                    ),
                ),
                ("kind", models.CharField(help_text="A PaperKind: by its content.", max_length=20)),
                ("byte_count", models.PositiveIntegerField()),
                (
                    "sha256",
                    models.CharField(help_text="Of what is kept, before sealing.", max_length=64),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("added_us", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["application/pdf", "image/jpeg", "image/png"])
                        ),
                        name="scan_is_pdf_jpeg_or_png",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("of", ""), _negated=True), name="scan_says_of_what"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
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
                    "scan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="papers.scan",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(help_text="1, 2, …")),
                (
                    "outcome",
                    models.CharField(
                        help_text="checked, unreadable, timeout, busy.", max_length=12
                    ),
                ),
                (
                    "found",
                    models.JSONField(
                        blank=True, default=list, help_text="[signing.facts.Found.as_json()]"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: at the keeping.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("checked_us", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scan", "number"), name="checks_of_a_scan_are_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["checked", "unreadable", "timeout", "busy"])
                        ),
                        name="check_outcome_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrustedRoot",
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
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(help_text="Of the certificate.", max_length=64)),
                ("certificate", models.BinaryField(help_text="DER.")),
                ("basis", models.CharField(max_length=300)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("added_us", models.BigIntegerField()),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "ended_us",
                    models.BigIntegerField(blank=True, help_text="Null: trusted.", null=True),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_us__isnull", True)),
                        fields=("school", "sha256"),
                        name="root_trusted_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", ""), _negated=True),
                            models.Q(("name", ""), _negated=True),
                        ),
                        name="root_has_a_basis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_by__isnull", True), ("ended_us__isnull", True)),
                            models.Q(("ended_by__isnull", False), ("ended_us__isnull", False)),
                            _connector="OR",
                        ),
                        name="root_ended_by_somebody",
                    ),
                ],
            },
        ),
        only_grow(
            "papers", "scan", "check", settle_once={"trustedroot": ["ended_us", "ended_by_id"]}
        ),
    ]
