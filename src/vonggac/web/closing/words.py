"""Totals and certificates of closed books, as they are printed: in Vietnamese, whoever reads the page."""

from typing import Any

from vonggac.closing.books import YEAR
from vonggac.web.local_time import date_text, month_text, spaced_year

_CONDITIONS = (("good", "bình thường"), ("warning", "cảnh báo"), ("broken", "hỏng"))


def device_counts(counts: dict[str, int]) -> str:
    """``120 dòng (bình thường: 100; cảnh báo: 15; hỏng: 05); ghi bổ sung: 02; sự cố: 03``."""
    lines = sum(counts.get(name, 0) for name, _word in _CONDITIONS)
    parts = "; ".join(f"{word}: {counts.get(name, 0):02d}" for name, word in _CONDITIONS)
    more = (("late", "ghi bổ sung"), ("correction", "đính chính"), ("failures", "sự cố"))
    tail = "".join(f"; {word}: {counts[name]:02d}" for name, word in more if counts.get(name))
    return f"{lines:02d} dòng ({parts}){tail}"


def total_text(row: Any) -> str:
    """``Cộng tháng 11/2026: …``, of the device book."""
    return f"Cộng tháng {month_text(row.period)}: {device_counts(row.counts)}"


def certificate(row: Any, volume: int, volumes: int, first: int, last: int) -> str:
    """The line under the last line of a volume whose year is closed (FORMS §1)."""
    year = spaced_year(row.school_year)
    return (
        f"Khóa sổ năm học {year}, ngày {date_text(row.closed_us)}: sổ gồm {row.to_number:02d} dòng, "
        f"{volumes:02d} quyển; quyển số {volume:02d} từ dòng số {first:02d} đến dòng số {last:02d}."
    )


def signers(row: Any) -> dict[str, str]:
    """Who closed it and who checked it, of a month or a year of either book; nobody's name before it is signed."""
    checked = row.check_row.checker_name if hasattr(row, "check_row") else ""
    return {"keeper": row.keeper_name, "checker": checked}


def period_text(row: Any) -> str:
    """``tháng 11/2026`` or ``năm học 2026 - 2027``."""
    if row.period == YEAR:
        return f"năm học {spaced_year(row.school_year)}"
    return f"tháng {month_text(row.period)}"
