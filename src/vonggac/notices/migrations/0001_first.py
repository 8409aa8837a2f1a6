import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
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
                    "kind",
                    models.CharField(
                        help_text="A NoticeKind: ``services.tell`` takes no other.", max_length=40
                    ),
                ),
                (
                    "params",
                    models.JSONField(
                        help_text="What the kind's sentence needs; texts and integers."
                    ),
                ),
                (
                    "url",
                    models.CharField(
                        blank=True, help_text="A path of ours; empty: none to open.", max_length=200
                    ),
                ),
                ("urgency", models.PositiveSmallIntegerField(help_text="An Urgency.")),
                (
                    "key",
                    models.CharField(
                        help_text="What is the same thing has the same key.", max_length=120
                    ),
                ),
                (
                    "times",
                    models.PositiveIntegerField(
                        default=1, help_text="How often it was told, merged."
                    ),
                ),
                ("created_us", models.BigIntegerField()),
                ("again_us", models.BigIntegerField(help_text="When it was told last.")),
                (
                    "read_us",
                    models.BigIntegerField(blank=True, help_text="Null: not read yet.", null=True),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "-again_us"], name="notice_list"),
                    models.Index(fields=["person", "key", "-again_us"], name="notice_same"),
                    models.Index(
                        condition=models.Q(("read_us", None)),
                        fields=["person"],
                        name="notice_unread",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("urgency__in", [0, 1, 2])), name="notice_urgency_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("again_us__gte", models.F("created_us"))),
                        name="notice_told_again_not_before",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            models.Q(
                                ("url__startswith", "/"),
                                models.Q(("url__startswith", "//"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="notice_leads_into_the_product",
                    ),
                ],
            },
        ),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="notices.notice",
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="notices.channel",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_us", models.BigIntegerField()),
                ("sent_us", models.BigIntegerField(blank=True, null=True)),
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
