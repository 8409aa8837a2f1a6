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
            name="Closing",
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
                    "number",
                    models.PositiveIntegerField(help_text="Within book and year, without gaps."),
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
                    "book",
                    models.CharField(
                        choices=[("usage", "Usage book"), ("device", "Device book")], max_length=6
                    ),
                ),
                ("school_year", models.CharField(max_length=9)),
                ("period", models.CharField(help_text="2026-11, or year.", max_length=7)),
                (
                    "from_number",
                    models.PositiveIntegerField(
                        help_text="First line of it; 0: a year without one."
                    ),
                ),
                ("to_number", models.PositiveIntegerField(help_text="Last line of it.")),
                ("counts", models.JSONField()),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("keeper_name", models.CharField(help_text="As it was then.", max_length=120)),
                ("closed_us", models.BigIntegerField()),
                (
                    "size",
                    models.BigIntegerField(help_text="Entries of the ledger that the code binds."),
                ),
                ("code", models.CharField(help_text="Of the ledger's checkpoint.", max_length=26)),
                (
                    "printed",
                    models.CharField(
                        help_text="The printed line: date, size, code.", max_length=80
                    ),
                ),
            ],
            options={
                "ordering": ["school_year", "book", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "book", "school_year", "period"),
                        name="a_period_is_closed_once",
                    ),
                    models.UniqueConstraint(
                        fields=("school", "book", "school_year", "number"),
                        name="closing_numbers_differ",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("book__in", ["usage", "device"])),
                        name="closing_of_a_known_book",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("book", "device"), ("period", "year"), _connector="OR"),
                        name="months_here_are_the_device_books",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_number__gte", models.F("from_number")),
                            models.Q(
                                ("from_number__gte", 1),
                                models.Q(("period", "year"), ("to_number", 0)),
                                _connector="OR",
                            ),
                        ),
                        name="closing_runs_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True),
                            models.Q(("printed", ""), _negated=True),
                            ("size__gte", 1),
                        ),
                        name="closed_with_a_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "closing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="check_row",
                        to="closing.closing",
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
                    "checker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("checker_name", models.CharField(help_text="As it was then.", max_length=120)),
                ("at_us", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("checker", models.F("keeper")), _negated=True),
                        name="book_is_checked_by_another",
                    )
                ],
            },
        ),
        only_grow("closing", "closing", "check"),
    ]
