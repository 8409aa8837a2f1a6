"""Tables of notices and of the ways by which they leave the house. Data and constraints only."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.kernel.ids import new_uuid
from vonggac.notices.kinds import ChannelKind, Urgency


class Notice(models.Model):
    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=40, help_text="A NoticeKind: ``services.tell`` takes no other."
    )
    params = models.JSONField(help_text="What the kind's sentence needs; texts and integers.")
    url = models.CharField(
        max_length=200, blank=True, help_text="A path of ours; empty: none to open."
    )
    urgency = models.PositiveSmallIntegerField(help_text="An Urgency.")
    key = models.CharField(max_length=120, help_text="What is the same thing has the same key.")
    times = models.PositiveIntegerField(default=1, help_text="How often it was told, merged.")
    created_us = models.BigIntegerField()
    again_us = models.BigIntegerField(help_text="When it was told last.")
    read_us = models.BigIntegerField(null=True, blank=True, help_text="Null: not read yet.")

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                name="notice_urgency_known",
                condition=Q(urgency__in=[each.value for each in Urgency]),
            ),
            CheckConstraint(
                name="notice_told_again_not_before", condition=Q(again_us__gte=F("created_us"))
            ),
            CheckConstraint(
                name="notice_leads_into_the_product",
                condition=Q(url="") | (Q(url__startswith="/") & ~Q(url__startswith="//")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-again_us"], name="notice_list"),
            models.Index(fields=["person", "key", "-again_us"], name="notice_same"),
            models.Index(fields=["person"], condition=Q(read_us=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Channel(models.Model):
    """A way out of the house for one person's notices: number and title only, never a picture or a name."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=ChannelKind.choices)
    label = models.CharField(max_length=80, help_text="What the page may show: no token in it.")
    sealed = models.BinaryField(help_text="The address, with whatever secret stands in it (I11).")
    made_us = models.BigIntegerField()
    ended_us = models.BigIntegerField(null=True, blank=True)
    worked_us = models.BigIntegerField(null=True, blank=True, help_text="Last time it took one.")
    failed_us = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="channel_kind_known", condition=Q(kind__in=ChannelKind.values)),
        ]

    def __str__(self) -> str:
        return self.label


class Delivery(models.Model):
    """One notice by one channel: sent once, tried a few times."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0)
    next_us = models.BigIntegerField()
    sent_us = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="a_notice_goes_out_once", fields=["notice", "channel"])
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.channel_id}"
