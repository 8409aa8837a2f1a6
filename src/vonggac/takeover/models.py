"""Tables of handing over the system. Data and constraints only; triggers in the migration."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.proceedings.bases import Proceeding, ProceedingLine
from vonggac.takeover.states import CODE, FLOW, UNDER_WAY, HandoverState

_GIVEN = ["given", "taken", "confirmed"]
_TAKEN = ["taken", "confirmed"]


def _person(help_text: str, *, null: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        related_name="+",
        null=null,
        blank=null,
        help_text=help_text,
    )


class SystemHandover(Proceeding):
    CODE = CODE
    FLOW = FLOW

    state = models.CharField(max_length=20, choices=HandoverState.choices)
    leaving = _person("The manager who leaves, or left.")
    taking = _person("Who takes over.")
    planned = models.BooleanField(
        help_text="The position changes when the head confirms; else it had changed before."
    )
    decision_no = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True, blank=True, help_text="Null: not stated.")
    changed_us = models.BigIntegerField(
        null=True,
        blank=True,
        help_text="When the new manager's position began. Null: it has not.",
    )
    given_us = models.BigIntegerField(null=True, blank=True, help_text="Null: not handed over.")
    given_by = _person("Who leaves; or the head, where that one is absent.", null=True)
    absent = models.CharField(
        max_length=300, blank=True, help_text="Why who leaves does not confirm it."
    )
    taken_us = models.BigIntegerField(null=True, blank=True, help_text="Null: not taken over.")
    confirmed_us = models.BigIntegerField(null=True, blank=True, help_text="Null: not confirmed.")
    confirmed_by = _person("The head. Null: not confirmed.", null=True)
    measured = models.JSONField(
        default=dict, help_text="takeover.measuring.measure at the handing over; {}: not yet."
    )

    class Meta(Proceeding.Meta):
        constraints: ClassVar = [
            *Proceeding.Meta.constraints,
            CheckConstraint(
                name="system_handover_state_known", condition=Q(state__in=HandoverState.values)
            ),
            CheckConstraint(name="nobody_hands_over_to_himself", condition=~Q(leaving=F("taking"))),
            CheckConstraint(
                name="handed_over_when_it_says_so",
                condition=Q(state="cancelled")
                | Q(state="open", given_us__isnull=True, given_by__isnull=True, absent="")
                | Q(state__in=_GIVEN, given_us__isnull=False, given_by__isnull=False),
            ),
            CheckConstraint(
                name="handed_over_by_who_leaves_or_with_the_reason",
                condition=Q(given_by__isnull=True) | Q(given_by=F("leaving")) | ~Q(absent=""),
            ),
            CheckConstraint(
                name="taken_over_when_it_says_so",
                condition=Q(state="cancelled")
                | Q(state__in=["open", "given"], taken_us__isnull=True)
                | Q(state__in=_TAKEN, taken_us__isnull=False),
            ),
            CheckConstraint(
                name="confirmed_by_a_head_who_is_neither",
                condition=Q(confirmed_by__isnull=True)
                | (~Q(confirmed_by=F("leaving")) & ~Q(confirmed_by=F("taking"))),
            ),
            CheckConstraint(
                name="a_handover_is_confirmed_when_it_says_so",
                condition=Q(
                    state="confirmed",
                    confirmed_by__isnull=False,
                    confirmed_us__isnull=False,
                    changed_us__isnull=False,
                )
                | (~Q(state="confirmed") & Q(confirmed_by__isnull=True, confirmed_us__isnull=True)),
            ),
            CheckConstraint(
                name="what_changed_before_says_when",
                condition=Q(planned=True) | Q(changed_us__isnull=False),
            ),
            UniqueConstraint(
                name="one_handover_under_way", fields=["school"], condition=Q(state__in=UNDER_WAY)
            ),
        ]


class HandoverLine(ProceedingLine):
    of = models.ForeignKey(SystemHandover, on_delete=models.PROTECT, related_name="lines")

    class Meta(ProceedingLine.Meta):
        pass
