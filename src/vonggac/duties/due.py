"""A duty as the calendar shows it: what, until when, whose. Pure."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vonggac.access.deeds import Deed


class Kind(TextChoices):
    """The words of the calendar; the values stand in rows and feeds: never rename one."""

    REQUEST = "request", _("viewing request: next step")
    MEDIUM = "medium", _("handed-over copy: take back or destroy")
    ORAL = "oral", _("oral order: confirm it")
    ORDER = "order", _("directive: carry out")
    PROPOSAL = "proposal", _("proposal to check data: answer")
    REMINDER = "reminder", _("reminder: acknowledge")
    BREACH = "breach", _("breach of personal data: tell within 72 hours")
    FAILURE = "failure", _("failure: put right")
    REPORT = "report", _("report of the period until")
    REPORT_SIGN = "report_sign", _("report: sign it")
    WORK = "work", _("maintenance order: do the work")
    WORK_DONE = "work_done", _("maintenance order: confirm the work")
    REPAIR = "repair", _("proposal to repair: decide it")
    REPAIR_DONE = "repair_done", _("proposal to repair: carry it on")
    STOCKTAKE = "stocktake", _("stocktake: next step")
    STOCKTAKE_YEAR = "stocktake_year", _("stocktake: count by")
    TAKEOVER = "takeover", _("handing over of the system: next step")
    SUGGESTION = "suggestion", _("suggestion: do what was answered")
    HOLD = "hold", _("hold: is it still needed?")
    LEADERS = "leaders", _("leaders’ check of the uses of")
    REVIEW = "review", _("account review")
    USAGE_MONTH = "usage_month", _("usage book: close the month")
    USAGE_CHECK = "usage_check", _("usage book: check the month")
    DEVICE_MONTH = "device_month", _("device book: close the month")
    BOOK_YEAR = "book_year", _("close the book of the year")
    BOOK_CHECK = "book_check", _("check the closing of a book")
    DEVICE_DAY = "device_day", _("device book: line of the day")
    REGULATION = "regulation", _("regulation: issue it for the school year")
    BACKUP = "backup", _("backup: see that one is made")
    SHIFT = "shift", _("shift")


@dataclass(frozen=True, slots=True)
class Duty:
    """Never a name in it: a title is a kind and a number, and leaves the house in feeds and notices."""

    kind: Kind
    ref: str
    """Number of the row, or the period."""
    day: date
    """The last day."""
    url: str
    key: str = ""
    """What tells it from others of its kind; empty: ``ref``."""
    persons: frozenset[UUID] = frozenset()
    """Whose it is; empty: everybody's whose position includes ``deed``."""
    deed: Deed | None = None
    but: frozenset[UUID] = frozenset()
    """Whom it concerns, and who therefore neither does it nor sees it here (G4)."""
    done: bool = False

    @property
    def title(self) -> str:
        """``Kiểm tra của lãnh đạo … 10/2026``, in the reader's language."""
        words = f"{self.kind.label} {self.ref}".strip()
        return words[:1].upper() + words[1:]

    @property
    def name(self) -> str:
        """The same duty of the same day, always."""
        return f"{self.kind.value}:{self.key or self.ref}:{self.day.isoformat()}"

    def late(self, today: date) -> bool:
        return not self.done and self.day < today
