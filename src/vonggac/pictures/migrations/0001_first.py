import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("duty", "0004_checks_and_handovers_stay"),
        ("people", "0004_signed_papers_stay"),
        ("places", "0005_accepted_only_grow"),
    ]

    operations = [
        migrations.CreateModel(
            name="PrintCopy",
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
                ("number", models.PositiveSmallIntegerField(help_text="n of n/m.")),
                ("recipient", models.CharField(max_length=200)),
                (
                    "deed",
                    models.UUIDField(
                        help_text="The outbox row of its print.footage entry.", unique=True
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="The entry's deed in base32: what the QR says.",
                        max_length=26,
                        unique=True,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PrintRun",
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
                ("at_us", models.BigIntegerField()),
                ("sheet_sha256", models.CharField(max_length=64)),
                (
                    "copy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="pictures.printcopy",
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
            ],
        ),
        migrations.CreateModel(
            name="PrintSlip",
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
                ("year", models.PositiveSmallIntegerField(help_text="Calendar year, local time.")),
                ("number", models.PositiveIntegerField(help_text="Within the year, without gaps.")),
                ("grant", models.UUIDField(help_text="access.GrantRow that it was done under.")),
                (
                    "basis_ref",
                    models.CharField(
                        help_text="Of the grant: the paper, the clause.", max_length=120
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                (
                    "case_no",
                    models.CharField(blank=True, help_text="VV-…; empty: none.", max_length=60),
                ),
                ("at_us", models.BigIntegerField(help_text="When it was done.")),
                ("copy_count", models.PositiveSmallIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
                    "usage_line",
                    models.OneToOneField(
                        help_text="G2: one each.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duty.usageline",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="printcopy",
            name="slip",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="copies",
                to="pictures.printslip",
            ),
        ),
        migrations.CreateModel(
            name="Snapshot",
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
                ("year", models.PositiveSmallIntegerField(help_text="Calendar year, local time.")),
                ("number", models.PositiveIntegerField(help_text="Within the year, without gaps.")),
                ("grant", models.UUIDField(help_text="access.GrantRow that it was done under.")),
                (
                    "basis_ref",
                    models.CharField(
                        help_text="Of the grant: the paper, the clause.", max_length=120
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                (
                    "case_no",
                    models.CharField(blank=True, help_text="VV-…; empty: none.", max_length=60),
                ),
                ("at_us", models.BigIntegerField(help_text="When it was done.")),
                ("camera", models.CharField(max_length=16)),
                (
                    "camera_name",
                    models.CharField(help_text="As it was named then.", max_length=120),
                ),
                ("area_name", models.CharField(max_length=120)),
                ("stream", models.CharField(max_length=8)),
                (
                    "live",
                    models.BooleanField(help_text="Of the live picture; else of recorded footage."),
                ),
                (
                    "segment",
                    models.CharField(
                        blank=True, help_text="Empty: from the live tap.", max_length=32
                    ),
                ),
                (
                    "asked_us",
                    models.BigIntegerField(help_text="The instant that was on the screen."),
                ),
                ("frame_us", models.BigIntegerField(help_text="The frame's own instant.")),
                ("purpose", models.CharField(max_length=12)),
                (
                    "frame_sha256",
                    models.CharField(help_text="Of the frame's sample as recorded.", max_length=64),
                ),
                (
                    "sha256",
                    models.CharField(help_text="Of the picture with mark and band.", max_length=64),
                ),
                ("byte_count", models.PositiveIntegerField()),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                (
                    "deed",
                    models.UUIDField(
                        help_text="The outbox row of its snapshot entry.", unique=True
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
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.school",
                    ),
                ),
                (
                    "usage_line",
                    models.OneToOneField(
                        help_text="G2: one each.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duty.usageline",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="snapshot_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="snapshot_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="snapshot_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purpose__in", ["security", "safety", "education", "fire_safety"])
                        ),
                        name="snapshot_purpose_of_four",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked_us__lte", models.F("at_us"))),
                        name="snapshot_is_of_the_past",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sha256__regex", "^[0-9a-f]{64}$"),
                            ("frame_sha256__regex", "^[0-9a-f]{64}$"),
                        ),
                        name="snapshot_hashes_are_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("live", True), ("segment", "")),
                            models.Q(("live", False), models.Q(("segment", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="stored_snapshot_names_its_segment",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="printslip",
            name="snapshot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="slips",
                to="pictures.snapshot",
            ),
        ),
        migrations.AddConstraint(
            model_name="printcopy",
            constraint=models.UniqueConstraint(
                fields=("slip", "number"), name="copy_numbers_differ"
            ),
        ),
        migrations.AddConstraint(
            model_name="printcopy",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="copy_number_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="printcopy",
            constraint=models.CheckConstraint(
                condition=models.Q(("recipient", ""), _negated=True), name="copy_has_a_recipient"
            ),
        ),
        migrations.AddIndex(
            model_name="snapshot",
            index=models.Index(fields=["school", "-at_us"], name="snapshots_newest"),
        ),
        migrations.AddIndex(
            model_name="printslip",
            index=models.Index(fields=["school", "-at_us"], name="slips_newest"),
        ),
        migrations.AddConstraint(
            model_name="printslip",
            constraint=models.UniqueConstraint(
                fields=("school", "year", "number"), name="slip_numbers_differ"
            ),
        ),
        migrations.AddConstraint(
            model_name="printslip",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="slip_number_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="printslip",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="slip_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="printslip",
            constraint=models.CheckConstraint(
                condition=models.Q(("copy_count__gte", 1), ("copy_count__lte", 20)),
                name="slip_has_copies",
            ),
        ),
    ]
