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
            name="Change",
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
                ("number", models.PositiveIntegerField(help_text="In the order of writing.")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("stopped", "the system was told to stop"),
                            ("recorder", "the recording program was stopped"),
                            ("host", "the machine was off, or the recording program was killed"),
                            ("process", "a program of the system ended by itself or was killed"),
                            ("alarms", "what rings was changed"),
                            ("eyes", "what is looked for at a camera was changed"),
                            ("network", "the watch over the network was changed"),
                            ("plan", "a recording plan was changed"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        help_text="Names the deed: it is written once.", max_length=80
                    ),
                ),
                ("at_us", models.BigIntegerField()),
                (
                    "until_us",
                    models.BigIntegerField(help_text="Null: goes on, or has no length.", null=True),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: nobody is known to have done it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "subject",
                    models.CharField(blank=True, help_text="Cameras, program.", max_length=300),
                ),
                ("basis", models.CharField(blank=True, max_length=300)),
                ("noted_us", models.BigIntegerField()),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "ref"), name="change_noted_once"),
                    models.UniqueConstraint(
                        fields=("school", "number"), name="changes_are_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "stopped",
                                    "recorder",
                                    "host",
                                    "process",
                                    "alarms",
                                    "eyes",
                                    "network",
                                    "plan",
                                ],
                            )
                        ),
                        name="change_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_us__isnull", True),
                            ("until_us__gte", models.F("at_us")),
                            _connector="OR",
                        ),
                        name="change_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                (
                    "change",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="acknowledged",
                        serialize=False,
                        to="attention.change",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("at_us", models.BigIntegerField()),
                ("words", models.CharField(max_length=1000)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="acknowledged_in_words",
                    )
                ],
            },
        ),
        only_grow("attention", "acknowledgement", settle_once={"change": ["until_us"]}),
    ]
