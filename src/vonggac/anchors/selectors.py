"""Reads: the witnesses, how they stand, how far this ledger is held outside."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from vonggac.anchors.models import Standing, Token, Witness
from vonggac.ledger.notes import Verifier
from vonggac.witness.asking import Place


@dataclass(frozen=True, slots=True)
class Asked:
    """A witness that counts, and what is known of it."""

    witness: UUID
    place: Place
    size: int
    since_us: int
    """Its last cosignature, or its confirmation."""
    overdue_us: int | None
    alarm: str


@dataclass(frozen=True, slots=True)
class Outside:
    """How far the ledger is held outside, for one line on a page."""

    witnesses: int
    size: int
    seen_us: int | None
    late: tuple[str, ...]
    """Names of witnesses that are overdue."""
    alarms: tuple[str, ...]
    token_us: int | None


def witnesses(school: UUID) -> QuerySet[Witness]:
    """All that were ever entered, those that count first."""
    rows = Witness.objects.filter(school_id=school).select_related(
        "standing", "proposed_by", "confirmed_by", "end_asked_by", "ended_by"
    )
    return rows.order_by("ended_us", "proposed_us")


def asked() -> list[Asked]:
    """The witnesses that two people entered and nobody has ended."""
    rows = _counting().select_related("witness").order_by("witness__proposed_us")
    return [
        Asked(
            row.witness_id,
            Place(row.witness.address, Verifier.parse(row.witness.vkey)),
            row.size,
            max(row.seen_us or 0, row.witness.confirmed_us or 0),
            row.overdue_us,
            row.alarm,
        )
        for row in rows
    ]


def anchored_size() -> int | None:
    """Entries below this index are held by a witness; None where the school has none."""
    sizes = list(_counting().values_list("size", flat=True))
    return max(sizes) if sizes else None


def outside() -> Outside:
    rows = list(_counting().select_related("witness"))
    best = max(rows, key=lambda each: each.seen_us or 0, default=None)
    token = Token.objects.filter(fault="").first()
    return Outside(
        len(rows),
        max((each.size for each in rows), default=0),
        best.seen_us if best else None,
        tuple(each.witness.name for each in rows if each.overdue_us is not None),
        tuple(sorted({each.alarm for each in rows if each.alarm})),
        token.at_us if token else None,
    )


def last_token(school: UUID) -> Token | None:
    """The last one that counts."""
    return Token.objects.filter(school_id=school, fault="").first()


def tokens(school: UUID, most: int = 30) -> list[Token]:
    """Newest first, those too that were kept and do not count."""
    return list(Token.objects.filter(school_id=school)[:most])


def _counting() -> QuerySet[Standing]:
    return Standing.objects.filter(witness__confirmed_us__isnull=False, witness__ended_us=None)
