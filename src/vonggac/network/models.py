"""Tables of the camera networks. Data and constraints only; triggers in the migration."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.kernel.ids import new_uuid
from vonggac.network.states import CODE, Answer, Kind
from vonggac.places.numbering import label


class NetworkDevice(models.Model):
    """What was seen last: no book, a board that shows now."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    ip = models.GenericIPAddressField(protocol="IPv4")
    mac = models.CharField(max_length=17, blank=True, help_text="Empty: behind a router.")
    ports = models.JSONField(default=list, help_text="Open ones, at the last whole look.")
    words = models.CharField(max_length=160, blank=True, help_text="As it says itself.")
    first_us = models.BigIntegerField()
    last_us = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["-last_us", "ip"]
        constraints: ClassVar = [
            UniqueConstraint(name="network_device_once", fields=["school", "ip", "mac"]),
            CheckConstraint(
                name="network_device_in_order", condition=Q(last_us__gte=F("first_us"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ip} {self.mac}"


class Sighting(models.Model):
    """One thing that is not as approved. Only its answer is added, once (I7)."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(help_text="Within the calendar year, without gaps.")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    key = models.CharField(max_length=120)
    camera = models.ForeignKey(
        "places.Camera", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ip = models.GenericIPAddressField(protocol="IPv4", null=True, blank=True)
    mac = models.CharField(max_length=17, blank=True)
    ports = models.JSONField(default=list)
    words = models.CharField(max_length=160, blank=True)
    changes = models.JSONField(default=dict, help_text="Part → lines gone and new.")
    found_us = models.BigIntegerField()
    answer = models.CharField(max_length=10, choices=Answer.choices, null=True)  # noqa: DJ001  (settled once)
    reason = models.CharField(max_length=500, null=True)  # noqa: DJ001  (settled once)
    answered_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_us = models.BigIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["-found_us"]
        constraints: ClassVar = [
            UniqueConstraint(name="sighting_numbers_differ", fields=["school", "year", "number"]),
            UniqueConstraint(
                name="sighting_waits_once",
                fields=["school", "key"],
                condition=Q(answered_us__isnull=True),
            ),
            CheckConstraint(name="sighting_kind_known", condition=Q(kind__in=Kind.values)),
            CheckConstraint(
                name="sighting_is_answered_whole",
                condition=Q(
                    answer__isnull=True,
                    reason__isnull=True,
                    answered_by__isnull=True,
                    answered_us__isnull=True,
                )
                | (
                    Q(
                        answer__isnull=False,
                        answer__in=Answer.values,
                        reason__isnull=False,
                        answered_by__isnull=False,
                        answered_us__isnull=False,
                        answered_us__gte=F("found_us"),
                    )
                    & ~Q(reason="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """``GNM-2026-001``."""
        return label(CODE, self.year, self.number)


class Fingerprint(models.Model):
    """How a camera was set up, from this night on: a row a change."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    camera = models.ForeignKey("places.Camera", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    parts = models.JSONField()
    at_us = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["-at_us"]
        constraints: ClassVar = [
            UniqueConstraint(name="fingerprint_once_an_instant", fields=["camera", "at_us"])
        ]

    def __str__(self) -> str:
        return f"{self.camera_id} {self.digest[:12]}"


class WatchDecision(models.Model):
    """Whether the networks are watched: by the head alone (khoản 3 Điều 5). None yet: they are."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    watched = models.BooleanField()
    basis = models.CharField(max_length=300)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at_us = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["-at_us"]
        constraints: ClassVar = [
            CheckConstraint(name="network_decision_has_a_basis", condition=~Q(basis=""))
        ]

    def __str__(self) -> str:
        return f"{self.watched} {self.at_us}"
