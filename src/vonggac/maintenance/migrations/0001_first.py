import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import Refuse, only_grow
from vonggac.maintenance.states import FLOW
from vonggac.proceedings.guarding import along

_DECIDED = {"plan": ["decided_us", "decided_by_id", "approved", "remarks"]}
_NEWEST_IS_BAD = """
EXISTS (
  SELECT 1 FROM maintenance_check AS bad
  WHERE bad.order_id = NEW.id AND bad.by_id IS NOT NULL AND bad.verdict = 'bad' AND NOT EXISTS (
    SELECT 1 FROM maintenance_check AS newer
    WHERE newer.order_id = bad.order_id AND newer.asset_id = bad.asset_id AND newer.item = bad.item
      AND newer.by_id IS NOT NULL AND newer.place > bad.place
  )
)
"""
_UNCHECKED = """
EXISTS (
  SELECT 1 FROM maintenance_orderdevice AS device
  WHERE device.order_id = NEW.id AND NOT EXISTS (
    SELECT 1 FROM maintenance_check AS found
    WHERE found.order_id = NEW.id AND found.asset_id = device.asset_id AND found.by_id IS NOT NULL
  )
)
"""
_REFUSED = {
    # “Đạt” with something that is not in order, or with a device that nobody looked at, is impossible (2.6c).
    "maintenance_order_passes_with_every_device_in_order": (
        "BEFORE UPDATE OF state ON maintenance_order"
        f" WHEN NEW.state IN ('confirming', 'done') AND ({_NEWEST_IS_BAD} OR {_UNCHECKED})"
    ),
}


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
            name="Plan",
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
                ("school_year", models.CharField(help_text="2025-2026.", max_length=9)),
                (
                    "version",
                    models.PositiveSmallIntegerField(help_text="Within the school year, from 1."),
                ),
                ("purpose", models.CharField(help_text="I. Mục đích, yêu cầu.", max_length=1000)),
                (
                    "funding",
                    models.CharField(blank=True, help_text="III. Kinh phí.", max_length=1000),
                ),
                (
                    "organisation",
                    models.CharField(
                        blank=True, help_text="IV. Tổ chức thực hiện.", max_length=1000
                    ),
                ),
                ("made_us", models.BigIntegerField()),
                (
                    "made_by",
                    models.ForeignKey(
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
                    "approved",
                    models.BooleanField(blank=True, help_text="Null: not decided.", null=True),
                ),
                (
                    "remarks",
                    models.CharField(
                        blank=True, help_text="Of the Board.", max_length=1000, null=True
                    ),
                ),
            ],
            options={
                "ordering": ["-school_year", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "school_year", "version"), name="plan_versions_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved__isnull", True),
                                ("decided_by__isnull", True),
                                ("decided_us__isnull", True),
                                ("remarks__isnull", True),
                            ),
                            models.Q(
                                ("approved__isnull", False),
                                ("decided_by__isnull", False),
                                ("decided_us__isnull", False),
                                ("remarks__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_plan_is_decided_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("made_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_approves_his_own_plan",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved__isnull", True),
                            ("approved", True),
                            models.Q(("remarks", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_returned_plan_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanRow",
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="maintenance.plan",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(help_text="From 1.")),
                (
                    "work",
                    models.CharField(
                        choices=[("maintenance", "maintenance"), ("calibration", "calibration")],
                        max_length=12,
                    ),
                ),
                ("what", models.CharField(help_text="Hạng mục.", max_length=200)),
                (
                    "asset",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: every device of the kind.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="equipment.asset",
                    ),
                ),
                (
                    "asset_kind",
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
                (
                    "every",
                    models.CharField(
                        choices=[
                            ("week", "every week"),
                            ("month", "every month"),
                            ("quarter", "every quarter"),
                            ("half_year", "every half-year"),
                            ("year", "once a year"),
                        ],
                        max_length=10,
                    ),
                ),
                ("first_on", models.DateField(help_text="The first day that it is due.")),
                (
                    "responsible",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "place"), name="plan_rows_have_places"),
                    models.CheckConstraint(
                        condition=models.Q(("work__in", ["maintenance", "calibration"])),
                        name="plan_row_work_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("every__in", ["week", "month", "quarter", "half_year", "year"])
                        ),
                        name="plan_row_every_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "asset_kind__in",
                                [
                                    "camera",
                                    "recorder",
                                    "computer",
                                    "disk",
                                    "nas",
                                    "switch",
                                    "power",
                                    "other",
                                ],
                            )
                        ),
                        name="plan_row_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("work", "calibration"), _negated=True),
                            ("asset_kind", "camera"),
                            _connector="OR",
                        ),
                        name="cameras_alone_are_calibrated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what", ""), _negated=True), name="plan_row_says_what"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
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
                            ("planned", "as planned"),
                            ("due", "due for maintenance"),
                            ("working", "maintenance under way"),
                            ("confirming", "awaiting the Board's confirmation"),
                            ("done", "maintenance completed"),
                            ("failed", "not passed, failure opened"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "work",
                    models.CharField(
                        choices=[("maintenance", "maintenance"), ("calibration", "calibration")],
                        max_length=12,
                    ),
                ),
                ("what", models.CharField(max_length=200)),
                (
                    "plan_row",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: đột xuất, by hand.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="maintenance.planrow",
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        blank=True,
                        help_text="The day of the plan that it is for, as ISO 8601.",
                        max_length=10,
                    ),
                ),
                ("due_on", models.DateField(help_text="Moves when it is postponed.")),
                (
                    "responsible",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "executor",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: not begun.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "started_us",
                    models.BigIntegerField(blank=True, help_text="Null: not begun.", null=True),
                ),
                (
                    "conclusion",
                    models.CharField(
                        blank=True, help_text="When it is handed in.", max_length=2000
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Of the Board; null: not confirmed.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "confirmed_us",
                    models.BigIntegerField(blank=True, help_text="Null: not confirmed.", null=True),
                ),
                (
                    "failures",
                    models.CharField(
                        blank=True,
                        help_text="Numbers of the failures that it opened: SC-…",
                        max_length=300,
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="order_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="order_number_from_one"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("plan_row__isnull", False)),
                        fields=("plan_row", "period"),
                        name="one_order_for_a_day_of_the_plan",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["planned", "due", "working", "confirming", "done", "failed"],
                            )
                        ),
                        name="order_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("work__in", ["maintenance", "calibration"])),
                        name="order_work_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what", ""), _negated=True), name="order_says_what"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("executor__isnull", False),
                                ("started_us__isnull", False),
                                ("state__in", ["confirming", "done", "failed", "working"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ["confirming", "done", "failed", "working"]),
                                    _negated=True,
                                ),
                                ("executor__isnull", True),
                                ("started_us__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_begun_order_has_its_executor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_by__isnull", False),
                                ("confirmed_us__isnull", False),
                                ("state", "done"),
                            ),
                            models.Q(
                                models.Q(("state", "done"), _negated=True),
                                ("confirmed_by__isnull", True),
                                ("confirmed_us__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="an_order_is_confirmed_when_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(
                                ("executor__isnull", False),
                                models.Q(("confirmed_by", models.F("executor")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="nobody_confirms_his_own_work",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["confirming", "done", "failed"]), _negated=True
                            ),
                            models.Q(("conclusion", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="what_is_handed_in_has_a_conclusion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "failed"), models.Q(("failures", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("state", "failed"), _negated=True), ("failures", "")
                            ),
                            _connector="OR",
                        ),
                        name="what_did_not_pass_has_a_failure",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderDevice",
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="devices",
                        to="maintenance.order",
                    ),
                ),
                (
                    "asset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="equipment.asset",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "asset"), name="a_device_once_in_an_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="maintenance.order",
                    ),
                ),
                (
                    "asset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="equipment.asset",
                    ),
                ),
                ("place", models.PositiveIntegerField(help_text="Within the order, from 1.")),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("lens", "lens cleaned"),
                            ("clean", "device cleaned"),
                            ("mount", "mount and screws"),
                            ("power", "power supply"),
                            ("connectors", "connectors and cables"),
                            ("sealing", "sealing against water"),
                            ("fan", "fan"),
                            ("disk", "disk"),
                            ("firmware", "firmware"),
                            ("password", "password changed"),
                            ("works", "function"),
                            ("clock", "clock deviation"),
                            ("view", "view as accepted"),
                            ("sharpness", "sharpness"),
                            ("night", "picture at night"),
                            ("frame_rate", "frame rate"),
                            ("schedule", "recorded as scheduled"),
                            ("kept_days", "days kept"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("good", "in order"),
                            ("mended", "mended on the spot"),
                            ("bad", "not in order"),
                            ("none", "does not apply"),
                        ],
                        max_length=8,
                    ),
                ),
                ("before", models.CharField(blank=True, max_length=200)),
                ("after", models.CharField(blank=True, max_length=200)),
                (
                    "parts",
                    models.CharField(blank=True, help_text="Vật tư thay thế.", max_length=200),
                ),
                (
                    "measured",
                    models.JSONField(
                        default=dict,
                        help_text="{before, after, limit, fails} of what the machine measured.",
                    ),
                ),
                ("at_us", models.BigIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: measured by the machine when the work began.",
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
                        fields=("order", "place"), name="maintenance_checks_have_places"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "item__in",
                                [
                                    "lens",
                                    "clean",
                                    "mount",
                                    "power",
                                    "connectors",
                                    "sealing",
                                    "fan",
                                    "disk",
                                    "firmware",
                                    "password",
                                    "works",
                                    "clock",
                                    "view",
                                    "sharpness",
                                    "night",
                                    "frame_rate",
                                    "schedule",
                                    "kept_days",
                                ],
                            )
                        ),
                        name="maintenance_item_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["good", "mended", "bad", "none"])),
                        name="maintenance_verdict_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", "bad"),
                            ("measured__fails__isnull", True),
                            ("measured__fails", False),
                            _connector="OR",
                        ),
                        name="what_fails_by_measure_is_not_good",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
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
                        to="maintenance.orderline",
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="maintenance.order",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("of", "place"), name="orderline_places_differ"),
                    models.CheckConstraint(
                        condition=models.Q(("place__gte", 1)), name="orderline_place_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("happened_us__isnull", True),
                            ("happened_us__lte", models.F("at_us")),
                            _connector="OR",
                        ),
                        name="orderline_is_not_written_beforehand",
                    ),
                ],
            },
        ),
        only_grow("maintenance", "planrow", "orderdevice", "check", settle_once=_DECIDED),
        *along("maintenance", "order", FLOW, lines="orderline", kept=("work", "what", "period")),
        Refuse(_REFUSED),
    ]
