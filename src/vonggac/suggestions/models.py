"""Tables of suggestions. Data and constraints only; triggers in the migration."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.kernel.ids import new_uuid
from vonggac.proceedings.bases import Proceeding, ProceedingLine
from vonggac.suggestions.states import ANSWERS, CODE, FLOW, Subject, SuggestionState

_ANSWERED = [*ANSWERS, "closed"]


class Batch(models.Model):
    """Đợt: what was gathered for one meeting of the Board."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(help_text="Within the calendar year, without gaps.")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at_us = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["-year", "-number"]
        constraints: ClassVar = [
            UniqueConstraint(name="batch_numbers_differ", fields=["school", "year", "number"])
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """``Đợt 1/2026``."""
        return f"Đợt {self.number}/{self.year}"


class Suggestion(Proceeding):
    CODE = CODE
    FLOW = FLOW

    state = models.CharField(max_length=20, choices=SuggestionState.choices)
    subject = models.CharField(max_length=10, choices=Subject.choices)
    trouble = models.CharField(max_length=2000, help_text="Vướng mắc.")
    proposal = models.CharField(max_length=2000, blank=True, help_text="Đề xuất.")
    anonymous = models.BooleanField(default=False, help_text="To colleagues; the Board sees who.")
    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="suggestions"
    )
    answer = models.CharField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True, help_text="Until when it is done. Null: none.")

    class Meta(Proceeding.Meta):
        constraints: ClassVar = [
            *Proceeding.Meta.constraints,
            CheckConstraint(
                name="suggestion_state_known", condition=Q(state__in=SuggestionState.values)
            ),
            CheckConstraint(
                name="suggestion_subject_known", condition=Q(subject__in=Subject.values)
            ),
            CheckConstraint(name="suggestion_says_what", condition=~Q(trouble="")),
            CheckConstraint(
                name="suggestion_is_answered_in_words_by_another",
                condition=(~Q(state__in=_ANSWERED) & Q(answered_by__isnull=True, answer=""))
                | (
                    Q(state__in=_ANSWERED, answered_by__isnull=False, opened_by__isnull=False)
                    & ~Q(answer="")
                    & ~Q(answered_by=F("opened_by"))
                ),
            ),
            CheckConstraint(
                name="suggestion_is_gathered_with_its_batch",
                condition=Q(state__in=["sent", "received"], batch__isnull=True)
                | (~Q(state__in=["sent", "received"]) & Q(batch__isnull=False)),
            ),
        ]


class SuggestionLine(ProceedingLine):
    of = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="lines")

    class Meta(ProceedingLine.Meta):
        pass
