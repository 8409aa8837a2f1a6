import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.breaches.states import FLOW
from vonggac.ledger.growing import only_grow
from vonggac.proceedings.guarding import along


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("papers", "0001_first"),
        ("people", "0001_first"),
        ("places", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Breach",
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
                            ("found", "breach discovered"),
                            ("to_notify", "the notice is to be sent"),
                            ("no_notice", "weighed: nobody is harmed, no notice"),
                            ("notified", "the notice is sent"),
                            ("closed", "breach closed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("discovered_us", models.BigIntegerField(help_text="The 72 hours run from here.")),
                ("discovered_by", models.CharField(help_text="Who discovered it.", max_length=120)),
                ("how", models.CharField(help_text="How it was discovered.", max_length=1000)),
                (
                    "happened",
                    models.CharField(
                        choices=[
                            ("leaked", "seen or copied by somebody who may not"),
                            ("published", "spread or published"),
                            ("lost", "lost, or a medium lost"),
                            ("altered", "altered or destroyed"),
                            ("entered", "somebody got into the system"),
                            ("other", "other"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "what",
                    models.CharField(help_text="What happened, without names.", max_length=2000),
                ),
                (
                    "data_kinds",
                    models.CharField(help_text="DataKind, joined by commas.", max_length=60),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Number that it comes from: VP-…, VV-…; empty: none.",
                        max_length=60,
                    ),
                ),
                (
                    "pupils",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Pupils whose data it is. Null: not known yet.",
                        null=True,
                    ),
                ),
                (
                    "parents",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Parents whose data it is. Null: not known yet.",
                        null=True,
                    ),
                ),
                (
                    "staff",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Staff whose data it is. Null: not known yet.",
                        null=True,
                    ),
                ),
                (
                    "others",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Visitors and others whose data it is. Null: not known yet.",
                        null=True,
                    ),
                ),
                ("consequences", models.CharField(blank=True, max_length=2000)),
                (
                    "told_step",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="How many of WARN_US were told."
                    ),
                ),
                (
                    "cause",
                    models.CharField(blank=True, help_text="Said at the closing.", max_length=2000),
                ),
                (
                    "measures",
                    models.CharField(blank=True, help_text="Said at the closing.", max_length=2000),
                ),
                (
                    "lessons",
                    models.CharField(blank=True, help_text="Said at the closing.", max_length=2000),
                ),
            ],
            options={
                "ordering": ["-year", "-number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="breach_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="breach_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["found", "to_notify", "no_notice", "notified", "closed"])
                        ),
                        name="breach_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "happened__in",
                                ["leaked", "published", "lost", "altered", "entered", "other"],
                            )
                        ),
                        name="breach_happening_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("what", ""), _negated=True),
                            models.Q(("how", ""), _negated=True),
                            models.Q(("discovered_by", ""), _negated=True),
                            models.Q(("data_kinds", ""), _negated=True),
                        ),
                        name="breach_says_what_who_and_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("discovered_us__lte", models.F("opened_us"))),
                        name="breach_is_not_of_the_future",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "closed"),
                                models.Q(("cause", ""), _negated=True),
                                models.Q(("measures", ""), _negated=True),
                                models.Q(("lessons", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "closed"), _negated=True),
                                ("cause", ""),
                                ("lessons", ""),
                                ("measures", ""),
                            ),
                            _connector="OR",
                        ),
                        name="breach_is_closed_with_three_texts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BreachLine",
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
                        to="breaches.breachline",
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="breaches.breach",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("of", "place"), name="breachline_places_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place__gte", 1)), name="breachline_place_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("happened_us__isnull", True),
                            ("happened_us__lte", models.F("at_us")),
                            _connector="OR",
                        ),
                        name="breachline_is_not_written_beforehand",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BreachNotice",
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
                    "breach",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="breaches.breach",
                    ),
                ),
                ("place", models.PositiveIntegerField(help_text="From 1: the order of entering.")),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("authority", "the competent authority"),
                            ("subjects", "the persons whose data it is"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        help_text="Of the paper, by the clerk's series.", max_length=60
                    ),
                ),
                ("recipient", models.CharField(max_length=300)),
                ("sent_us", models.BigIntegerField()),
                (
                    "due_us",
                    models.BigIntegerField(
                        blank=True,
                        help_text="The law's limit. Null: none, for persons concerned.",
                        null=True,
                    ),
                ),
                ("late_reason", models.CharField(blank=True, max_length=1000)),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notice",
                        to="breaches.breachline",
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
                ("entered_us", models.BigIntegerField()),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("breach", "place"), name="breach_notices_are_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to__in", ["authority", "subjects"])),
                        name="breach_notice_receiver",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True),
                            models.Q(("recipient", ""), _negated=True),
                        ),
                        name="breach_notice_has_number_and_recipient",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sent_us__lte", models.F("entered_us"))),
                        name="breach_notice_is_not_of_the_future",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("to", "authority"), _negated=True),
                            ("due_us__isnull", False),
                            _connector="OR",
                        ),
                        name="an_authority_is_told_within_a_limit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_us__isnull", True),
                            ("sent_us__lte", models.F("due_us")),
                            models.Q(("late_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_late_notice_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NamedLeader",
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
                ("number", models.PositiveIntegerField(help_text="1, 2, …")),
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        help_text="Telephone or e-mail, for the notice.", max_length=160
                    ),
                ),
                ("basis", models.CharField(max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("decided_us", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "number"), name="named_leaders_are_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", ""), _negated=True),
                            models.Q(("contact", ""), _negated=True),
                        ),
                        name="named_leader_has_basis_and_contact",
                    ),
                ],
            },
        ),
        only_grow("breaches", "breachnotice", "namedleader"),
        *along(
            "breaches",
            "breach",
            FLOW,
            lines="breachline",
            kept=("discovered_us", "discovered_by", "how", "happened", "what", "data_kinds"),
        ),
    ]
