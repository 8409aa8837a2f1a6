"""Tables of directives. Data and constraints only; triggers freeze an issued one (migration 0002)."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.authority import Act, Purpose
from vonggac.kernel.clock import DAY_US
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


STANDING = (DirectiveState.ISSUED, DirectiveState.IN_PROGRESS)


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

    class Meta:
        constraints: ClassVar = [
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
