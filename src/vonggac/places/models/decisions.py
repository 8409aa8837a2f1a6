"""What was decided about areas and cameras: rows are added, the newest of each counts, none is changed."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.ids import new_uuid
from vonggac.places.schedule import CELLS_A_DAY, CELLS_A_WEEK, MAX_POST_ROLL_S, MAX_PRE_ROLL_S
from vonggac.places.schedule import RangeKind as Kinds


class RangeKind(models.TextChoices):
    TERM = Kinds.TERM.value, _("term")
    HOLIDAY = Kinds.HOLIDAY.value, _("holiday")
    EXAM = Kinds.EXAM.value, _("exam")


class Decided(models.Model):
    """What every decision has. ``number`` is the order within what it is about: the highest counts."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    number = models.PositiveIntegerField(help_text="1, 2, …; the highest counts.")
    together = models.UUIDField(help_text="Decided in one act with the other rows of this value.")
    basis = models.CharField(_("basis"), max_length=300, blank=True)
    by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Null: the machine's set-up.",
    )
    decided_us = models.BigIntegerField()

    class Meta:
        abstract = True


class RecordingPlan(Decided):
    camera = models.ForeignKey("places.Camera", on_delete=models.PROTECT, related_name="+")
    grid = models.CharField(max_length=CELLS_A_WEEK, help_text="places.schedule: - a e.")
    holiday = models.CharField(
        max_length=CELLS_A_DAY, blank=True, help_text="Empty: as the weekday."
    )
    exam = models.CharField(max_length=CELLS_A_DAY, blank=True, help_text="Empty: as the weekday.")
    pre_roll_s = models.PositiveSmallIntegerField(help_text="Kept from before an event.")
    post_roll_s = models.PositiveSmallIntegerField(help_text="Kept from after its end.")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="plans_of_a_camera_are_numbered", fields=["camera", "number"]),
            CheckConstraint(name="a_plan_has_a_basis", condition=~Q(basis="")),
            CheckConstraint(
                name="rolls_are_short",
                condition=Q(pre_roll_s__lte=MAX_PRE_ROLL_S, post_roll_s__lte=MAX_POST_ROLL_S),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.camera_id} #{self.number}"


class WatchSettings(Decided):
    camera = models.ForeignKey("places.Camera", on_delete=models.PROTECT, related_name="+")
    motion = models.BooleanField(help_text="Off: motion is not looked for; tampering is.")
    sensitivity = models.PositiveSmallIntegerField(help_text="1 … 10.")
    zones = models.JSONField(
        blank=True, help_text="[{name, points: [[x, y], …]}], 0 … 10 000. Empty: all."
    )
    masks = models.JSONField(blank=True, help_text="As zones: motion never counts there.")
    triggers = models.JSONField(
        blank=True, help_text="Kinds of event that start a recording, sorted."
    )

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="watch_settings_are_numbered", fields=["camera", "number"]),
            CheckConstraint(
                name="sensitivity_is_1_to_10", condition=Q(sensitivity__gte=1, sensitivity__lte=10)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.camera_id} #{self.number}"


class StreamsAccepted(Decided):
    """What the camera's streams were like when a person took them for right (khoản 1 Điều 5: checked against it)."""

    camera = models.ForeignKey("places.Camera", on_delete=models.PROTECT, related_name="+")
    main = models.JSONField(help_text="places.watching.StreamShape.")
    sub = models.JSONField(blank=True, help_text="The same; {}: there was none.")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="accepted_streams_are_numbered", fields=["camera", "number"]),
            CheckConstraint(name="accepted_streams_have_a_basis", condition=~Q(basis="")),
        ]

    def __str__(self) -> str:
        return f"{self.camera_id} #{self.number}"


class ViewAccepted(Decided):
    """The camera was aimed on purpose: what it shows from then on is what it should show."""

    camera = models.ForeignKey("places.Camera", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="accepted_views_are_numbered", fields=["camera", "number"]),
            CheckConstraint(name="an_accepted_view_has_a_basis", condition=~Q(basis="")),
        ]

    def __str__(self) -> str:
        return f"{self.camera_id} #{self.number}"


class AreaAudio(Decided):
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+")
    allowed = models.BooleanField(
        help_text="No row, or false: no camera of the area records sound."
    )

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="audio_decisions_are_numbered", fields=["area", "number"]),
            CheckConstraint(name="audio_has_a_basis", condition=~Q(basis="")),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} #{self.number}"


class RetentionDecision(Decided):
    """Of the whole school where neither area nor camera is named; a camera's goes before its area's."""

    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(
        "places.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    camera = models.ForeignKey(
        "places.Camera", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Null: no longer of its own, as the next wider decision says.",
    )
    paper = models.CharField(_("number of the decision"), max_length=60)
    decided_on = models.DateField(help_text="Day on the paper.")
    reason = models.CharField(max_length=300, blank=True, help_text="Needed above 90 days.")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="retention_is_numbered", fields=["school", "number"]),
            CheckConstraint(
                name="retention_is_of_one_thing",
                condition=Q(area__isnull=True) | Q(camera__isnull=True),
            ),
            CheckConstraint(
                name="retention_is_7_to_90_days_or_has_a_reason",
                condition=Q(days__isnull=True)
                | Q(days__gte=7, days__lte=90)
                | (Q(days__gt=90, days__lte=365) & ~Q(reason="")),
            ),
            CheckConstraint(
                name="the_school_always_has_a_number",
                condition=Q(days__isnull=False) | Q(area__isnull=False) | Q(camera__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}: {self.days}"


class CalendarRange(models.Model):
    """Whole local days. A row is never changed but for being withdrawn, once."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=RangeKind.choices)
    name = models.CharField(max_length=80)
    from_day = models.DateField()
    to_day = models.DateField(help_text="Included.")
    entered_us = models.BigIntegerField()
    by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    withdrawn_us = models.BigIntegerField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    withdraw_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["from_day", "to_day", "name"]
        constraints: ClassVar = [
            CheckConstraint(name="range_kind_known", condition=Q(kind__in=RangeKind.values)),
            CheckConstraint(
                name="a_range_of_days_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
                condition=Q(to_day__gte=F("from_day")),
            ),
            CheckConstraint(
                name="withdrawn_with_a_reason",
                condition=Q(withdrawn_us__isnull=True, withdraw_reason="")
                | (Q(withdrawn_us__isnull=False) & ~Q(withdraw_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
