"""The usage book as its printed form has it: the fields of ``documents.forms.usage_book``, in Vietnamese.

Whoever reads the page, the book is the school's: its words are those of the regulation.
"""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import override

from vonggac.closing import selectors as years
from vonggac.duty import selectors
from vonggac.duty.years import local
from vonggac.kernel.clock import now_us
from vonggac.ledger.checkpoints import Checkpoint, printed_line
from vonggac.ledger.printed import as_printed
from vonggac.people import selectors as people
from vonggac.places import selectors as places
from vonggac.web import words
from vonggac.web.closing.words import certificate, signers
from vonggac.web.local_time import date_text, range_text

if TYPE_CHECKING:
    from vonggac.duty.models import MonthClosing, UsageLine

_FORMS = (
    ("live", "xem trực tiếp theo ca"),
    ("playback", "xem lại"),
    ("snapshot", "chụp ảnh"),
    ("print", "in ảnh"),
    ("export", "trích xuất"),
)
_NAMES = dict(_FORMS)
NONE = "–"
OPEN = "chưa khóa"


def counts_text(counts: dict[str, int]) -> str:
    """``02 lượt (xem trực tiếp theo ca: 01; …); đính chính: 01``."""
    uses = sum(n for form, n in counts.items() if form != "correction")
    parts = "; ".join(f"{name}: {counts.get(form, 0):02d}" for form, name in _FORMS)
    corrected = counts.get("correction", 0)
    tail = f"; đính chính: {corrected:02d}" if corrected else ""
    return f"{uses:02d} lượt ({parts}){tail}"


def total_text(closing: "MonthClosing") -> str:
    """``Cộng tháng 10/2025: 02 lượt (…)``."""
    year, month = closing.month.split("-")
    return f"Cộng tháng {month}/{year}: {counts_text(closing.counts)}"


def open_code(checkpoint: Checkpoint | None, still_open: str = OPEN) -> str:
    """What the foot of a page that is not closed says (G8): the ledger's newest code, and that it is open."""
    if checkpoint is None or not checkpoint.size:
        return ""
    line = printed_line(local(now_us()).date().isoformat(), checkpoint)
    return f"{as_printed(line)} – {still_open}"


def book_pages(
    school: UUID, year: str, volume: int, checkpoint: Checkpoint | None = None
) -> dict[str, Any]:
    """One volume (quyển) of a year's book: its lines with the totals of the months that were closed.

    ``checkpoint``: the ledger's newest, for the foot of pages that are not closed.
    """
    first = (volume - 1) * selectors.VOLUME + 1
    closings = selectors.closings(school, year)
    with override("vi"):
        lines = selectors.lines_of(school, year, range(first, first + selectors.VOLUME))
        found = [_line(each) for each in lines]
    head = people.head_of(school, now_us())
    here = places.school(school)
    closed = years.year_closing(school, "usage", year)
    return {
        "authority": here.parent_body.upper(),
        "school": here.name.upper(),
        "year": year.replace("-", " - "),
        "volume": f"{volume:02d}",
        "opened_on": date_text(lines[0].written_us) if lines else "",
        "closed_on": date_text(closed.closed_us) if closed else "",
        "pages": "",
        "head": head.full_name if head else "",
        "lines": [
            *_with_totals(found, closings, open_code(checkpoint)),
            *_certificate(closed, volume, lines),
        ],
    }


def _with_totals(
    lines: list[dict[str, str]], closings: list[Any], code: str
) -> list[dict[str, str]]:
    """A month's total after its last line; every line bears the code that it was closed with, else ``code`` (G8)."""
    ends = {str(each.to_number): each for each in closings}
    found: list[dict[str, str]] = []
    for line in reversed(lines):
        closing = ends.get(line["number"])
        if closing is not None:
            code = as_printed(closing.printed)
            found.append({"total": total_text(closing), "checkpoint": code, **signers(closing)})
        found.append({**line, "checkpoint": code})
    return found[::-1]


def _certificate(closed: Any, volume: int, lines: list["UsageLine"]) -> list[dict[str, str]]:
    """The last line of a volume whose year is closed (FORMS §1)."""
    if closed is None or not lines:
        return []
    of = years.volumes("usage", closed.to_number)
    text = certificate(closed, volume, of, lines[0].number, lines[-1].number)
    return [{"total": text, "checkpoint": as_printed(closed.printed), **signers(closed)}]


def _line(line: "UsageLine") -> dict[str, str]:
    """Columns (1) to (12)."""
    role = words.role(line.person_role) if line.person_role else ""
    form = "Đính chính" if line.corrects else _NAMES[line.form].capitalize()
    if line.sound:
        form += ", có âm thanh"
    purpose = words.purpose(line.purpose)
    number = line.corrects.number if line.corrects else 0
    footage = NONE
    if line.footage_from_us is not None and line.footage_to_us is not None:
        footage = range_text(line.footage_from_us, line.footage_to_us)
    return {
        "number": str(line.number),
        "when": range_text(line.started_us, line.ended_us),
        "user": "\n".join(filter(None, (line.person_name, role))),
        "ground": f"{words.basis(line.basis)}\n{line.basis_ref}",
        "cameras": _cameras(line) or NONE,
        "footage": footage,
        "manner": form,
        "purpose": f"Đính chính dòng số {number}"
        if number
        else ": ".join(filter(None, (purpose, line.purpose_detail))),
        "result": line.result or (line.note if number else ""),
        "related": line.related_no or NONE,
        "signature": line.confirmed_by,
        "note": "Đính chính" if number else line.note,
    }


def _cameras(line: "UsageLine") -> str:
    areas: dict[str, list[str]] = {}
    for each in line.cameras:
        areas.setdefault(each.get("area", ""), []).append(each.get("name", ""))
    return "\n".join(f"{', '.join(names)} ({area})" for area, names in areas.items())
