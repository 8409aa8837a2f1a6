"""Tables of reports. Data and constraints only; triggers in the migration."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.proceedings.bases import Proceeding, ProceedingLine
from vonggac.reports.periods import Period
from vonggac.reports.states import CODE, FLOW, PeriodKind, ReportState


class Report(Proceeding):
    """``number`` counts drafts; the paper's own number, of the school's series, is ``paper_no`` (FORMS §2)."""

    CODE = CODE
    FLOW = FLOW

    state = models.CharField(max_length=20, choices=ReportState.choices)
    kind = models.CharField(max_length=12, choices=PeriodKind.choices)
    from_day = models.DateField()
    to_day = models.DateField(help_text="The last day that belongs to it.")
    demand = models.CharField(
        max_length=500, blank=True, help_text="Why it is ad hoc: at whose request."
    )
    upward = models.CharField(
        max_length=200, blank=True, help_text="Addressee above the school; empty: its Board."
    )
    general = models.TextField(blank=True)
    results = models.TextField(blank=True)
    shortcomings = models.TextField(blank=True)
    proposals = models.TextField(blank=True)
    plans = models.TextField(blank=True)
    submitted_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    issued_by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Null: not issued.",
    )
    issued_us = models.BigIntegerField(null=True, blank=True, help_text="Null: not issued.")
    issued_on = models.DateField(null=True, blank=True, help_text="The day on the paper.")
    paper_year = models.PositiveSmallIntegerField(null=True, blank=True)
    paper_no = models.PositiveIntegerField(
        null=True, blank=True, help_text="05 of 05/BC-THYC, within the calendar year."
    )
    numbers = models.TextField(blank=True, help_text="Frozen: reports.numbers, canonical JSON.")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of ``numbers``.")

    class Meta(Proceeding.Meta):
        constraints: ClassVar = [
            *Proceeding.Meta.constraints,
            CheckConstraint(name="report_state_known", condition=Q(state__in=ReportState.values)),
            CheckConstraint(name="report_kind_known", condition=Q(kind__in=PeriodKind.values)),
            CheckConstraint(name="report_days_in_order", condition=Q(from_day__lte=F("to_day"))),
            CheckConstraint(
                name="an_ad_hoc_report_says_why", condition=~Q(kind="ad_hoc") | ~Q(demand="")
            ),
            CheckConstraint(
                name="report_is_frozen_when_issued",
                condition=(
                    Q(
                        state="issued",
                        issued_by__isnull=False,
                        issued_us__isnull=False,
                        issued_on__isnull=False,
                        paper_year__isnull=False,
                        paper_no__isnull=False,
                        paper_no__gte=1,
                    )
                    & ~Q(numbers="")
                    & ~Q(digest="")
                )
                | (
                    ~Q(state="issued")
                    & Q(
                        issued_by__isnull=True,
                        issued_us__isnull=True,
                        issued_on__isnull=True,
                        paper_year__isnull=True,
                        paper_no__isnull=True,
                        numbers="",
                        digest="",
                    )
                ),
            ),
            CheckConstraint(
                name="nobody_signs_a_report_he_submitted",
                condition=Q(issued_by__isnull=True)
                | (Q(submitted_by__isnull=False) & ~Q(issued_by=F("submitted_by"))),
            ),
            UniqueConstraint(
                name="a_period_has_one_report",
                fields=["school", "kind", "from_day"],
                condition=~Q(kind="ad_hoc") & ~Q(state="void"),
            ),
            UniqueConstraint(
                name="report_papers_differ",
                fields=["school", "paper_year", "paper_no"],
                condition=Q(paper_no__isnull=False),
            ),
        ]

    @property
    def period(self) -> Period:
        return Period(PeriodKind(self.kind), self.from_day, self.to_day)


class ReportLine(ProceedingLine):
    of = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="lines")

    class Meta(ProceedingLine.Meta):
        pass
