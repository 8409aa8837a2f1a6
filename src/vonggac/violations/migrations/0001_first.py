import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import only_grow
from vonggac.proceedings.guarding import along
from vonggac.violations.states import FLOW


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("papers", "0001_first"),
        ("people", "0001_first"),
        ("places", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Violation",
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
                            ("found", "found"),
                            ("minuted", "minutes written"),
                            ("reported", "reported to the Board"),
                            ("verifying", "being verified"),
                            ("none", "concluded: no violation"),
                            ("violated", "concluded: a violation"),
                            ("proposed", "handling proposed"),
                            ("settled", "handled"),
                            ("compensated", "compensated"),
                            ("ended", "matter ended"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("5.1", "giving away an account (khoản 1 Điều 5)"),
                            ("5.2", "connecting a device without leave (khoản 2 Điều 5)"),
                            (
                                "5.3",
                                "hindering, unlawful access, disabling a function (khoản 3 Điều 5)",
                            ),
                            (
                                "5.4",
                                "changing or stopping transmission or recording (khoản 4 Điều 5)",
                            ),
                            (
                                "5.5",
                                "erasing, altering, copying or disclosing data (khoản 5 Điều 5)",
                            ),
                            ("3.2", "a deviation found by a check (khoản 2 Điều 3)"),
                        ],
                        max_length=4,
                    ),
                ),
                ("what", models.CharField(help_text="The act, in neutral words.", max_length=2000)),
                ("where", models.CharField(blank=True, max_length=160)),
                (
                    "happened_us",
                    models.BigIntegerField(help_text="When the act was done or found."),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Number that it comes from: VV-…, PCĐ-…; empty: none.",
                        max_length=60,
                    ),
                ),
                (
                    "minuted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "concluded_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: not concluded.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "concluded_us",
                    models.BigIntegerField(blank=True, help_text="Null: not concluded.", null=True),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True, help_text="Nhắc nhở, khiển trách, …", max_length=300
                    ),
                ),
                ("decision_no", models.CharField(blank=True, max_length=60)),
                (
                    "damage_vnd",
                    models.PositiveBigIntegerField(blank=True, help_text="Null: none.", null=True),
                ),
                ("compensated_vnd", models.PositiveBigIntegerField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-year", "-number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="violation_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="violation_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "found",
                                    "minuted",
                                    "reported",
                                    "verifying",
                                    "none",
                                    "violated",
                                    "proposed",
                                    "settled",
                                    "compensated",
                                    "ended",
                                ],
                            )
                        ),
                        name="violation_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rule__in", ["5.1", "5.2", "5.3", "5.4", "5.5", "3.2"])
                        ),
                        name="violation_rule_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what", ""), _negated=True), name="violation_says_what"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("happened_us__lte", models.F("opened_us"))),
                        name="violation_is_not_of_the_future",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("concluded_by__isnull", True),
                            models.Q(
                                ("minuted_by__isnull", False),
                                models.Q(("concluded_by", models.F("minuted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="nobody_concludes_on_his_own_minutes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("concluded_by__isnull", False),
                                ("concluded_us__isnull", False),
                                (
                                    "state__in",
                                    [
                                        "compensated",
                                        "ended",
                                        "none",
                                        "proposed",
                                        "settled",
                                        "violated",
                                    ],
                                ),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "state__in",
                                        [
                                            "compensated",
                                            "ended",
                                            "none",
                                            "proposed",
                                            "settled",
                                            "violated",
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("concluded_by__isnull", True),
                                ("concluded_us__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="violation_is_concluded_when_it_says_so",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["settled", "compensated"]), _negated=True),
                            models.Q(
                                models.Q(("decision_no", ""), _negated=True),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="handled_by_a_numbered_decision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "compensated"), _negated=True),
                            ("compensated_vnd__isnull", False),
                            _connector="OR",
                        ),
                        name="compensated_with_an_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Involved",
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
                    "violation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="involved",
                        to="violations.violation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: somebody without an account.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "position",
                    models.CharField(
                        blank=True, help_text="Position, class, unit.", max_length=160
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("violation", "person"),
                        name="involved_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="involved_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ViolationLine",
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
                        to="violations.violationline",
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="violations.violation",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("of", "place"), name="violationline_places_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place__gte", 1)), name="violationline_place_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("happened_us__isnull", True),
                            ("happened_us__lte", models.F("at_us")),
                            _connector="OR",
                        ),
                        name="violationline_is_not_written_beforehand",
                    ),
                ],
            },
        ),
        only_grow("violations", "involved"),
        *along(
            "violations",
            "violation",
            FLOW,
            lines="violationline",
            kept=("rule", "what", "happened_us"),
        ),
    ]
