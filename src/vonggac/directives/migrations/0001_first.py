import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import vonggac.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_first"),
        ("places", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Directive",
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
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="Calendar year of issue, local time."
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="Within the year, without gaps.")),
                (
                    "issuer_role",
                    models.CharField(help_text="Role of the issuer then.", max_length=4),
                ),
                (
                    "own_demand",
                    models.BooleanField(
                        help_text="A Board member's own demand (khoản 2 Điều 4), for himself."
                    ),
                ),
                (
                    "purpose",
                    models.CharField(help_text="A Purpose of khoản 1 Điều 1.", max_length=12),
                ),
                ("purpose_detail", models.CharField(blank=True, max_length=500)),
                (
                    "content",
                    models.CharField(
                        blank=True, help_text="What the executors are told to do.", max_length=1000
                    ),
                ),
                ("footage_from_us", models.BigIntegerField()),
                ("footage_to_us", models.BigIntegerField()),
                ("acts", models.JSONField(help_text="Sorted list of Act values.")),
                ("issued_us", models.BigIntegerField()),
                ("valid_from_us", models.BigIntegerField()),
                ("valid_to_us", models.BigIntegerField()),
                (
                    "scope_sha256",
                    models.CharField(
                        help_text="Of the canonical text of everything that was ordered.",
                        max_length=64,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("issued", "issued"),
                            ("in_progress", "in progress"),
                            ("completed", "completed"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "result",
                    models.CharField(blank=True, help_text="Kết quả thực hiện.", max_length=1000),
                ),
                ("completed_us", models.BigIntegerField(blank=True, null=True)),
                ("withdrawn_us", models.BigIntegerField(blank=True, null=True)),
                ("withdraw_reason", models.CharField(blank=True, max_length=500)),
                (
                    "head_to_be_told",
                    models.BooleanField(
                        help_text="A vice-principal's own demand: the head is told."
                    ),
                ),
                (
                    "head_told_us",
                    models.BigIntegerField(
                        blank=True, help_text="When the head has seen it.", null=True
                    ),
                ),
                (
                    "issuer",
                    models.ForeignKey(
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
                (
                    "withdrawn_by",
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
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="directive_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="directive_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purpose__in", ["security", "safety", "education", "fire_safety"])
                        ),
                        name="directive_purpose_of_four",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("issuer_role__in", ["HT", "PHT"])),
                        name="directive_issuer_is_board",
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
                        name="directive_footage_range_and_length",
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
                        name="directive_valid_range_and_length",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_from_us__gte", models.F("issued_us"))),
                        name="directive_is_not_back_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "withdrawn"),
                                ("withdrawn_by__isnull", False),
                                ("withdrawn_us__isnull", False),
                                models.Q(("withdraw_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "withdrawn"), _negated=True),
                                ("withdrawn_by__isnull", True),
                                ("withdrawn_us__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="withdrawal_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("completed_us__isnull", False),
                                ("state", "completed"),
                                models.Q(("result", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "completed"), _negated=True),
                                ("completed_us__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="completion_has_a_result",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DirectiveCamera",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                (
                    "directive",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cameras",
                        to="directives.directive",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("directive", "camera"), name="directive_camera_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DirectiveExecutor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("own_demand", models.BooleanField(help_text="Of the directive.")),
                (
                    "directive",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="executors",
                        to="directives.directive",
                    ),
                ),
                (
                    "issuer",
                    models.ForeignKey(
                        help_text="Of the directive.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("directive", "person"), name="directive_executor_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("own_demand", True), ("person", models.F("issuer"))),
                            models.Q(
                                ("own_demand", False),
                                models.Q(("person", models.F("issuer")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="issuer_is_not_executor",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="directive",
            index=models.Index(fields=["school", "-issued_us"], name="directive_list"),
        ),
    ]
