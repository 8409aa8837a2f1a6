import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0002_kinds_grow_without_a_migration"),
        ("people", "0002_nine_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Channel",
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
                    "kind",
                    models.CharField(
                        choices=[("email", "e-mail"), ("bot", "message of a bot")], max_length=8
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        help_text="What the page may show: no token in it.", max_length=80
                    ),
                ),
                (
                    "sealed",
                    models.BinaryField(
                        help_text="The address, with whatever secret stands in it (I11)."
                    ),
                ),
                ("made_us", models.BigIntegerField()),
                ("ended_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "worked_us",
                    models.BigIntegerField(
                        blank=True, help_text="Last time it took one.", null=True
                    ),
                ),
                ("failed_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["email", "bot"])),
                        name="channel_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_us", models.BigIntegerField()),
                ("sent_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="notices.channel",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="notices.notice",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "channel"), name="a_notice_goes_out_once"
                    )
                ],
            },
        ),
    ]
