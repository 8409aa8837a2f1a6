import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("duty", "0004_checks_and_handovers_stay"),
        ("people", "0004_signed_papers_stay"),
        ("places", "0005_accepted_only_grow"),
    ]

    operations = [
        migrations.CreateModel(
            name="MonthClosing",
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
                ("school_year", models.CharField(max_length=9)),
                ("month", models.CharField(help_text="2026-11, local time.", max_length=7)),
                ("from_number", models.PositiveIntegerField(help_text="First line of the month.")),
                ("to_number", models.PositiveIntegerField(help_text="Last line of the month.")),
                ("counts", models.JSONField(help_text="Lines by form, corrections among them.")),
                ("keeper_name", models.CharField(help_text="As it was then.", max_length=120)),
                ("closed_us", models.BigIntegerField()),
                (
                    "size",
                    models.BigIntegerField(help_text="Entries of the ledger that the code binds."),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="Of the ledger's checkpoint (FORMATS §7.3).", max_length=26
                    ),
                ),
                (
                    "printed",
                    models.CharField(
                        help_text="The printed line: date, size, code.", max_length=80
                    ),
                ),
                (
                    "keeper",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "school_year", "month"), name="month_is_closed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_number__gte", 1), ("to_number__gte", models.F("from_number"))
                        ),
                        name="closing_covers_lines",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True),
                            models.Q(("printed", ""), _negated=True),
                            ("size__gte", 1),
                        ),
                        name="closing_bears_a_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("checker_name", models.CharField(help_text="As it was then.", max_length=120)),
                ("remarks", models.CharField(blank=True, max_length=500)),
                ("at_us", models.BigIntegerField()),
                (
                    "checker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        help_text="Of the closing.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "closing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="check_row",
                        to="duty.monthclosing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("checker", models.F("keeper")), _negated=True),
                        name="closing_is_checked_by_another",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UsageIndex",
            fields=[
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="duty.usageline",
                    ),
                ),
                ("school_year", models.CharField(max_length=9)),
                ("number", models.PositiveIntegerField()),
                (
                    "month",
                    models.CharField(help_text="2026-11: written in, local time.", max_length=7),
                ),
                ("started_us", models.BigIntegerField()),
                ("form", models.CharField(max_length=10)),
                ("basis", models.CharField(max_length=20)),
                ("cameras", models.TextField(help_text="Ids, a blank before and after each.")),
                (
                    "text",
                    models.TextField(help_text="What can be searched, folded (kernel.text.fold)."),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "school_year", "number"),
                        name="usage_index_numbers_differ",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="usageindex",
            index=models.Index(
                fields=["person", "school", "school_year", "number"], name="usage_index_person"
            ),
        ),
        migrations.AddIndex(
            model_name="usageindex",
            index=models.Index(
                fields=["school", "school_year", "month", "form", "number"],
                name="usage_index_month",
            ),
        ),
    ]
