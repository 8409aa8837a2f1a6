"""Reads of the room."""

from uuid import UUID

from django.db.models import Q, QuerySet

from vonggac.duty.models import UsageLine
from vonggac.inspections.models import Finding, Inspection, Reminder, Sampled
from vonggac.kernel.ranges import Range
from vonggac.people.tally import within


def inspections(school: UUID) -> QuerySet[Inspection]:
    """The newest first."""
    found = Inspection.objects.filter(school_id=school).select_related("by", "conclusion")
    return found.prefetch_related("sample__finding")


def inspection(school: UUID, inspection_id: UUID) -> Inspection | None:
    return inspections(school).filter(pk=inspection_id).first()


def sample(inspection_id: UUID) -> list[Sampled]:
    found = Sampled.objects.filter(inspection_id=inspection_id)
    return list(found.select_related("line", "finding"))


def concluded(school: UUID, month: str) -> bool:
    """Whether some leader has checked the month's uses."""
    found = Inspection.objects.filter(school_id=school, month=month)
    return found.filter(conclusion__isnull=False).exists()


def uses_of(school: UUID, from_us: int, to_us: int, *, but: UUID | None = None) -> list[UUID]:
    """Ids of the book's lines that began in the range; corrections are no uses; ``but``: not this person's."""
    found = UsageLine.objects.filter(
        school_id=school, started_us__gte=from_us, started_us__lt=to_us, corrects=None
    )
    if but is not None:
        found = found.exclude(person_id=but)
    return list(found.order_by("number").values_list("id", flat=True))


def reminders(school: UUID, person: UUID | None = None) -> QuerySet[Reminder]:
    """All, or those to and by one person; the newest first."""
    found = Reminder.objects.filter(school_id=school).select_related("by", "acknowledged")
    return found if person is None else found.filter(Q(to_id=person) | Q(by_id=person))


def reminder(school: UUID, reminder_id: UUID) -> Reminder | None:
    return reminders(school).filter(pk=reminder_id).first()


def to_acknowledge(school: UUID, person: UUID) -> list[Reminder]:
    """Oldest first."""
    found = Reminder.objects.filter(school_id=school, to_id=person, acknowledged=None)
    return list(found.order_by("at_us"))


def counts(school: UUID, from_us: int, to_us: int) -> tuple[int, int]:
    """(inspections concluded, reminders given) in the range: a report's numbers (I10)."""
    done = Inspection.objects.filter(
        school_id=school, conclusion__at_us__gte=from_us, conclusion__at_us__lt=to_us
    )
    given = Reminder.objects.filter(school_id=school, at_us__gte=from_us, at_us__lt=to_us)
    return done.count(), given.count()


def figures(school: UUID, span: Range) -> dict[str, int]:
    """Numbers for reports: checks concluded, uses looked at in them and found otherwise, reminders given (I10)."""
    concluded, given = counts(school, span.from_us, span.to_us)
    found = Finding.objects.filter(
        within("sampled__inspection__conclusion__at_us", span),
        sampled__inspection__school_id=school,
    )
    return {
        "concluded": concluded,
        "sampled": found.count(),
        "deviations": found.filter(in_order=False).count(),
        "reminders": given,
    }
