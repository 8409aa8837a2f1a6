import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import only_grow
from vonggac.proceedings.guarding import along
from vonggac.suggestions.states import FLOW


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("papers", "0001_first"),
        ("people", "0001_first"),
        ("places", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
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
                ("year", models.PositiveSmallIntegerField()),
                (
                    "number",
                    models.PositiveIntegerField(
                        help_text="Within the calendar year, without gaps."
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
            options={
                "ordering": ["-year", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="batch_numbers_differ"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
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
                        help_text="Calendar year it was opened in, local time."
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="Within the year, without gaps.")),
                ("opened_us", models.BigIntegerField()),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the system by itself.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "suggestion sent"),
                            ("received", "suggestion received"),
                            ("gathered", "gathered"),
                            ("considered", "the Board considers it"),
                            ("accepted", "answered: accepted"),
                            ("declined", "answered: not accepted"),
                            ("amends", "answered: into the next regulation"),
                            ("closed", "closed"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("use", "use of the camera system"),
                            ("device", "devices and recording"),
                            ("privacy", "private life, personal data"),
                            ("procedure", "procedure and papers"),
                            ("other", "other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("trouble", models.CharField(help_text="Vướng mắc.", max_length=2000)),
                ("proposal", models.CharField(blank=True, help_text="Đề xuất.", max_length=2000)),
                (
                    "anonymous",
                    models.BooleanField(
                        default=False, help_text="To colleagues; the Board sees who."
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="suggestions.batch",
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=2000)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "due_on",
                    models.DateField(
                        blank=True, help_text="Until when it is done. Null: none.", null=True
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="suggestion_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="suggestion_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "sent",
                                    "received",
                                    "gathered",
                                    "considered",
                                    "accepted",
                                    "declined",
                                    "amends",
                                    "closed",
                                ],
                            )
                        ),
                        name="suggestion_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("subject__in", ["use", "device", "privacy", "procedure", "other"])
                        ),
                        name="suggestion_subject_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("trouble", ""), _negated=True),
                        name="suggestion_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("state__in", ["accepted", "declined", "amends", "closed"]),
                                    _negated=True,
                                ),
                                ("answer", ""),
                                ("answered_by__isnull", True),
                            ),
                            models.Q(
                                ("answered_by__isnull", False),
                                ("opened_by__isnull", False),
                                ("state__in", ["accepted", "declined", "amends", "closed"]),
                                models.Q(("answer", ""), _negated=True),
                                models.Q(("answered_by", models.F("opened_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="suggestion_is_answered_in_words_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("batch__isnull", True), ("state__in", ["sent", "received"])),
                            models.Q(
                                models.Q(("state__in", ["sent", "received"]), _negated=True),
                                ("batch__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="suggestion_is_gathered_with_its_batch",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SuggestionLine",
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
                ("place", models.PositiveIntegerField(help_text="From 1, without gaps.")),
                ("at_us", models.BigIntegerField(help_text="When it was written.")),
                (
                    "happened_us",
                    models.BigIntegerField(
                        blank=True, help_text="When it happened, where that was earlier.", null=True
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the system by itself.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "person_name",
                    models.CharField(blank=True, help_text="As it was then.", max_length=120),
                ),
                (
                    "person_role",
                    models.CharField(blank=True, help_text="A Role, then.", max_length=4),
                ),
                (
                    "kind",
                    models.CharField(
                        help_text="What was done: the room's own words.", max_length=20
                    ),
                ),
                (
                    "state",
                    models.CharField(help_text="Of the proceeding, after it.", max_length=20),
                ),
                ("text", models.CharField(blank=True, max_length=4000)),
                (
                    "ref",
                    models.CharField(
                        blank=True, help_text="Number of a paper, a hold, …", max_length=80
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="papers.scan",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="suggestions.suggestionline",
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="suggestions.suggestion",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("of", "place"), name="suggestionline_places_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place__gte", 1)), name="suggestionline_place_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("happened_us__isnull", True),
                            ("happened_us__lte", models.F("at_us")),
                            _connector="OR",
                        ),
                        name="suggestionline_is_not_written_beforehand",
                    ),
                ],
            },
        ),
        only_grow("suggestions", "batch"),
        *along(
            "suggestions",
            "suggestion",
            FLOW,
            lines="suggestionline",
            kept=("subject", "trouble", "proposal", "anonymous"),
        ),
    ]
