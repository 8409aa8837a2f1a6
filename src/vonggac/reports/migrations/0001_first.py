import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import Refuse
from vonggac.proceedings.guarding import along
from vonggac.reports.states import FLOW

_REFUSED = {
    # What was signed, and what was laid aside, stays as it is in every column (I7).
    "reports_report_ended_stays": (
        "BEFORE UPDATE ON reports_report",
        "OLD.state IN ('issued', 'void')",
    ),
    "reports_report_texts_stay_when_submitted": (
        "BEFORE UPDATE OF general, results, shortcomings, proposals, plans, upward ON reports_report",
        "OLD.state NOT IN ('draft', 'returned')",
    ),
}


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("papers", "0001_first"),
        ("people", "0001_first"),
        ("places", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
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
                        help_text="Calendar year it was opened in, local time."
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="Within the year, without gaps.")),
                ("opened_us", models.BigIntegerField()),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the system by itself.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted for signature"),
                            ("returned", "returned"),
                            ("issued", "issued"),
                            ("void", "void"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("term_1", "first term"),
                            ("term_2", "second term"),
                            ("school_year", "school year"),
                            ("year", "calendar year"),
                            ("ad_hoc", "ad hoc"),
                        ],
                        max_length=12,
                    ),
                ),
                ("from_day", models.DateField()),
                ("to_day", models.DateField(help_text="The last day that belongs to it.")),
                (
                    "demand",
                    models.CharField(
                        blank=True, help_text="Why it is ad hoc: at whose request.", max_length=500
                    ),
                ),
                (
                    "upward",
                    models.CharField(
                        blank=True,
                        help_text="Addressee above the school; empty: its Board.",
                        max_length=200,
                    ),
                ),
                ("general", models.TextField(blank=True)),
                ("results", models.TextField(blank=True)),
                ("shortcomings", models.TextField(blank=True)),
                ("proposals", models.TextField(blank=True)),
                ("plans", models.TextField(blank=True)),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: not issued.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "issued_us",
                    models.BigIntegerField(blank=True, help_text="Null: not issued.", null=True),
                ),
                (
                    "issued_on",
                    models.DateField(blank=True, help_text="The day on the paper.", null=True),
                ),
                ("paper_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "paper_no",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="05 of 05/BC-THYC, within the calendar year.",
                        null=True,
                    ),
                ),
                (
                    "numbers",
                    models.TextField(
                        blank=True, help_text="Frozen: reports.numbers, canonical JSON."
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        blank=True, help_text="SHA-256 of ``numbers``.", max_length=64
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="report_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="report_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "submitted", "returned", "issued", "void"])
                        ),
                        name="report_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "month",
                                    "quarter",
                                    "term_1",
                                    "term_2",
                                    "school_year",
                                    "year",
                                    "ad_hoc",
                                ],
                            )
                        ),
                        name="report_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_day__lte", models.F("to_day"))),
                        name="report_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "ad_hoc"), _negated=True),
                            models.Q(("demand", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_ad_hoc_report_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("issued_by__isnull", False),
                                ("issued_on__isnull", False),
                                ("issued_us__isnull", False),
                                ("paper_no__gte", 1),
                                ("paper_no__isnull", False),
                                ("paper_year__isnull", False),
                                ("state", "issued"),
                                models.Q(("numbers", ""), _negated=True),
                                models.Q(("digest", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "issued"), _negated=True),
                                ("digest", ""),
                                ("issued_by__isnull", True),
                                ("issued_on__isnull", True),
                                ("issued_us__isnull", True),
                                ("numbers", ""),
                                ("paper_no__isnull", True),
                                ("paper_year__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="report_is_frozen_when_issued",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_by__isnull", True),
                            models.Q(
                                ("submitted_by__isnull", False),
                                models.Q(("issued_by", models.F("submitted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="nobody_signs_a_report_he_submitted",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("kind", "ad_hoc"), _negated=True),
                            models.Q(("state", "void"), _negated=True),
                        ),
                        fields=("school", "kind", "from_day"),
                        name="a_period_has_one_report",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("paper_no__isnull", False)),
                        fields=("school", "paper_year", "paper_no"),
                        name="report_papers_differ",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportLine",
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
                ("place", models.PositiveIntegerField(help_text="From 1, without gaps.")),
                ("at_us", models.BigIntegerField(help_text="When it was written.")),
                (
                    "happened_us",
                    models.BigIntegerField(
                        blank=True, help_text="When it happened, where that was earlier.", null=True
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the system by itself.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "person_name",
                    models.CharField(blank=True, help_text="As it was then.", max_length=120),
                ),
                (
                    "person_role",
                    models.CharField(blank=True, help_text="A Role, then.", max_length=4),
                ),
                (
                    "kind",
                    models.CharField(
                        help_text="What was done: the room's own words.", max_length=20
                    ),
                ),
                (
                    "state",
                    models.CharField(help_text="Of the proceeding, after it.", max_length=20),
                ),
                ("text", models.CharField(blank=True, max_length=4000)),
                (
                    "ref",
                    models.CharField(
                        blank=True, help_text="Number of a paper, a hold, …", max_length=80
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="papers.scan",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="reports.reportline",
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("of", "place"), name="reportline_places_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place__gte", 1)), name="reportline_place_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("happened_us__isnull", True),
                            ("happened_us__lte", models.F("at_us")),
                            _connector="OR",
                        ),
                        name="reportline_is_not_written_beforehand",
                    ),
                ],
            },
        ),
        *along(
            "reports",
            "report",
            FLOW,
            lines="reportline",
            kept=("kind", "from_day", "to_day", "demand"),
        ),
        Refuse({name: f"{event} WHEN {when}" for name, (event, when) in _REFUSED.items()}),
    ]
