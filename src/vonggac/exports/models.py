"""Tables of exports. Data and constraints only; triggers freeze what was asked for."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.exports.states import APPROVED, BUILT, Envelope, ExportState
from vonggac.kernel.clock import DAY_US
from vonggac.kernel.ids import new_uuid
from vonggac.kernel.ranges import Range

MAX_FOOTAGE_US = 7 * DAY_US


class Export(models.Model):
    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(help_text="Calendar year of asking, local time.")
    number = models.PositiveIntegerField(help_text="Within the year, without gaps.")
    state = models.CharField(max_length=12, choices=ExportState.choices)
    requester = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", help_text="An executor."
    )
    grant = models.ForeignKey(
        "access.GrantRow",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="That it was asked under; asked again at building and download.",
    )
    basis_ref = models.CharField(max_length=120, help_text="Number of the directive.")
    request_ref = models.CharField(
        max_length=60, blank=True, help_text="Number of the viewing request, DN-…; empty: none."
    )
    purpose = models.CharField(max_length=12, help_text="Of the directive.")
    cameras = models.JSONField(help_text="Sorted list of camera ids.")
    footage_from_us = models.BigIntegerField()
    footage_to_us = models.BigIntegerField()
    reason = models.CharField(max_length=500)
    recipient = models.CharField(max_length=200, help_text="Who gets it: a person or an office.")
    envelope = models.CharField(max_length=10, choices=Envelope.choices)
    age_recipient = models.CharField(max_length=120, blank=True, help_text="age1…; or empty.")
    requested_us = models.BigIntegerField()
    scope_sha256 = models.CharField(max_length=64, help_text="Of everything above.")
    approver = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_us = models.BigIntegerField(null=True, blank=True)
    approved_sha256 = models.CharField(
        max_length=64, blank=True, help_text="What was approved; empty: nothing."
    )
    approval_deed = models.UUIDField(null=True, blank=True, help_text="Outbox row of the approval.")
    decline_reason = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="Builds that were begun.")
    failure = models.CharField(max_length=20, blank=True, help_text="Code; the page has the words.")
    sealed_key = models.BinaryField(
        help_text="Key of the package's parts, sealed; empty: none yet, or erased."
    )
    sealed_identity = models.BinaryField(help_text="One-time age key, sealed; empty: none.")
    build_deed = models.UUIDField(null=True, blank=True, help_text="Outbox row of export.build.")
    usage_line = models.OneToOneField(
        "duty.UsageLine", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ready_us = models.BigIntegerField(null=True, blank=True)
    size = models.BigIntegerField(null=True, blank=True, help_text="Bytes of what is downloaded.")
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of what is downloaded.")
    erased_us = models.BigIntegerField(null=True, blank=True, help_text="Its days were over.")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="export_numbers_differ", fields=["school", "year", "number"]),
            CheckConstraint(name="export_number_from_one", condition=Q(number__gte=1)),
            CheckConstraint(name="export_state_known", condition=Q(state__in=ExportState.values)),
            CheckConstraint(
                name="export_requester_is_not_approver",
                condition=Q(approver__isnull=True)
                | (Q(approver__isnull=False) & ~Q(approver=F("requester"))),
            ),
            CheckConstraint(
                name="export_approval_binds_what_was_asked",
                condition=~Q(state__in=APPROVED)
                | (
                    Q(approver__isnull=False, decided_us__isnull=False, approval_deed__isnull=False)
                    & Q(approved_sha256=F("scope_sha256"))
                    & ~Q(approved_sha256="")
                ),
            ),
            CheckConstraint(
                name="export_ready_has_its_line",
                condition=~Q(state__in=BUILT)
                | (
                    Q(usage_line__isnull=False, build_deed__isnull=False, ready_us__isnull=False)
                    & Q(size__isnull=False)
                    & ~Q(sha256="")
                ),
            ),
            CheckConstraint(
                name="export_line_and_entry_together",
                condition=Q(usage_line__isnull=True, build_deed__isnull=True)
                | Q(usage_line__isnull=False, build_deed__isnull=False),
            ),
            CheckConstraint(
                name="export_failure_says_why",
                condition=(Q(state="failed") & ~Q(failure=""))
                | (~Q(state="failed") & Q(failure="")),
            ),
            CheckConstraint(
                name="export_declined_says_why",
                condition=(Q(state="declined", approver__isnull=False) & ~Q(decline_reason=""))
                | (~Q(state="declined") & Q(decline_reason="")),
            ),
            CheckConstraint(
                name="export_footage_range_and_length",
                condition=Q(footage_to_us__gt=F("footage_from_us"))
                & Q(footage_to_us__lte=F("footage_from_us") + MAX_FOOTAGE_US),
            ),
            CheckConstraint(
                name="export_envelope_has_its_key",
                condition=(Q(envelope="recipient") & ~Q(age_recipient=""))
                | (~Q(envelope="recipient") & Q(age_recipient="")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "-requested_us"], name="export_list")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """``VG-2026-000014``."""
        return f"VG-{self.year}-{self.number:06d}"

    @property
    def footage(self) -> Range:
        return Range(self.footage_from_us, self.footage_to_us)


class ExportLink(models.Model):
    """A one-time way to the package, for one person in one login (ACCESS §3.6). Never changed."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    export = models.ForeignKey(Export, on_delete=models.PROTECT, related_name="links")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey("people.LoginSession", on_delete=models.PROTECT, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_us = models.BigIntegerField()
    until_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="export_link_ends", condition=Q(until_us__gt=F("made_us")))
        ]

    def __str__(self) -> str:
        return str(self.id)


class ExportDownload(models.Model):
    """The link was used: once. Written before the first byte leaves; never changed."""

    link = models.OneToOneField(
        ExportLink, primary_key=True, on_delete=models.PROTECT, related_name="download"
    )
    at_us = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.link_id)


class CopyOrder(models.Model):
    """What viewing copies an export has. ``masking`` is asked for with it; the rest is added once."""

    export = models.OneToOneField(
        Export, primary_key=True, on_delete=models.PROTECT, related_name="copies"
    )
    masking = models.BooleanField(help_text="Asked for by the requester.")
    demanded_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    demanded_us = models.BigIntegerField(null=True, blank=True, help_text="With the approval.")
    masks_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    masks_us = models.BigIntegerField(null=True, blank=True, help_text="The list was closed.")
    masks_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                name="copies_demanded_by_somebody",
                condition=Q(demanded_by__isnull=True, demanded_us__isnull=True)
                | Q(demanded_by__isnull=False, demanded_us__isnull=False),
            ),
            CheckConstraint(
                name="copies_masks_closed_by_somebody",
                condition=Q(masks_by__isnull=True, masks_us__isnull=True, masks_sha256="")
                | (Q(masks_by__isnull=False, masks_us__isnull=False) & ~Q(masks_sha256="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.export_id)

    @property
    def masked(self) -> bool:
        """Asked for, or demanded with the approval: then only the covered copies leave the school."""
        return self.masking or self.demanded_us is not None

    @property
    def waits_for_masks(self) -> bool:
        return self.masked and self.masks_us is None


class MaskRow(models.Model):
    """A region that somebody drew. Shape and time are never changed; taken away is added once."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    export = models.ForeignKey(Export, on_delete=models.PROTECT, related_name="masks")
    number = models.PositiveSmallIntegerField()
    camera = models.CharField(max_length=16)
    points = models.JSONField(help_text="Corners in ten-thousandths of the picture.")
    from_us = models.BigIntegerField(help_text="Instant of the picture that it was drawn on.")
    to_us = models.BigIntegerField()
    follow = models.BooleanField()
    drawn_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    drawn_us = models.BigIntegerField()
    dropped_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dropped_us = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="mask_numbers_differ", fields=["export", "number"]),
            CheckConstraint(name="mask_ends", condition=Q(to_us__gt=F("from_us"))),
            CheckConstraint(
                name="mask_dropped_by_somebody",
                condition=Q(dropped_by__isnull=True, dropped_us__isnull=True)
                | Q(dropped_by__isnull=False, dropped_us__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.export_id} {self.number}"


class MaskLook(models.Model):
    """Somebody began to look at a camera's pictures to cover them. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    export = models.ForeignKey(Export, on_delete=models.PROTECT, related_name="looks")
    camera = models.CharField(max_length=16)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at_us = models.BigIntegerField()
    usage_line = models.OneToOneField("duty.UsageLine", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="mask_look_once", fields=["export", "camera", "person"])
        ]

    def __str__(self) -> str:
        return str(self.id)
