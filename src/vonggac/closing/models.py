"""Tables of the closing of books (FORMS §1). Both only grow; months of the usage book stand in ``duty``."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.closing.books import YEAR, Book
from vonggac.kernel.ids import new_uuid


class Closing(models.Model):
    """Khóa sổ: a month, or a whole school year, with its total. ``number`` is the order of signing."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    number = models.PositiveIntegerField(help_text="Within book and year, without gaps.")
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    book = models.CharField(max_length=6, choices=Book.choices)
    school_year = models.CharField(max_length=9)
    period = models.CharField(max_length=7, help_text="2026-11, or year.")
    from_number = models.PositiveIntegerField(help_text="First line of it; 0: a year without one.")
    to_number = models.PositiveIntegerField(help_text="Last line of it.")
    counts = models.JSONField()
    keeper = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    keeper_name = models.CharField(max_length=120, help_text="As it was then.")
    closed_us = models.BigIntegerField()
    size = models.BigIntegerField(help_text="Entries of the ledger that the code binds.")
    code = models.CharField(max_length=26, help_text="Of the ledger's checkpoint.")
    printed = models.CharField(max_length=80, help_text="The printed line: date, size, code.")

    class Meta:
        ordering: ClassVar = ["school_year", "book", "number"]
        constraints: ClassVar = [
            UniqueConstraint(
                name="a_period_is_closed_once", fields=["school", "book", "school_year", "period"]
            ),
            UniqueConstraint(
                name="closing_numbers_differ", fields=["school", "book", "school_year", "number"]
            ),
            CheckConstraint(name="closing_of_a_known_book", condition=Q(book__in=Book.values)),
            CheckConstraint(
                name="months_here_are_the_device_books",
                condition=Q(book="device") | Q(period=YEAR),
            ),
            CheckConstraint(
                name="closing_runs_forward",
                condition=Q(to_number__gte=F("from_number"))
                & (Q(from_number__gte=1) | Q(period=YEAR, to_number=0)),
            ),
            CheckConstraint(
                name="closed_with_a_code", condition=~Q(code="") & ~Q(printed="") & Q(size__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book} {self.school_year} {self.period}"


class Check(models.Model):
    """The second signature: a member of the Board who did not close it. Only grows; one a closing."""

    closing = models.OneToOneField(Closing, on_delete=models.PROTECT, related_name="check_row")
    keeper = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", help_text="Of the closing."
    )
    checker = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    checker_name = models.CharField(max_length=120, help_text="As it was then.")
    at_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="book_is_checked_by_another", condition=~Q(checker=F("keeper")))
        ]

    def __str__(self) -> str:
        return str(self.closing_id)
