"""What people do with a case (REQUIREMENTS §5.4): each step is a line of its dossier, with who did it.

Raises Refused where the position does not include it, ValidationError where the step is not due, TextRefused.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access.deeds import Deed
from vonggac.directives import selectors as directives
from vonggac.duty import services as duty
from vonggac.holds import services as holds
from vonggac.holds.models import Hold
from vonggac.incidents.models import Case, CaseDirective, DossierLine
from vonggac.incidents.selectors import REPORT_WITHIN_US
from vonggac.incidents.services import writing
from vonggac.incidents.services.writing import LONGEST
from vonggac.incidents.states import CaseState, LineKind, Way
from vonggac.kernel import clock
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import paragraph
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.people.roles import BOARD, Role

_HANDS = (Role.IT_TEACHER, Role.DUTY_OFFICER)


@transaction.atomic
def report(*, case: UUID, by: UUID, words: str = "") -> Case:
    """Báo cáo lãnh đạo. A member of the Board who learns of it needs no words: then the Board knows."""
    row = writing.row_of(case, by, Deed.OPEN_CASE)
    writing.advance(row, CaseState.REPORTED)
    knows = writing.may(by, row.school_id, Deed.DIRECT_CASES)
    text = paragraph("words", words, max_length=LONGEST, required=not knows)
    row.reported_us = clock.now_us()
    row.save(update_fields=["state", "reported_us"])
    writing.write_line(row, LineKind.REPORTED, by=by, text=text)
    writing.tell(row, NoticeKind.CASE_REPORTED, but=by, urgency=Urgency.URGENT)
    notices.settle(key=f"case:{row.id.hex}:{NoticeKind.CASE_LATE.value}")
    return row


@transaction.atomic
def direct(*, case: UUID, by: UUID, way: str, words: str = "") -> Case:
    """Lãnh đạo chỉ đạo: one of the four ways."""
    row = writing.row_of(case, by, Deed.DIRECT_CASES)
    if way not in Way.values:
        raise ValidationError({"way": ValidationError(_("Choose what is to be done."), "invalid")})
    writing.advance(row, CaseState.DIRECTED)
    text = paragraph("words", words, max_length=LONGEST)
    row.way = way
    row.save(update_fields=["state", "way"])
    writing.write_line(row, LineKind.DIRECTED, by=by, text=text, ref=way)
    persons = [row.noted_by_id]
    writing.tell(row, NoticeKind.CASE_DIRECTED, roles=_HANDS, persons=persons, but=by)
    return row


@transaction.atomic
def handle(*, case: UUID, by: UUID, words: str) -> Case:
    """Đang xử lý: what is being done."""
    row = writing.row_of(case, by, Deed.OPEN_CASE)
    writing.advance(row, CaseState.HANDLED)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    row.save(update_fields=["state"])
    writing.write_line(row, LineKind.HANDLED, by=by, text=text)
    return row


@transaction.atomic
def give_result(*, case: UUID, by: UUID, words: str) -> Case:
    """Có kết quả: in neutral words; the system never decides about guilt (khoản 2 Điều 6)."""
    row = writing.row_of(case, by, Deed.OPEN_CASE)
    writing.advance(row, CaseState.RESULT)
    row.result = paragraph("words", words, max_length=LONGEST, required=True)
    row.save(update_fields=["state", "result"])
    writing.write_line(row, LineKind.RESULT, by=by, text=row.result)
    writing.tell(row, NoticeKind.CASE_RESULT, but=by)
    return row


@transaction.atomic
def end(*, case: UUID, by: UUID, words: str = "") -> Case:
    """Đã kết thúc, by the Board. Its holds stay: evidence is released by two persons (khoản 1 Điều 6)."""
    row = writing.row_of(case, by, Deed.DIRECT_CASES)
    writing.advance(row, CaseState.CLOSED)
    text = paragraph("words", words, max_length=LONGEST)
    row.closed_us = clock.now_us()
    row.save(update_fields=["state", "closed_us"])
    writing.write_line(row, LineKind.CLOSED, by=by, text=text)
    persons = [row.noted_by_id]
    writing.tell(row, NoticeKind.CASE_CLOSED, roles=_HANDS, persons=persons, but=by)
    return row


@transaction.atomic
def add_line(
    *, case: UUID, by: UUID, text: str, usage: Mapping[str, Any] | None = None
) -> DossierLine:
    """A note; or, with ``usage`` (as ``duty.services.write_usage_line`` wants it), a use and its two lines at once."""
    row = writing.row_of(case, by, Deed.OPEN_CASE)
    words = paragraph("text", text, max_length=LONGEST, required=True)
    if usage is None:
        return writing.write_line(row, LineKind.NOTE, by=by, text=words)
    line = duty.write_usage_line(
        **{**usage, "school": row.school_id, "person": by, "result": words}, related_no=row.label
    )
    return DossierLine.objects.get(usage_line=line)


@transaction.atomic
def correct_line(*, line: UUID, by: UUID, text: str) -> DossierLine:
    """Đính chính: a new line that names the old one, which stays as it is (I7)."""
    old = DossierLine.objects.get(pk=line)
    row = writing.row_of(old.case_id, by, Deed.OPEN_CASE)
    words = paragraph("text", text, max_length=LONGEST, required=True)
    return writing.write_line(row, LineKind.CORRECTION, by=by, text=words, corrects=old)


@transaction.atomic
def place_hold(
    *, case: UUID, by: UUID, cameras: Iterable[str], footage: Range, reason: str, review_on: date
) -> Hold:
    """+ Niêm giữ dữ liệu, from any state."""
    row = writing.row_of(case, by, Deed.PLACE_HOLD)
    made = holds.place(
        school=row.school_id,
        cameras=cameras,
        footage=footage,
        ground="case",
        ground_ref=row.label,
        reason=reason,
        by=by,
        review_on=review_on,
    )
    writing.write_line(row, LineKind.HELD, by=by, text=made.reason, ref=made.label)
    return made


@transaction.atomic
def join_directive(*, case: UUID, directive: UUID, by: UUID) -> CaseDirective:
    """Truy xuất: from now on each use under that directive stands in the dossier, too."""
    row = writing.row_of(case, by, Deed.OPEN_CASE)
    paper = directives.directives(row.school_id).filter(pk=directive).first()
    if paper is None or CaseDirective.objects.filter(directive_id=directive).exists():
        problem = ValidationError(_("Choose a directive that belongs to no case yet."), "invalid")
        raise ValidationError({"directive": problem})
    made = CaseDirective.objects.create(
        case=row, directive_id=paper.id, by_id=by, at_us=clock.now_us()
    )
    writing.write_line(row, LineKind.DIRECTIVE, by=by, ref=paper.label)
    return made


@transaction.atomic
def pass_on(*, case: UUID, by: UUID, words: str) -> Case:
    """+ Chuyển vụ việc vi phạm, from any state: hành vi có dấu hiệu vi phạm, until somebody concludes."""
    row = writing.row_of(case, by, Deed.REPORT_VIOLATION)
    if row.violation_us is not None:
        raise ValidationError(_("It was passed on already."), code="not_due")
    text = paragraph("words", words, max_length=LONGEST, required=True)
    row.violation_us = clock.now_us()
    row.save(update_fields=["violation_us"])
    writing.write_line(row, LineKind.VIOLATION, by=by, text=text)
    writing.tell(row, NoticeKind.CASE_VIOLATION, but=by)
    return row


@transaction.atomic
def tell_late(*, at_us: int) -> int:
    """Not reported within two hours: the Board is told, once. How many cases; safe to repeat."""
    found = Case.objects.select_for_update().filter(
        state=CaseState.NOTED, late_told_us=None, noted_us__lte=at_us - REPORT_WITHIN_US
    )
    rows = list(found)
    for row in rows:
        row.late_told_us = at_us
        row.save(update_fields=["late_told_us"])
        writing.tell(row, NoticeKind.CASE_LATE, roles=BOARD, urgency=Urgency.URGENT)
    return len(rows)
