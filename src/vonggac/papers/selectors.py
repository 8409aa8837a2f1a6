"""What the signatures of scans said, and whose signers are known."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from vonggac.papers.models import Check, Scan, TrustedRoot
from vonggac.signing.facts import Found


@dataclass(frozen=True, slots=True)
class Said:
    """``outcome`` checked; else nothing could be said, and ``found`` is empty."""

    outcome: str
    found: list[Found]
    checked_us: int


def signatures(scan: UUID) -> Said | None:
    """As asked last. None: the scan bears none."""
    row = Check.objects.filter(scan_id=scan).order_by("-number").first()
    if row is None:
        return None
    return Said(row.outcome, [Found.from_json(each) for each in row.found], row.checked_us)


def scan(school: UUID, scan: UUID) -> Scan | None:
    return Scan.objects.filter(school_id=school, pk=scan).first()


def roots(school: UUID) -> QuerySet[TrustedRoot]:
    """Trusted now."""
    return every_root(school).filter(ended_us=None)


def every_root(school: UUID) -> QuerySet[TrustedRoot]:
    """With those that have ended, in the order of adding."""
    found = TrustedRoot.objects.filter(school_id=school).select_related("added_by", "ended_by")
    return found.order_by("added_us", "sha256")
