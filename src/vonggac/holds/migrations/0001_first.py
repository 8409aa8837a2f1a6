"""What was placed, asked and answered is never changed or removed."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import Refuse

_TABLES = ("hold", "holdcamera", "holdend", "releaseask", "releaseanswer")
_REFUSED = {
    **{
        f"{table}_no_{event.lower()}": f"BEFORE {event} ON holds_{table}"
        for table in _TABLES
        for event in ("UPDATE", "DELETE")
    },
    "hold_answer_names_its_asker": (
        "BEFORE INSERT ON holds_releaseanswer"
        " WHEN NOT EXISTS (SELECT 1 FROM holds_releaseask a WHERE a.id = NEW.ask_id"
        " AND a.by_id = NEW.asker_id AND a.hold_id = NEW.hold_id)"
    ),
    "hold_end_names_its_ground": (
        "BEFORE INSERT ON holds_holdend"
        " WHEN NOT EXISTS (SELECT 1 FROM holds_hold h WHERE h.id = NEW.hold_id AND h.ground = NEW.ground)"
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
            name="Hold",
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
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="Calendar year of placing, local time."
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="Within the year, without gaps.")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("request", "viewing request"),
                            ("case", "case"),
                            ("directive", "directive"),
                            ("own", "decision of the school board"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "ground_ref",
                    models.CharField(
                        blank=True,
                        help_text="Number of the paper; empty only for an own decision.",
                        max_length=60,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("footage_from_us", models.BigIntegerField()),
                ("footage_to_us", models.BigIntegerField()),
                (
                    "review_on",
                    models.DateField(help_text="When somebody asks whether it is still needed."),
                ),
                ("placed_us", models.BigIntegerField()),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["school", "-placed_us"], name="hold_list"),
                    models.Index(fields=["ground", "ground_ref"], name="hold_by_ground"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="hold_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="hold_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["request", "case", "directive", "own"])),
                        name="hold_ground_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ground", "own"),
                            models.Q(("ground_ref", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="hold_names_its_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="hold_has_a_reason"
                    ),
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
                        name="hold_footage_range_and_length",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HoldKey",
            fields=[
                (
                    "hold",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="commitment",
                        serialize=False,
                        to="holds.hold",
                    ),
                ),
                ("key", models.BinaryField(help_text="32 random bytes.")),
            ],
        ),
        migrations.CreateModel(
            name="HoldCamera",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "hold",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cameras",
                        to="holds.hold",
                    ),
                ),
                (
                    "camera",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.camera",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("hold", "camera"), name="hold_camera_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="HoldEnd",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "hold",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="end",
                        to="holds.hold",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        help_text="Of the hold: evidence never ends so.", max_length=10
                    ),
                ),
                ("ends_us", models.BigIntegerField()),
                ("at_us", models.BigIntegerField(help_text="When it was written.")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["request", "directive"])),
                        name="evidence_does_not_end_by_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_us__gte", models.F("at_us"))),
                        name="hold_is_not_ended_in_the_past",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseAsk",
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
                    "hold",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asks",
                        to="holds.hold",
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
                ("reason", models.CharField(max_length=500)),
                ("at_us", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="release_has_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ask",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="holds.releaseask",
                    ),
                ),
                (
                    "hold",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="holds.hold",
                    ),
                ),
                (
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
                ("released", models.BooleanField(help_text="False: it stays.")),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("at_us", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("by", models.F("asker")), _negated=True),
                        name="a_hold_is_released_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("released", True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="keeping_it_has_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("released", True)),
                        fields=("hold",),
                        name="a_hold_is_released_once",
                    ),
                ],
            },
        ),
        Refuse(_REFUSED),
    ]
