"""Writes of the room: entering a document, dividing a regulation, putting it in force, acknowledging it."""

from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vonggac.kernel import clock
from vonggac.kernel.authority import Refusal, Refused
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import fold, one_line, paragraph
from vonggac.ledger import services as ledger
from vonggac.papers.models import Scan
from vonggac.people import selectors as people
from vonggac.people.days import day_of
from vonggac.people.roles import BOARD, Role
from vonggac.places import selectors as places
from vonggac.places.numbering import next_number
from vonggac.regulations import selectors
from vonggac.regulations.clauses import Undivided, divided
from vonggac.regulations.models import (
    Acknowledgement,
    Clause,
    Decision,
    DecisionKind,
    Enactment,
    NoticeWords,
    Regulation,
)

KINDS = DecisionKind.choices
LONGEST_TEXT = 60_000
AHEAD = timedelta(days=366)
KEEPERS = BOARD | {Role.IT_TEACHER, Role.CLERK}


@transaction.atomic
def enter_decision(
    *,
    school: UUID,
    kind: str,
    signed_on: date,
    signer: str,
    signer_position: str,
    summary: str,
    by: UUID | None,
    number: int | None = None,
    symbol: str = "",
    scan: Scan | None = None,
) -> Decision:
    """A signed document; ``number`` None: the next of its kind in the calendar year.

    Raises Refused, ValidationError (a number twice, a day to come), TextRefused.
    """
    _require_keeper(by, school)
    _require_signed(signed_on)
    known = DecisionKind(kind)
    wanted = _free_number(school, known, signed_on.year, number)
    row = Decision(
        school_id=school,
        kind=known.value,
        year=signed_on.year,
        number=wanted,
        symbol=_symbol(school, known, symbol),
        signed_on=signed_on,
        signer=one_line("signer", signer, max_length=80),
        signer_position=one_line("signer_position", signer_position, max_length=80),
        summary=one_line("summary", summary, max_length=300),
        school_year=selectors.school_year(school, signed_on),
        scan=scan,
        recorded_by_id=by,
        recorded_us=clock.now_us(),
    )
    row.search = fold(f"{row.label} {row.signer} {row.summary}")[:500]
    row.save(force_insert=True)
    _entered(row, by, "document")
    return row


@transaction.atomic
def enter_regulation(*, decision: UUID, title: str, text: str, by: UUID | None) -> Regulation:
    """The regulation that was issued with the decision, divided into its clauses; not in force yet.

    Raises Refused, ValidationError (no article in the text, the decision has one already), TextRefused.
    """
    row = Decision.objects.select_for_update().get(pk=decision)
    _require_keeper(by, row.school_id)
    if Regulation.objects.filter(decision=row).exists():
        raise _invalid("text", _("This decision has its regulation already."))
    words = paragraph("text", text, max_length=LONGEST_TEXT, required=True)
    try:
        parts = divided(words)
    except Undivided as fault:
        raise _invalid("text", _why_undivided(fault.code)) from fault
    made = Regulation.objects.create(
        decision=row, title=one_line("title", title, max_length=300), text=words
    )
    for place, each in enumerate(parts):
        Clause.objects.create(
            regulation=made,
            place=place,
            article=each.article,
            clause=each.clause,
            heading=each.heading[:300],
            text=each.text,
        )
    _entered(row, by, "regulation")
    return made


@transaction.atomic
def enact(*, regulation: UUID, from_day: date, by: UUID | None) -> Enactment:
    """In force from that day on, the one before until then. The head's deed. Raises Refused, ValidationError."""
    row = Regulation.objects.select_related("decision").get(pk=regulation)
    school = row.decision.school_id
    _require_head(by, school)
    if Enactment.objects.filter(regulation=row).exists():
        raise _invalid("from_day", _("This version was put in force already."))
    if from_day < row.decision.signed_on:
        raise _invalid("from_day", _("Not before the day of its signature (Điều 7)."))
    if from_day > day_of(clock.now_us()) + AHEAD:
        raise _invalid("from_day", _("At most a year ahead."))
    last = Enactment.objects.filter(school_id=school).aggregate(last=Max("from_day"))["last"]
    if last is not None and from_day <= last:
        raise _invalid(
            "from_day", _("A version is in force from %(day)s on: choose a later day.")
            % {"day": last.strftime("%d/%m/%Y")},
        )  # fmt: skip
    made = Enactment.objects.create(
        regulation=row,
        school_id=school,
        from_day=from_day,
        signed_on=row.decision.signed_on,
        by_id=by,
        at_us=clock.now_us(),
    )
    facts = {"regulation": row.id.hex, "from": from_day.isoformat()}
    ledger.record(
        "config.change", actor=actor_id(by), what="regulation.enacted", digest=facts_digest(facts)
    )
    return made


@transaction.atomic
def acknowledge(
    *, regulation: UUID, person: UUID, recorded_by: UUID | None = None
) -> Acknowledgement:
    """Đã đọc và cam kết: by the person, or written down from the signed list by who keeps the register.

    Repeating does nothing. Raises Refused, ValidationError.
    """
    row = Regulation.objects.select_related("decision").get(pk=regulation)
    school = row.decision.school_id
    now = clock.now_us()
    if recorded_by is not None:
        _require_keeper(recorded_by, school)
        if recorded_by == person:
            raise Refused(_own_signature())
    # Who has a position and no account signs the list on paper.
    if not people.holders(school, list(Role), now).filter(pk=person).exists():
        raise _invalid("person", _("Somebody who holds a position at the school."))
    made, fresh = Acknowledgement.objects.get_or_create(
        regulation=row, person_id=person, defaults={"at_us": now, "recorded_by_id": recorded_by}
    )
    if fresh:
        ledger.record(
            "role.change",
            actor=actor_id(recorded_by or person),
            subject=actor_id(person),
            change="regulation.read",
        )
    return made


@transaction.atomic
def word_notices(*, school: UUID, telephone: str, contact: str, by: UUID) -> NoticeWords:
    """What the notices say from now on. Raises Refused, TextRefused."""
    _require_keeper(by, school)
    row = NoticeWords.objects.create(
        school_id=school,
        telephone=one_line("telephone", telephone, max_length=40),
        contact=one_line("contact", contact, max_length=120),
        by_id=by,
        at_us=clock.now_us(),
    )
    facts = {"telephone": row.telephone, "contact": row.contact}
    ledger.record("config.change", actor=actor_id(by), what="notices", digest=facts_digest(facts))
    return row


def _entered(row: Decision, by: UUID | None, what: str) -> None:
    facts = {
        "decision": row.id.hex,
        "number": row.label,
        "signed": row.signed_on.isoformat(),
        "scan": row.scan.sha256 if row.scan else "",
    }
    if what == "regulation":
        facts["text"] = row.regulation.text
    ledger.record("config.change", actor=actor_id(by), what=what, digest=facts_digest(facts))


def _symbol(school: UUID, kind: DecisionKind, symbol: str) -> str:
    tail = symbol or f"{kind.value}-{places.school(school).symbol}"
    return one_line("symbol", tail, max_length=30)


def _free_number(school: UUID, kind: DecisionKind, year: int, number: int | None) -> int:
    series = Decision.objects.filter(school_id=school, kind=kind.value, year=year)
    wanted = number or next_number(series)
    row = series.filter(number=wanted).first()
    if row is not None:
        raise _invalid(
            "number", _("The number is taken: %(no)s, %(what)s.")
            % {"no": row.label, "what": row.summary},
        )  # fmt: skip
    return wanted


def _require_signed(day: date) -> None:
    if not date(2000, 1, 1) <= day <= day_of(clock.now_us()):
        raise _invalid("signed_on", _("This day has not come yet, or is too long ago."))


def _require_keeper(by: UUID | None, school: UUID) -> None:
    """``None`` is the machine's own set-up."""
    if by is None or _roles(by, school) & KEEPERS:
        return
    raise Refused(
        Refusal(
            code="not_keeper",
            reason=_(
                "The register of documents is kept by the clerk, the IT teacher or the Board."
            ),
            clause="Điều 7",
            next_step=_("Give the signed document to the clerk."),
        )
    )


def _require_head(by: UUID | None, school: UUID) -> None:
    held = people.positions_now(by, clock.now_us()) if by else []
    if by is None or any(each.is_head and each.school == school for each in held):
        return
    raise Refused(
        Refusal(
            code="not_head",
            reason=_("Only the principal, or who is in charge of the school, decides this."),
            clause="Điều 7",
            next_step=_("Ask the principal."),
        )
    )


def _own_signature() -> Refusal:
    return Refusal(
        code="own_signature",
        reason=_("Nobody writes down his own signature: acknowledge it yourself."),
        clause="khoản 2 Điều 1",
        next_step=_("Open the regulation and acknowledge it."),
    )


def _roles(person: UUID, school: UUID) -> set[Role]:
    held = people.positions_now(person, clock.now_us())
    return {each.role for each in held if each.school == school}


def _why_undivided(code: str) -> str:
    return {
        "no_article": _("No article was found: a line such as “Điều 1. Mục đích” begins one."),
        "too_many": _("The text has more than 300 clauses: is it one regulation?"),
        "twice": _("A clause stands there twice: check the numbers of articles and clauses."),
    }[code]


def _invalid(field: str, message: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, "invalid")})
