"""Tables of violations. Data and constraints only; triggers in the migration."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.kernel.ids import new_uuid
from vonggac.proceedings.bases import Proceeding, ProceedingLine
from vonggac.violations.states import CODE, CONCLUDED, FLOW, Rule, ViolationState

_AFTER = sorted(CONCLUDED)
_HANDLED = ["settled", "compensated"]


class Violation(Proceeding):
    CODE = CODE
    FLOW = FLOW

    state = models.CharField(max_length=20, choices=ViolationState.choices)
    rule = models.CharField(max_length=4, choices=Rule.choices)
    what = models.CharField(max_length=2000, help_text="The act, in neutral words.")
    where = models.CharField(max_length=160, blank=True)
    happened_us = models.BigIntegerField(help_text="When the act was done or found.")
    source = models.CharField(
        max_length=60, blank=True, help_text="Number that it comes from: VV-…, PCĐ-…; empty: none."
    )
    minuted_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    concluded_by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Null: not concluded.",
    )
    concluded_us = models.BigIntegerField(null=True, blank=True, help_text="Null: not concluded.")
    outcome = models.CharField(max_length=300, blank=True, help_text="Nhắc nhở, khiển trách, …")
    decision_no = models.CharField(max_length=60, blank=True)
    damage_vnd = models.PositiveBigIntegerField(null=True, blank=True, help_text="Null: none.")
    compensated_vnd = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta(Proceeding.Meta):
        constraints: ClassVar = [
            *Proceeding.Meta.constraints,
            CheckConstraint(
                name="violation_state_known", condition=Q(state__in=ViolationState.values)
            ),
            CheckConstraint(name="violation_rule_known", condition=Q(rule__in=Rule.values)),
            CheckConstraint(name="violation_says_what", condition=~Q(what="")),
            CheckConstraint(
                name="violation_is_not_of_the_future", condition=Q(happened_us__lte=F("opened_us"))
            ),
            CheckConstraint(
                name="nobody_concludes_on_his_own_minutes",
                condition=Q(concluded_by__isnull=True)
                | (Q(minuted_by__isnull=False) & ~Q(concluded_by=F("minuted_by"))),
            ),
            CheckConstraint(
                name="violation_is_concluded_when_it_says_so",
                condition=Q(
                    state__in=_AFTER, concluded_by__isnull=False, concluded_us__isnull=False
                )
                | (~Q(state__in=_AFTER) & Q(concluded_by__isnull=True, concluded_us__isnull=True)),
            ),
            CheckConstraint(
                name="handled_by_a_numbered_decision",
                condition=~Q(state__in=_HANDLED) | (~Q(decision_no="") & ~Q(outcome="")),
            ),
            CheckConstraint(
                name="compensated_with_an_amount",
                condition=~Q(state="compensated") | Q(compensated_vnd__isnull=False),
            ),
        ]

    @property
    def concluded(self) -> bool:
        return self.state in CONCLUDED


class Involved(models.Model):
    """Người có hành vi: a colleague, or somebody without an account."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    violation = models.ForeignKey(Violation, on_delete=models.PROTECT, related_name="involved")
    person = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Null: somebody without an account.",
    )
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=160, blank=True, help_text="Position, class, unit.")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                name="involved_once",
                fields=["violation", "person"],
                condition=Q(person__isnull=False),
            ),
            CheckConstraint(name="involved_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class ViolationLine(ProceedingLine):
    of = models.ForeignKey(Violation, on_delete=models.PROTECT, related_name="lines")

    class Meta(ProceedingLine.Meta):
        pass
