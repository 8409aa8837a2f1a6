"""A token stays what was made, and revoked."""

import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import Refuse

_REFUSED = {
    "token_is_not_removed": "BEFORE DELETE ON integrations_token",
    "token_is_what_was_made": "BEFORE UPDATE OF id, school_id, owner_id, name, scopes, basis, token_sha256, made_us,"
    " expires_us ON integrations_token",
    "token_stays_revoked": (
        "BEFORE UPDATE ON integrations_token WHEN OLD.revoked_us IS NOT NULL"
        " AND NEW.revoked_us IS NOT OLD.revoked_us"
    ),
}


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_first"),
        ("places", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Token",
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
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="program")),
                ("scopes", models.JSONField(help_text="Sorted list of Scope values.")),
                ("basis", models.CharField(max_length=300)),
                (
                    "token_sha256",
                    models.CharField(
                        help_text="The token itself was shown once and is nowhere.",
                        max_length=64,
                        unique=True,
                    ),
                ),
                ("made_us", models.BigIntegerField()),
                ("expires_us", models.BigIntegerField()),
                (
                    "last_us",
                    models.BigIntegerField(
                        blank=True, help_text="Last use, to the minute.", null=True
                    ),
                ),
                ("revoked_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
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
                        condition=models.Q(("basis", ""), _negated=True), name="token_has_a_basis"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_us__gt", models.F("made_us"))),
                        name="token_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_by__isnull", True), ("revoked_us__isnull", True)),
                            models.Q(("revoked_by__isnull", False), ("revoked_us__isnull", False)),
                            _connector="OR",
                        ),
                        name="token_revoked_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_us", None)),
                        fields=("school", "name"),
                        name="token_names_differ",
                        violation_error_message="There is a token of that name already.",
                    ),
                ],
            },
        ),
        Refuse(_REFUSED),
    ]
