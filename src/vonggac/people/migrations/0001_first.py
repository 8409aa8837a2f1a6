import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import vonggac.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="AddressCounter",
            fields=[
                ("address", models.CharField(max_length=45, primary_key=True, serialize=False)),
                (
                    "window_us",
                    models.BigIntegerField(help_text="Begin of the window that is being counted."),
                ),
                ("attempts", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Person",
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
                    "full_name",
                    models.CharField(
                        help_text="NFC, family name first.",
                        max_length=120,
                        verbose_name="full name",
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        choices=[("thay", "Mr (teacher)"), ("co", "Ms (teacher)")],
                        max_length=4,
                        verbose_name="form of address",
                    ),
                ),
                (
                    "search",
                    models.CharField(
                        db_index=True,
                        help_text="full_name folded: no marks, đ as d.",
                        max_length=120,
                    ),
                ),
                (
                    "sort_key",
                    models.CharField(
                        db_index=True,
                        help_text="Code point order is order of names.",
                        max_length=400,
                    ),
                ),
                ("created_us", models.BigIntegerField()),
            ],
            options={
                "ordering": ["sort_key", "id"],
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
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
                    "username",
                    models.CharField(
                        help_text="Lower-case ASCII.",
                        max_length=40,
                        unique=True,
                        verbose_name="user name",
                    ),
                ),
                ("must_change_password", models.BooleanField(default=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "active"),
                            ("suspended", "suspended"),
                            ("revoked", "revoked"),
                        ],
                        default="active",
                        max_length=12,
                    ),
                ),
                ("created_us", models.BigIntegerField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["active", "suspended", "revoked"])),
                        name="account_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("HT", "principal"),
                            ("PHT", "vice-principal"),
                            ("GVTH", "IT teacher"),
                            ("VCVH", "duty officer"),
                        ],
                        max_length=4,
                        verbose_name="role",
                    ),
                ),
                (
                    "acting_head",
                    models.BooleanField(
                        default=False,
                        help_text="Phó Hiệu trưởng phụ trách: has every power of the principal.",
                        verbose_name="acting head",
                    ),
                ),
                (
                    "decision_no",
                    models.CharField(blank=True, max_length=60, verbose_name="assignment decision"),
                ),
                ("from_us", models.BigIntegerField()),
                (
                    "to_us",
                    models.BigIntegerField(blank=True, help_text="Null: still held.", null=True),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["HT", "PHT", "GVTH", "VCVH"])),
                        name="position_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_us__isnull", True),
                            ("to_us__gt", models.F("from_us")),
                            _connector="OR",
                        ),
                        name="position_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("acting_head", False), ("role", "PHT"), _connector="OR"
                        ),
                        name="only_a_vice_principal_acts_as_head",
                        violation_error_message="Only a vice-principal can be in charge of the school.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("to_us__isnull", True),
                            models.Q(("role", "HT"), ("acting_head", True), _connector="OR"),
                        ),
                        fields=("school",),
                        name="one_head_at_a_time",
                        violation_error_message="The school has a head already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "GVTH"), ("to_us__isnull", True)),
                        fields=("school",),
                        name="one_system_manager_at_a_time",
                        violation_error_message="The school has an IT teacher in charge already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("to_us__isnull", True)),
                        fields=("school", "person", "role"),
                        name="a_role_is_held_once",
                        violation_error_message="The person holds this position already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignInEvent",
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
                        help_text="login, fail, lock, or a SessionEnd value.", max_length=20
                    ),
                ),
                ("address", models.CharField(max_length=45)),
                ("user_agent", models.CharField(max_length=200)),
                ("at_us", models.BigIntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LoginSession",
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
                ("key_sha256", models.CharField(max_length=64, unique=True)),
                (
                    "user_agent_sha256",
                    models.CharField(
                        help_text="What the session is bound to (ACCESS §5.2).", max_length=64
                    ),
                ),
                (
                    "network",
                    models.CharField(
                        help_text="/24 of IPv4, /64 of IPv6: the other half of the binding.",
                        max_length=50,
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        help_text="Where it was opened from, for the sign-in history.",
                        max_length=45,
                    ),
                ),
                (
                    "user_agent",
                    models.CharField(
                        help_text="Shortened, for the sign-in history.", max_length=200
                    ),
                ),
                ("started_us", models.BigIntegerField()),
                (
                    "last_human_us",
                    models.BigIntegerField(
                        help_text="Last act of a human; a running player is none."
                    ),
                ),
                ("ended_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("signed_out", "signed out"),
                            ("replaced", "signed in elsewhere"),
                            ("idle", "no act for 10 minutes"),
                            ("too_long", "8 hours have passed"),
                            ("anomaly", "used from another browser or network"),
                            ("password_changed", "password changed"),
                            ("account_stopped", "account suspended or revoked"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "-started_us"], name="session_history")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_us__isnull", True)),
                        fields=("account",),
                        name="one_active_session_per_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_us__isnull", True), ("end_reason", "")),
                            models.Q(
                                ("ended_us__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_ended_session_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="signinevent",
            index=models.Index(fields=["account", "-at_us"], name="event_history"),
        ),
    ]
