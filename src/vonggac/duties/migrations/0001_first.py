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
            name="Told",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.school",
                    ),
                ),
                ("duty", models.CharField(help_text="Duty.name", max_length=120)),
                (
                    "stage",
                    models.CharField(
                        choices=[("before", "Before"), ("today", "Today"), ("late", "Late")],
                        max_length=6,
                    ),
                ),
                ("at_us", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "duty", "stage"), name="a_duty_is_told_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["before", "today", "late"])),
                        name="told_stage_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feed",
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
                    "person",
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
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                ("made_us", models.BigIntegerField()),
                ("revoked_us", models.BigIntegerField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_us", None)),
                        fields=("person",),
                        name="one_feed_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_us", None),
                            ("revoked_us__gte", models.F("made_us")),
                            _connector="OR",
                        ),
                        name="feed_is_revoked_after_it_was_made",
                    ),
                ],
            },
        ),
        only_grow("duties", "told", settle_once={"feed": ["revoked_us"]}),
    ]
