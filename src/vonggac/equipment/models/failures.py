"""Failures: numbers, lines, evidence. Data and constraints only; triggers by migration."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.equipment.states import FailureState, Way
from vonggac.kernel.ids import new_uuid


class Failure(models.Model):
    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(help_text="Calendar year it was detected in.")
    number = models.PositiveIntegerField(help_text="Within the year, without gaps.")
    trouble = models.CharField(max_length=80, help_text="equipment.troubles: what it is about.")
    cause = models.CharField(max_length=32, help_text="A GapCause, an EventKind, or troubles'.")
    camera = models.ForeignKey(
        "places.Camera", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Null: of no single camera.",
    )  # fmt: skip
    detail = models.CharField(max_length=300, blank=True, help_text="A volume; words by hand.")
    first_us = models.BigIntegerField(help_text="Begin of its first sign.")
    detected_us = models.BigIntegerField(help_text="When it was opened.")
    opened_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Null: by the system.",
    )  # fmt: skip
    state = models.CharField(max_length=10, choices=FailureState.choices)
    before_back = models.CharField(
        max_length=10, blank=True, help_text="The state that trouble returning brings back."
    )
    way = models.CharField(max_length=10, choices=Way.choices, blank=True)
    asset = models.ForeignKey(
        "equipment.Asset", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Null: of no single device.",
    )  # fmt: skip
    stopped_us = models.BigIntegerField(
        null=True, blank=True, help_text="Đã ngừng thiết bị; null: it was not stopped."
    )
    directed_us = models.BigIntegerField(
        null=True, blank=True, help_text="BGH chỉ đạo; null: not yet."
    )
    assignee = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="The network administrator it is handed to; null: to none.",
    )  # fmt: skip
    due_us = models.BigIntegerField(
        null=True, blank=True, help_text="To be repaired by; null: no time was set."
    )
    tested_us = models.BigIntegerField(
        null=True, blank=True, help_text="Kiểm tra: Đạt; null: no test was passed."
    )
    acknowledged_us = models.BigIntegerField(null=True, blank=True)
    board_seen_us = models.BigIntegerField(
        null=True, blank=True, help_text="Null: no member of the board has confirmed it."
    )
    back_us = models.BigIntegerField(null=True, blank=True, help_text="Footage is back since.")
    course = models.CharField(max_length=2000, blank=True, help_text="Diễn biến.")
    after_fix = models.CharField(
        max_length=2000, blank=True, help_text="Thông tin sau khi khắc phục."
    )
    related = models.CharField(
        max_length=2000, blank=True, help_text="Vụ việc phát sinh có liên quan, or Không có."
    )
    closed_us = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="failure_numbers_differ", fields=["school", "year", "number"]),
            UniqueConstraint(
                name="failure_one_for_one_trouble",
                fields=["school", "trouble"],
                condition=Q(back_us__isnull=True),
            ),
            CheckConstraint(name="failure_number_from_one", condition=Q(number__gte=1)),
            CheckConstraint(name="failure_state_known", condition=Q(state__in=FailureState.values)),
            CheckConstraint(
                name="failure_is_back_when_it_says_so",
                condition=Q(state__in=["back", "closed"], back_us__isnull=False)
                | (~Q(state__in=["back", "closed"]) & Q(back_us__isnull=True)),
            ),
            CheckConstraint(
                name="failure_back_after_it_began",
                condition=Q(back_us__isnull=True) | Q(back_us__gte=F("first_us")),
            ),
            CheckConstraint(
                name="failure_closed_with_three_texts_and_the_board",
                condition=~Q(state="closed")
                | (
                    Q(closed_us__isnull=False, board_seen_us__isnull=False)
                    & ~Q(course="")
                    & ~Q(after_fix="")
                    & ~Q(related="")
                ),
            ),
            CheckConstraint(
                name="failure_stopped_device_is_back_after_its_test",
                condition=Q(stopped_us__isnull=True)
                | ~Q(state__in=["passed", "back", "closed"])
                | Q(tested_us__isnull=False, tested_us__gte=F("stopped_us")),
            ),
            CheckConstraint(
                name="failure_others_repair_after_the_direction",
                condition=Q(way__in=["", "it_teacher"]) | Q(directed_us__isnull=False),
            ),
            CheckConstraint(
                name="failure_is_handed_to_somebody_until_a_day",
                condition=Q(assignee__isnull=True)
                | Q(way="network", due_us__isnull=False, directed_us__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["school", "-detected_us"], name="failure_list"),
            models.Index(fields=["school", "trouble", "-first_us"], name="failure_of_trouble"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """``SC-2026-001``."""
        return f"SC-{self.year}-{self.number:03d}"


class FailureLine(models.Model):
    """One line of a failure's history; never changed or removed."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    failure = models.ForeignKey(Failure, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField(help_text="From 1, without gaps.")
    at_us = models.BigIntegerField(help_text="When it was written.")
    told_us = models.BigIntegerField(help_text="The instant it tells of: footage is back since.")
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Null: the system.",
    )  # fmt: skip
    what = models.CharField(max_length=16, help_text="equipment.book.What.")
    state = models.CharField(max_length=10, choices=FailureState.choices, help_text="After it.")
    cause = models.CharField(max_length=32, blank=True)
    text = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            UniqueConstraint(name="failure_line_places_differ", fields=["failure", "place"])
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.what}"


class FailureLineKey(models.Model):
    """The key of a line's commitment in the ledger (FORMATS §4.2)."""

    line = models.OneToOneField(FailureLine, on_delete=models.PROTECT, related_name="key")
    key = models.BinaryField(help_text="32 random bytes.")

    def __str__(self) -> str:
        return str(self.line_id)


class FailureSign(models.Model):
    """Evidence: a gap, an alarm. Stands in exactly one failure (G5)."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    failure = models.ForeignKey(Failure, on_delete=models.PROTECT, related_name="signs")
    ref = models.CharField(max_length=100, unique=True, help_text="equipment.troubles.Sign.ref.")
    cause = models.CharField(max_length=32)
    camera = models.ForeignKey(
        "places.Camera", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    from_us = models.BigIntegerField()
    to_us = models.BigIntegerField(null=True, blank=True, help_text="Null: it goes on.")
    at_us = models.BigIntegerField(help_text="The instant that tells most.")

    class Meta:
        ordering: ClassVar = ["from_us", "ref"]
        constraints: ClassVar = [
            CheckConstraint(
                name="sign_ends_not_before_it_begins",
                condition=Q(to_us__isnull=True) | Q(to_us__gte=F("from_us")),
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["failure"], condition=Q(to_us=None), name="sign_goes_on")
        ]

    def __str__(self) -> str:
        return self.ref
