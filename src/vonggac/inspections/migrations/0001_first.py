import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import only_grow


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("duty", "0001_first"),
        ("people", "0001_first"),
        ("places", "0001_first"),
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
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.school",
                    ),
                ),
                ("month", models.CharField(help_text="2026-11, of the uses.", max_length=7)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("begun_us", models.BigIntegerField()),
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
            name="Sampled",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sample",
                        to="inspections.inspection",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
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
                (
                    "sampled",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="finding",
                        to="inspections.sampled",
                    ),
                ),
                ("in_order", models.BooleanField()),
                ("note", models.CharField(blank=True, max_length=500)),
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
        migrations.CreateModel(
            name="Conclusion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "inspection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conclusion",
                        to="inspections.inspection",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=2000)),
                ("at_us", models.BigIntegerField()),
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
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.school",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(help_text="Calendar year, local time.")),
                ("number", models.PositiveIntegerField(help_text="Within the year, without gaps.")),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("to_name", models.CharField(help_text="As it was then.", max_length=120)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("clause", models.CharField(blank=True, help_text="khoản 2 Điều 3", max_length=60)),
                ("text", models.CharField(max_length=2000)),
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
                ("at_us", models.BigIntegerField()),
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
                (
                    "reminder",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledged",
                        to="inspections.reminder",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("at_us", models.BigIntegerField()),
            ],
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
