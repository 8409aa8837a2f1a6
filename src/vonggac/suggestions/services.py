"""What people do with a suggestion (REQUIREMENTS §5.10): each step is a line of its file.

Raises Refused where the position does not include it, ValidationError where the step is not due, TextRefused.
"""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.kernel import clock
from vonggac.kernel.authority import Refusal, Refused
from vonggac.kernel.text import paragraph
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind
from vonggac.people import selectors as people
from vonggac.people.days import day_of
from vonggac.places.numbering import calendar_year, next_number
from vonggac.proceedings import services as proceedings
from vonggac.suggestions import selectors
from vonggac.suggestions.models import Batch, Suggestion
from vonggac.suggestions.states import ANSWERS, Subject, SuggestionState

LONGEST = 2000


@transaction.atomic
def send(
    *,
    school: UUID,
    by: UUID,
    subject: str,
    trouble: str,
    proposal: str = "",
    anonymous: bool = False,
) -> Suggestion:
    """Đã gửi. ``anonymous``: to colleagues; the Board sees who sent it."""
    access.require(by, school, Deed.SEND_SUGGESTION)
    words = paragraph("trouble", trouble, max_length=LONGEST, required=True)
    row = proceedings.open_one(
        Suggestion(
            school_id=school,
            subject=Subject(subject).value,
            trouble=words,
            proposal=paragraph("proposal", proposal, max_length=LONGEST),
            anonymous=anonymous,
        ),
        by=by,
        kind=SuggestionState.SENT,
        text=words,
    )
    _tell(row, NoticeKind.SUGGESTION_SENT, but=by)
    return row


@transaction.atomic
def receive(*, suggestion: UUID, by: UUID) -> Suggestion:
    row = _row(suggestion, by, Deed.GATHER_SUGGESTIONS)
    proceedings.move(row, SuggestionState.RECEIVED)
    proceedings.write(row, SuggestionState.RECEIVED, by=by)
    return row


@transaction.atomic
def gather(*, school: UUID, by: UUID) -> Batch:
    """Đã tập hợp: everything that was received goes into one batch for the Board. Raises ValidationError: nothing."""
    access.require(by, school, Deed.GATHER_SUGGESTIONS)
    rows = list(
        Suggestion.objects.select_for_update().filter(
            school_id=school, state=SuggestionState.RECEIVED
        )
    )
    if not rows:
        raise ValidationError(_("Nothing was received since the last batch."), "not_due")
    at_us = clock.now_us()
    year = calendar_year(at_us)
    number = next_number(Batch.objects.filter(school_id=school, year=year))
    made = Batch.objects.create(school_id=school, year=year, number=number, by_id=by, at_us=at_us)
    for row in rows:
        row.batch = made
        proceedings.move(row, SuggestionState.GATHERED, "batch")
        proceedings.write(row, SuggestionState.GATHERED, by=by, ref=made.label)
    return made


@transaction.atomic
def consider(*, suggestion: UUID, by: UUID) -> Suggestion:
    row = _row(suggestion, by, Deed.ANSWER_SUGGESTIONS)
    proceedings.move(row, SuggestionState.CONSIDERED)
    proceedings.write(row, SuggestionState.CONSIDERED, by=by)
    return row


@transaction.atomic
def answer(
    *, suggestion: UUID, by: UUID, answer: str, words: str, due_on: date | None = None
) -> Suggestion:
    """Đã trả lời, in words, by a member of the Board who did not send it; its sender is told."""
    row = _row(suggestion, by, Deed.ANSWER_SUGGESTIONS)
    if row.opened_by_id == by:
        raise Refused(_own())
    if answer not in ANSWERS:
        raise _invalid("answer", _("Choose an answer."))
    if due_on is not None and due_on < day_of(clock.now_us()):
        raise _invalid("due_on", _("This day is over."))
    row.answer = paragraph("words", words, max_length=LONGEST, required=True)
    row.answered_by_id, row.due_on = by, due_on
    proceedings.move(row, answer, "answer", "answered_by", "due_on")
    proceedings.write(row, answer, by=by, text=row.answer)
    if row.opened_by_id is not None:
        notices.tell(
            persons=[row.opened_by_id],
            kind=NoticeKind.SUGGESTION_ANSWERED,
            params={"no": row.label},
            key=f"suggestion:{row.id.hex}:answered",
            url=f"/suggestions/{row.id}",
        )
    return row


@transaction.atomic
def close(*, suggestion: UUID, by: UUID, words: str = "") -> Suggestion:
    """Đóng: what came of it."""
    row = _row(suggestion, by, Deed.GATHER_SUGGESTIONS)
    text = paragraph("words", words, max_length=LONGEST)
    proceedings.move(row, SuggestionState.CLOSED)
    proceedings.write(row, SuggestionState.CLOSED, by=by, text=text)
    return row


def _row(suggestion: UUID, by: UUID, deed: Deed) -> Suggestion:
    row = proceedings.locked(Suggestion, suggestion)
    access.require(by, row.school_id, deed)
    return row


def _tell(row: Suggestion, kind: NoticeKind, *, but: UUID) -> None:
    held = people.holders(row.school_id, selectors.RECEIVING, clock.now_us())
    notices.tell(
        persons=[each.id for each in held if each.id != but],
        kind=kind,
        params={"no": row.label},
        key=f"suggestion:{row.id.hex}:{kind.value}",
        url=f"/suggestions/{row.id}",
    )


def _own() -> Refusal:
    return Refusal(
        code="own_matter",
        reason=_("Nobody answers what he sent himself."),
        clause="Điều 7",
        next_step=_("Ask another member of the school board."),
    )


def _invalid(field: str, message: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, "invalid")})
