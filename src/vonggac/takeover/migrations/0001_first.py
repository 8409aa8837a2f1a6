import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.proceedings.guarding import along
from vonggac.takeover.states import FLOW


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("papers", "0001_first"),
        ("people", "0001_first"),
        ("places", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="SystemHandover",
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
                            ("open", "being prepared"),
                            ("given", "handed over"),
                            ("taken", "taken over by the next one"),
                            ("confirmed", "confirmed by the head"),
                            ("cancelled", "not carried out"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "leaving",
                    models.ForeignKey(
                        help_text="The manager who leaves, or left.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "taking",
                    models.ForeignKey(
                        help_text="Who takes over.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "planned",
                    models.BooleanField(
                        help_text="The position changes when the head confirms; else it had changed before."
                    ),
                ),
                ("decision_no", models.CharField(blank=True, max_length=60)),
                (
                    "decided_on",
                    models.DateField(blank=True, help_text="Null: not stated.", null=True),
                ),
                (
                    "changed_us",
                    models.BigIntegerField(
                        blank=True,
                        help_text="When the new manager's position began. Null: it has not.",
                        null=True,
                    ),
                ),
                (
                    "given_us",
                    models.BigIntegerField(
                        blank=True, help_text="Null: not handed over.", null=True
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who leaves; or the head, where that one is absent.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "absent",
                    models.CharField(
                        blank=True, help_text="Why who leaves does not confirm it.", max_length=300
                    ),
                ),
                (
                    "taken_us",
                    models.BigIntegerField(
                        blank=True, help_text="Null: not taken over.", null=True
                    ),
                ),
                (
                    "confirmed_us",
                    models.BigIntegerField(blank=True, help_text="Null: not confirmed.", null=True),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="The head. Null: not confirmed.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "measured",
                    models.JSONField(
                        default=dict,
                        help_text="takeover.measuring.measure at the handing over; {}: not yet.",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="systemhandover_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)),
                        name="systemhandover_number_from_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "given", "taken", "confirmed", "cancelled"])
                        ),
                        name="system_handover_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("leaving", models.F("taking")), _negated=True),
                        name="nobody_hands_over_to_himself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "cancelled"),
                            models.Q(
                                ("absent", ""),
                                ("given_by__isnull", True),
                                ("given_us__isnull", True),
                                ("state", "open"),
                            ),
                            models.Q(
                                ("given_by__isnull", False),
                                ("given_us__isnull", False),
                                ("state__in", ["given", "taken", "confirmed"]),
                            ),
                            _connector="OR",
                        ),
                        name="handed_over_when_it_says_so",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("given_by__isnull", True),
                            ("given_by", models.F("leaving")),
                            models.Q(("absent", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="handed_over_by_who_leaves_or_with_the_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "cancelled"),
                            models.Q(("state__in", ["open", "given"]), ("taken_us__isnull", True)),
                            models.Q(
                                ("state__in", ["taken", "confirmed"]), ("taken_us__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="taken_over_when_it_says_so",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(
                                models.Q(("confirmed_by", models.F("leaving")), _negated=True),
                                models.Q(("confirmed_by", models.F("taking")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="confirmed_by_a_head_who_is_neither",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("changed_us__isnull", False),
                                ("confirmed_by__isnull", False),
                                ("confirmed_us__isnull", False),
                                ("state", "confirmed"),
                            ),
                            models.Q(
                                models.Q(("state", "confirmed"), _negated=True),
                                ("confirmed_by__isnull", True),
                                ("confirmed_us__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_handover_is_confirmed_when_it_says_so",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("planned", True), ("changed_us__isnull", False), _connector="OR"
                        ),
                        name="what_changed_before_says_when",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("open", "given", "taken"))),
                        fields=("school",),
                        name="one_handover_under_way",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverLine",
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
                        to="takeover.handoverline",
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="takeover.systemhandover",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("of", "place"), name="handoverline_places_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place__gte", 1)), name="handoverline_place_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("happened_us__isnull", True),
                            ("happened_us__lte", models.F("at_us")),
                            _connector="OR",
                        ),
                        name="handoverline_is_not_written_beforehand",
                    ),
                ],
            },
        ),
        *along(
            "takeover",
            "systemhandover",
            FLOW,
            lines="handoverline",
            kept=("leaving_id", "taking_id", "planned", "decision_no", "decided_on"),
        ),
    ]
