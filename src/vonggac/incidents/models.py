"""Tables of cases and dossiers. Data and constraints only; triggers in the migration."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.incidents.states import CaseState, LineKind, Way
from vonggac.kernel.authority import Purpose
from vonggac.kernel.clock import DAY_US
from vonggac.kernel.ids import new_uuid
from vonggac.kernel.ranges import Range

MAX_FOOTAGE_US = 31 * DAY_US
_BEFORE_WAY = ["noted", "reported"]
_WITH_RESULT = ["result", "closed"]


class Case(models.Model):
    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(help_text="Calendar year it was noted in.")
    number = models.PositiveIntegerField(help_text="Within the year, without gaps.")
    purpose = models.CharField(max_length=12, help_text="A Purpose.")
    what = models.CharField(max_length=300, help_text="In neutral words.")
    footage_from_us = models.BigIntegerField(help_text="The stretch that it is about.")
    footage_to_us = models.BigIntegerField()
    noted_us = models.BigIntegerField()
    noted_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=CaseState.choices)
    snapshot_no = models.CharField(
        max_length=60, blank=True, help_text="Of the picture that was taken in the same act."
    )
    reported_us = models.BigIntegerField(null=True, blank=True)
    late_told_us = models.BigIntegerField(
        null=True, blank=True, help_text="The Board was told that nobody has reported it."
    )
    way = models.CharField(max_length=10, choices=Way.choices, blank=True)
    result = models.CharField(max_length=2000, blank=True)
    closed_us = models.BigIntegerField(null=True, blank=True)
    violation_us = models.BigIntegerField(
        null=True, blank=True, help_text="Chuyển vụ việc vi phạm: passed on."
    )

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="case_numbers_differ", fields=["school", "year", "number"]),
            CheckConstraint(name="case_number_from_one", condition=Q(number__gte=1)),
            CheckConstraint(name="case_state_known", condition=Q(state__in=CaseState.values)),
            CheckConstraint(
                name="case_purpose_of_four",
                condition=Q(purpose__in=[each.value for each in Purpose]),
            ),
            CheckConstraint(name="case_says_what", condition=~Q(what="")),
            CheckConstraint(
                name="case_footage_range_and_length",
                condition=Q(footage_to_us__gt=F("footage_from_us"))
                & Q(footage_to_us__lte=F("footage_from_us") + MAX_FOOTAGE_US),
            ),
            CheckConstraint(
                name="case_is_reported_when_it_says_so",
                condition=Q(state="noted", reported_us__isnull=True)
                | (~Q(state="noted") & Q(reported_us__isnull=False)),
            ),
            CheckConstraint(
                name="case_is_directed_before_it_is_handled",
                condition=Q(state__in=_BEFORE_WAY, way="")
                | (~Q(state__in=_BEFORE_WAY) & Q(way__in=Way.values)),
            ),
            CheckConstraint(
                name="case_has_its_result",
                condition=(Q(state__in=_WITH_RESULT) & ~Q(result=""))
                | (~Q(state__in=_WITH_RESULT) & Q(result="")),
            ),
            CheckConstraint(
                name="case_closed_when_it_says_so",
                condition=Q(state="closed", closed_us__isnull=False)
                | (~Q(state="closed") & Q(closed_us__isnull=True)),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "-noted_us"], name="case_list")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """``VV-2026-001``."""
        return f"VV-{self.year}-{self.number:03d}"

    @property
    def footage(self) -> Range:
        return Range(self.footage_from_us, self.footage_to_us)


class CaseCamera(models.Model):
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="cameras")
    camera = models.ForeignKey("places.Camera", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="case_camera_once", fields=["case", "camera"])
        ]

    def __str__(self) -> str:
        return self.camera_id


class CaseDirective(models.Model):
    """Truy xuất for a case: every use under the directive stands in the dossier. A directive serves one case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="directives")
    directive = models.OneToOneField(
        "directives.Directive", on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at_us = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.directive_id)


class DossierLine(models.Model):
    """One line of a case's dossier; never changed or removed."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField(help_text="From 1, without gaps.")
    at_us = models.BigIntegerField(help_text="When it was written.")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=120, help_text="As it was then.")
    person_role = models.CharField(max_length=4, blank=True, help_text="A Role, then.")
    kind = models.CharField(max_length=10, choices=LineKind.choices)
    state = models.CharField(max_length=10, choices=CaseState.choices, help_text="After it.")
    text = models.CharField(max_length=2000, blank=True)
    ref = models.CharField(max_length=60, blank=True, help_text="Number of a hold, a directive, …")
    usage_line = models.OneToOneField(
        "duty.UsageLine", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Written in the same transaction; its related_no names this line (3.2-2c).",
    )  # fmt: skip
    usage_no = models.PositiveIntegerField(null=True, blank=True, help_text="Its number.")
    usage_year = models.CharField(max_length=9, blank=True, help_text="The book's school year.")
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            UniqueConstraint(name="dossier_places_differ", fields=["case", "place"]),
            CheckConstraint(name="dossier_place_from_one", condition=Q(place__gte=1)),
            CheckConstraint(name="dossier_kind_known", condition=Q(kind__in=LineKind.values)),
            CheckConstraint(
                name="dossier_use_names_its_usage_line",
                condition=(
                    Q(kind="use", usage_line__isnull=False, usage_no__isnull=False)
                    & ~Q(usage_year="")
                )
                | (
                    ~Q(kind="use")
                    & Q(usage_line__isnull=True, usage_no__isnull=True, usage_year="")
                ),
            ),
            CheckConstraint(
                name="dossier_correction_names_its_line",
                condition=Q(kind="correction", corrects__isnull=False)
                | (~Q(kind="correction") & Q(corrects__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.kind}"


class DossierLineKey(models.Model):
    """The key of a line's commitment in the ledger (FORMATS §4.2): erasing it makes the entry say nothing."""

    line = models.OneToOneField(
        DossierLine, primary_key=True, on_delete=models.PROTECT, related_name="commitment"
    )
    key = models.BinaryField(help_text="32 random bytes.")

    def __str__(self) -> str:
        return str(self.line_id)
