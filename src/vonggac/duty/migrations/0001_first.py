"""Lines, checks and handovers are never changed or removed; a closed month stays closed (I7)."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import Refuse

_REFUSED = {
    "usage_line_is_not_changed": "BEFORE UPDATE ON duty_usageline",
    "usage_line_is_not_removed": "BEFORE DELETE ON duty_usageline",
    "shift_check_is_not_changed": "BEFORE UPDATE ON duty_shiftcheck",
    "shift_check_is_not_removed": "BEFORE DELETE ON duty_shiftcheck",
    "shift_handover_is_not_changed": "BEFORE UPDATE ON duty_handover",
    "shift_handover_is_not_removed": "BEFORE DELETE ON duty_handover",
    "shift_handover_answer_is_not_changed": "BEFORE UPDATE ON duty_handoveranswer",
    "shift_handover_answer_is_not_removed": "BEFORE DELETE ON duty_handoveranswer",
    "shift_handover_is_answered_by_its_taker": (
        "BEFORE INSERT ON duty_handoveranswer"
        " WHEN NEW.person_id IS NOT (SELECT taker_id FROM duty_handover WHERE id = NEW.handover_id)"
    ),
    "month_closing_is_not_changed": "BEFORE UPDATE ON duty_monthclosing WHEN 1",
    "month_closing_is_not_removed": "BEFORE DELETE ON duty_monthclosing WHEN 1",
    "month_check_is_not_changed": "BEFORE UPDATE ON duty_monthcheck WHEN 1",
    "month_check_is_not_removed": "BEFORE DELETE ON duty_monthcheck WHEN 1",
    "month_check_names_its_keeper": (
        "BEFORE INSERT ON duty_monthcheck"
        " WHEN NEW.keeper_id IS NOT (SELECT keeper_id FROM duty_monthclosing WHERE id = NEW.closing_id)"
    ),
    "month_begins_where_the_last_one_ended": (
        "BEFORE INSERT ON duty_monthclosing"
        " WHEN NEW.from_number <> 1 + COALESCE((SELECT MAX(to_number) FROM duty_monthclosing m"
        " WHERE m.school_id = NEW.school_id AND m.school_year = NEW.school_year), 0)"
    ),
}


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
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.school",
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
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
                (
                    "sound",
                    models.BooleanField(
                        default=False, help_text="(7) có âm thanh: it was served too."
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
                    "viewing",
                    models.UUIDField(
                        blank=True,
                        help_text="access.Viewing whose use this is: one line each.",
                        null=True,
                        unique=True,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "-started_us"], name="usage_by_person")],
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
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.school",
                    ),
                ),
                ("school_year", models.CharField(max_length=9)),
                ("number", models.PositiveIntegerField()),
                (
                    "month",
                    models.CharField(help_text="2026-11: written in, local time.", max_length=7),
                ),
                ("started_us", models.BigIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("form", models.CharField(max_length=10)),
                ("basis", models.CharField(max_length=20)),
                ("cameras", models.TextField(help_text="Ids, a blank before and after each.")),
                (
                    "text",
                    models.TextField(help_text="What can be searched, folded (kernel.text.fold)."),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["person", "school", "school_year", "number"],
                        name="usage_index_person",
                    ),
                    models.Index(
                        fields=[
                            "school",
                            "school_year",
                            "number",
                            "started_us",
                            "form",
                            "basis",
                            "person",
                        ],
                        name="usage_index_filters",
                    ),
                    models.Index(
                        fields=["school", "school_year", "month", "form", "number"],
                        name="usage_index_month",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "school_year", "number"),
                        name="usage_index_numbers_differ",
                    )
                ],
            },
        ),
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
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.school",
                    ),
                ),
                ("school_year", models.CharField(max_length=9)),
                ("month", models.CharField(help_text="2026-11, local time.", max_length=7)),
                ("from_number", models.PositiveIntegerField(help_text="First line of the month.")),
                ("to_number", models.PositiveIntegerField(help_text="Last line of the month.")),
                ("counts", models.JSONField(help_text="Lines by form, corrections among them.")),
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
                (
                    "closing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="check_row",
                        to="duty.monthclosing",
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
                ("remarks", models.CharField(blank=True, max_length=500)),
                ("at_us", models.BigIntegerField()),
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
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.school",
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
                    "ended_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("closed", "shift closed"),
                            ("time", "ended by itself: its hours were over"),
                            ("idle", "ended by itself: nobody was there"),
                        ],
                        max_length=6,
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
                            ("ended_how", ""),
                            models.Q(
                                ("closed_us__isnull", False),
                                ("ended_how__in", ["closed", "time", "idle"]),
                            ),
                            _connector="OR",
                        ),
                        name="shift_ended_how_it_ended",
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
        migrations.CreateModel(
            name="ShiftCheck",
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
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="duty.shift",
                    ),
                ),
                (
                    "which",
                    models.CharField(
                        choices=[
                            ("opening", "opening the shift"),
                            ("closing", "closing the shift"),
                        ],
                        max_length=8,
                    ),
                ),
                ("item", models.CharField(help_text="duty.checklists.Item.", max_length=12)),
                (
                    "measured",
                    models.JSONField(help_text="What the system knew of it; empty: nothing."),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True, help_text="Of the system: good, bad.", max_length=8
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("confirmed", "in order"), ("complained", "not in order")],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, help_text="What is wrong.", max_length=500)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("at_us", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["shift", "at_us"], name="checks_of_shift")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("which__in", ["opening", "closing"])),
                        name="check_list_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "item__in",
                                [
                                    "cameras",
                                    "recording",
                                    "clocks",
                                    "disk",
                                    "verify",
                                    "computer",
                                    "screen",
                                    "cabinet",
                                    "clean",
                                    "papers",
                                ],
                            )
                        ),
                        name="check_item_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer", "confirmed"),
                            models.Q(
                                ("answer", "complained"), models.Q(("words", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="check_complaint_has_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
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
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="duty.shift",
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "state",
                    models.JSONField(
                        help_text="What the system knew of the equipment, item by item."
                    ),
                ),
                ("remarks", models.CharField(max_length=1000)),
                ("at_us", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["taker", "-at_us"], name="handovers_to")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("giver", models.F("taker")), _negated=True),
                        name="handover_to_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("remarks", ""), _negated=True),
                        name="handover_has_remarks",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "handover",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="duty.handover",
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
                ("agreed", models.BooleanField()),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("at_us", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed", True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="handover_otherwise_has_words",
                    )
                ],
            },
        ),
        Refuse(_REFUSED),
    ]
