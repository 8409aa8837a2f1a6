import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import only_grow
from vonggac.proceedings.guarding import along
from vonggac.repairs.states import FLOW


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("equipment", "0001_first"),
        ("papers", "0001_first"),
        ("people", "0001_first"),
        ("places", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
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
                            ("draft", "proposal drafted"),
                            ("submitted", "submitted to the Board"),
                            ("more", "more is asked for"),
                            ("approved", "proposal approved"),
                            ("declined", "proposal not approved"),
                            ("working", "being carried out"),
                            ("accepted", "work accepted"),
                            ("booked", "asset books updated"),
                            ("closed", "proposal closed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Number that it comes from: SC-…, BT-…, KK-…; or none.",
                        max_length=60,
                    ),
                ),
                ("reason", models.CharField(max_length=2000)),
                (
                    "funding",
                    models.CharField(blank=True, help_text="Nguồn kinh phí.", max_length=160),
                ),
                ("wanted_by", models.DateField(blank=True, help_text="Null: not said.", null=True)),
                (
                    "version",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Of the list of devices."
                    ),
                ),
                (
                    "scope_sha256",
                    models.CharField(
                        blank=True,
                        help_text="Of what was submitted: what is approved is that.",
                        max_length=64,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: not decided.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "decided_us",
                    models.BigIntegerField(blank=True, help_text="Null: not decided.", null=True),
                ),
                (
                    "provider",
                    models.CharField(blank=True, help_text="Đơn vị thực hiện.", max_length=160),
                ),
                (
                    "cost_vnd",
                    models.PositiveBigIntegerField(
                        blank=True, help_text="Null: not said.", null=True
                    ),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: not accepted.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="proposal_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="proposal_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "submitted",
                                    "more",
                                    "approved",
                                    "declined",
                                    "working",
                                    "accepted",
                                    "booked",
                                    "closed",
                                ],
                            )
                        ),
                        name="proposal_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True),
                            models.Q(("title", ""), _negated=True),
                        ),
                        name="proposal_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_by__isnull", False),
                                ("decided_us__isnull", False),
                                (
                                    "state__in",
                                    [
                                        "accepted",
                                        "approved",
                                        "booked",
                                        "closed",
                                        "declined",
                                        "working",
                                    ],
                                ),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "state__in",
                                        [
                                            "accepted",
                                            "approved",
                                            "booked",
                                            "closed",
                                            "declined",
                                            "working",
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("decided_by__isnull", True),
                                ("decided_us__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_is_decided_when_it_says_so",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(
                                ("opened_by__isnull", False),
                                models.Q(("decided_by", models.F("opened_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="nobody_decides_on_his_own_proposal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(("scope_sha256", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="what_is_submitted_is_bound",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["accepted", "booked", "closed", "working"]),
                                _negated=True,
                            ),
                            models.Q(
                                models.Q(("provider", ""), _negated=True),
                                ("cost_vnd__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="carried_out_by_somebody_at_a_cost",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["accepted", "booked", "closed"]), _negated=True
                            ),
                            ("accepted_by__isnull", False),
                            _connector="OR",
                        ),
                        name="work_is_accepted_by_a_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposedItem",
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
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="repairs.proposal",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("place", models.PositiveSmallIntegerField(help_text="From 1.")),
                (
                    "asset",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: a device that the school does not have yet.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="equipment.asset",
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                (
                    "damage",
                    models.CharField(blank=True, help_text="Tình trạng hư hỏng.", max_length=300),
                ),
                ("cause", models.CharField(blank=True, max_length=300)),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("repair", "repair"),
                            ("replace", "replace"),
                            ("dispose", "dispose of"),
                            ("add", "add"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "estimate_vnd",
                    models.PositiveBigIntegerField(blank=True, help_text="Null: none.", null=True),
                ),
            ],
            options={
                "ordering": ["version", "place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "version", "place"), name="proposed_items_have_places"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("asset__isnull", False)),
                        fields=("proposal", "version", "asset"),
                        name="a_device_once_in_a_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="proposed_item_has_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("measure__in", ["repair", "replace", "dispose", "add"])
                        ),
                        name="proposed_measure_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asset__isnull", True), ("measure", "add")),
                            models.Q(
                                models.Q(("measure", "add"), _negated=True),
                                ("asset__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_added_is_no_device_yet",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalLine",
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
                        to="repairs.proposalline",
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="repairs.proposal",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("of", "place"), name="proposalline_places_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place__gte", 1)), name="proposalline_place_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("happened_us__isnull", True),
                            ("happened_us__lte", models.F("at_us")),
                            _connector="OR",
                        ),
                        name="proposalline_is_not_written_beforehand",
                    ),
                ],
            },
        ),
        only_grow("repairs", "proposeditem"),
        *along("repairs", "proposal", FLOW, lines="proposalline", kept=("title", "source")),
    ]
