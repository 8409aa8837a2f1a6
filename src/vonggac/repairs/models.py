"""Tables of proposals. Data and constraints only; triggers in the migration."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.kernel.ids import new_uuid
from vonggac.proceedings.bases import Proceeding, ProceedingLine
from vonggac.repairs.states import CARRIED_OUT, CODE, DECIDED, FLOW, Measure, ProposalState

_DECIDED = sorted(DECIDED)
_CARRIED_OUT = sorted(CARRIED_OUT)


class Proposal(Proceeding):
    CODE = CODE
    FLOW = FLOW

    state = models.CharField(max_length=20, choices=ProposalState.choices)
    title = models.CharField(max_length=200)
    source = models.CharField(
        max_length=60, blank=True, help_text="Number that it comes from: SC-…, BT-…, KK-…; or none."
    )
    reason = models.CharField(max_length=2000)
    funding = models.CharField(max_length=160, blank=True, help_text="Nguồn kinh phí.")
    wanted_by = models.DateField(null=True, blank=True, help_text="Null: not said.")
    version = models.PositiveSmallIntegerField(default=1, help_text="Of the list of devices.")
    scope_sha256 = models.CharField(
        max_length=64, blank=True, help_text="Of what was submitted: what is approved is that."
    )
    decided_by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Null: not decided.",
    )
    decided_us = models.BigIntegerField(null=True, blank=True, help_text="Null: not decided.")
    provider = models.CharField(max_length=160, blank=True, help_text="Đơn vị thực hiện.")
    cost_vnd = models.PositiveBigIntegerField(null=True, blank=True, help_text="Null: not said.")
    accepted_by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Null: not accepted.",
    )

    class Meta(Proceeding.Meta):
        constraints: ClassVar = [
            *Proceeding.Meta.constraints,
            CheckConstraint(
                name="proposal_state_known", condition=Q(state__in=ProposalState.values)
            ),
            CheckConstraint(name="proposal_says_why", condition=~Q(reason="") & ~Q(title="")),
            CheckConstraint(
                name="proposal_is_decided_when_it_says_so",
                condition=Q(state__in=_DECIDED, decided_by__isnull=False, decided_us__isnull=False)
                | (~Q(state__in=_DECIDED) & Q(decided_by__isnull=True, decided_us__isnull=True)),
            ),
            CheckConstraint(
                name="nobody_decides_on_his_own_proposal",
                condition=Q(decided_by__isnull=True)
                | (Q(opened_by__isnull=False) & ~Q(decided_by=F("opened_by"))),
            ),
            CheckConstraint(
                name="what_is_submitted_is_bound",
                condition=Q(state="draft") | ~Q(scope_sha256=""),
            ),
            CheckConstraint(
                name="carried_out_by_somebody_at_a_cost",
                condition=~Q(state__in=_CARRIED_OUT)
                | (~Q(provider="") & Q(cost_vnd__isnull=False)),
            ),
            CheckConstraint(
                name="work_is_accepted_by_a_person",
                condition=~Q(state__in=["accepted", "booked", "closed"])
                | Q(accepted_by__isnull=False),
            ),
        ]


class ProposedItem(models.Model):
    """One device of one version of the list. Only grows: the newest version counts."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="items")
    version = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField(help_text="From 1.")
    asset = models.ForeignKey(
        "equipment.Asset",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Null: a device that the school does not have yet.",
    )
    name = models.CharField(max_length=160)
    damage = models.CharField(max_length=300, blank=True, help_text="Tình trạng hư hỏng.")
    cause = models.CharField(max_length=300, blank=True)
    measure = models.CharField(max_length=8, choices=Measure.choices)
    estimate_vnd = models.PositiveBigIntegerField(null=True, blank=True, help_text="Null: none.")

    class Meta:
        ordering: ClassVar = ["version", "place"]
        constraints: ClassVar = [
            UniqueConstraint(
                name="proposed_items_have_places", fields=["proposal", "version", "place"]
            ),
            UniqueConstraint(
                name="a_device_once_in_a_version",
                fields=["proposal", "version", "asset"],
                condition=Q(asset__isnull=False),
            ),
            CheckConstraint(name="proposed_item_has_a_name", condition=~Q(name="")),
            CheckConstraint(name="proposed_measure_known", condition=Q(measure__in=Measure.values)),
            CheckConstraint(
                name="what_is_added_is_no_device_yet",
                condition=Q(measure="add", asset__isnull=True)
                | (~Q(measure="add") & Q(asset__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.name}"


class ProposalLine(ProceedingLine):
    of = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="lines")

    class Meta(ProceedingLine.Meta):
        pass
