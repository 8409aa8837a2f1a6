"""Dossiers only grow, a case goes forward, and a use of the system stands
in dossier and usage book together, each with the other's number, or in neither (3.2-2c, G2, G3, I7).

Dossier line first, usage line second, in one transaction: the line's foreign key is checked at COMMIT. A migration
that makes SQLite rebuild ``duty_usageline`` loses its two triggers and has to make them again.
"""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import Refuse

_KEPT = ("dossierline", "casecamera", "casedirective")
_RANK = " ".join(
    f"WHEN '{state}' THEN {rank}"
    for rank, state in enumerate(("noted", "reported", "directed", "handled", "result", "closed"))
)
_BOTH = (
    "EXISTS (SELECT 1 FROM incidents_dossierline d JOIN incidents_case c ON c.id = d.case_id"
    " WHERE d.usage_line_id = NEW.id AND c.school_id = NEW.school_id AND d.usage_no = NEW.number"
    " AND d.usage_year = NEW.school_year"
    " AND NEW.related_no = 'VV-' || c.year || '-' || printf('%03d', c.number) || '/' || d.place)"
)
_REFUSED = {
    "case_is_not_removed": ("BEFORE DELETE ON incidents_case", "1"),
    "case_keeps_its_number": (
        "BEFORE UPDATE OF id, school_id, year, number, purpose, what, footage_from_us, footage_to_us, noted_us,"
        " noted_by_id ON incidents_case",
        "1",
    ),
    "case_begins_noted": ("BEFORE INSERT ON incidents_case", "NEW.state <> 'noted'"),
    "case_goes_forward_one_step": (
        "BEFORE UPDATE OF state ON incidents_case",
        f"CASE NEW.state {_RANK} END - CASE OLD.state {_RANK} END NOT IN (0, 1)",
    ),
    "ended_case_stays": (
        "BEFORE UPDATE OF state, way, result, closed_us, reported_us, snapshot_no ON incidents_case",
        "OLD.state = 'closed'",
    ),
    "usage_line_of_a_case_has_its_dossier_line": (
        "BEFORE INSERT ON duty_usageline",
        f"NEW.related_no LIKE 'VV-%' AND NOT {_BOTH}",
    ),
    "dossier_line_has_its_usage_line": (
        "BEFORE INSERT ON duty_usageline",
        "NEW.related_no NOT LIKE 'VV-%'"
        " AND EXISTS (SELECT 1 FROM incidents_dossierline d WHERE d.usage_line_id = NEW.id)",
    ),
    "dossier_line_comes_with_its_usage_line": (
        "BEFORE INSERT ON incidents_dossierline",
        "NEW.usage_line_id IS NOT NULL"
        " AND EXISTS (SELECT 1 FROM duty_usageline u WHERE u.id = NEW.usage_line_id)",
    ),
    **{
        f"{table}_is_not_{done}": (f"BEFORE {event} ON incidents_{table}", "1")
        for table in _KEPT
        for done, event in (("changed", "UPDATE"), ("removed", "DELETE"))
    },
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
            name="Case",
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
                    models.PositiveSmallIntegerField(help_text="Calendar year it was noted in."),
                ),
                ("number", models.PositiveIntegerField(help_text="Within the year, without gaps.")),
                ("purpose", models.CharField(help_text="A Purpose.", max_length=12)),
                ("what", models.CharField(help_text="In neutral words.", max_length=300)),
                (
                    "footage_from_us",
                    models.BigIntegerField(help_text="The stretch that it is about."),
                ),
                ("footage_to_us", models.BigIntegerField()),
                ("noted_us", models.BigIntegerField()),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("noted", "noted"),
                            ("reported", "reported to the Board"),
                            ("directed", "the Board has directed"),
                            ("handled", "being handled"),
                            ("result", "has a result"),
                            ("closed", "case ended"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "snapshot_no",
                    models.CharField(
                        blank=True,
                        help_text="Of the picture that was taken in the same act.",
                        max_length=60,
                    ),
                ),
                ("reported_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "late_told_us",
                    models.BigIntegerField(
                        blank=True,
                        help_text="The Board was told that nobody has reported it.",
                        null=True,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spot", "handle it on the spot"),
                            ("retrieve", "retrieve data"),
                            ("police", "inform the police"),
                            ("parents", "invite the parents"),
                        ],
                        max_length=10,
                    ),
                ),
                ("result", models.CharField(blank=True, max_length=2000)),
                ("closed_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "violation_us",
                    models.BigIntegerField(
                        blank=True, help_text="Chuyển vụ việc vi phạm: passed on.", null=True
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["school", "-noted_us"], name="case_list")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="case_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="case_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["noted", "reported", "directed", "handled", "result", "closed"],
                            )
                        ),
                        name="case_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purpose__in", ["security", "safety", "education", "fire_safety"])
                        ),
                        name="case_purpose_of_four",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what", ""), _negated=True), name="case_says_what"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("footage_to_us__gt", models.F("footage_from_us")),
                            (
                                "footage_to_us__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("footage_from_us"), "+", models.Value(2678400000000)
                                ),
                            ),
                        ),
                        name="case_footage_range_and_length",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reported_us__isnull", True), ("state", "noted")),
                            models.Q(
                                models.Q(("state", "noted"), _negated=True),
                                ("reported_us__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="case_is_reported_when_it_says_so",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["noted", "reported"]), ("way", "")),
                            models.Q(
                                models.Q(("state__in", ["noted", "reported"]), _negated=True),
                                ("way__in", ["spot", "retrieve", "police", "parents"]),
                            ),
                            _connector="OR",
                        ),
                        name="case_is_directed_before_it_is_handled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["result", "closed"]),
                                models.Q(("result", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state__in", ["result", "closed"]), _negated=True),
                                ("result", ""),
                            ),
                            _connector="OR",
                        ),
                        name="case_has_its_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_us__isnull", False), ("state", "closed")),
                            models.Q(
                                models.Q(("state", "closed"), _negated=True),
                                ("closed_us__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="case_closed_when_it_says_so",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseCamera",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cameras",
                        to="incidents.case",
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
                    models.UniqueConstraint(fields=("case", "camera"), name="case_camera_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseDirective",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="directives",
                        to="incidents.case",
                    ),
                ),
                (
                    "directive",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directives.directive",
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
            ],
        ),
        migrations.CreateModel(
            name="DossierLine",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="incidents.case",
                    ),
                ),
                ("place", models.PositiveIntegerField(help_text="From 1, without gaps.")),
                ("at_us", models.BigIntegerField(help_text="When it was written.")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("person_name", models.CharField(help_text="As it was then.", max_length=120)),
                (
                    "person_role",
                    models.CharField(blank=True, help_text="A Role, then.", max_length=4),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("noted", "noted"),
                            ("reported", "reported to the Board"),
                            ("directed", "the Board has directed"),
                            ("handled", "being handled"),
                            ("result", "has a result"),
                            ("closed", "case ended"),
                            ("note", "note"),
                            ("use", "use of the camera system"),
                            ("held", "data held"),
                            ("not_held", "data could not be held"),
                            ("directive", "directive joined"),
                            ("violation", "passed on: acts that bear signs of a violation"),
                            ("correction", "correction"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("noted", "noted"),
                            ("reported", "reported to the Board"),
                            ("directed", "the Board has directed"),
                            ("handled", "being handled"),
                            ("result", "has a result"),
                            ("closed", "case ended"),
                        ],
                        help_text="After it.",
                        max_length=10,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=2000)),
                (
                    "ref",
                    models.CharField(
                        blank=True, help_text="Number of a hold, a directive, …", max_length=60
                    ),
                ),
                (
                    "usage_line",
                    models.OneToOneField(
                        blank=True,
                        help_text="Written in the same transaction; its related_no names this line (3.2-2c).",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duty.usageline",
                    ),
                ),
                (
                    "usage_no",
                    models.PositiveIntegerField(blank=True, help_text="Its number.", null=True),
                ),
                (
                    "usage_year",
                    models.CharField(blank=True, help_text="The book's school year.", max_length=9),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="incidents.dossierline",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "place"), name="dossier_places_differ"),
                    models.CheckConstraint(
                        condition=models.Q(("place__gte", 1)), name="dossier_place_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "noted",
                                    "reported",
                                    "directed",
                                    "handled",
                                    "result",
                                    "closed",
                                    "note",
                                    "use",
                                    "held",
                                    "not_held",
                                    "directive",
                                    "violation",
                                    "correction",
                                ],
                            )
                        ),
                        name="dossier_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "use"),
                                ("usage_line__isnull", False),
                                ("usage_no__isnull", False),
                                models.Q(("usage_year", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("kind", "use"), _negated=True),
                                ("usage_line__isnull", True),
                                ("usage_no__isnull", True),
                                ("usage_year", ""),
                            ),
                            _connector="OR",
                        ),
                        name="dossier_use_names_its_usage_line",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrects__isnull", False), ("kind", "correction")),
                            models.Q(
                                models.Q(("kind", "correction"), _negated=True),
                                ("corrects__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="dossier_correction_names_its_line",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DossierLineKey",
            fields=[
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="commitment",
                        serialize=False,
                        to="incidents.dossierline",
                    ),
                ),
                ("key", models.BinaryField(help_text="32 random bytes.")),
            ],
        ),
        Refuse({name: f"{event} WHEN {when}" for name, (event, when) in _REFUSED.items()}),
    ]
