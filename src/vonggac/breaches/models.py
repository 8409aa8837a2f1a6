"""Tables of breaches. Data and constraints only; triggers in the migration."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.breaches.states import (
    CODE,
    FLOW,
    PERSONS,
    RUNNING,
    WITHIN_US,
    BreachState,
    DataKind,
    Happened,
    Receiver,
)
from vonggac.kernel.ids import new_uuid
from vonggac.proceedings.bases import Proceeding, ProceedingLine

COUNTS = tuple(PERSONS)


def _count(what: str) -> Any:
    return models.PositiveIntegerField(
        null=True, blank=True, help_text=f"{what} whose data it is. Null: not known yet."
    )


class Breach(Proceeding):
    CODE = CODE
    FLOW = FLOW

    state = models.CharField(max_length=20, choices=BreachState.choices)
    discovered_us = models.BigIntegerField(help_text="The 72 hours run from here.")
    discovered_by = models.CharField(max_length=120, help_text="Who discovered it.")
    how = models.CharField(max_length=1000, help_text="How it was discovered.")
    happened = models.CharField(max_length=12, choices=Happened.choices)
    what = models.CharField(max_length=2000, help_text="What happened, without names.")
    data_kinds = models.CharField(max_length=60, help_text="DataKind, joined by commas.")
    source = models.CharField(
        max_length=60, blank=True, help_text="Number that it comes from: VP-…, VV-…; empty: none."
    )
    pupils = _count("Pupils")
    parents = _count("Parents")
    staff = _count("Staff")
    others = _count("Visitors and others")
    consequences = models.CharField(max_length=2000, blank=True)
    told_step = models.PositiveSmallIntegerField(
        default=0, help_text="How many of WARN_US were told."
    )
    cause = models.CharField(max_length=2000, blank=True, help_text="Said at the closing.")
    measures = models.CharField(max_length=2000, blank=True, help_text="Said at the closing.")
    lessons = models.CharField(max_length=2000, blank=True, help_text="Said at the closing.")

    class Meta(Proceeding.Meta):
        constraints: ClassVar = [
            *Proceeding.Meta.constraints,
            CheckConstraint(name="breach_state_known", condition=Q(state__in=BreachState.values)),
            CheckConstraint(
                name="breach_happening_known", condition=Q(happened__in=Happened.values)
            ),
            CheckConstraint(
                name="breach_says_what_who_and_how",
                condition=~Q(what="") & ~Q(how="") & ~Q(discovered_by="") & ~Q(data_kinds=""),
            ),
            CheckConstraint(
                name="breach_is_not_of_the_future", condition=Q(discovered_us__lte=F("opened_us"))
            ),
            CheckConstraint(
                name="breach_is_closed_with_three_texts",
                condition=Q(state="closed") & ~Q(cause="") & ~Q(measures="") & ~Q(lessons="")
                | ~Q(state="closed") & Q(cause="", measures="", lessons=""),
            ),
        ]

    @property
    def due_us(self) -> int:
        return self.discovered_us + WITHIN_US

    @property
    def running(self) -> bool:
        """The notice is owed, or nobody has weighed yet whether it is."""
        return self.state in RUNNING

    @property
    def kinds(self) -> list[DataKind]:
        return [DataKind(each) for each in self.data_kinds.split(",")]


class BreachLine(ProceedingLine):
    of = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="lines")

    class Meta(ProceedingLine.Meta):
        pass


class BreachNotice(models.Model):
    """Thông báo vi phạm dữ liệu cá nhân, as it was sent."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="notices")
    place = models.PositiveIntegerField(help_text="From 1: the order of entering.")
    to = models.CharField(max_length=12, choices=Receiver.choices)
    number = models.CharField(max_length=60, help_text="Of the paper, by the clerk's series.")
    recipient = models.CharField(max_length=300)
    sent_us = models.BigIntegerField()
    due_us = models.BigIntegerField(
        null=True, blank=True, help_text="The law's limit. Null: none, for persons concerned."
    )
    late_reason = models.CharField(max_length=1000, blank=True)
    line = models.OneToOneField(BreachLine, on_delete=models.PROTECT, related_name="notice")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    entered_us = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            UniqueConstraint(name="breach_notices_are_numbered", fields=["breach", "place"]),
            CheckConstraint(name="breach_notice_receiver", condition=Q(to__in=Receiver.values)),
            CheckConstraint(
                name="breach_notice_has_number_and_recipient",
                condition=~Q(number="") & ~Q(recipient=""),
            ),
            CheckConstraint(
                name="breach_notice_is_not_of_the_future",
                condition=Q(sent_us__lte=F("entered_us")),
            ),
            CheckConstraint(
                name="an_authority_is_told_within_a_limit",
                condition=~Q(to="authority") | Q(due_us__isnull=False),
            ),
            CheckConstraint(
                name="a_late_notice_says_why",
                condition=Q(due_us__isnull=True) | Q(sent_us__lte=F("due_us")) | ~Q(late_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def late(self) -> bool:
        return self.due_us is not None and self.sent_us > self.due_us


class NamedLeader(models.Model):
    """Lãnh đạo phụ trách bảo vệ dữ liệu cá nhân (REQUIREMENTS §7.4). The highest number counts."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="1, 2, …")
    leader = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    contact = models.CharField(max_length=160, help_text="Telephone or e-mail, for the notice.")
    basis = models.CharField(max_length=300)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    decided_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="named_leaders_are_numbered", fields=["school", "number"]),
            CheckConstraint(
                name="named_leader_has_basis_and_contact", condition=~Q(basis="") & ~Q(contact="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
