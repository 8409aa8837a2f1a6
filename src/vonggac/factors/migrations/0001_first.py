import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import vonggac.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Factor",
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
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("passkey", "passkey"), ("totp", "code from an app")], max_length=8
                    ),
                ),
                (
                    "label",
                    models.CharField(help_text="The owner's name for the device.", max_length=60),
                ),
                (
                    "sealed",
                    models.BinaryField(
                        help_text="The secret of a TOTP; the public key of a passkey."
                    ),
                ),
                (
                    "credential",
                    models.CharField(
                        blank=True, help_text="A passkey's credential id, in hex.", max_length=1400
                    ),
                ),
                (
                    "rp_id",
                    models.CharField(
                        blank=True,
                        help_text="The host that a passkey was made for.",
                        max_length=253,
                    ),
                ),
                (
                    "counter",
                    models.BigIntegerField(
                        default=0,
                        help_text="TOTP: the last time step used. Passkey: its own counter.",
                    ),
                ),
                ("made_us", models.BigIntegerField()),
                ("used_us", models.BigIntegerField(blank=True, null=True)),
                ("ended_us", models.BigIntegerField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["account"], name="factor_by_account")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "passkey"),
                                models.Q(("credential", ""), _negated=True),
                                models.Q(("rp_id", ""), _negated=True),
                            ),
                            models.Q(("credential", ""), ("kind", "totp"), ("rp_id", "")),
                            _connector="OR",
                        ),
                        name="factor_is_what_its_kind_needs",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("credential", ""), _negated=True),
                        fields=("credential",),
                        name="one_passkey_one_account",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_us__isnull", True), ("kind", "totp")),
                        fields=("account",),
                        name="one_totp_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecoveryCode",
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
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("mac", models.CharField(max_length=64, unique=True)),
                ("made_us", models.BigIntegerField()),
                ("used_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "void_us",
                    models.BigIntegerField(
                        blank=True,
                        help_text="A newer sheet was printed, or the factors were forgotten.",
                        null=True,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Half",
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
                    "account",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: nobody is known yet, a passkey is to say who it is.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("key_sha256", models.CharField(max_length=64, unique=True)),
                ("user_agent_sha256", models.CharField(max_length=64)),
                ("network", models.CharField(max_length=50)),
                ("made_us", models.BigIntegerField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("ended_us", models.BigIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Challenge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("holder", models.CharField(help_text="half:<id> or session:<id>.", max_length=60)),
                ("purpose", models.CharField(max_length=12)),
                ("state", models.BinaryField(help_text="Sealed.")),
                ("made_us", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("holder", "purpose"), name="one_challenge_a_purpose"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Shown",
            fields=[
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.loginsession",
                    ),
                ),
                ("at_us", models.BigIntegerField()),
                ("how", models.CharField(max_length=10)),
            ],
        ),
    ]
