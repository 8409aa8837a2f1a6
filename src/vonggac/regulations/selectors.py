"""Reads of the room."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from vonggac.kernel.ranges import Range
from vonggac.kernel.text import fold
from vonggac.people import selectors as people
from vonggac.people.days import day_of
from vonggac.people.models import Person
from vonggac.people.roles import Role
from vonggac.people.tally import within
from vonggac.places import selectors as places
from vonggac.regulations.clauses import numbers
from vonggac.regulations.models import (
    Acknowledgement,
    Clause,
    Decision,
    Enactment,
    NoticeWords,
    Regulation,
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """One line of the list of readers; ``at_us`` None: not read yet."""

    person: UUID
    full_name: str
    at_us: int | None
    on_paper: bool


def school_year(school: UUID, day: date) -> str:
    """``2026-2027``: the school year that the day is in."""
    row = places.school(school)
    first = day.year if (day.month, day.day) >= (row.year_month, row.year_day) else day.year - 1
    return f"{first}-{first + 1}"


def decisions(school: UUID, *, year: str = "", search: str = "") -> QuerySet[Decision]:
    """The register, the newest first."""
    found = Decision.objects.filter(school_id=school).select_related("regulation", "scan")
    if year:
        found = found.filter(school_year=year)
    if search.strip():
        found = found.filter(search__contains=fold(search))
    return found


def years(school: UUID) -> list[str]:
    """School years that have a document, the newest first."""
    found = Decision.objects.filter(school_id=school).order_by("-school_year")
    return list(found.values_list("school_year", flat=True).distinct())


def decision(school: UUID, decision_id: UUID) -> Decision | None:
    return decisions(school).filter(pk=decision_id).first()


def in_force(school: UUID, at_us: int) -> Regulation | None:
    """The version of that day; None: the school has none in the register."""
    row = (
        Enactment.objects.filter(school_id=school, from_day__lte=day_of(at_us))
        .select_related("regulation__decision")
        .order_by("-from_day")
        .first()
    )
    return row.regulation if row else None


def regulations(school: UUID) -> QuerySet[Regulation]:
    """All versions, the newest first; ``enactment`` is missing where one was never put in force."""
    found = Regulation.objects.filter(decision__school_id=school)
    return found.select_related("decision", "enactment").order_by("-decision__signed_on")


def regulation(school: UUID, regulation_id: UUID) -> Regulation | None:
    return regulations(school).filter(pk=regulation_id).first()


def clauses(regulation_id: UUID) -> list[Clause]:
    return list(Clause.objects.filter(regulation_id=regulation_id))


def clause(school: UUID, citation: str, at_us: int) -> Clause | None:
    """The clause of the version in force that a text such as ``khoản 2 Điều 4`` cites, or its article."""
    wanted, version = numbers(citation), in_force(school, at_us)
    if wanted is None or version is None:
        return None
    article, number = wanted
    found = {each.clause: each for each in version.clauses.filter(article=article)}
    return found.get(number) or found.get(0)


def to_acknowledge(person: UUID, school: UUID, at_us: int) -> Regulation | None:
    """The version in force, where the person has not acknowledged it (khoản 2 Điều 1)."""
    row = in_force(school, at_us)
    if row is None or row.receipts.filter(person_id=person).exists():
        return None
    return row


def receipts(regulation_id: UUID, school: UUID, at_us: int) -> list[Receipt]:
    """Everybody who holds a position now, by given name, and whether they have read it."""
    read = {
        each.person_id: each for each in Acknowledgement.objects.filter(regulation_id=regulation_id)
    }
    staff = people.holders(school, list(Role), at_us)
    return [_receipt(each, read.get(each.id)) for each in staff]


def unread_count(regulation_id: UUID, school: UUID, at_us: int) -> int:
    done = Acknowledgement.objects.filter(regulation_id=regulation_id, person_id=OuterRef("pk"))
    return people.holders(school, list(Role), at_us).filter(~Exists(done)).count()


def outdated(school: UUID, at_us: int) -> Regulation | None:
    """The version in force, where it is of an earlier school year: it must be issued again."""
    row = in_force(school, at_us)
    if row is None:
        return None
    return row if row.decision.school_year < school_year(school, day_of(at_us)) else None


def waiting_to_enact(school: UUID) -> list[Regulation]:
    """Versions signed after the one that is in force last, and not put in force."""
    last = Enactment.objects.filter(school_id=school).order_by("-from_day").first()
    found = regulations(school).filter(enactment=None)
    if last is not None:
        found = found.filter(decision__signed_on__gt=last.signed_on)
    return list(found)


def notice_words(school: UUID) -> NoticeWords | None:
    return NoticeWords.objects.filter(school_id=school).first()


def _receipt(person: Person, row: Acknowledgement | None) -> Receipt:
    return Receipt(
        person=person.id,
        full_name=person.full_name,
        at_us=row.at_us if row else None,
        on_paper=row is not None and row.recorded_by_id is not None,
    )


def figures(school: UUID, span: Range) -> dict[str, int]:
    """Numbers for reports: versions put into force by a day of the span, and readings acknowledged in it (I10)."""
    first, last = day_of(span.from_us), day_of(span.to_us - 1)
    read = Acknowledgement.objects.filter(
        within("at_us", span), regulation__decision__school_id=school
    )
    enacted = Enactment.objects.filter(school_id=school, from_day__range=(first, last))
    return {"enacted": enacted.count(), "acknowledged": read.count()}
