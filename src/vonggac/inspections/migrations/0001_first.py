import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import only_grow


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("duty", "0008_with_sound"),
        ("people", "0005_scans_of_signed_papers"),
        ("places", "0005_accepted_only_grow"),
    ]

    operations = [
        migrations.CreateModel(
            name="Inspection",
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
                ("month", models.CharField(help_text="2026-11, of the uses.", max_length=7)),
                ("begun_us", models.BigIntegerField()),
                (
                    "by",
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
            ],
            options={
                "ordering": ["-begun_us"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "month", "by"), name="a_leader_checks_a_month_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Conclusion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=2000)),
                ("at_us", models.BigIntegerField()),
                (
                    "inspection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conclusion",
                        to="inspections.inspection",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reminder",
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
                ("to_name", models.CharField(help_text="As it was then.", max_length=120)),
                ("clause", models.CharField(blank=True, help_text="khoản 2 Điều 3", max_length=60)),
                ("text", models.CharField(max_length=2000)),
                ("at_us", models.BigIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="inspections.inspection",
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
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="reminder_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to", models.F("by")), _negated=True),
                        name="nobody_reminds_himself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="reminder_says_what"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Acknowledged",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("at_us", models.BigIntegerField()),
                (
                    "reminder",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledged",
                        to="inspections.reminder",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sampled",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sample",
                        to="inspections.inspection",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duty.usageline",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("inspection", "line"), name="sampled_once"),
                    models.UniqueConstraint(
                        fields=("inspection", "place"), name="sample_places_differ"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("in_order", models.BooleanField()),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "sampled",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="finding",
                        to="inspections.sampled",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_order", True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_deviation_is_told_in_words",
                    )
                ],
            },
        ),
        only_grow(
            "inspections",
            "inspection",
            "sampled",
            "finding",
            "conclusion",
            "reminder",
            "acknowledged",
        ),
    ]
