"""What was decided about cameras, and accepted: never changed or removed; a calendar row is never removed."""

import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import Refuse

_TABLES = (
    "recordingplan",
    "watchsettings",
    "areaaudio",
    "retentiondecision",
    "streamsaccepted",
    "viewaccepted",
)
_REFUSED = {
    **{f"{t}_is_not_changed": f"BEFORE UPDATE ON places_{t}" for t in _TABLES},
    **{f"{t}_is_not_removed": f"BEFORE DELETE ON places_{t}" for t in (*_TABLES, "calendarrange")},
}


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_first"),
        ("places", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="RecordingPlan",
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
                ("number", models.PositiveIntegerField(help_text="1, 2, …; the highest counts.")),
                (
                    "together",
                    models.UUIDField(
                        help_text="Decided in one act with the other rows of this value."
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=300, verbose_name="basis")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the machine's set-up.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("decided_us", models.BigIntegerField()),
                (
                    "camera",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.camera",
                    ),
                ),
                ("grid", models.CharField(help_text="places.schedule: - a e.", max_length=672)),
                (
                    "holiday",
                    models.CharField(blank=True, help_text="Empty: as the weekday.", max_length=96),
                ),
                (
                    "exam",
                    models.CharField(blank=True, help_text="Empty: as the weekday.", max_length=96),
                ),
                (
                    "pre_roll_s",
                    models.PositiveSmallIntegerField(help_text="Kept from before an event."),
                ),
                (
                    "post_roll_s",
                    models.PositiveSmallIntegerField(help_text="Kept from after its end."),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("camera", "number"), name="plans_of_a_camera_are_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True), name="a_plan_has_a_basis"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("post_roll_s__lte", 600), ("pre_roll_s__lte", 60)),
                        name="rolls_are_short",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WatchSettings",
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
                ("number", models.PositiveIntegerField(help_text="1, 2, …; the highest counts.")),
                (
                    "together",
                    models.UUIDField(
                        help_text="Decided in one act with the other rows of this value."
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=300, verbose_name="basis")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the machine's set-up.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("decided_us", models.BigIntegerField()),
                (
                    "camera",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.camera",
                    ),
                ),
                (
                    "motion",
                    models.BooleanField(help_text="Off: motion is not looked for; tampering is."),
                ),
                ("sensitivity", models.PositiveSmallIntegerField(help_text="1 … 10.")),
                (
                    "zones",
                    models.JSONField(
                        blank=True,
                        help_text="[{name, points: [[x, y], …]}], 0 … 10 000. Empty: all.",
                    ),
                ),
                (
                    "masks",
                    models.JSONField(blank=True, help_text="As zones: motion never counts there."),
                ),
                (
                    "triggers",
                    models.JSONField(
                        blank=True, help_text="Kinds of event that start a recording, sorted."
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("camera", "number"), name="watch_settings_are_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sensitivity__gte", 1), ("sensitivity__lte", 10)),
                        name="sensitivity_is_1_to_10",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StreamsAccepted",
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
                ("number", models.PositiveIntegerField(help_text="1, 2, …; the highest counts.")),
                (
                    "together",
                    models.UUIDField(
                        help_text="Decided in one act with the other rows of this value."
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=300, verbose_name="basis")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the machine's set-up.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("decided_us", models.BigIntegerField()),
                (
                    "camera",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.camera",
                    ),
                ),
                ("main", models.JSONField(help_text="places.watching.StreamShape.")),
                ("sub", models.JSONField(blank=True, help_text="The same; {}: there was none.")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("camera", "number"), name="accepted_streams_are_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True),
                        name="accepted_streams_have_a_basis",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ViewAccepted",
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
                ("number", models.PositiveIntegerField(help_text="1, 2, …; the highest counts.")),
                (
                    "together",
                    models.UUIDField(
                        help_text="Decided in one act with the other rows of this value."
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=300, verbose_name="basis")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the machine's set-up.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("decided_us", models.BigIntegerField()),
                (
                    "camera",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.camera",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("camera", "number"), name="accepted_views_are_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True),
                        name="an_accepted_view_has_a_basis",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AreaAudio",
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
                ("number", models.PositiveIntegerField(help_text="1, 2, …; the highest counts.")),
                (
                    "together",
                    models.UUIDField(
                        help_text="Decided in one act with the other rows of this value."
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=300, verbose_name="basis")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the machine's set-up.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("decided_us", models.BigIntegerField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.area",
                    ),
                ),
                (
                    "allowed",
                    models.BooleanField(
                        help_text="No row, or false: no camera of the area records sound."
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "number"), name="audio_decisions_are_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True), name="audio_has_a_basis"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionDecision",
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
                ("number", models.PositiveIntegerField(help_text="1, 2, …; the highest counts.")),
                (
                    "together",
                    models.UUIDField(
                        help_text="Decided in one act with the other rows of this value."
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=300, verbose_name="basis")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the machine's set-up.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("decided_us", models.BigIntegerField()),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.school",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.area",
                    ),
                ),
                (
                    "camera",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.camera",
                    ),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Null: no longer of its own, as the next wider decision says.",
                        null=True,
                    ),
                ),
                ("paper", models.CharField(max_length=60, verbose_name="number of the decision")),
                ("decided_on", models.DateField(help_text="Day on the paper.")),
                (
                    "reason",
                    models.CharField(blank=True, help_text="Needed above 90 days.", max_length=300),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "number"), name="retention_is_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("area__isnull", True), ("camera__isnull", True), _connector="OR"
                        ),
                        name="retention_is_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("days__isnull", True),
                            models.Q(("days__gte", 7), ("days__lte", 90)),
                            models.Q(
                                ("days__gt", 90),
                                ("days__lte", 365),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="retention_is_7_to_90_days_or_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("days__isnull", False),
                            ("area__isnull", False),
                            ("camera__isnull", False),
                            _connector="OR",
                        ),
                        name="the_school_always_has_a_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarRange",
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
                    "kind",
                    models.CharField(
                        choices=[("term", "term"), ("holiday", "holiday"), ("exam", "exam")],
                        max_length=8,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("from_day", models.DateField()),
                ("to_day", models.DateField(help_text="Included.")),
                ("entered_us", models.BigIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("withdrawn_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("withdraw_reason", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["from_day", "to_day", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["term", "holiday", "exam"])),
                        name="range_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_day__gte", models.F("from_day"))),
                        name="a_range_of_days_ends_after_it_begins",
                        violation_error_message="The last day is before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdraw_reason", ""), ("withdrawn_us__isnull", True)),
                            models.Q(
                                ("withdrawn_us__isnull", False),
                                models.Q(("withdraw_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="withdrawn_with_a_reason",
                    ),
                ],
            },
        ),
        Refuse(_REFUSED),
    ]
