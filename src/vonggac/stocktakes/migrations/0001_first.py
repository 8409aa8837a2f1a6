import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import only_grow
from vonggac.proceedings.guarding import along
from vonggac.stocktakes.guarding import IN_ITS_TIME
from vonggac.stocktakes.states import FLOW


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
            name="Stocktake",
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
                            ("planned", "planned, to be decided"),
                            ("frozen", "list of the books frozen"),
                            ("counting", "being counted"),
                            ("signing", "waiting for signatures"),
                            ("signed", "stocktake signed"),
                            ("proposed", "proposals handed in"),
                            ("approved", "approved by the school board"),
                            ("updated", "books updated"),
                            ("closed", "stocktake closed"),
                            ("withdrawn", "plan withdrawn"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("asset_year", "end of the asset year (31/12)"),
                            ("school_year", "end of the school year"),
                            ("demanded", "extraordinary, on demand"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "school_year",
                    models.CharField(
                        help_text="2026-2027: of the day it was planned.", max_length=9
                    ),
                ),
                (
                    "requester",
                    models.CharField(
                        blank=True, help_text="Of an extraordinary one.", max_length=160
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, help_text="Of an extraordinary one.", max_length=1000
                    ),
                ),
                ("decision_no", models.CharField(blank=True, max_length=60)),
                (
                    "decided_on",
                    models.DateField(
                        blank=True, help_text="Of the paper; null: not yet.", null=True
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Of the Board; null: not decided.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "frozen_us",
                    models.BigIntegerField(
                        blank=True,
                        help_text="The instant of the decision; null: not decided.",
                        null=True,
                    ),
                ),
                (
                    "items_n",
                    models.PositiveIntegerField(
                        default=0, help_text="Items when it was handed in."
                    ),
                ),
                (
                    "ways_n",
                    models.PositiveIntegerField(
                        default=0, help_text="Those with a proposal, then."
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who handed the proposals in; null: not yet.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Of the Board; null: not yet.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "approved_us",
                    models.BigIntegerField(blank=True, help_text="Null: not yet.", null=True),
                ),
            ],
            options={
                "ordering": ["-year", "-number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="stocktake_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="stocktake_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "planned",
                                    "frozen",
                                    "counting",
                                    "signing",
                                    "signed",
                                    "proposed",
                                    "approved",
                                    "updated",
                                    "closed",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="stocktake_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("occasion__in", ["asset_year", "school_year", "demanded"])
                        ),
                        name="stocktake_occasion_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("occasion", "demanded"), _negated=True),
                            models.Q(
                                models.Q(("requester", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_demanded_stocktake_has_requester_and_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                ("frozen_us__isnull", False),
                                (
                                    "state__in",
                                    (
                                        "frozen",
                                        "counting",
                                        "signing",
                                        "signed",
                                        "proposed",
                                        "approved",
                                        "updated",
                                        "closed",
                                    ),
                                ),
                                models.Q(("decision_no", ""), _negated=True),
                            ),
                            models.Q(
                                ("decided_by__isnull", True),
                                ("decided_on__isnull", True),
                                ("decision_no", ""),
                                ("frozen_us__isnull", True),
                                ("state__in", ("planned", "withdrawn")),
                            ),
                            _connector="OR",
                        ),
                        name="stocktake_is_decided_when_it_says_so",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("proposed", "approved", "updated", "closed")),
                                _negated=True,
                            ),
                            models.Q(
                                ("items_n__gte", 1),
                                ("proposed_by__isnull", False),
                                ("ways_n", models.F("items_n")),
                            ),
                            _connector="OR",
                        ),
                        name="no_stocktake_goes_on_without_a_proposal_for_each_item",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_by__isnull", False),
                                ("approved_us__isnull", False),
                                ("state__in", ("approved", "updated", "closed")),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ("approved", "updated", "closed")), _negated=True
                                ),
                                ("approved_by__isnull", True),
                                ("approved_us__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="stocktake_is_approved_when_it_says_so",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(
                                ("proposed_by__isnull", False),
                                models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="nobody_approves_his_own_stocktake",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
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
                    "stocktake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="stocktakes.stocktake",
                    ),
                ),
                (
                    "place",
                    models.PositiveIntegerField(help_text="From 1: the order of the minutes."),
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
                ("position", models.CharField(blank=True, max_length=160)),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("chair", "chair of the stocktake board"),
                            ("member", "member of the stocktake board"),
                        ],
                        max_length=8,
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("stocktake", "place"), name="stocktake_member_places_differ"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("stocktake", "person"),
                        name="stocktake_member_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("part", "chair")),
                        fields=("stocktake",),
                        name="stocktake_board_has_one_chair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="stocktake_member_has_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("part__in", ["chair", "member"])),
                        name="stocktake_member_part_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Item",
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
                    "stocktake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="stocktakes.stocktake",
                    ),
                ),
                ("place", models.PositiveIntegerField(help_text="From 1, without gaps.")),
                (
                    "asset",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: surplus, in no book.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="equipment.asset",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True, help_text="Empty: surplus without one.", max_length=40
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("camera", "camera"),
                            ("recorder", "recorder (NVR, DVR)"),
                            ("computer", "computer"),
                            ("disk", "disk"),
                            ("nas", "network storage"),
                            ("switch", "network switch"),
                            ("power", "power supply"),
                            ("other", "other device"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("serial", models.CharField(blank=True, max_length=80)),
                ("area", models.CharField(blank=True, help_text="Name, then.", max_length=80)),
                ("position", models.CharField(blank=True, max_length=160)),
                ("in_use_on", models.DateField(blank=True, help_text="Null: not said.", null=True)),
                (
                    "cost_vnd",
                    models.BigIntegerField(blank=True, help_text="Null: not said.", null=True),
                ),
                (
                    "left_vnd",
                    models.BigIntegerField(
                        blank=True,
                        help_text="Giá trị còn lại of the books. Null: not said.",
                        null=True,
                    ),
                ),
                (
                    "fixed",
                    models.BooleanField(
                        default=False, help_text="Tài sản cố định, else công cụ, dụng cụ."
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("stocktake", "place"), name="stocktake_item_places_differ"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("asset__isnull", False)),
                        fields=("stocktake", "asset"),
                        name="stocktake_lists_an_asset_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="stocktake_item_has_a_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Count",
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counts",
                        to="stocktakes.item",
                    ),
                ),
                ("place", models.PositiveIntegerField(help_text="From 1, without gaps.")),
                (
                    "found",
                    models.CharField(
                        choices=[
                            ("present", "present in the stocktake"),
                            ("missing", "missing in the stocktake"),
                            ("broken", "found broken"),
                            ("surplus", "surplus, not in the books"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "worth",
                    models.CharField(
                        choices=[
                            ("good", "good"),
                            ("repair", "needs repair"),
                            ("broken", "broken"),
                            ("lost", "lost"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "use",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("often", "used often"),
                            ("seldom", "used seldom"),
                            ("never", "not used"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        blank=True, help_text="Where; empty: as booked.", max_length=160
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="papers.scan",
                    ),
                ),
                ("at_us", models.BigIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Of the stocktake board.",
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
                        fields=("item", "place"), name="stocktake_count_places_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("found__in", ["present", "missing", "broken", "surplus"])
                        ),
                        name="stocktake_count_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("found", "missing"), ("worth", "lost")),
                            models.Q(("found", "broken"), ("worth__in", ["repair", "broken"])),
                            models.Q(
                                ("found__in", ["present", "surplus"]),
                                ("worth__in", ["good", "repair", "broken"]),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_missing_is_lost_and_what_is_broken_is_not_good",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposed",
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ways",
                        to="stocktakes.item",
                    ),
                ),
                ("place", models.PositiveIntegerField(help_text="From 1, without gaps.")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("keep", "go on using"),
                            ("repair", "repair it"),
                            ("replace", "replace it"),
                            ("transfer", "transfer it"),
                            ("dispose", "dispose of it"),
                            ("add", "enter it into the books"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "text",
                    models.CharField(blank=True, help_text="Transfer: where to.", max_length=160),
                ),
                ("at_us", models.BigIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Who proposes it.",
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
                        fields=("item", "place"), name="stocktake_way_places_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("way__in", ["keep", "repair", "replace", "transfer", "dispose", "add"])
                        ),
                        name="stocktake_way_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way", "transfer"), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_transfer_says_where_to",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StocktakeLine",
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
                        to="stocktakes.stocktakeline",
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="stocktakes.stocktake",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("of", "place"), name="stocktakeline_places_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place__gte", 1)), name="stocktakeline_place_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("happened_us__isnull", True),
                            ("happened_us__lte", models.F("at_us")),
                            _connector="OR",
                        ),
                        name="stocktakeline_is_not_written_beforehand",
                    ),
                ],
            },
        ),
        only_grow("stocktakes", "member", "item", "count", "proposed"),
        *along(
            "stocktakes",
            "stocktake",
            FLOW,
            lines="stocktakeline",
            kept=("occasion", "school_year", "requester", "reason"),
        ),
        IN_ITS_TIME,
    ]
