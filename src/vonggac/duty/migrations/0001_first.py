import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import vonggac.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_first"),
        ("places", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="UsageLine",
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
                    "school_year",
                    models.CharField(help_text="2026-2027: the year of the book.", max_length=9),
                ),
                (
                    "number",
                    models.PositiveIntegerField(
                        help_text="(1) STT within the school year, without gaps."
                    ),
                ),
                ("written_us", models.BigIntegerField()),
                ("started_us", models.BigIntegerField(help_text="(2) begin of the use.")),
                ("ended_us", models.BigIntegerField(help_text="(2) end of the use.")),
                ("person_name", models.CharField(help_text="(3) as it was then.", max_length=120)),
                (
                    "person_role",
                    models.CharField(help_text="(3) chức vụ then: a Role.", max_length=4),
                ),
                ("basis", models.CharField(help_text="(4) kind of basis: a Basis.", max_length=20)),
                (
                    "basis_ref",
                    models.CharField(
                        help_text="(4) number of the paper, or the clause.", max_length=120
                    ),
                ),
                (
                    "cameras",
                    models.JSONField(help_text='(5) [{"camera", "name", "area"}] as named then.'),
                ),
                (
                    "footage_from_us",
                    models.BigIntegerField(
                        blank=True, help_text="(6) null: live, no stored footage.", null=True
                    ),
                ),
                ("footage_to_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "served",
                    models.JSONField(
                        help_text='(6) [{"camera", "ranges": [[from_us, to_us]…]}] really served.'
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("live", "live view"),
                            ("playback", "playback"),
                            ("snapshot", "snapshot"),
                            ("print", "printed picture"),
                            ("export", "extracted data"),
                            ("correction", "correction"),
                        ],
                        help_text="(7)",
                        max_length=10,
                    ),
                ),
                ("purpose", models.CharField(help_text="(8) a Purpose.", max_length=12)),
                (
                    "purpose_detail",
                    models.CharField(blank=True, help_text="(8) nội dung.", max_length=500),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True, help_text="(9) tình hình, kết quả.", max_length=1000
                    ),
                ),
                (
                    "related_no",
                    models.CharField(
                        blank=True, help_text="(10) số hồ sơ liên quan.", max_length=60
                    ),
                ),
                (
                    "confirmed_by",
                    models.CharField(
                        blank=True, help_text="(11) ký xác nhận; empty: on paper.", max_length=120
                    ),
                ),
                ("note", models.CharField(blank=True, help_text="(12)", max_length=500)),
                (
                    "viewing",
                    models.UUIDField(
                        blank=True,
                        help_text="access.Viewing whose use this is: one line each.",
                        null=True,
                        unique=True,
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="duty.usageline",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "school_year", "number"), name="usage_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="usage_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_us__gte", models.F("started_us"))),
                        name="usage_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "form__in",
                                ["live", "playback", "snapshot", "print", "export", "correction"],
                            )
                        ),
                        name="usage_form_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purpose__in", ["security", "safety", "education", "fire_safety"])
                        ),
                        name="usage_purpose_of_four",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("footage_from_us__isnull", True), ("footage_to_us__isnull", True)
                            ),
                            models.Q(
                                ("footage_from_us__isnull", False),
                                ("footage_to_us__isnull", False),
                                ("footage_to_us__gt", models.F("footage_from_us")),
                            ),
                            _connector="OR",
                        ),
                        name="usage_footage_whole_or_absent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("form", "correction"), ("corrects__isnull", False)),
                            models.Q(
                                models.Q(("form", "correction"), _negated=True),
                                ("corrects__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_correction_names_its_line",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UsageLineKey",
            fields=[
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="commitment",
                        serialize=False,
                        to="duty.usageline",
                    ),
                ),
                ("key", models.BinaryField(help_text="32 random bytes.")),
            ],
        ),
        migrations.CreateModel(
            name="Shift",
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
                ("from_us", models.BigIntegerField(help_text="As rostered.")),
                (
                    "to_us",
                    models.BigIntegerField(
                        help_text="As rostered: an open shift ends by itself then."
                    ),
                ),
                (
                    "opened_us",
                    models.BigIntegerField(
                        blank=True, help_text="Mở ca. Null: not yet.", null=True
                    ),
                ),
                (
                    "closed_us",
                    models.BigIntegerField(
                        blank=True, help_text="Kết thúc ca. Null: not yet.", null=True
                    ),
                ),
                (
                    "cancelled_us",
                    models.BigIntegerField(
                        blank=True,
                        help_text="Taken off the roster before it was opened.",
                        null=True,
                    ),
                ),
                ("areas", models.ManyToManyField(related_name="+", to="places.area")),
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
                "indexes": [models.Index(fields=["school", "from_us"], name="roster_by_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_us__gt", models.F("from_us")),
                            (
                                "to_us__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("from_us"), "+", models.Value(86400000000)
                                ),
                            ),
                        ),
                        name="shift_range_and_length",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_us__isnull", True),
                            models.Q(
                                ("opened_us__isnull", False),
                                ("closed_us__gte", models.F("opened_us")),
                            ),
                            _connector="OR",
                        ),
                        name="a_closed_shift_was_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opened_us__isnull", True),
                            ("cancelled_us__isnull", True),
                            _connector="OR",
                        ),
                        name="an_opened_shift_is_not_cancelled",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("closed_us__isnull", True), ("opened_us__isnull", False)
                        ),
                        fields=("person",),
                        name="one_open_shift_per_person",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="usageline",
            index=models.Index(fields=["person", "-started_us"], name="usage_by_person"),
        ),
    ]
