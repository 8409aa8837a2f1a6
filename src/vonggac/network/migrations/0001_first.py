import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import only_grow


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_first"),
        ("places", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="NetworkDevice",
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
                ("ip", models.GenericIPAddressField(protocol="IPv4")),
                (
                    "mac",
                    models.CharField(
                        blank=True, help_text="Empty: behind a router.", max_length=17
                    ),
                ),
                (
                    "ports",
                    models.JSONField(default=list, help_text="Open ones, at the last whole look."),
                ),
                (
                    "words",
                    models.CharField(blank=True, help_text="As it says itself.", max_length=160),
                ),
                ("first_us", models.BigIntegerField()),
                ("last_us", models.BigIntegerField()),
            ],
            options={
                "ordering": ["-last_us", "ip"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "ip", "mac"), name="network_device_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_us__gte", models.F("first_us"))),
                        name="network_device_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sighting",
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
                ("year", models.PositiveSmallIntegerField()),
                (
                    "number",
                    models.PositiveIntegerField(
                        help_text="Within the calendar year, without gaps."
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("unknown", "unknown device"),
                            ("swapped", "another device at a camera’s address"),
                            ("gone", "approved device is gone"),
                            ("configuration", "configuration of a camera changed"),
                        ],
                        max_length=14,
                    ),
                ),
                ("key", models.CharField(max_length=120)),
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
                ("ip", models.GenericIPAddressField(blank=True, null=True, protocol="IPv4")),
                ("mac", models.CharField(blank=True, max_length=17)),
                ("ports", models.JSONField(default=list)),
                ("words", models.CharField(blank=True, max_length=160)),
                ("changes", models.JSONField(default=dict, help_text="Part → lines gone and new.")),
                ("found_us", models.BigIntegerField()),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("register", "is registered: connection slip for approval"),
                            ("harmless", "known and harmless"),
                            ("violation", "reported as a violation"),
                        ],
                        max_length=10,
                        null=True,
                    ),
                ),
                ("reason", models.CharField(max_length=500, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("answered_us", models.BigIntegerField(null=True)),
            ],
            options={
                "ordering": ["-found_us"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="sighting_numbers_differ"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("answered_us__isnull", True)),
                        fields=("school", "key"),
                        name="sighting_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["unknown", "swapped", "gone", "configuration"])
                        ),
                        name="sighting_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer__isnull", True),
                                ("answered_by__isnull", True),
                                ("answered_us__isnull", True),
                                ("reason__isnull", True),
                            ),
                            models.Q(
                                ("answer__in", ["register", "harmless", "violation"]),
                                ("answer__isnull", False),
                                ("answered_by__isnull", False),
                                ("answered_us__gte", models.F("found_us")),
                                ("answered_us__isnull", False),
                                ("reason__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sighting_is_answered_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Fingerprint",
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
                    "camera",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.camera",
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("parts", models.JSONField()),
                ("at_us", models.BigIntegerField()),
            ],
            options={
                "ordering": ["-at_us"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("camera", "at_us"), name="fingerprint_once_an_instant"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WatchDecision",
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
                ("watched", models.BooleanField()),
                ("basis", models.CharField(max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("at_us", models.BigIntegerField()),
            ],
            options={
                "ordering": ["-at_us"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True),
                        name="network_decision_has_a_basis",
                    )
                ],
            },
        ),
        only_grow(
            "network",
            "fingerprint",
            "watchdecision",
            settle_once={"sighting": ["answer", "reason", "answered_by_id", "answered_us"]},
        ),
    ]
