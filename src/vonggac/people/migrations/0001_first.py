"""What was signed, decided and reviewed is neither changed nor removed."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import Refuse

_DECIDED = "school_id, person_id, account_id, asked_by_id, asked_us, reason"
_REFUSED = {
    **{
        f"{table}_is_not_{what}": f"BEFORE {event} ON people_{table}"
        for table in ("pledge", "training", "accountstep", "accountreview", "accountreviewline")
        for what, event in (("changed", "UPDATE"), ("removed", "DELETE"))
    },
    "delegation_is_not_removed": "BEFORE DELETE ON people_delegation",
    "delegation_stands_as_signed": (
        "BEFORE UPDATE OF school_id, giver_id, receiver_id, powers, paper, signed_on, from_us, to_us, made_us"
        " ON people_delegation"
    ),
    "a_withdrawal_stands": ("BEFORE UPDATE ON people_delegation WHEN OLD.withdrawn_us IS NOT NULL"),
    "reset_is_not_removed": "BEFORE DELETE ON people_passwordreset",
    "reset_stands_as_asked": f"BEFORE UPDATE OF {_DECIDED} ON people_passwordreset",
    "a_reset_is_used_once": (
        "BEFORE UPDATE ON people_passwordreset WHEN OLD.state IN ('done', 'refused')"
    ),
}


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0001_first"),
    ]

    operations = [
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
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account",
                        to="people.person",
                    ),
                ),
                ("must_change_password", models.BooleanField(default=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "account asked for"),
                            ("pledged", "pledged and trained"),
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
                    "school",
                    models.ForeignKey(
                        blank=True,
                        help_text="For which it was asked. Null: made by the machine's own set-up.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.school",
                    ),
                ),
                (
                    "for_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("HT", "principal"),
                            ("PHT", "vice-principal"),
                            ("GVTH", "IT teacher"),
                            ("VCVH", "duty officer"),
                            ("QTM", "network administrator"),
                            ("VT", "office clerk"),
                            ("KT", "accountant"),
                            ("NV", "member of staff"),
                            ("GS", "supervisor"),
                        ],
                        help_text="What it was asked for.",
                        max_length=4,
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the head's own order, or the machine's own set-up.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Of the Board. Null: not approved, or the machine's own set-up.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["requested", "pledged", "active", "suspended", "revoked"],
                            )
                        ),
                        name="account_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(
                                models.Q(("approved_by", models.F("person")), _negated=True),
                                models.Q(
                                    ("requested_by__isnull", True),
                                    models.Q(
                                        ("approved_by", models.F("requested_by")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="account_approver_is_another",
                    ),
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
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("HT", "principal"),
                            ("PHT", "vice-principal"),
                            ("GVTH", "IT teacher"),
                            ("VCVH", "duty officer"),
                            ("QTM", "network administrator"),
                            ("VT", "office clerk"),
                            ("KT", "accountant"),
                            ("NV", "member of staff"),
                            ("GS", "supervisor"),
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
                (
                    "decided_on",
                    models.DateField(
                        blank=True,
                        help_text="Null: not stated.",
                        null=True,
                        verbose_name="day of the decision",
                    ),
                ),
                ("from_us", models.BigIntegerField()),
                (
                    "to_us",
                    models.BigIntegerField(blank=True, help_text="Null: still held.", null=True),
                ),
                ("end_decision_no", models.CharField(blank=True, max_length=60)),
                (
                    "end_decided_on",
                    models.DateField(blank=True, help_text="Null: not stated.", null=True),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: still held, or the machine's own set-up.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                ["HT", "PHT", "GVTH", "VCVH", "QTM", "VT", "KT", "NV", "GS"],
                            )
                        ),
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
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
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
                            ("position_ended", "position ended"),
                        ],
                        max_length=20,
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
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "indexes": [models.Index(fields=["account", "-at_us"], name="event_history")],
            },
        ),
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
            name="Delegation",
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
                    "giver",
                    models.ForeignKey(
                        help_text="The head who signed it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        help_text="A vice-principal.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("powers", models.JSONField(help_text="Codes of people.roles.Power, sorted.")),
                ("paper", models.CharField(max_length=60, verbose_name="number of the paper")),
                ("signed_on", models.DateField(verbose_name="signed on")),
                ("from_us", models.BigIntegerField()),
                ("to_us", models.BigIntegerField()),
                ("made_us", models.BigIntegerField()),
                (
                    "withdrawn_us",
                    models.BigIntegerField(blank=True, help_text="Null: not withdrawn.", null=True),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: not withdrawn.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("giver", models.F("receiver")), _negated=True),
                        name="delegated_to_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_us__gt", models.F("from_us")),
                            (
                                "to_us__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("from_us"), "+", models.Value(31622400000000)
                                ),
                            ),
                            ("from_us__gte", models.F("made_us")),
                        ),
                        name="a_delegation_ends_within_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_by__isnull", True), ("withdrawn_us__isnull", True)
                            ),
                            models.Q(
                                ("withdrawn_by__isnull", False), ("withdrawn_us__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="a_withdrawal_has_its_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
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
                    "paper",
                    models.CharField(blank=True, max_length=60, verbose_name="number of the paper"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the machine's own set-up.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("recorded_us", models.BigIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledges",
                        to="people.person",
                    ),
                ),
                ("signed_on", models.DateField(verbose_name="signed on")),
            ],
            options={
                "ordering": ["-signed_on", "-recorded_us"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_by__isnull", True),
                            models.Q(("recorded_by", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="pledge_recorded_by_another",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Training",
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
                    "paper",
                    models.CharField(blank=True, max_length=60, verbose_name="number of the paper"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the machine's own set-up.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("recorded_us", models.BigIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainings",
                        to="people.person",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="held on")),
                ("trainer", models.CharField(max_length=120, verbose_name="trainer")),
                ("content", models.CharField(blank=True, max_length=300, verbose_name="content")),
                ("passed", models.BooleanField(verbose_name="passed")),
            ],
            options={
                "ordering": ["-held_on", "-recorded_us"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_by__isnull", True),
                            models.Q(("recorded_by", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="training_recorded_by_another",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountStep",
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
                        related_name="steps",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("requested", "account asked for"),
                            ("approved", "approved"),
                            ("refused", "refused"),
                            ("pledged", "pledged and trained"),
                            ("opened", "opened"),
                            ("suspended", "suspended"),
                            ("restored", "let in again"),
                            ("revoked", "revoked"),
                            ("reset", "first password again"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the machine's own set-up, or the rules.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("at_us", models.BigIntegerField()),
                ("reason", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["-at_us", "-id"],
                "indexes": [models.Index(fields=["account", "-at_us"], name="account_life")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "what__in",
                                [
                                    "requested",
                                    "approved",
                                    "refused",
                                    "pledged",
                                    "opened",
                                    "suspended",
                                    "restored",
                                    "revoked",
                                    "reset",
                                ],
                            )
                        ),
                        name="account_step_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PasswordReset",
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
                        related_name="resets",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        help_text="Whose account it is.",
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
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "waiting for approval"),
                            ("approved", "approved"),
                            ("refused", "refused"),
                            ("done", "carried out"),
                        ],
                        default="asked",
                        max_length=8,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the head's own order.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("asked_us", models.BigIntegerField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Of the Board. Null: not decided.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "decided_us",
                    models.BigIntegerField(blank=True, help_text="Null: not decided.", null=True),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: not carried out.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "done_us",
                    models.BigIntegerField(
                        blank=True, help_text="Null: not carried out.", null=True
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_us"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "approved", "refused", "done"])),
                        name="reset_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(
                                models.Q(("decided_by", models.F("person")), _negated=True),
                                models.Q(
                                    ("asked_by__isnull", True),
                                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="reset_is_decided_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "asked"),
                            models.Q(("decided_by__isnull", False), ("decided_us__isnull", False)),
                            _connector="OR",
                        ),
                        name="reset_is_decided_before_it_is_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "done"), _negated=True),
                                ("done_by__isnull", True),
                            ),
                            models.Q(
                                ("state", "done"),
                                ("done_by__isnull", False),
                                ("done_us__isnull", False),
                                models.Q(("done_by", models.F("person")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reset_is_done_by_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["asked", "approved"])),
                        fields=("account",),
                        name="one_open_reset_an_account",
                        violation_error_message="A new password has been asked for already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountReview",
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
                    "quarter",
                    models.CharField(help_text="2026-Q4, of the calendar year.", max_length=7),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        help_text="Of the Board.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("confirmed_us", models.BigIntegerField()),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
            ],
            options={
                "ordering": ["-confirmed_us"],
            },
        ),
        migrations.CreateModel(
            name="AccountReviewLine",
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
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="people.accountreview",
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
                    "roles",
                    models.CharField(
                        blank=True, help_text="Codes, separated by spaces.", max_length=60
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "account asked for"),
                            ("pledged", "pledged and trained"),
                            ("active", "active"),
                            ("suspended", "suspended"),
                            ("revoked", "revoked"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "last_sign_in_us",
                    models.BigIntegerField(blank=True, help_text="Null: never.", null=True),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("keep", "keep"), ("suspend", "suspend")], max_length=8
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "account"), name="a_review_names_an_account_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["keep", "suspend"])),
                        name="review_answer_known",
                    ),
                ],
            },
        ),
        Refuse(_REFUSED),
    ]
