import django.db.models.deletion
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
            name="ToldEvent",
            fields=[
                ("event", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("at_us", models.BigIntegerField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Failure",
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
                    "year",
                    models.PositiveSmallIntegerField(help_text="Calendar year it was detected in."),
                ),
                ("number", models.PositiveIntegerField(help_text="Within the year, without gaps.")),
                (
                    "trouble",
                    models.CharField(
                        help_text="equipment.troubles: what it is about.", max_length=80
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        help_text="A GapCause, an EventKind, or troubles'.", max_length=32
                    ),
                ),
                (
                    "detail",
                    models.CharField(
                        blank=True, help_text="A volume; words by hand.", max_length=300
                    ),
                ),
                ("first_us", models.BigIntegerField(help_text="Begin of its first sign.")),
                ("detected_us", models.BigIntegerField(help_text="When it was opened.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("detected", "detected"),
                            ("reported", "reported to the school board"),
                            ("directed", "directed by the school board"),
                            ("repairing", "being repaired"),
                            ("back", "in operation again"),
                            ("closed", "closed"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "before_back",
                    models.CharField(
                        blank=True,
                        help_text="The state that trouble returning brings back.",
                        max_length=10,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("it_teacher", "the IT teacher repairs it"),
                            ("network", "handed to the network administrator"),
                            ("outside", "repaired outside, or under warranty"),
                            ("replace", "replacement proposed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("acknowledged_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "board_seen_us",
                    models.BigIntegerField(
                        blank=True,
                        help_text="Null: no member of the board has confirmed it.",
                        null=True,
                    ),
                ),
                (
                    "back_us",
                    models.BigIntegerField(
                        blank=True, help_text="Footage is back since.", null=True
                    ),
                ),
                ("course", models.CharField(blank=True, help_text="Diễn biến.", max_length=2000)),
                (
                    "after_fix",
                    models.CharField(
                        blank=True, help_text="Thông tin sau khi khắc phục.", max_length=2000
                    ),
                ),
                (
                    "related",
                    models.CharField(
                        blank=True,
                        help_text="Vụ việc phát sinh có liên quan, or Không có.",
                        max_length=2000,
                    ),
                ),
                ("closed_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "camera",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: of no single camera.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.camera",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: by the system.",
                        null=True,
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
                        fields=("school", "year", "number"), name="failure_numbers_differ"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("back_us__isnull", True)),
                        fields=("school", "trouble"),
                        name="failure_one_for_one_trouble",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="failure_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["detected", "reported", "directed", "repairing", "back", "closed"],
                            )
                        ),
                        name="failure_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("back_us__isnull", False), ("state__in", ["back", "closed"])),
                            models.Q(
                                models.Q(("state__in", ["back", "closed"]), _negated=True),
                                ("back_us__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="failure_is_back_when_it_says_so",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("back_us__isnull", True),
                            ("back_us__gte", models.F("first_us")),
                            _connector="OR",
                        ),
                        name="failure_back_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            models.Q(
                                ("board_seen_us__isnull", False),
                                ("closed_us__isnull", False),
                                models.Q(("course", ""), _negated=True),
                                models.Q(("after_fix", ""), _negated=True),
                                models.Q(("related", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="failure_closed_with_three_texts_and_the_board",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FailureLine",
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
                    "told_us",
                    models.BigIntegerField(
                        help_text="The instant it tells of: footage is back since."
                    ),
                ),
                ("what", models.CharField(help_text="equipment.book.What.", max_length=16)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("detected", "detected"),
                            ("reported", "reported to the school board"),
                            ("directed", "directed by the school board"),
                            ("repairing", "being repaired"),
                            ("back", "in operation again"),
                            ("closed", "closed"),
                        ],
                        help_text="After it.",
                        max_length=10,
                    ),
                ),
                ("cause", models.CharField(blank=True, max_length=32)),
                ("text", models.CharField(blank=True, max_length=2000)),
                (
                    "failure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="equipment.failure",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the system.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("failure", "place"), name="failure_line_places_differ"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FailureLineKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.BinaryField(help_text="32 random bytes.")),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="key",
                        to="equipment.failureline",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FailureSign",
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
                    "ref",
                    models.CharField(
                        help_text="equipment.troubles.Sign.ref.", max_length=100, unique=True
                    ),
                ),
                ("cause", models.CharField(max_length=32)),
                ("from_us", models.BigIntegerField()),
                (
                    "to_us",
                    models.BigIntegerField(blank=True, help_text="Null: it goes on.", null=True),
                ),
                ("at_us", models.BigIntegerField(help_text="The instant that tells most.")),
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
                    "failure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signs",
                        to="equipment.failure",
                    ),
                ),
            ],
            options={
                "ordering": ["from_us", "ref"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_us__isnull", True),
                            ("to_us__gte", models.F("from_us")),
                            _connector="OR",
                        ),
                        name="sign_ends_not_before_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Input",
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
                ("name", models.CharField(max_length=80, verbose_name="input line")),
                (
                    "token_sha256",
                    models.CharField(
                        help_text="The token itself was shown once and is nowhere.",
                        max_length=64,
                        unique=True,
                    ),
                ),
                ("basis", models.CharField(max_length=300)),
                ("made_us", models.BigIntegerField()),
                (
                    "last_us",
                    models.BigIntegerField(blank=True, help_text="When it told last.", null=True),
                ),
                ("revoked_us", models.BigIntegerField(blank=True, null=True)),
                ("cameras", models.ManyToManyField(related_name="+", to="places.camera")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
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
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True), name="input_has_a_basis"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_us", None)),
                        fields=("school", "name"),
                        name="input_names_differ",
                        violation_error_message="There is an input line of that name already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AlarmDecision",
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
                ("basis", models.CharField(max_length=300)),
                ("seconds", models.JSONField(help_text="equipment.rules.Limit → seconds.")),
                (
                    "silent",
                    models.JSONField(
                        help_text="Kinds of events that nobody is told of at once, sorted."
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
                "indexes": [
                    models.Index(fields=["school", "-at_us"], name="alarm_decision_newest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True),
                        name="alarm_decision_has_a_basis",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="failure",
            index=models.Index(fields=["school", "-detected_us"], name="failure_list"),
        ),
        migrations.AddIndex(
            model_name="failure",
            index=models.Index(
                fields=["school", "trouble", "-first_us"], name="failure_of_trouble"
            ),
        ),
        migrations.AddIndex(
            model_name="failuresign",
            index=models.Index(
                condition=models.Q(("to_us", None)), fields=["failure"], name="sign_goes_on"
            ),
        ),
    ]
