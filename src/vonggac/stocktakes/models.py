"""Tables of stocktakes. Data and constraints only; triggers in the migration."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.equipment.states import AssetKind, Worth
from vonggac.kernel.ids import new_uuid
from vonggac.proceedings.bases import Proceeding, ProceedingLine
from vonggac.stocktakes.states import (
    APPROVED,
    CODE,
    DECIDED,
    FLOW,
    HANDED_IN,
    UNDECIDED,
    Found,
    Occasion,
    Part,
    StocktakeState,
    Use,
    Way,
)


def _person(help_text: str, *, null: bool = True) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        "people.Person", null=null, blank=null, on_delete=models.PROTECT, related_name="+",
        help_text=help_text,
    )  # fmt: skip


class Stocktake(Proceeding):
    CODE = CODE
    FLOW = FLOW

    state = models.CharField(max_length=20, choices=StocktakeState.choices)
    occasion = models.CharField(max_length=12, choices=Occasion.choices)
    school_year = models.CharField(max_length=9, help_text="2026-2027: of the day it was planned.")
    requester = models.CharField(max_length=160, blank=True, help_text="Of an extraordinary one.")
    reason = models.CharField(max_length=1000, blank=True, help_text="Of an extraordinary one.")
    decision_no = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True, blank=True, help_text="Of the paper; null: not yet.")
    decided_by = _person("Of the Board; null: not decided.")
    frozen_us = models.BigIntegerField(
        null=True, blank=True, help_text="The instant of the decision; null: not decided."
    )
    items_n = models.PositiveIntegerField(default=0, help_text="Items when it was handed in.")
    ways_n = models.PositiveIntegerField(default=0, help_text="Those with a proposal, then.")
    proposed_by = _person("Who handed the proposals in; null: not yet.")
    approved_by = _person("Of the Board; null: not yet.")
    approved_us = models.BigIntegerField(null=True, blank=True, help_text="Null: not yet.")

    class Meta(Proceeding.Meta):
        constraints: ClassVar = [
            *Proceeding.Meta.constraints,
            CheckConstraint(
                name="stocktake_state_known", condition=Q(state__in=StocktakeState.values)
            ),
            CheckConstraint(
                name="stocktake_occasion_known", condition=Q(occasion__in=Occasion.values)
            ),
            CheckConstraint(
                name="a_demanded_stocktake_has_requester_and_reason",
                condition=~Q(occasion="demanded") | (~Q(requester="") & ~Q(reason="")),
            ),
            CheckConstraint(
                name="stocktake_is_decided_when_it_says_so",
                condition=(
                    Q(
                        state__in=DECIDED,
                        decided_on__isnull=False,
                        decided_by__isnull=False,
                        frozen_us__isnull=False,
                    )
                    & ~Q(decision_no="")
                )
                | Q(
                    state__in=UNDECIDED,
                    decided_on__isnull=True,
                    decided_by__isnull=True,
                    frozen_us__isnull=True,
                    decision_no="",
                ),
            ),
            CheckConstraint(
                name="no_stocktake_goes_on_without_a_proposal_for_each_item",
                condition=~Q(state__in=HANDED_IN)
                | Q(proposed_by__isnull=False, items_n__gte=1, ways_n=F("items_n")),
            ),
            CheckConstraint(
                name="stocktake_is_approved_when_it_says_so",
                condition=Q(
                    state__in=APPROVED, approved_by__isnull=False, approved_us__isnull=False
                )
                | (~Q(state__in=APPROVED) & Q(approved_by__isnull=True, approved_us__isnull=True)),
            ),
            CheckConstraint(
                name="nobody_approves_his_own_stocktake",
                condition=Q(approved_by__isnull=True)
                | (Q(proposed_by__isnull=False) & ~Q(approved_by=F("proposed_by"))),
            ),
        ]


class Member(models.Model):
    """Of the stocktake board (Ban kiểm kê). Only grows."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    stocktake = models.ForeignKey(Stocktake, on_delete=models.PROTECT, related_name="members")
    place = models.PositiveIntegerField(help_text="From 1: the order of the minutes.")
    person = _person("Null: somebody without an account.")
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=160, blank=True)
    part = models.CharField(max_length=8, choices=Part.choices)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            UniqueConstraint(name="stocktake_member_places_differ", fields=["stocktake", "place"]),
            UniqueConstraint(
                name="stocktake_member_once",
                fields=["stocktake", "person"],
                condition=Q(person__isnull=False),
            ),
            UniqueConstraint(
                name="stocktake_board_has_one_chair",
                fields=["stocktake"],
                condition=Q(part="chair"),
            ),
            CheckConstraint(name="stocktake_member_has_a_name", condition=~Q(name="")),
            CheckConstraint(name="stocktake_member_part_known", condition=Q(part__in=Part.values)),
        ]

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """One line of the list: as the books had it at the instant of the decision, or surplus. Only grows."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    stocktake = models.ForeignKey(Stocktake, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveIntegerField(help_text="From 1, without gaps.")
    asset = models.ForeignKey(
        "equipment.Asset", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Null: surplus, in no book.",
    )  # fmt: skip
    code = models.CharField(max_length=40, blank=True, help_text="Empty: surplus without one.")
    kind = models.CharField(max_length=10, choices=AssetKind.choices)
    name = models.CharField(max_length=120)
    serial = models.CharField(max_length=80, blank=True)
    area = models.CharField(max_length=80, blank=True, help_text="Name, then.")
    position = models.CharField(max_length=160, blank=True)
    in_use_on = models.DateField(null=True, blank=True, help_text="Null: not said.")
    cost_vnd = models.BigIntegerField(null=True, blank=True, help_text="Null: not said.")
    left_vnd = models.BigIntegerField(
        null=True, blank=True, help_text="Giá trị còn lại of the books. Null: not said."
    )
    fixed = models.BooleanField(default=False, help_text="Tài sản cố định, else công cụ, dụng cụ.")

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            UniqueConstraint(name="stocktake_item_places_differ", fields=["stocktake", "place"]),
            UniqueConstraint(
                name="stocktake_lists_an_asset_once",
                fields=["stocktake", "asset"],
                condition=Q(asset__isnull=False),
            ),
            CheckConstraint(name="stocktake_item_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.code or self.name

    @property
    def surplus(self) -> bool:
        return self.asset_id is None


class Count(models.Model):
    """What somebody found of an item. Only grows: the newest counts, a correction is one more."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="counts")
    place = models.PositiveIntegerField(help_text="From 1, without gaps.")
    found = models.CharField(max_length=8, choices=Found.choices)
    worth = models.CharField(max_length=6, choices=Worth.choices)
    use = models.CharField(max_length=8, choices=Use.choices, blank=True)
    position = models.CharField(max_length=160, blank=True, help_text="Where; empty: as booked.")
    note = models.CharField(max_length=500, blank=True)
    photo = models.ForeignKey(
        "papers.Scan", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at_us = models.BigIntegerField()
    by = _person("Of the stocktake board.", null=False)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            UniqueConstraint(name="stocktake_count_places_differ", fields=["item", "place"]),
            CheckConstraint(name="stocktake_count_known", condition=Q(found__in=Found.values)),
            CheckConstraint(
                name="what_is_missing_is_lost_and_what_is_broken_is_not_good",
                condition=Q(found="missing", worth="lost")
                | Q(found="broken", worth__in=["repair", "broken"])
                | Q(found__in=["present", "surplus"], worth__in=["good", "repair", "broken"]),
            ),
        ]

    def __str__(self) -> str:
        return self.found


class Proposed(models.Model):
    """Phương án of an item. Only grows: the newest counts."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="ways")
    place = models.PositiveIntegerField(help_text="From 1, without gaps.")
    way = models.CharField(max_length=8, choices=Way.choices)
    text = models.CharField(max_length=160, blank=True, help_text="Transfer: where to.")
    at_us = models.BigIntegerField()
    by = _person("Who proposes it.", null=False)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            UniqueConstraint(name="stocktake_way_places_differ", fields=["item", "place"]),
            CheckConstraint(name="stocktake_way_known", condition=Q(way__in=Way.values)),
            CheckConstraint(
                name="a_transfer_says_where_to", condition=~Q(way="transfer") | ~Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return self.way


class StocktakeLine(ProceedingLine):
    of = models.ForeignKey(Stocktake, on_delete=models.PROTECT, related_name="lines")

    class Meta(ProceedingLine.Meta):
        pass
