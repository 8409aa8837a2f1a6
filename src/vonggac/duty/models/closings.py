"""Tables of the monthly closing, and what search reads of a line; triggers in the migration."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.kernel.ids import new_uuid


class UsageIndex(models.Model):
    """A line of the usage book as filters and search read it: made of the line, never the line itself."""

    line = models.OneToOneField(
        "duty.UsageLine", primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    school_year = models.CharField(max_length=9)
    number = models.PositiveIntegerField()
    month = models.CharField(max_length=7, help_text="2026-11: written in, local time.")
    started_us = models.BigIntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=10)
    basis = models.CharField(max_length=20)
    cameras = models.TextField(help_text="Ids, a blank before and after each.")
    text = models.TextField(help_text="What can be searched, folded (kernel.text.fold).")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                name="usage_index_numbers_differ", fields=["school", "school_year", "number"]
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["person", "school", "school_year", "number"], name="usage_index_person"
            ),
            models.Index(  # every filter but words and cameras, in the book's order, from the index alone
                fields=["school", "school_year", "number", "started_us", "form", "basis", "person"],
                name="usage_index_filters",
            ),
            models.Index(
                fields=["school", "school_year", "month", "form", "number"],
                name="usage_index_month",
            ),
            models.Index(  # numbers of reports, from the index alone
                fields=["school", "started_us", "form", "basis"], name="usage_index_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_year}/{self.number}"


class MonthClosing(models.Model):
    """Cộng tháng: what the keeper signs at a month's end. Only grows."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    school_year = models.CharField(max_length=9)
    month = models.CharField(max_length=7, help_text="2026-11, local time.")
    from_number = models.PositiveIntegerField(help_text="First line of the month.")
    to_number = models.PositiveIntegerField(help_text="Last line of the month.")
    counts = models.JSONField(help_text="Lines by form, corrections among them.")
    keeper = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    keeper_name = models.CharField(max_length=120, help_text="As it was then.")
    closed_us = models.BigIntegerField()
    size = models.BigIntegerField(help_text="Entries of the ledger that the code binds.")
    code = models.CharField(max_length=26, help_text="Of the ledger's checkpoint (FORMATS §7.3).")
    printed = models.CharField(max_length=80, help_text="The printed line: date, size, code.")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                name="month_is_closed_once", fields=["school", "school_year", "month"]
            ),
            CheckConstraint(
                name="closing_covers_lines",
                condition=Q(from_number__gte=1) & Q(to_number__gte=F("from_number")),
            ),
            CheckConstraint(
                name="closing_bears_a_code", condition=~Q(code="") & ~Q(printed="") & Q(size__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_year} {self.month}"


class MonthCheck(models.Model):
    """The second signature: a member of the Board who did not keep the book. Only grows; one a closing."""

    closing = models.OneToOneField(MonthClosing, on_delete=models.PROTECT, related_name="check_row")
    keeper = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", help_text="Of the closing."
    )
    checker = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    checker_name = models.CharField(max_length=120, help_text="As it was then.")
    remarks = models.CharField(max_length=500, blank=True)
    at_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="closing_is_checked_by_another", condition=~Q(checker=F("keeper")))
        ]

    def __str__(self) -> str:
        return str(self.closing_id)
