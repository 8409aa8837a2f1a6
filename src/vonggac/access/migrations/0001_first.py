"""What was served, a grant's scope and technical checks are never rewritten (I2, I7)."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import Refuse

_SCOPE = (
    "person_id, position_id, basis, basis_ref, directive_id, shift_id, acts, cameras, footage_from_us, "
    "footage_to_us, valid_from_us, valid_to_us, purpose, deed, scope_sha256, made_us"
)
_REFUSED = {
    "served_is_not_changed": "BEFORE UPDATE ON access_served",
    "served_is_not_removed": "BEFORE DELETE ON access_served",
    "grant_scope_is_not_changed": f"BEFORE UPDATE OF {_SCOPE} ON access_grantrow",
    "grant_is_not_removed": "BEFORE DELETE ON access_grantrow",
    "refusal_is_not_changed": "BEFORE UPDATE ON access_refusalrow",
    "refusal_is_not_removed": "BEFORE DELETE ON access_refusalrow",
    "technical_check_is_not_removed": "BEFORE DELETE ON access_technicalcheck",
    "technical_check_is_not_changed": (
        "BEFORE UPDATE OF school_id, person_id, camera, day, at_us, from_us, to_us, grant_id ON access_technicalcheck"
    ),
    "technical_check_has_one_result": "BEFORE UPDATE ON access_technicalcheck WHEN OLD.well IS NOT NULL",
    "grant_sound_is_not_changed": "BEFORE UPDATE OF audio ON access_grantrow",
    "grant_sound_is_its_directives": (
        "BEFORE INSERT ON access_grantrow WHEN NEW.audio AND NOT coalesce("
        "(SELECT audio FROM directives_directive WHERE id = NEW.directive_id), FALSE)"
    ),
    "sound_that_was_served_stays": (
        "BEFORE UPDATE OF sound ON access_viewing WHEN OLD.sound AND NOT NEW.sound"
    ),
}


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directives", "0001_first"),
        ("duty", "0001_first"),
        ("people", "0001_first"),
        ("places", "0001_first"),
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
                ("basis", models.CharField(help_text="A Basis.", max_length=20)),
                ("basis_ref", models.CharField(max_length=120)),
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
                    "shift",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duty.shift",
                    ),
                ),
                ("acts", models.JSONField(help_text="Sorted list of Act values.")),
                ("cameras", models.JSONField(help_text="Sorted list of camera ids.")),
                ("footage_from_us", models.BigIntegerField()),
                ("footage_to_us", models.BigIntegerField()),
                ("valid_from_us", models.BigIntegerField()),
                ("valid_to_us", models.BigIntegerField()),
                ("purpose", models.CharField(max_length=12)),
                (
                    "audio",
                    models.BooleanField(
                        default=False, help_text="Its directive says so (ACCESS §1.8)."
                    ),
                ),
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
            ],
            options={
                "indexes": [models.Index(fields=["person", "-made_us"], name="grant_by_person")],
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
                    "sound",
                    models.BooleanField(
                        default=False, help_text="Recorded sound was served in it."
                    ),
                ),
                (
                    "usage_line",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: open, or nothing served. All viewings of one shift share one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duty.usageline",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_us__isnull", True)),
                        fields=["last_beat_us"],
                        name="viewing_open",
                    )
                ],
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
                (
                    "viewing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="served",
                        to="access.viewing",
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
        migrations.CreateModel(
            name="Bookmark",
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
                    "viewing",
                    models.ForeignKey(
                        help_text="In which it was made.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.viewing",
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("cameras", models.JSONField(help_text="Camera ids as they stood on the page.")),
                ("at_us", models.BigIntegerField()),
                (
                    "to_us",
                    models.BigIntegerField(blank=True, help_text="Null: an instant.", null=True),
                ),
                ("made_us", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["person", "-made_us"], name="bookmarks_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="bookmark_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_us__isnull", True),
                            models.Q(("to_us__gt", models.F("at_us")), ("to_us__isnull", False)),
                            _connector="OR",
                        ),
                        name="bookmark_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TechnicalCheck",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("camera", models.CharField(max_length=16)),
                ("day", models.DateField(help_text="Of the school's calendar.")),
                ("at_us", models.BigIntegerField()),
                ("from_us", models.BigIntegerField()),
                ("to_us", models.BigIntegerField()),
                (
                    "grant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="technical",
                        to="access.grantrow",
                    ),
                ),
                (
                    "well",
                    models.BooleanField(
                        help_text="What the person saw; null: not said.", null=True
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "indexes": [models.Index(fields=["school", "-at_us"], name="technical_list")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("camera", "day"), name="one_technical_check_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_us__gt", models.F("from_us")),
                            (
                                "to_us__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("from_us"), "+", models.Value(10000000)
                                ),
                            ),
                        ),
                        name="technical_check_is_ten_seconds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("note", ""), ("well__isnull", True)),
                            models.Q(("well", True), ("well__isnull", False)),
                            models.Q(
                                ("well", False),
                                ("well__isnull", False),
                                models.Q(("note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_not_well_has_a_note",
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
                ("act", models.CharField(max_length=10)),
                ("cameras", models.JSONField()),
                ("footage_from_us", models.BigIntegerField()),
                ("footage_to_us", models.BigIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("at_us", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["-at_us"], name="refusals_newest")],
            },
        ),
        Refuse(_REFUSED),
    ]
