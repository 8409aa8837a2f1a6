"""An issued directive is never widened, changed or removed; answered proposals and decided settings stand (I7)."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import Refuse

_SCOPE = (
    "school_id, year, number, issuer_id, issuer_role, own_demand, purpose, purpose_detail, content, "
    "footage_from_us, footage_to_us, acts, issued_us, valid_from_us, valid_to_us, scope_sha256, "
    "direct, due_us, request, subjects, supervised, max_views, oral, entered_by_id, said_us, said_how, confirm_by_us"
)
_ISSUED = "WHEN (SELECT state FROM directives_directive WHERE id = {row}.directive_id) <> 'draft'"
_REFUSED = {
    "directive_is_not_changed": f"BEFORE UPDATE OF {_SCOPE} ON directives_directive",
    "directive_is_not_removed": "BEFORE DELETE ON directives_directive",
    "directive_does_not_revive": (
        "BEFORE UPDATE OF state ON directives_directive "
        "WHEN OLD.state IN ('withdrawn', 'completed', 'unconfirmed') OR NEW.state = 'draft' "
        "OR (NEW.state = 'waiting' AND OLD.state <> 'draft')"
    ),
    "directive_is_settled_once": (
        "BEFORE UPDATE OF settled_us, settled_by_id, settlement ON directives_directive "
        "WHEN OLD.settled_us IS NOT NULL"
    ),
    "directive_is_confirmed_once": (
        "BEFORE UPDATE OF confirmed_us, unconfirmed_us, denial ON directives_directive "
        "WHEN OLD.state <> 'waiting'"
    ),
    "proposal_is_not_removed": "BEFORE DELETE ON directives_proposal",
    "proposal_is_not_changed": (
        "BEFORE UPDATE OF school_id, by_id, cameras, footage_from_us, footage_to_us, purpose, reason, proposed_us, "
        "expires_us ON directives_proposal"
    ),
    "proposal_is_answered_once": "BEFORE UPDATE ON directives_proposal WHEN OLD.state <> 'proposed'",
    "policy_is_not_changed": "BEFORE UPDATE ON directives_policydecision",
    "policy_is_not_removed": "BEFORE DELETE ON directives_policydecision",
    "directive_sound_is_not_changed": "BEFORE UPDATE OF audio ON directives_directive",
    "directive_by_word_has_no_sound": (
        "BEFORE INSERT ON directives_directive WHEN NEW.audio AND NEW.oral"
    ),
}
for _table in ("camera", "executor"):
    for _event, _row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        _REFUSED[f"directive_{_table}_{_event.lower()}_before_issue_only"] = (
            f"BEFORE {_event} ON directives_directive{_table} {_ISSUED.format(row=_row)}"
        )


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
                        help_text="Calendar year of issue, local time."
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="Within the year, without gaps.")),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
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
                            ("waiting", "waiting for confirmation"),
                            ("confirmed", "confirmed"),
                            ("unconfirmed", "not confirmed, or 24 hours over"),
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
                    "direct",
                    models.BooleanField(
                        default=False,
                        help_text="Yêu cầu trực tiếp: a Board member orders an operator (khoản 2 Điều 4).",
                    ),
                ),
                (
                    "due_us",
                    models.BigIntegerField(blank=True, help_text="Null: no deadline.", null=True),
                ),
                (
                    "request",
                    models.UUIDField(
                        blank=True,
                        help_text="The viewing request that was agreed to (khoản 3 Điều 4).",
                        null=True,
                    ),
                ),
                (
                    "subjects",
                    models.JSONField(
                        default=list,
                        help_text="Sorted ids of persons whom the footage is about: never executors.",
                    ),
                ),
                (
                    "supervised",
                    models.BooleanField(
                        default=False, help_text="At school, with somebody beside."
                    ),
                ),
                (
                    "max_views",
                    models.PositiveIntegerField(blank=True, help_text="Null: no limit.", null=True),
                ),
                (
                    "audio",
                    models.BooleanField(
                        default=False,
                        help_text="With the recorded sound: never by word of mouth (ACCESS §1.8).",
                    ),
                ),
                (
                    "oral",
                    models.BooleanField(
                        default=False,
                        help_text="Chỉ đạo khẩn bằng lời: the issuer said it, entered_by wrote it.",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("said_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "said_how",
                    models.CharField(
                        blank=True, help_text="In person, by telephone …", max_length=200
                    ),
                ),
                ("confirm_by_us", models.BigIntegerField(blank=True, null=True)),
                ("confirmed_us", models.BigIntegerField(blank=True, null=True)),
                ("unconfirmed_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "denial",
                    models.CharField(
                        blank=True,
                        help_text="What the issuer said; empty: the time ran out.",
                        max_length=500,
                    ),
                ),
                (
                    "settled_us",
                    models.BigIntegerField(
                        blank=True,
                        help_text="Null: who entered it has no viewing until then.",
                        null=True,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("settlement", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "indexes": [models.Index(fields=["school", "-issued_us"], name="directive_list")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("entered_by__isnull", False),
                                ("oral", True),
                                ("said_us__isnull", False),
                                ("confirm_by_us__isnull", False),
                                ("own_demand", False),
                                models.Q(("said_how", ""), _negated=True),
                            ),
                            models.Q(
                                ("confirm_by_us__isnull", True),
                                ("entered_by__isnull", True),
                                ("oral", False),
                                ("said_us__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="oral_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("entered_by__isnull", True),
                            models.Q(("entered_by", models.F("issuer")), _negated=True),
                            _connector="OR",
                        ),
                        name="who_enters_is_not_who_orders",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("oral", False),
                            (
                                "footage_to_us__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("footage_from_us"), "+", models.Value(3600000000)
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="oral_covers_an_hour_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("oral", False),
                            models.Q(
                                ("confirm_by_us__isnull", False),
                                ("said_us__isnull", False),
                                (
                                    "confirm_by_us__lte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("said_us"), "+", models.Value(86400000000)
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="oral_is_confirmed_within_a_day_of_the_word",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("oral", True), models.Q(("state", "issued"), _negated=True)),
                            models.Q(
                                ("oral", False),
                                models.Q(
                                    ("state__in", ["waiting", "confirmed", "unconfirmed"]),
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="oral_states_are_for_oral",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_us__isnull", True),
                                ("state__in", ["draft", "issued", "waiting", "unconfirmed"]),
                            ),
                            models.Q(("confirmed_us__isnull", True), ("oral", False)),
                            models.Q(
                                ("confirm_by_us__isnull", False),
                                ("confirmed_us__isnull", False),
                                ("oral", True),
                                ("confirmed_us__lt", models.F("confirm_by_us")),
                                models.Q(
                                    ("state__in", ["draft", "issued", "waiting", "unconfirmed"]),
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="confirmed_in_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "unconfirmed"), ("unconfirmed_us__isnull", False)),
                            models.Q(
                                models.Q(("state", "unconfirmed"), _negated=True),
                                ("unconfirmed_us__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="unconfirmed_has_its_instant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_by__isnull", True),
                                ("settled_us__isnull", True),
                                ("settlement", ""),
                            ),
                            models.Q(
                                ("entered_by__isnull", False),
                                ("settled_by__isnull", False),
                                ("settled_us__isnull", False),
                                ("state", "unconfirmed"),
                                models.Q(("settlement", ""), _negated=True),
                                models.Q(("settled_by", models.F("entered_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="settled_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("direct", False),
                            models.Q(
                                ("due_us__isnull", False), ("oral", False), ("own_demand", False)
                            ),
                            _connector="OR",
                        ),
                        name="direct_has_a_deadline",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_us__isnull", True),
                            models.Q(
                                ("due_us__isnull", False), ("due_us__gt", models.F("issued_us"))
                            ),
                            _connector="OR",
                        ),
                        name="directive_due_after_issue",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_views__isnull", True),
                            models.Q(("max_views__gte", 1), ("max_views__isnull", False)),
                            _connector="OR",
                        ),
                        name="views_are_counted_from_one",
                    ),
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
                    "directive",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cameras",
                        to="directives.directive",
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
                (
                    "directive",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="executors",
                        to="directives.directive",
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
                    "issuer",
                    models.ForeignKey(
                        help_text="Of the directive.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("own_demand", models.BooleanField(help_text="Of the directive.")),
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
        migrations.CreateModel(
            name="Proposal",
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
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("cameras", models.JSONField(help_text="Sorted camera ids.")),
                ("footage_from_us", models.BigIntegerField()),
                ("footage_to_us", models.BigIntegerField()),
                ("purpose", models.CharField(max_length=12)),
                ("reason", models.CharField(max_length=1000)),
                ("proposed_us", models.BigIntegerField()),
                ("expires_us", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("agreed", "agreed"),
                            ("refused", "not agreed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answered_us", models.BigIntegerField(blank=True, null=True)),
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
                ("answer", models.CharField(blank=True, max_length=500)),
                (
                    "directive",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal",
                        to="directives.directive",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["school", "-proposed_us"], name="proposal_list")],
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
                        name="proposal_footage_range_and_length",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purpose__in", ["security", "safety", "education", "fire_safety"])
                        ),
                        name="proposal_purpose_of_four",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="proposal_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by__isnull", True),
                            models.Q(("answered_by", models.F("by")), _negated=True),
                            _connector="OR",
                        ),
                        name="proposer_does_not_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_by__isnull", True),
                                ("answered_us__isnull", True),
                                ("directive__isnull", True),
                                ("state", "proposed"),
                            ),
                            models.Q(
                                ("answered_by__isnull", False),
                                ("answered_us__isnull", False),
                                ("directive__isnull", False),
                                ("state", "agreed"),
                            ),
                            models.Q(
                                ("answered_by__isnull", False),
                                ("answered_us__isnull", False),
                                ("directive__isnull", True),
                                ("state", "refused"),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_answer_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyDecision",
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
                ("values", models.JSONField(help_text="By name of directives.policy.Policy.")),
                ("before", models.JSONField(help_text="The same, until then.")),
                ("paper", models.CharField(help_text="Number of the decision.", max_length=120)),
                ("decided_on", models.DateField()),
                ("basis", models.CharField(max_length=500)),
                ("decided_us", models.BigIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["school", "-decided_us"], name="policy_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paper", ""), _negated=True),
                            models.Q(("basis", ""), _negated=True),
                        ),
                        name="policy_has_its_paper",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OralDraft",
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
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "values",
                    models.JSONField(
                        help_text="By field of the page: texts, instants, camera ids."
                    ),
                ),
                ("saved_us", models.BigIntegerField()),
                (
                    "directive",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft",
                        to="directives.directive",
                    ),
                ),
                (
                    "laid_aside_us",
                    models.BigIntegerField(
                        blank=True, help_text="Null: not laid aside.", null=True
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("directive__isnull", True),
                            ("laid_aside_us__isnull", True),
                            _connector="OR",
                        ),
                        name="a_draft_ends_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("directive__isnull", True), ("laid_aside_us__isnull", True)
                        ),
                        fields=("school", "by"),
                        name="one_open_draft_an_officer",
                    ),
                ],
            },
        ),
        Refuse(_REFUSED),
    ]
