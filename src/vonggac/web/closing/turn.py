"""What the year's turn still asks for: derived of the rows each time, ticked off by doing it."""

from collections.abc import Sized
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.closing import selectors
from vonggac.closing.books import YEAR, Book
from vonggac.directives import selectors as directives
from vonggac.disclosures import selectors as disclosures
from vonggac.disclosures.states import OPEN
from vonggac.duty import selectors as duty
from vonggac.equipment import selectors as equipment
from vonggac.holds import selectors as holds
from vonggac.incidents import selectors as incidents
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.places import selectors as places
from vonggac.regulations import selectors as regulations
from vonggac.violations import selectors as violations
from vonggac.web.local_time import month_text, quarter_text, spaced_year
from vonggac.web.words import ROLES


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    url: str = ""
    done: bool = False
    book: str = ""
    """With ``year``: this book's year can be closed by a button."""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    words: str
    done: bool
    lines: list[Line] = field(default_factory=list)
    chip: str = ""
    """Said in place of done or to do, where the program cannot know either."""


def begun_on(school: UUID, at_us: int) -> date:
    """First day of this school year."""
    row, year = places.school(school), duty.school_year_of(school, at_us)
    day = row.year_day if (row.year_month, row.year_day) != (2, 29) else 28
    return date(int(year[:4]), row.year_month, day)


def steps(school: UUID, person: UUID, at_us: int) -> list[Step]:
    """In the order in which they are done."""
    return [
        _months(school, at_us),
        _books(school, at_us),
        _matters(school, person, at_us),
        _regulation(school, at_us),
        _roles(school, at_us),
        _accounts(school, at_us),
        _archive(school, at_us),
    ]


def _months(school: UUID, at_us: int) -> Step:
    lines = [
        Line(f"{Book(book).label}: {month_text(month)}", _page(book, year))
        for book in Book.values
        for year in selectors.years_to_close(school, book)
        for month in selectors.open_months(school, book, year)
    ]
    lines += [
        _unchecked(book, year, month_text(period))
        for book, year, period in _to_check(school, at_us)
        if period != YEAR
    ]
    words = _("Each month with its total, signed by the keeper, checked by another.")
    return Step(_("Close the months of last year’s books"), words, not lines, lines)


def _books(school: UUID, at_us: int) -> Step:
    lines = [
        _book_line(school, book, year)
        for book in Book.values
        for year in selectors.years_to_close(school, book)
    ]
    lines += [
        _unchecked(book, year, spaced_year(year))
        for book, year, period in _to_check(school, at_us)
        if period == YEAR
    ]
    words = _("The certificate stands on the last page of each printed volume.")
    return Step(_("Close last year’s books"), words, not lines, lines)


def _book_line(school: UUID, book: str, year: str) -> Line:
    """With its button once each month is closed."""
    text, page = f"{Book(book).label}, {spaced_year(year)}", _page(book, year)
    if selectors.open_months(school, book, year):
        return Line(text, page)
    return Line(text, page, book=book, year=year)


def _to_check(school: UUID, at_us: int) -> list[tuple[Book, str, str]]:
    """Closings of the years before this that still lack the second signature: book, year, period."""
    rows = [(Book.USAGE, each.school_year, each.month) for each in duty.closings_to_check(school)]
    rows += [
        (Book(each.book), each.school_year, each.period) for each in selectors.to_check(school)
    ]
    return [each for each in rows if each[1] < duty.school_year_of(school, at_us)]


def _unchecked(book: Book, year: str, period: str) -> Line:
    return Line(f"{book.label}: {period} ({_('not checked yet')})", _page(book, year))


def _page(book: str, year: str) -> str:
    return f"{reverse('usage_book' if book == Book.USAGE else 'device_book')}?year={year}"


def _matters(school: UUID, person: UUID, at_us: int) -> Step:
    requests = disclosures.for_page(person, school, state="open")
    orders = directives.directives(school).filter(
        state__in=("issued", "in_progress", "confirmed", "waiting"), valid_to_us__gt=at_us
    )
    found = (
        (_("Viewing requests"), requests.filter(state__in=OPEN), "requests"),
        (_("Directives"), orders, "directives"),
        (_("Cases"), incidents.cases(school, state="open"), "cases"),
        (_("Violations"), _open_violations(school, person), "violations"),
        (_("Failures"), equipment.failures(school, state="open"), "failures"),
        (_("Holds"), holds.active(school, at_us), "holds"),
    )
    lines = [
        Line(f"{name}: {count}", reverse(page))
        for name, rows, page in found
        if (count := _count(rows))
    ]
    words = _("Open matters keep their numbers and go on; nothing is copied into the new year.")
    return Step(_("Carry over what is open"), words, done=True, lines=lines, chip=_("by itself"))


def _open_violations(school: UUID, person: UUID) -> Sized:
    return [each for each in violations.readable(school, person) if not each.ended]


def _count(rows: "Sized | QuerySet[Any]") -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def _regulation(school: UUID, at_us: int) -> Step:
    old = regulations.outdated(school, at_us)
    none = regulations.in_force(school, at_us) is None
    lines = [Line(_("In force: %s") % old.decision.label, reverse("regulations"))] if old else []
    if none:
        lines = [Line(_("The register holds no regulation."), reverse("regulations"))]
    words = _("The regulation counts by school year: enter the new one, then put it in force.")
    return Step(_("Renew the regulation"), words, not old and not none, lines)


def _roles(school: UUID, at_us: int) -> Step:
    lines = [
        Line(
            f"{each.person.full_name}: {ROLES[Role(each.role)]}",
            reverse("person", args=[each.person_id]),
        )
        for each in people.positions_before(school, begun_on(school, at_us))
        if each.role in _BY_DECISION
    ]
    words = _("Who was assigned before this school year: end it, or assign anew with a decision.")
    return Step(_("Assign the roles anew"), words, not lines, lines)


_BY_DECISION = frozenset(
    {Role.IT_TEACHER, Role.DUTY_OFFICER, Role.NETWORK_ADMIN, Role.CLERK, Role.ACCOUNTANT}
)
"""Not the Board, whom the school does not appoint, nor all the staff."""


def _accounts(school: UUID, at_us: int) -> Step:
    due = people.review_due(school, places.school(school).created_us, at_us)
    lines = [] if due.done else [Line(quarter_text(due.quarter), reverse("account_review"))]
    words = _("Nobody who has left keeps an account.")
    return Step(_("Review the accounts"), words, due.done, lines)


def _archive(school: UUID, at_us: int) -> Step:
    """Printed volumes of the years that are closed; the newest first."""
    lines = []
    first = f"{begun_on(school, at_us).year - 1}-{begun_on(school, at_us).year}"
    for book, name in ((Book.USAGE, "usage_print"), (Book.DEVICE, "device_print")):
        row = selectors.year_closing(school, book, first)
        if row is not None:
            for volume in range(1, selectors.volumes(book, row.to_number) + 1):
                text = _("Volume %(n)s") % {"n": f"{volume:02d}"}
                url = reverse(name, args=[first, volume, "pdf"])
                lines.append(Line(f"{book.label}, {spaced_year(first)}: {text}", url, done=True))
    words = _(
        "Print each volume, have it signed and sealed, and keep it with the files of the year."
    )
    return Step(
        _("Put the year into the archive"), words, done=True, lines=lines, chip=_("on paper")
    )
