"""Directives, proposals, the decisions on settings; triggers freeze an issued directive."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.authority import Act, Purpose
from vonggac.kernel.clock import DAY_US, HOUR_US
from vonggac.kernel.ids import new_uuid
from vonggac.kernel.ranges import Range

MAX_FOOTAGE_US = 92 * DAY_US
MAX_VALID_US = 92 * DAY_US


class DirectiveState(models.TextChoices):
    """REQUIREMENTS §5.2. *Hết hiệu lực* is no state but what the clock says of ``valid_to_us``."""

    DRAFT = "draft", _("draft")
    ISSUED = "issued", _("issued")
    IN_PROGRESS = "in_progress", _("in progress")
    COMPLETED = "completed", _("completed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    WAITING = "waiting", _("waiting for confirmation")
    CONFIRMED = "confirmed", _("confirmed")
    UNCONFIRMED = "unconfirmed", _("not confirmed, or 24 hours over")


STANDING = (DirectiveState.ISSUED, DirectiveState.CONFIRMED, DirectiveState.IN_PROGRESS)
USABLE = (*STANDING, DirectiveState.WAITING)
"""May be acted under: an oral one until its time to be confirmed is over, which is its end too."""
MAX_ORAL_US = HOUR_US
MAX_CONFIRM_US = DAY_US


ORAL_CONSTRAINTS: tuple[CheckConstraint, ...] = (
    CheckConstraint(
        name="oral_is_whole",
        condition=(
            Q(oral=True, entered_by__isnull=False, said_us__isnull=False)
            & Q(confirm_by_us__isnull=False, own_demand=False)
            & ~Q(said_how="")
        )
        | Q(oral=False, entered_by__isnull=True, said_us__isnull=True, confirm_by_us__isnull=True),
    ),
    CheckConstraint(
        name="who_enters_is_not_who_orders",
        condition=Q(entered_by__isnull=True) | ~Q(entered_by=F("issuer")),
    ),
    CheckConstraint(
        name="oral_covers_an_hour_at_most",
        condition=Q(oral=False) | Q(footage_to_us__lte=F("footage_from_us") + MAX_ORAL_US),
    ),
    CheckConstraint(
        name="oral_is_confirmed_within_a_day_of_the_word",
        condition=Q(oral=False)
        | Q(said_us__isnull=False, confirm_by_us__isnull=False)
        & Q(confirm_by_us__lte=F("said_us") + MAX_CONFIRM_US),
    ),
    CheckConstraint(
        name="oral_states_are_for_oral",
        condition=Q(oral=True) & ~Q(state="issued")
        | Q(oral=False) & ~Q(state__in=["waiting", "confirmed", "unconfirmed"]),
    ),
    CheckConstraint(
        name="confirmed_in_time",
        condition=Q(
            confirmed_us__isnull=True, state__in=["draft", "issued", "waiting", "unconfirmed"]
        )
        | Q(confirmed_us__isnull=True, oral=False)
        | Q(confirmed_us__isnull=False, confirm_by_us__isnull=False, oral=True)
        & Q(confirmed_us__lt=F("confirm_by_us"))
        & ~Q(state__in=["draft", "issued", "waiting", "unconfirmed"]),
    ),
    CheckConstraint(
        name="unconfirmed_has_its_instant",
        condition=Q(state="unconfirmed", unconfirmed_us__isnull=False)
        | ~Q(state="unconfirmed") & Q(unconfirmed_us__isnull=True),
    ),
    CheckConstraint(
        name="settled_by_another",
        condition=Q(settled_us__isnull=True, settled_by__isnull=True, settlement="")
        | Q(settled_us__isnull=False, settled_by__isnull=False, entered_by__isnull=False)
        & Q(state="unconfirmed")
        & ~Q(settlement="")
        & ~Q(settled_by=F("entered_by")),
    ),
    CheckConstraint(
        name="direct_has_a_deadline",
        condition=Q(direct=False) | Q(due_us__isnull=False, own_demand=False, oral=False),
    ),
    CheckConstraint(
        name="directive_due_after_issue",
        condition=Q(due_us__isnull=True) | Q(due_us__isnull=False) & Q(due_us__gt=F("issued_us")),
    ),
    CheckConstraint(
        name="views_are_counted_from_one",
        condition=Q(max_views__isnull=True) | Q(max_views__isnull=False, max_views__gte=1),
    ),
)


class Directive(models.Model):
    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(help_text="Calendar year of issue, local time.")
    number = models.PositiveIntegerField(help_text="Within the year, without gaps.")
    issuer = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    issuer_role = models.CharField(max_length=4, help_text="Role of the issuer then.")
    own_demand = models.BooleanField(
        help_text="A Board member's own demand (khoản 2 Điều 4), for himself."
    )
    purpose = models.CharField(max_length=12, help_text="A Purpose of khoản 1 Điều 1.")
    purpose_detail = models.CharField(max_length=500, blank=True)
    content = models.CharField(
        max_length=1000, blank=True, help_text="What the executors are told to do."
    )
    footage_from_us = models.BigIntegerField()
    footage_to_us = models.BigIntegerField()
    acts = models.JSONField(help_text="Sorted list of Act values.")
    issued_us = models.BigIntegerField()
    valid_from_us = models.BigIntegerField()
    valid_to_us = models.BigIntegerField()
    scope_sha256 = models.CharField(
        max_length=64, help_text="Of the canonical text of everything that was ordered."
    )
    state = models.CharField(max_length=12, choices=DirectiveState.choices)
    result = models.CharField(max_length=1000, blank=True, help_text="Kết quả thực hiện.")
    completed_us = models.BigIntegerField(null=True, blank=True)
    withdrawn_us = models.BigIntegerField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdraw_reason = models.CharField(max_length=500, blank=True)
    head_to_be_told = models.BooleanField(
        help_text="A vice-principal's own demand: the head is told."
    )
    head_told_us = models.BigIntegerField(
        null=True, blank=True, help_text="When the head has seen it."
    )
    direct = models.BooleanField(
        default=False,
        help_text="Yêu cầu trực tiếp: a Board member orders an operator (khoản 2 Điều 4).",
    )
    due_us = models.BigIntegerField(null=True, blank=True, help_text="Null: no deadline.")
    request = models.UUIDField(
        null=True, blank=True, help_text="The viewing request that was agreed to (khoản 3 Điều 4)."
    )
    subjects = models.JSONField(
        default=list, help_text="Sorted ids of persons whom the footage is about: never executors."
    )
    supervised = models.BooleanField(default=False, help_text="At school, with somebody beside.")
    max_views = models.PositiveIntegerField(null=True, blank=True, help_text="Null: no limit.")
    audio = models.BooleanField(
        default=False, help_text="With the recorded sound: never by word of mouth (ACCESS §1.8)."
    )
    oral = models.BooleanField(
        default=False, help_text="Chỉ đạo khẩn bằng lời: the issuer said it, entered_by wrote it."
    )
    entered_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    said_us = models.BigIntegerField(null=True, blank=True)
    said_how = models.CharField(max_length=200, blank=True, help_text="In person, by telephone …")
    confirm_by_us = models.BigIntegerField(null=True, blank=True)
    confirmed_us = models.BigIntegerField(null=True, blank=True)
    unconfirmed_us = models.BigIntegerField(null=True, blank=True)
    denial = models.CharField(
        max_length=500, blank=True, help_text="What the issuer said; empty: the time ran out."
    )
    settled_us = models.BigIntegerField(
        null=True, blank=True, help_text="Null: who entered it has no viewing until then."
    )
    settled_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settlement = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            *ORAL_CONSTRAINTS,
            UniqueConstraint(name="directive_numbers_differ", fields=["school", "year", "number"]),
            CheckConstraint(name="directive_number_from_one", condition=Q(number__gte=1)),
            CheckConstraint(
                name="directive_purpose_of_four",
                condition=Q(purpose__in=[p.value for p in Purpose]),
            ),
            CheckConstraint(
                name="directive_issuer_is_board", condition=Q(issuer_role__in=["HT", "PHT"])
            ),
            CheckConstraint(
                name="directive_footage_range_and_length",
                condition=Q(footage_to_us__gt=F("footage_from_us"))
                & Q(footage_to_us__lte=F("footage_from_us") + MAX_FOOTAGE_US),
            ),
            CheckConstraint(
                name="directive_valid_range_and_length",
                condition=Q(valid_to_us__gt=F("valid_from_us"))
                & Q(valid_to_us__lte=F("valid_from_us") + MAX_VALID_US),
            ),
            CheckConstraint(
                name="directive_is_not_back_dated", condition=Q(valid_from_us__gte=F("issued_us"))
            ),
            CheckConstraint(
                name="withdrawal_is_whole",
                condition=(
                    Q(state="withdrawn", withdrawn_us__isnull=False, withdrawn_by__isnull=False)
                    & ~Q(withdraw_reason="")
                )
                | (~Q(state="withdrawn") & Q(withdrawn_us__isnull=True, withdrawn_by__isnull=True)),
            ),
            CheckConstraint(
                name="completion_has_a_result",
                condition=(Q(state="completed", completed_us__isnull=False) & ~Q(result=""))
                | (~Q(state="completed") & Q(completed_us__isnull=True)),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "-issued_us"], name="directive_list")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """``PCĐ-2026-001``."""
        return f"PCĐ-{self.year}-{self.number:03d}"

    @property
    def footage(self) -> Range:
        return Range(self.footage_from_us, self.footage_to_us)

    @property
    def valid(self) -> Range:
        return Range(self.valid_from_us, self.valid_to_us)

    @property
    def act_set(self) -> frozenset[Act]:
        return frozenset(Act(each) for each in self.acts)


class DirectiveCamera(models.Model):
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="cameras")
    camera = models.ForeignKey("places.Camera", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="directive_camera_once", fields=["directive", "camera"])
        ]

    def __str__(self) -> str:
        return self.camera_id


class DirectiveExecutor(models.Model):
    """Who may act under it. The issuer executes only what he demanded for himself (I9)."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="executors")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    issuer = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", help_text="Of the directive."
    )
    own_demand = models.BooleanField(help_text="Of the directive.")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="directive_executor_once", fields=["directive", "person"]),
            CheckConstraint(
                name="issuer_is_not_executor",
                condition=Q(own_demand=True, person=F("issuer"))
                | (Q(own_demand=False) & ~Q(person=F("issuer"))),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class ProposalState(models.TextChoices):
    """REQUIREMENTS §5.3. *Hết hạn* is what the clock says of ``expires_us``."""

    PROPOSED = "proposed", _("proposed")
    AGREED = "agreed", _("agreed")
    REFUSED = "refused", _("not agreed")


class Proposal(models.Model):
    """Đề xuất kiểm tra dữ liệu (khoản 2 Điều 3): what an officer wants to look at, and the Board's answer."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    cameras = models.JSONField(help_text="Sorted camera ids.")
    footage_from_us = models.BigIntegerField()
    footage_to_us = models.BigIntegerField()
    purpose = models.CharField(max_length=12)
    reason = models.CharField(max_length=1000)
    proposed_us = models.BigIntegerField()
    expires_us = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=ProposalState.choices)
    answered_us = models.BigIntegerField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(max_length=500, blank=True)
    directive = models.OneToOneField(
        Directive, null=True, blank=True, on_delete=models.PROTECT, related_name="proposal"
    )

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                name="proposal_footage_range_and_length",
                condition=Q(footage_to_us__gt=F("footage_from_us"))
                & Q(footage_to_us__lte=F("footage_from_us") + MAX_FOOTAGE_US),
            ),
            CheckConstraint(
                name="proposal_purpose_of_four",
                condition=Q(purpose__in=[p.value for p in Purpose]),
            ),
            CheckConstraint(name="proposal_has_a_reason", condition=~Q(reason="")),
            CheckConstraint(
                name="proposer_does_not_answer",
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("by")),
            ),
            CheckConstraint(
                name="proposal_answer_is_whole",
                condition=Q(
                    state="proposed",
                    answered_us__isnull=True,
                    answered_by__isnull=True,
                    directive__isnull=True,
                )
                | Q(
                    state="agreed",
                    answered_us__isnull=False,
                    answered_by__isnull=False,
                    directive__isnull=False,
                )
                | Q(
                    state="refused",
                    answered_us__isnull=False,
                    answered_by__isnull=False,
                    directive__isnull=True,
                )
                & ~Q(answer=""),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "-proposed_us"], name="proposal_list")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def footage(self) -> Range:
        return Range(self.footage_from_us, self.footage_to_us)


class PolicyDecision(models.Model):
    """The head's decision on the settings of access, whole as it then stood. Rows are only added."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    values = models.JSONField(help_text="By name of directives.policy.Policy.")
    before = models.JSONField(help_text="The same, until then.")
    paper = models.CharField(max_length=120, help_text="Number of the decision.")
    decided_on = models.DateField()
    basis = models.CharField(max_length=500)
    decided_us = models.BigIntegerField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="policy_has_its_paper", condition=~Q(paper="") & ~Q(basis=""))
        ]
        indexes: ClassVar = [models.Index(fields=["school", "-decided_us"], name="policy_newest")]

    def __str__(self) -> str:
        return self.paper
