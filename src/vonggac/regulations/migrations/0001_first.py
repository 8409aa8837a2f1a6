import django.db.models.deletion
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import only_grow


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("papers", "0001_first"),
        ("people", "0001_first"),
        ("places", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("QĐ", "decision"),
                            ("TB", "notice"),
                            ("KH", "plan"),
                            ("BC", "report"),
                            ("TTr", "submission"),
                            ("BB", "minutes"),
                            ("GUQ", "letter of authorisation"),
                            ("CV", "official letter"),
                        ],
                        max_length=4,
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="Calendar year of signing: numbers begin anew."
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("symbol", models.CharField(help_text="QĐ-THYC", max_length=30)),
                ("signed_on", models.DateField()),
                ("signer", models.CharField(max_length=80)),
                ("signer_position", models.CharField(max_length=80)),
                ("summary", models.CharField(help_text="Trích yếu.", max_length=300)),
                (
                    "search",
                    models.CharField(
                        help_text="number, symbol, signer, summary folded.", max_length=500
                    ),
                ),
                ("school_year", models.CharField(help_text="2025-2026", max_length=9)),
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
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("recorded_us", models.BigIntegerField()),
            ],
            options={
                "ordering": ["-signed_on", "-number"],
                "indexes": [models.Index(fields=["school", "school_year"], name="decision_years")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "kind", "year", "number"), name="decision_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["QĐ", "TB", "KH", "BC", "TTr", "BB", "GUQ", "CV"])
                        ),
                        name="decision_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="decision_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("summary", ""), _negated=True),
                            models.Q(("signer", ""), _negated=True),
                        ),
                        name="decision_says_what_and_who",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Regulation",
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
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regulation",
                        to="regulations.decision",
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(help_text="As it was issued.")),
            ],
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "regulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clauses",
                        to="regulations.regulation",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("article", models.PositiveSmallIntegerField()),
                ("clause", models.PositiveSmallIntegerField(help_text="0: the article itself.")),
                ("heading", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("regulation", "article", "clause"), name="a_clause_stands_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Enactment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "regulation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enactment",
                        to="regulations.regulation",
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
                ("from_day", models.DateField()),
                ("signed_on", models.DateField(help_text="Of the version's decision.")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("at_us", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "from_day"), name="one_version_in_force_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_day__gte", models.F("signed_on"))),
                        name="in_force_from_its_signature_on",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "regulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="regulations.regulation",
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
                ("at_us", models.BigIntegerField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the person's own tap. Else who wrote down the signed list.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["at_us"],
                "constraints": [
                    models.UniqueConstraint(fields=("regulation", "person"), name="read_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_by__isnull", True),
                            models.Q(("recorded_by", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_writes_down_his_own_signature",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("telephone", models.CharField(max_length=40)),
                ("contact", models.CharField(help_text="Whom to ask.", max_length=120)),
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
                "ordering": ["-at_us", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("telephone", ""), _negated=True),
                        name="notices_name_a_telephone",
                    )
                ],
            },
        ),
        only_grow(
            "regulations",
            "decision",
            "regulation",
            "clause",
            "enactment",
            "acknowledgement",
            "noticewords",
        ),
    ]
