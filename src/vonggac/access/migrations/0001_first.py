import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import vonggac.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directives", "0001_first"),
        ("duty", "0001_first"),
        ("people", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="GrantRow",
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
                ("basis", models.CharField(help_text="A Basis.", max_length=20)),
                ("basis_ref", models.CharField(max_length=120)),
                ("acts", models.JSONField(help_text="Sorted list of Act values.")),
                ("cameras", models.JSONField(help_text="Sorted list of camera ids.")),
                ("footage_from_us", models.BigIntegerField()),
                ("footage_to_us", models.BigIntegerField()),
                ("valid_from_us", models.BigIntegerField()),
                ("valid_to_us", models.BigIntegerField()),
                ("purpose", models.CharField(max_length=12)),
                (
                    "deed",
                    models.UUIDField(
                        help_text="The outbox row of its view.approve: none, no effect (ACCESS §2.1)."
                    ),
                ),
                (
                    "scope_sha256",
                    models.CharField(
                        help_text="Of the canonical text of all of the above (ACCESS §2.2).",
                        max_length=64,
                    ),
                ),
                ("made_us", models.BigIntegerField()),
                ("ended_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "directive",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directives.directive",
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
                    "position",
                    models.ForeignKey(
                        help_text="Ends with it (ACCESS §2.7).",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.position",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duty.shift",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("footage_to_us__gt", models.F("footage_from_us")),
                            (
                                "footage_to_us__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("footage_from_us"), "+", models.Value(7948800000000)
                                ),
                            ),
                        ),
                        name="grant_footage_range_and_length",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to_us__gt", models.F("valid_from_us")),
                            (
                                "valid_to_us__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("valid_from_us"), "+", models.Value(7948800000000)
                                ),
                            ),
                        ),
                        name="grant_valid_range_and_length",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("made_us__lte", models.F("valid_to_us"))),
                        name="grant_is_not_back_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purpose__in", ["security", "safety", "education", "fire_safety"])
                        ),
                        name="grant_purpose_of_four",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "basis__in",
                                [
                                    "directive",
                                    "request",
                                    "board",
                                    "roster",
                                    "assignment",
                                    "technical_check",
                                ],
                            )
                        ),
                        name="grant_basis_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "directive"), ("directive__isnull", False)),
                            models.Q(("basis", "roster"), ("shift__isnull", False)),
                            ("basis", "board"),
                            models.Q(
                                ("basis__in", ["directive", "roster", "board"]), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="grant_has_what_its_basis_names",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("directive__isnull", False), ("ended_us__isnull", True)
                        ),
                        fields=("directive", "person"),
                        name="one_grant_per_directive_and_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RefusalRow",
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
                ("act", models.CharField(max_length=10)),
                ("cameras", models.JSONField()),
                ("footage_from_us", models.BigIntegerField()),
                ("footage_to_us", models.BigIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("at_us", models.BigIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Viewing",
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
                ("act", models.CharField(max_length=10)),
                ("started_us", models.BigIntegerField()),
                (
                    "last_beat_us",
                    models.BigIntegerField(
                        help_text="No beat for 15 s ends a playback (ACCESS §4.5)."
                    ),
                ),
                ("ended_us", models.BigIntegerField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=20)),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="viewings",
                        to="access.grantrow",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.loginsession",
                    ),
                ),
                (
                    "usage_line",
                    models.OneToOneField(
                        blank=True,
                        help_text="Null: open, or nothing served.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duty.usageline",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("act", "live"), ("ended_us__isnull", True)),
                        fields=("session", "grant"),
                        name="one_open_viewing_of_live_per_grant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_us__isnull", True),
                                ("end_reason", ""),
                                ("usage_line__isnull", True),
                            ),
                            models.Q(
                                ("ended_us__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_ended_viewing_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Served",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("camera", models.CharField(max_length=16)),
                ("stream", models.CharField(max_length=8)),
                ("from_us", models.BigIntegerField()),
                ("to_us", models.BigIntegerField()),
                (
                    "byte_count",
                    models.BigIntegerField(
                        help_text="0 for a live lease: the stretch that may be relayed next."
                    ),
                ),
                ("at_us", models.BigIntegerField()),
                (
                    "viewing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="served",
                        to="access.viewing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("to_us__gt", models.F("from_us"))), name="served_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("byte_count__gte", 0)), name="served_bytes"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="grantrow",
            index=models.Index(fields=["person", "-made_us"], name="grant_by_person"),
        ),
        migrations.AddIndex(
            model_name="refusalrow",
            index=models.Index(fields=["-at_us"], name="refusals_newest"),
        ),
        migrations.AddIndex(
            model_name="viewing",
            index=models.Index(
                condition=models.Q(("ended_us__isnull", True)),
                fields=["last_beat_us"],
                name="viewing_open",
            ),
        ),
    ]
