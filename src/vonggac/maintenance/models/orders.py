"""Lệnh bảo trì, hiệu chuẩn: an order, the devices that it is about, what was found of each."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.kernel.ids import new_uuid
from vonggac.maintenance.models.plans import PlanRow
from vonggac.maintenance.states import BEGUN, CODE, FLOW, Item, OrderState, Verdict, Work
from vonggac.proceedings.bases import Proceeding, ProceedingLine

_BEGUN = sorted(BEGUN)
_HANDED_IN = ["confirming", "done"]


class Order(Proceeding):
    CODE = CODE
    FLOW = FLOW

    state = models.CharField(max_length=20, choices=OrderState.choices)
    work = models.CharField(max_length=12, choices=Work.choices)
    what = models.CharField(max_length=200)
    plan_row = models.ForeignKey(
        PlanRow,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        help_text="Null: đột xuất, by hand.",
    )
    period = models.CharField(
        max_length=10, blank=True, help_text="The day of the plan that it is for, as ISO 8601."
    )
    due_on = models.DateField(help_text="Moves when it is postponed.")
    responsible = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    executor = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Null: not begun.",
    )
    started_us = models.BigIntegerField(null=True, blank=True, help_text="Null: not begun.")
    conclusion = models.CharField(max_length=2000, blank=True, help_text="When it is handed in.")
    confirmed_by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Of the Board; null: not confirmed.",
    )
    confirmed_us = models.BigIntegerField(null=True, blank=True, help_text="Null: not confirmed.")
    failures = models.CharField(
        max_length=300, blank=True, help_text="Numbers of the failures that it opened: SC-…"
    )

    class Meta(Proceeding.Meta):
        constraints: ClassVar = [
            *Proceeding.Meta.constraints,
            UniqueConstraint(
                name="one_order_for_a_day_of_the_plan",
                fields=["plan_row", "period"],
                condition=Q(plan_row__isnull=False),
            ),
            CheckConstraint(name="order_state_known", condition=Q(state__in=OrderState.values)),
            CheckConstraint(name="order_work_known", condition=Q(work__in=Work.values)),
            CheckConstraint(name="order_says_what", condition=~Q(what="")),
            CheckConstraint(
                name="a_begun_order_has_its_executor",
                condition=Q(state__in=_BEGUN, executor__isnull=False, started_us__isnull=False)
                | (~Q(state__in=_BEGUN) & Q(executor__isnull=True, started_us__isnull=True)),
            ),
            CheckConstraint(
                name="an_order_is_confirmed_when_done",
                condition=Q(state="done", confirmed_by__isnull=False, confirmed_us__isnull=False)
                | (~Q(state="done") & Q(confirmed_by__isnull=True, confirmed_us__isnull=True)),
            ),
            CheckConstraint(
                name="nobody_confirms_his_own_work",
                condition=Q(confirmed_by__isnull=True)
                | (Q(executor__isnull=False) & ~Q(confirmed_by=F("executor"))),
            ),
            CheckConstraint(
                name="what_is_handed_in_has_a_conclusion",
                condition=~Q(state__in=[*_HANDED_IN, "failed"]) | ~Q(conclusion=""),
            ),
            CheckConstraint(
                name="what_did_not_pass_has_a_failure",
                condition=(Q(state="failed") & ~Q(failures=""))
                | (~Q(state="failed") & Q(failures="")),
            ),
        ]


class OrderDevice(models.Model):
    """A device that the order is about. Only grows, with the order."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="devices")
    asset = models.ForeignKey("equipment.Asset", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="a_device_once_in_an_order", fields=["order", "asset"])
        ]

    def __str__(self) -> str:
        return str(self.asset_id)


class Check(models.Model):
    """What was found of one item of one device; the newest of them counts. Only grows."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="checks")
    asset = models.ForeignKey("equipment.Asset", on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField(help_text="Within the order, from 1.")
    item = models.CharField(max_length=12, choices=Item.choices)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    parts = models.CharField(max_length=200, blank=True, help_text="Vật tư thay thế.")
    measured = models.JSONField(
        default=dict, help_text="{before, after, limit, fails} of what the machine measured."
    )
    at_us = models.BigIntegerField()
    by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Null: measured by the machine when the work began.",
    )

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            UniqueConstraint(name="maintenance_checks_have_places", fields=["order", "place"]),
            CheckConstraint(name="maintenance_item_known", condition=Q(item__in=Item.values)),
            CheckConstraint(
                name="maintenance_verdict_known", condition=Q(verdict__in=Verdict.values)
            ),
            CheckConstraint(
                name="what_fails_by_measure_is_not_good",
                condition=Q(verdict="bad")
                | Q(measured__fails__isnull=True)
                | Q(measured__fails=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.item}"


class OrderLine(ProceedingLine):
    of = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")

    class Meta(ProceedingLine.Meta):
        pass
