"""Assets, stops, the device book; failures get their whole way (REQUIREMENTS §5.5). Existing cameras get their records.

Existing rows: who repaired by another way than the IT teacher's had the Board's direction; its instant was not a column.
"""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState, StateApps
from django.db.models import CheckConstraint, F, Q

import vonggac.kernel.ids
from vonggac.kernel import clock
from vonggac.kernel.text import fold
from vonggac.ledger.growing import only_grow

STATES = [
    "detected", "stopped", "running", "reported", "directed", "repairing", "testing", "passed", "back", "closed",
]  # fmt: skip
CONSTRAINTS = (
    CheckConstraint(name="failure_state_known", condition=Q(state__in=STATES)),
    CheckConstraint(
        name="failure_stopped_device_is_back_after_its_test",
        condition=Q(stopped_us__isnull=True)
        | ~Q(state__in=["passed", "back", "closed"])
        | Q(tested_us__isnull=False, tested_us__gte=F("stopped_us")),
    ),
    CheckConstraint(
        name="failure_others_repair_after_the_direction",
        condition=Q(way__in=["", "it_teacher"]) | Q(directed_us__isnull=False),
    ),
    CheckConstraint(
        name="failure_is_handed_to_somebody_until_a_day",
        condition=Q(assignee__isnull=True)
        | Q(way="network", due_us__isnull=False, directed_us__isnull=False),
    ),
)
FAILURE_TRIGGERS = {
    "failure_is_not_removed": "BEFORE DELETE ON equipment_failure",
    "failure_keeps_its_number": "BEFORE UPDATE OF id, school_id, year, number, trouble, cause, camera_id, detected_us"
    " ON equipment_failure",
    "closed_failure_stays": "BEFORE UPDATE ON equipment_failure WHEN OLD.state = 'closed'",
    "failure_asset_stays": "BEFORE UPDATE OF asset_id ON equipment_failure"
    " WHEN OLD.asset_id IS NOT NULL AND NEW.asset_id IS NOT OLD.asset_id",
}
ASSET_TRIGGERS = {
    "asset_is_not_removed": "BEFORE DELETE ON equipment_asset",
    "asset_keeps_its_code": "BEFORE UPDATE OF id, school_id, code, code_key, made_us ON equipment_asset",
    "asset_out_of_use_stays": "BEFORE UPDATE ON equipment_asset WHEN OLD.state = 'out'",
    "stopped_asset_restarts_after_its_test": "BEFORE UPDATE OF state ON equipment_asset"
    " WHEN OLD.state = 'stopped' AND NEW.state NOT IN ('stopped', 'out') AND EXISTS ("
    "SELECT 1 FROM equipment_devicestop s LEFT JOIN equipment_devicerestart r ON r.stop_id = s.id"
    " WHERE s.asset_id = OLD.id AND r.stop_id IS NULL)",
}


class SetConstraints(Operation):
    """The table is written anew once, and not once for each constraint."""

    reversible = False

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.remove_constraint(app_label, "failure", "failure_state_known")
        for each in CONSTRAINTS:
            state.add_constraint(app_label, "failure", each)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = to_state.apps.get_model(app_label, "failure")
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor._remake_table(model)  # type: ignore[attr-defined]

    def describe(self) -> str:
        return "Constraints of failures"


def _trigger(editor: BaseDatabaseSchemaEditor, name: str, event: str) -> None:
    editor.execute(f"CREATE TRIGGER {name} {event} BEGIN SELECT RAISE(ABORT, '{name}'); END")


def free(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Closed failures get their column too: the belt is off while this runs."""
    for name in FAILURE_TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


def say_when_directed(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("equipment", "Failure").objects.exclude(way="")
    rows.filter(board_seen_us__isnull=False).update(directed_us=F("board_seen_us"))
    rows.filter(directed_us=None).update(directed_us=F("detected_us"))


def belt(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for name, event in (FAILURE_TRIGGERS | ASSET_TRIGGERS).items():
        _trigger(schema_editor, name, event)


def register_cameras(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """No stream without an asset record (khoản 2 Điều 5): those that there are get theirs."""
    asset, change = (apps.get_model("equipment", each) for each in ("Asset", "AssetChange"))
    cameras = apps.get_model("places", "Camera").objects.select_related("area")
    for number, row in enumerate(cameras.order_by("commissioned_us", "id"), start=1):
        code, out = f"CAM-{number:02d}", row.state == "out_of_use"
        made = asset.objects.create(
            school_id=row.area.school_id,
            code=code,
            code_key=fold(code),
            kind="camera",
            name=row.name,
            brand=row.brand,
            model=row.model,
            serial=row.serial,
            mac=row.mac,
            area=row.area,
            position=row.position,
            search=fold(" ".join([code, row.name, row.serial, row.position, row.area.name])),
            state="out" if out else "working",
            camera=row,
            made_us=clock.now_us(),
            out_us=row.out_of_use_us if out else None,
            out_reason=row.out_of_use_reason if out else "",
        )
        change.objects.create(
            asset=made, place=1, at_us=made.made_us, what="registered", changed={}, basis=""
        )


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("equipment", "0004_volume_changes_stay"),
        ("papers", "0001_first"),
        ("places", "0005_accepted_only_grow"),
        ("people", "0004_signed_papers_stay"),
    ]

    operations: ClassVar = [
        migrations.RunPython(free, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Asset",
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
                    "code",
                    models.CharField(
                        help_text="Mã TS, as written.", max_length=40, verbose_name="asset code"
                    ),
                ),
                (
                    "code_key",
                    models.CharField(help_text="The code folded: no two are alike.", max_length=40),
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
                        verbose_name="kind of device",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name of the device")),
                ("brand", models.CharField(blank=True, max_length=80, verbose_name="brand")),
                ("model", models.CharField(blank=True, max_length=80, verbose_name="model")),
                (
                    "serial",
                    models.CharField(blank=True, max_length=80, verbose_name="serial number"),
                ),
                (
                    "mac",
                    models.CharField(
                        blank=True, help_text="aa:bb:….", max_length=17, verbose_name="MAC address"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: of no area.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.area",
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="place of the device"
                    ),
                ),
                (
                    "funding",
                    models.CharField(blank=True, max_length=160, verbose_name="source of funding"),
                ),
                (
                    "in_use_on",
                    models.DateField(
                        blank=True,
                        help_text="Null: not said.",
                        null=True,
                        verbose_name="in use since",
                    ),
                ),
                (
                    "cost_vnd",
                    models.BigIntegerField(
                        blank=True,
                        help_text="Null: not said.",
                        null=True,
                        verbose_name="original cost (đồng)",
                    ),
                ),
                (
                    "warranty_until",
                    models.DateField(
                        blank=True,
                        help_text="Null: none, or not said.",
                        null=True,
                        verbose_name="warranty until",
                    ),
                ),
                ("supplier", models.CharField(blank=True, max_length=160, verbose_name="supplier")),
                (
                    "capacity_bytes",
                    models.BigIntegerField(
                        blank=True, help_text="Of a store; null: not said.", null=True
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                (
                    "search",
                    models.TextField(help_text="What can be searched, folded (kernel.text.fold)."),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting to be connected"),
                            ("working", "device at work"),
                            ("warning", "device with a warning"),
                            ("stopped", "device stopped by a ticket"),
                            ("out", "device out of use"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "ticket",
                    models.CharField(
                        blank=True, help_text="SC-… or BT-… while stopped.", max_length=20
                    ),
                ),
                (
                    "camera",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: it is no camera of the registry.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.camera",
                    ),
                ),
                (
                    "volume",
                    models.CharField(
                        blank=True, help_text="Path that it stores at.", max_length=1000
                    ),
                ),
                (
                    "approved_us",
                    models.BigIntegerField(
                        blank=True, help_text="Phiếu đấu nối approved; null: not yet.", null=True
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
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="equipment.asset",
                    ),
                ),
                ("made_us", models.BigIntegerField()),
                (
                    "out_us",
                    models.BigIntegerField(blank=True, help_text="Null: in use.", null=True),
                ),
                ("out_reason", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["code_key"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "code_key"),
                        name="asset_codes_differ",
                        violation_error_message="An asset of that code is registered already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("mac", ""), _negated=True),
                            models.Q(("state", "out"), _negated=True),
                            models.Q(("kind", "camera"), _negated=True),
                        ),
                        fields=("school", "mac"),
                        name="asset_macs_differ",
                        violation_error_message="An asset of that MAC address is registered already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("camera__isnull", False), models.Q(("state", "out"), _negated=True)
                        ),
                        fields=("camera",),
                        name="a_camera_is_one_asset",
                        violation_error_message="The camera has another asset record.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
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
                        name="asset_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("waiting", "working", "stopped", "out"))),
                        name="asset_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "stopped"), models.Q(("ticket", ""), _negated=True)),
                            models.Q(models.Q(("state", "stopped"), _negated=True), ("ticket", "")),
                            _connector="OR",
                        ),
                        name="a_stopped_device_has_its_ticket",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("out_us__isnull", False),
                                ("state", "out"),
                                models.Q(("out_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "out"), _negated=True),
                                ("out_reason", ""),
                                ("out_us__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="an_asset_goes_out_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cost_vnd__isnull", True), ("cost_vnd__gte", 0), _connector="OR"
                        ),
                        name="asset_cost_not_below_nothing",
                        violation_error_message="The cost is not below 0.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_by__isnull", True), ("approved_us__isnull", True)),
                            models.Q(
                                ("approved_by__isnull", False), ("approved_us__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="a_connection_has_who_approved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssetChange",
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
                    "asset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="equipment.asset",
                    ),
                ),
                ("place", models.PositiveIntegerField(help_text="From 1, without gaps.")),
                ("at_us", models.BigIntegerField()),
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
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("registered", "entered into the register"),
                            ("imported", "entered from a list"),
                            ("changed", "particulars changed"),
                            ("connected", "connection approved"),
                            ("stopped", "device stopped by a ticket"),
                            ("restarted", "in operation again after its test"),
                            ("out", "device out of use"),
                        ],
                        max_length=12,
                    ),
                ),
                ("changed", models.JSONField(help_text="{field: [old, new]}, as texts.")),
                ("basis", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("asset", "place"), name="asset_change_places_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "what__in",
                                [
                                    "registered",
                                    "imported",
                                    "changed",
                                    "connected",
                                    "stopped",
                                    "restarted",
                                    "out",
                                ],
                            )
                        ),
                        name="asset_deed_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeviceStop",
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
                    "asset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stops",
                        to="equipment.asset",
                    ),
                ),
                (
                    "camera",
                    models.ForeignKey(
                        blank=True,
                        help_text="Its stream is pulled; null: the asset is no camera.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.camera",
                    ),
                ),
                ("ticket", models.CharField(help_text="SC-… or BT-….", max_length=20)),
                ("at_us", models.BigIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Who stopped it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("reason", models.CharField(max_length=2000)),
            ],
            options={
                "indexes": [models.Index(fields=["camera", "at_us"], name="stop_of_camera")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ticket__startswith", "SC-"),
                            ("ticket__startswith", "BT-"),
                            _connector="OR",
                        ),
                        name="a_stop_has_a_failure_or_maintenance_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="a_stop_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeviceRestart",
            fields=[
                (
                    "stop",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="restart",
                        serialize=False,
                        to="equipment.devicestop",
                    ),
                ),
                ("at_us", models.BigIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Who tested it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "test",
                    models.CharField(
                        help_text="What was tested, and how it went.", max_length=2000
                    ),
                ),
                ("passed", models.BooleanField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("passed", True), models.Q(("test", ""), _negated=True)),
                        name="a_restarted_device_passed_its_test",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Manual",
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
                ("brand", models.CharField(blank=True, max_length=80, verbose_name="brand")),
                ("model", models.CharField(max_length=80, verbose_name="model")),
                (
                    "model_key",
                    models.CharField(
                        db_index=True, help_text="Brand, model folded.", max_length=160
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="title of the manual")),
                (
                    "scan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="papers.scan",
                    ),
                ),
                ("added_us", models.BigIntegerField()),
                (
                    "added_by",
                    models.ForeignKey(
                        help_text="Who added it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["model_key", "-added_us"],
            },
        ),
        migrations.CreateModel(
            name="DeviceLine",
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
                        help_text="STT within the school year, without gaps."
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("auto", "by the system"),
                            ("daily", "by a person"),
                            ("correction", "correction"),
                        ],
                        max_length=10,
                    ),
                ),
                ("what", models.CharField(help_text="equipment.lines.Told.", max_length=16)),
                ("day", models.DateField(help_text="Ngày: the day it tells of, local.")),
                ("checked_us", models.BigIntegerField(help_text="Giờ kiểm tra.")),
                ("written_us", models.BigIntegerField()),
                (
                    "late",
                    models.BooleanField(
                        default=False, help_text="Ghi bổ sung: written on a later day."
                    ),
                ),
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
                    "device",
                    models.CharField(
                        help_text="Thiết bị (mã, vị trí), as named then.", max_length=200
                    ),
                ),
                (
                    "condition",
                    models.CharField(
                        choices=[
                            ("good", "condition: normal"),
                            ("warning", "condition: warning"),
                            ("broken", "condition: broken"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "picture",
                    models.CharField(blank=True, help_text="Chất lượng hình ảnh.", max_length=120),
                ),
                (
                    "clock_us",
                    models.BigIntegerField(
                        blank=True, help_text="Lệch giờ; null: unknown.", null=True
                    ),
                ),
                (
                    "kept_days",
                    models.PositiveIntegerField(
                        blank=True, help_text="Số ngày lưu thực tế; null: unknown.", null=True
                    ),
                ),
                (
                    "free_bytes",
                    models.BigIntegerField(
                        blank=True, help_text="Dung lượng còn lại; null: unknown.", null=True
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        blank=True, help_text="Sự việc, nội dung xử lý.", max_length=2000
                    ),
                ),
                ("ticket", models.CharField(blank=True, help_text="Số sự cố (SC).", max_length=20)),
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
                (
                    "person_name",
                    models.CharField(blank=True, help_text="As it was then.", max_length=120),
                ),
                (
                    "source",
                    models.CharField(
                        help_text="What it was made of: one line each.", max_length=80, unique=True
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="equipment.deviceline",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["school", "day", "kind"], name="device_line_days"),
                    models.Index(fields=["camera", "-number"], name="device_line_of_camera"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "school_year", "number"),
                        name="device_line_numbers_differ",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="device_line_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["auto", "daily", "correction"])),
                        name="device_line_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("condition__in", ["good", "warning", "broken"])),
                        name="device_condition_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "auto"), ("person__isnull", True)),
                            models.Q(
                                models.Q(("kind", "auto"), _negated=True),
                                ("person__isnull", False),
                                models.Q(("person_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_persons_line_has_its_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrects__isnull", False), ("kind", "correction")),
                            models.Q(
                                models.Q(("kind", "correction"), _negated=True),
                                ("corrects__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_device_correction_names_its_line",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeviceLineKey",
            fields=[
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="commitment",
                        serialize=False,
                        to="equipment.deviceline",
                    ),
                ),
                ("key", models.BinaryField(help_text="32 random bytes.")),
            ],
        ),
        migrations.CreateModel(
            name="DayCheck",
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
                ("day", models.DateField()),
                (
                    "to_number",
                    models.PositiveIntegerField(help_text="The last line of the day then."),
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
                    models.UniqueConstraint(
                        fields=("school", "day", "checker"), name="a_day_is_checked_once_by_one"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="failure",
            name="asset",
            field=models.ForeignKey(
                blank=True,
                help_text="Null: of no single device.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="equipment.asset",
            ),
        ),
        migrations.AddField(
            model_name="failure",
            name="stopped_us",
            field=models.BigIntegerField(
                blank=True, help_text="Đã ngừng thiết bị; null: it was not stopped.", null=True
            ),
        ),
        migrations.AddField(
            model_name="failure",
            name="directed_us",
            field=models.BigIntegerField(
                blank=True, help_text="BGH chỉ đạo; null: not yet.", null=True
            ),
        ),
        migrations.AddField(
            model_name="failure",
            name="assignee",
            field=models.ForeignKey(
                blank=True,
                help_text="The network administrator it is handed to; null: to none.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="failure",
            name="due_us",
            field=models.BigIntegerField(
                blank=True, help_text="To be repaired by; null: no time was set.", null=True
            ),
        ),
        migrations.AddField(
            model_name="failure",
            name="tested_us",
            field=models.BigIntegerField(
                blank=True, help_text="Kiểm tra: Đạt; null: no test was passed.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="failure",
            name="state",
            field=models.CharField(
                choices=[
                    ("detected", "detected"),
                    ("stopped", "the device was stopped"),
                    ("running", "no need to stop"),
                    ("reported", "reported to the school board"),
                    ("directed", "directed by the school board"),
                    ("repairing", "being repaired"),
                    ("testing", "waiting for the test"),
                    ("passed", "test passed"),
                    ("back", "in operation again"),
                    ("closed", "closed"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="failureline",
            name="state",
            field=models.CharField(
                choices=[
                    ("detected", "detected"),
                    ("stopped", "the device was stopped"),
                    ("running", "no need to stop"),
                    ("reported", "reported to the school board"),
                    ("directed", "directed by the school board"),
                    ("repairing", "being repaired"),
                    ("testing", "waiting for the test"),
                    ("passed", "test passed"),
                    ("back", "in operation again"),
                    ("closed", "closed"),
                ],
                help_text="After it.",
                max_length=10,
            ),
        ),
        migrations.RunPython(say_when_directed, migrations.RunPython.noop),
        SetConstraints(),
        migrations.RunPython(belt, migrations.RunPython.noop),
        only_grow(
            "equipment",
            "assetchange",
            "devicestop",
            "devicerestart",
            "manual",
            "deviceline",
            "daycheck",
        ),
        migrations.RunPython(register_cameras, migrations.RunPython.noop),
    ]
