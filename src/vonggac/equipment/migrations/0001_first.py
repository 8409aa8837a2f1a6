"""Histories and decisions only grow; failures, assets and evidence stay (I7, G3)."""

import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import Refuse, only_grow

_REFUSED = {
    "failure_line_is_not_changed": "BEFORE UPDATE ON equipment_failureline",
    "failure_line_is_not_removed": "BEFORE DELETE ON equipment_failureline",
    "failure_sign_is_not_removed": "BEFORE DELETE ON equipment_failuresign",
    "failure_sign_keeps_its_failure": "BEFORE UPDATE OF id, failure_id, ref, cause, camera_id, from_us"
    " ON equipment_failuresign",
    "alarm_decision_is_not_changed": "BEFORE UPDATE ON equipment_alarmdecision",
    "alarm_decision_is_not_removed": "BEFORE DELETE ON equipment_alarmdecision",
    "input_is_not_removed": "BEFORE DELETE ON equipment_input",
    "volume_change_is_not_changed": "BEFORE UPDATE ON equipment_volumechange",
    "volume_change_is_not_removed": "BEFORE DELETE ON equipment_volumechange",
    "failure_is_not_removed": "BEFORE DELETE ON equipment_failure",
    "failure_keeps_its_number": "BEFORE UPDATE OF id, school_id, year, number, trouble, cause, camera_id, detected_us"
    " ON equipment_failure",
    "closed_failure_stays": "BEFORE UPDATE ON equipment_failure WHEN OLD.state = 'closed'",
    "failure_asset_stays": "BEFORE UPDATE OF asset_id ON equipment_failure"
    " WHEN OLD.asset_id IS NOT NULL AND NEW.asset_id IS NOT OLD.asset_id",
    "asset_is_not_removed": "BEFORE DELETE ON equipment_asset",
    "asset_keeps_its_code": "BEFORE UPDATE OF id, school_id, code, code_key, made_us ON equipment_asset",
    "asset_out_of_use_stays": "BEFORE UPDATE ON equipment_asset WHEN OLD.state = 'out'",
    "stopped_asset_restarts_after_its_test": "BEFORE UPDATE OF state ON equipment_asset"
    " WHEN OLD.state = 'stopped' AND NEW.state NOT IN ('stopped', 'out') AND EXISTS ("
    "SELECT 1 FROM equipment_devicestop s LEFT JOIN equipment_devicerestart r ON r.stop_id = s.id"
    " WHERE s.asset_id = OLD.id AND r.stop_id IS NULL)",
}


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("papers", "0001_first"),
        ("people", "0001_first"),
        ("places", "0001_first"),
    ]

    operations = [
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
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.school",
                    ),
                ),
                ("at_us", models.BigIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("basis", models.CharField(max_length=300)),
                ("seconds", models.JSONField(help_text="equipment.rules.Limit → seconds.")),
                (
                    "silent",
                    models.JSONField(
                        help_text="Kinds of events that nobody is told of at once, sorted."
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
        migrations.CreateModel(
            name="ToldEvent",
            fields=[
                ("event", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("at_us", models.BigIntegerField(db_index=True)),
            ],
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
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.school",
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
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "last_us",
                    models.BigIntegerField(blank=True, help_text="When it told last.", null=True),
                ),
                ("revoked_us", models.BigIntegerField(blank=True, null=True)),
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
                ("cameras", models.ManyToManyField(related_name="+", to="places.camera")),
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
            name="VolumeChange",
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
                ("at_us", models.BigIntegerField(db_index=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: at the machine's own command line.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("what", models.CharField(help_text="A VolumeDeed.", max_length=16)),
                ("path", models.CharField(max_length=1000)),
                ("reserve_bytes", models.BigIntegerField(blank=True, null=True)),
                ("basis", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by", None), models.Q(("basis", ""), _negated=True), _connector="OR"
                        ),
                        name="volume_change_has_a_basis",
                    )
                ],
            },
        ),
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
                    "left_vnd",
                    models.BigIntegerField(
                        blank=True,
                        help_text="By the books. Null: not said.",
                        null=True,
                        verbose_name="remaining value (đồng)",
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
                    "worth",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("good", "good"),
                            ("repair", "needs repair"),
                            ("broken", "broken"),
                            ("lost", "lost"),
                        ],
                        help_text="As the last stocktake or repair left it; null: none did.",
                        max_length=6,
                        null=True,
                        verbose_name="condition of the device",
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
                            ("left_vnd__isnull", True),
                            models.Q(
                                ("cost_vnd__isnull", False),
                                ("left_vnd__gte", 0),
                                ("left_vnd__lte", models.F("cost_vnd")),
                            ),
                            _connector="OR",
                        ),
                        name="asset_is_worth_no_more_than_it_cost",
                        violation_error_message="The remaining value is between 0 and the original cost.",
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
                            ("good", "normal"),
                            ("warning", "warning"),
                            ("broken", "broken"),
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
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.school",
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
                    "detail",
                    models.CharField(
                        blank=True, help_text="A volume; words by hand.", max_length=300
                    ),
                ),
                ("first_us", models.BigIntegerField(help_text="Begin of its first sign.")),
                ("detected_us", models.BigIntegerField(help_text="When it was opened.")),
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
                    "state",
                    models.CharField(
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
                (
                    "asset",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: of no single device.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="equipment.asset",
                    ),
                ),
                (
                    "stopped_us",
                    models.BigIntegerField(
                        blank=True,
                        help_text="Đã ngừng thiết bị; null: it was not stopped.",
                        null=True,
                    ),
                ),
                (
                    "directed_us",
                    models.BigIntegerField(
                        blank=True, help_text="BGH chỉ đạo; null: not yet.", null=True
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        help_text="The network administrator it is handed to; null: to none.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "due_us",
                    models.BigIntegerField(
                        blank=True, help_text="To be repaired by; null: no time was set.", null=True
                    ),
                ),
                (
                    "tested_us",
                    models.BigIntegerField(
                        blank=True, help_text="Kiểm tra: Đạt; null: no test was passed.", null=True
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["school", "-detected_us"], name="failure_list"),
                    models.Index(
                        fields=["school", "trouble", "-first_us"], name="failure_of_trouble"
                    ),
                ],
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
                                [
                                    "detected",
                                    "stopped",
                                    "running",
                                    "reported",
                                    "directed",
                                    "repairing",
                                    "testing",
                                    "passed",
                                    "back",
                                    "closed",
                                ],
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stopped_us__isnull", True),
                            models.Q(("state__in", ["passed", "back", "closed"]), _negated=True),
                            models.Q(
                                ("tested_us__gte", models.F("stopped_us")),
                                ("tested_us__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="failure_stopped_device_is_back_after_its_test",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("way__in", ["", "it_teacher"]),
                            ("directed_us__isnull", False),
                            _connector="OR",
                        ),
                        name="failure_others_repair_after_the_direction",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("assignee__isnull", True),
                            models.Q(
                                ("directed_us__isnull", False),
                                ("due_us__isnull", False),
                                ("way", "network"),
                            ),
                            _connector="OR",
                        ),
                        name="failure_is_handed_to_somebody_until_a_day",
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
                (
                    "failure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="equipment.failure",
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
                ("what", models.CharField(help_text="equipment.book.What.", max_length=16)),
                (
                    "state",
                    models.CharField(
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
                ("cause", models.CharField(blank=True, max_length=32)),
                ("text", models.CharField(blank=True, max_length=2000)),
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
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="key",
                        to="equipment.failureline",
                    ),
                ),
                ("key", models.BinaryField(help_text="32 random bytes.")),
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
                    "failure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signs",
                        to="equipment.failure",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        help_text="equipment.troubles.Sign.ref.", max_length=100, unique=True
                    ),
                ),
                ("cause", models.CharField(max_length=32)),
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
                ("from_us", models.BigIntegerField()),
                (
                    "to_us",
                    models.BigIntegerField(blank=True, help_text="Null: it goes on.", null=True),
                ),
                ("at_us", models.BigIntegerField(help_text="The instant that tells most.")),
            ],
            options={
                "ordering": ["from_us", "ref"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("to_us", None)), fields=["failure"], name="sign_goes_on"
                    )
                ],
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
        Refuse(_REFUSED),
        only_grow(
            "equipment",
            "assetchange",
            "devicestop",
            "devicerestart",
            "manual",
            "deviceline",
            "daycheck",
        ),
    ]
