import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import only_grow


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "__first__"),
        ("places", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Witness",
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
                ("name", models.CharField(help_text="As in its key.", max_length=120)),
                ("address", models.CharField(max_length=200)),
                ("vkey", models.CharField(max_length=300)),
                (
                    "place",
                    models.CharField(
                        help_text="Where it stands, and who looks after it.", max_length=200
                    ),
                ),
                ("proposed_us", models.BigIntegerField()),
                ("confirmed_us", models.BigIntegerField(blank=True, null=True)),
                ("end_asked_us", models.BigIntegerField(blank=True, null=True)),
                ("ended_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "end_asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "proposed_by",
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
                "ordering": ["proposed_us"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place", ""), _negated=True),
                            models.Q(("address", ""), _negated=True),
                        ),
                        name="witness_has_a_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_by__isnull", True), ("confirmed_us__isnull", True)
                            ),
                            models.Q(
                                ("confirmed_by__isnull", False),
                                ("confirmed_us__isnull", False),
                                models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="witness_confirmed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end_asked_by__isnull", True), ("end_asked_us__isnull", True)
                            ),
                            models.Q(
                                ("end_asked_by__isnull", False), ("end_asked_us__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="witness_end_asked_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_by__isnull", True), ("ended_us__isnull", True)),
                            models.Q(
                                ("confirmed_us__isnull", True),
                                ("ended_by__isnull", False),
                                ("ended_us__isnull", False),
                            ),
                            models.Q(
                                ("end_asked_by__isnull", False),
                                ("ended_by__isnull", False),
                                ("ended_us__isnull", False),
                                models.Q(("ended_by", models.F("end_asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="witness_ended_by_two",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_us", None)),
                        fields=("school", "name"),
                        name="witness_names_differ",
                        violation_error_message="There is a witness of that name already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("authority", models.CharField(help_text="SHA-256 of its root.", max_length=64)),
                ("token_sha256", models.CharField(max_length=64)),
                ("time_s", models.BigIntegerField(help_text="By the authority's clock.")),
                ("at_us", models.BigIntegerField(help_text="By ours.")),
                (
                    "fault",
                    models.CharField(
                        blank=True,
                        help_text="Why it does not count, though it was kept.",
                        max_length=80,
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
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)), name="token_of_a_tree"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "witness",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="standing",
                        serialize=False,
                        to="anchors.witness",
                    ),
                ),
                (
                    "size",
                    models.BigIntegerField(
                        default=0, help_text="Of the last tree that it cosigned."
                    ),
                ),
                (
                    "time_s",
                    models.BigIntegerField(
                        blank=True, help_text="By the witness's clock.", null=True
                    ),
                ),
                (
                    "seen_us",
                    models.BigIntegerField(
                        blank=True, help_text="When that was, by ours.", null=True
                    ),
                ),
                (
                    "fault",
                    models.CharField(
                        blank=True, help_text="A witness.asking.Fault.", max_length=12
                    ),
                ),
                (
                    "overdue_us",
                    models.BigIntegerField(
                        blank=True, help_text="Since when it is late.", null=True
                    ),
                ),
                (
                    "alarm",
                    models.CharField(
                        blank=True, help_text="A ledger.halting.Alarm.", max_length=12
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__gte", 0)), name="standing_has_a_size"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("seen_us__isnull", True), ("size", 0), ("time_s__isnull", True)
                            ),
                            models.Q(
                                ("seen_us__isnull", False),
                                ("size__gt", 0),
                                ("time_s__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="standing_seen_with_a_time",
                    ),
                ],
            },
        ),
        only_grow(
            "anchors",
            "token",
            settle_once={
                "witness": [
                    "confirmed_by_id",
                    "confirmed_us",
                    "end_asked_by_id",
                    "end_asked_us",
                    "ended_by_id",
                    "ended_us",
                ]
            },
        ),
    ]
