"""Witnesses of the ledger, how each stands, tokens. Data and constraints only; triggers in migration 0001."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.ids import new_uuid

_PERSON = "people.Person"


def _pair(by: str, at: str) -> Q:
    """Both or none."""
    return Q(**{f"{by}__isnull": True, f"{at}__isnull": True}) | Q(
        **{f"{by}__isnull": False, f"{at}__isnull": False}
    )


class Witness(models.Model):
    """Somebody else's machine that remembers this ledger. Entered by one, confirmed by another; ended likewise (I9)."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, help_text="As in its key.")
    address = models.CharField(max_length=200)
    vkey = models.CharField(max_length=300)
    place = models.CharField(max_length=200, help_text="Where it stands, and who looks after it.")
    proposed_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    proposed_us = models.BigIntegerField()
    confirmed_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_us = models.BigIntegerField(null=True, blank=True)
    end_asked_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    end_asked_us = models.BigIntegerField(null=True, blank=True)
    ended_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_us = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["proposed_us"]
        constraints: ClassVar = [
            CheckConstraint(name="witness_has_a_place", condition=~Q(place="") & ~Q(address="")),
            CheckConstraint(
                name="witness_confirmed_by_another",
                condition=Q(confirmed_by__isnull=True, confirmed_us__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_us__isnull=False)
                & ~Q(confirmed_by=F("proposed_by")),
            ),
            CheckConstraint(
                name="witness_end_asked_by_somebody",
                condition=_pair("end_asked_by", "end_asked_us"),
            ),
            CheckConstraint(
                name="witness_ended_by_two",
                condition=Q(ended_by__isnull=True, ended_us__isnull=True)
                | Q(ended_by__isnull=False, ended_us__isnull=False, confirmed_us__isnull=True)
                | Q(ended_by__isnull=False, ended_us__isnull=False, end_asked_by__isnull=False)
                & ~Q(ended_by=F("end_asked_by")),
            ),
            UniqueConstraint(
                name="witness_names_differ",
                fields=["school", "name"],
                condition=Q(ended_us=None),
                violation_error_message=_("There is a witness of that name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Standing(models.Model):
    """How a confirmed witness stands now: no book, a board that shows."""

    witness = models.OneToOneField(
        Witness, primary_key=True, on_delete=models.PROTECT, related_name="standing"
    )
    size = models.BigIntegerField(default=0, help_text="Of the last tree that it cosigned.")
    time_s = models.BigIntegerField(null=True, blank=True, help_text="By the witness's clock.")
    seen_us = models.BigIntegerField(null=True, blank=True, help_text="When that was, by ours.")
    fault = models.CharField(max_length=12, blank=True, help_text="A witness.asking.Fault.")
    overdue_us = models.BigIntegerField(null=True, blank=True, help_text="Since when it is late.")
    alarm = models.CharField(max_length=12, blank=True, help_text="A ledger.halting.Alarm.")

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="standing_has_a_size", condition=Q(size__gte=0)),
            CheckConstraint(
                name="standing_seen_with_a_time",
                condition=Q(size=0, time_s__isnull=True, seen_us__isnull=True)
                | Q(size__gt=0, time_s__isnull=False, seen_us__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.witness_id} {self.size}"


class Token(models.Model):
    """A time-stamp over a checkpoint note. Only added (I7); the bytes lie in ``ledger/anchors/token/``."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    size = models.BigIntegerField()
    authority = models.CharField(max_length=64, help_text="SHA-256 of its root.")
    token_sha256 = models.CharField(max_length=64)
    time_s = models.BigIntegerField(help_text="By the authority's clock.")
    at_us = models.BigIntegerField(help_text="By ours.")
    fault = models.CharField(
        max_length=80, blank=True, help_text="Why it does not count, though it was kept."
    )

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            CheckConstraint(name="token_of_a_tree", condition=Q(size__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.size} {self.token_sha256[:12]}"
