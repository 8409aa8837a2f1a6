"""What people do with a report: each step is a line of its file.

Raises Refused where the position does not include it, the signer submitted it himself, the period goes on or the books
have changed; ValidationError where the step is not due or the number is taken; TextRefused.
"""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.text import one_line, paragraph
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.people.days import day_of
from vonggac.places import selectors as places
from vonggac.places.numbering import calendar_year
from vonggac.proceedings import services as proceedings
from vonggac.reports import numbers, periods, refusals, selectors
from vonggac.reports.models import Report, ReportLine
from vonggac.reports.periods import Period
from vonggac.reports.states import EDITABLE, LineKind, PeriodKind, ReportState

LONGEST = 4000
MOST_PAPERS = 99_999
TEXTS = ("general", "results", "shortcomings", "proposals", "plans")


@transaction.atomic
def draft(
    *,
    school: UUID,
    by: UUID,
    kind: str,
    day: date | None = None,
    from_day: date | None = None,
    to_day: date | None = None,
    demand: str = "",
    upward: str = "",
) -> Report:
    """``day``: any day of a regular period; an ad hoc one has its own two and says at whose request."""
    _require(by, school, Deed.DRAFT_REPORT)
    period = _period(school, PeriodKind(kind), day, from_day, to_day)
    if period.from_day > day_of(clock.now_us()):
        raise _invalid("day", _("This period has not begun."))
    ad_hoc = period.kind is PeriodKind.AD_HOC
    if not ad_hoc and _standing(school, period).exists():
        raise _invalid("day", _("This period has its report already: one period, one report."))
    row = Report(
        school_id=school,
        kind=period.kind.value,
        from_day=period.from_day,
        to_day=period.to_day,
        demand=one_line("demand", demand, max_length=500, required=ad_hoc),
        upward=one_line("upward", upward, max_length=200, required=False),
    )
    return proceedings.open_one(row, by=by, kind=LineKind.DRAFT, text=row.demand)


@transaction.atomic
def write_texts(*, report: UUID, by: UUID, upward: str = "", **texts: str) -> Report:
    """The parts that people word (FORMS §7.1), while it is a draft or returned."""
    row = _row(report, by, Deed.DRAFT_REPORT)
    if row.state not in EDITABLE:
        raise ValidationError(_("Texts are written while it is a draft or returned."), "not_due")
    row.upward = one_line("upward", upward, max_length=200, required=False)
    for name in TEXTS:
        setattr(row, name, paragraph(name, texts.get(name, ""), max_length=LONGEST))
    row.save(update_fields=["upward", *TEXTS])
    proceedings.write(row, LineKind.WRITTEN, by=by)
    return row


@transaction.atomic
def submit(*, report: UUID, by: UUID, words: str = "") -> Report:
    """Trình ký: from now on nobody changes the texts, unless it is returned."""
    row = _row(report, by, Deed.DRAFT_REPORT)
    text = paragraph("words", words, max_length=LONGEST)
    row.submitted_by_id = by
    proceedings.move(row, ReportState.SUBMITTED, "submitted_by")
    proceedings.write(row, LineKind.SUBMITTED, by=by, text=text)
    signers = access.who_may(row.school_id, Deed.SIGN_REPORT, clock.now_us())
    _tell(row, NoticeKind.REPORT_SUBMITTED, [each.id for each in signers if each.id != by])
    return row


@transaction.atomic
def give_back(*, report: UUID, by: UUID, words: str) -> Report:
    """Trả lại, with what is to be mended."""
    row = _row(report, by, Deed.SIGN_REPORT)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    proceedings.move(row, ReportState.RETURNED)
    proceedings.write(row, LineKind.RETURNED, by=by, text=text)
    _tell(row, NoticeKind.REPORT_RETURNED, _submitter(row, but=by))
    return row


@transaction.atomic
def issue(*, report: UUID, by: UUID, digest: str, paper_no: int | None = None) -> Report:
    """Ký ban hành: the numbers are counted, compared with ``digest`` (what the signer saw) and frozen. ``paper_no``:
    the clerk's number of this calendar year; None takes the next after the highest.
    """
    row = _row(report, by, Deed.SIGN_REPORT)
    if row.submitted_by_id == by:
        raise Refused(refusals.own_report())
    at_us = clock.now_us()
    if not row.period.over(at_us):
        raise Refused(refusals.not_over())
    text = numbers.count(row.school_id, row.period).text(row.period, selectors.earlier(row))
    if numbers.digest_of(text) != digest:
        raise Refused(refusals.changed_since())
    row.numbers, row.digest = text, digest
    row.paper_year = calendar_year(at_us)
    row.paper_no = _paper_no(row, paper_no)
    row.issued_by_id, row.issued_us, row.issued_on = by, at_us, day_of(at_us)
    frozen = ("numbers", "digest", "paper_year", "paper_no", "issued_by", "issued_us", "issued_on")
    proceedings.move(row, ReportState.ISSUED, *frozen)
    proceedings.write(row, LineKind.ISSUED, by=by, text=paper_label(row), ref=digest)
    _tell(row, NoticeKind.REPORT_ISSUED, _submitter(row, but=by))
    return row


@transaction.atomic
def void(*, report: UUID, by: UUID, words: str) -> Report:
    """Hủy phiếu, with the reason; the period may have another report then."""
    row = _row(report, by, Deed.DRAFT_REPORT)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    proceedings.move(row, ReportState.VOID)
    proceedings.write(row, LineKind.VOID, by=by, text=text)
    return row


@transaction.atomic
def correct(*, report: UUID, place: int, by: UUID, words: str) -> ReportLine:
    """Đính chính: a new line that names the old one; of an issued report too, which itself stays (I7)."""
    row = _row(report, by, Deed.DRAFT_REPORT)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    return proceedings.correct(row, place, by=by, text=text)  # type: ignore[return-value]  # of this room


def paper_label(row: Report) -> str:
    """``05/BC-THYC``; empty while it is not issued."""
    if row.paper_no is None:
        return ""
    return f"{row.paper_no:02d}/{Report.CODE}-{places.school(row.school_id).symbol}"


def _period(
    school: UUID,
    kind: PeriodKind,
    day: date | None,
    from_day: date | None,
    to_day: date | None,
) -> Period:
    if kind is not PeriodKind.AD_HOC:
        if day is None:
            raise _invalid("day", _("Give a day of the period."))
        return periods.of(kind, day, numbers.year_of(school))
    if from_day is None or to_day is None or to_day < from_day:
        raise _invalid("to_day", _("Give the first and the last day, in this order."))
    if (to_day - from_day).days >= periods.LONGEST_DAYS:
        raise _invalid("to_day", _("At most 400 days."))
    if to_day > day_of(clock.now_us()):
        raise _invalid("to_day", _("This day has not come yet."))
    return Period(kind, from_day, to_day)


def _paper_no(row: Report, wanted: int | None) -> int:
    taken = Report.objects.filter(school_id=row.school_id, paper_year=row.paper_year)
    if wanted is None:
        highest = taken.order_by("-paper_no").values_list("paper_no", flat=True).first()
        return (highest or 0) + 1
    if not 1 <= wanted <= MOST_PAPERS:
        raise _invalid("paper_no", _("A number from 1 on."))
    if taken.filter(paper_no=wanted).exists():
        raise _invalid("paper_no", _("Another report of this year has this number."))
    return wanted


def _standing(school: UUID, period: Period) -> QuerySet[Report]:
    found = selectors.reports(school).exclude(state=ReportState.VOID)
    return found.filter(kind=period.kind.value, from_day=period.from_day)


def _row(report: UUID, by: UUID, deed: Deed) -> Report:
    row = proceedings.locked(Report, report)
    _require(by, row.school_id, deed)
    return row


def _require(by: UUID, school: UUID, deed: Deed) -> None:
    refusal = access.refusal_for(person=by, school=school, deed=deed, at_us=clock.now_us())
    if refusal is not None:
        raise Refused(refusal)


def _submitter(row: Report, *, but: UUID) -> list[UUID]:
    who = row.submitted_by_id
    return [who] if who is not None and who != but else []


def _tell(row: Report, kind: NoticeKind, persons: list[UUID]) -> None:
    notices.tell(
        persons=persons,
        kind=kind,
        params={"no": row.label},
        key=f"report:{row.id.hex}:{kind.value}",
        url=f"/reports/{row.id}",
        urgency=Urgency.RAISED,
    )


def _invalid(field: str, message: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, "invalid")})
