"""How a report's numbers and periods are worded, on pages in their language, on papers in Vietnamese."""

from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US
from vonggac.people.days import ROMAN
from vonggac.reports.figures import Section, Unit
from vonggac.reports.periods import Period
from vonggac.reports.states import PeriodKind


def period_text(period: Period) -> str:
    """``Tháng 11/2026``, ``Quý IV/2026``, ``Học kỳ I năm học 2026 - 2027`` …"""
    first = period.from_day
    match period.kind:
        case PeriodKind.MONTH:
            return _("Month %(n)s") % {"n": f"{first:%m/%Y}"}
        case PeriodKind.QUARTER:
            return _("Quarter %(n)s") % {"n": f"{ROMAN[first.month // 3]}/{first.year}"}
        case PeriodKind.YEAR:
            return _("Year %(n)s") % {"n": first.year}
        case PeriodKind.AD_HOC:
            return days_text(period)
        case _:
            return _of_school_year(period)


def _of_school_year(period: Period) -> str:
    years = _school_year(period)
    if period.kind is PeriodKind.SCHOOL_YEAR:
        return _("School year %(years)s") % {"years": years}
    term = "I" if period.kind is PeriodKind.TERM_1 else "II"
    return _("Term %(n)s of school year %(years)s") % {"n": term, "years": years}


def days_text(period: Period) -> str:
    """``từ 01/11/2026 đến 20/11/2026``; one day alone where it is one."""
    if period.from_day == period.to_day:
        return day_text(period.from_day)
    days = {"first": day_text(period.from_day), "last": day_text(period.to_day)}
    return _("from %(first)s to %(last)s") % days


def day_text(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _school_year(period: Period) -> str:
    # A second term lies in the year after the one that its school year begins in.
    second = period.kind is PeriodKind.TERM_2
    first = period.to_day.year - 1 if second else period.from_day.year
    return f"{first} - {first + 1}"


def value_text(value: int, unit: Unit) -> str:
    """``1.234``; ``26 giờ 5 phút``; ``98,5%``."""
    match unit:
        case Unit.TIME:
            return time_text(value)
        case Unit.SHARE:
            return _figure(f"{value / 100:.2f}".rstrip("0").rstrip(".")) + "%"
        case _:
            return _figure(f"{value:,}")


def _figure(english: str) -> str:
    """Vietnamese has the point and the comma the other way round."""
    return english if get_language() == "en" else english.translate(str.maketrans(".,", ",."))


def time_text(length_us: int) -> str:
    """Days, hours, minutes, the two greatest that are not 0; seconds of what is shorter than a minute."""
    if 0 < length_us < MINUTE_US:
        return _("%(n)s s") % {"n": f"{max(1, length_us // 1_000_000)}"}
    parts = (
        (length_us // DAY_US, _("%(n)s days")),
        (length_us % DAY_US // HOUR_US, _("%(n)s hours")),
        (length_us % HOUR_US // MINUTE_US, _("%(n)s minutes")),
    )
    told = [words % {"n": n} for n, words in parts if n]
    return " ".join(told[:2]) or "0"


def change_text(now: int, earlier: int, unit: Unit) -> str:
    """``+3``, ``-2``; a dash where nothing changed."""
    if now == earlier:
        return "–"
    sign = "+" if now > earlier else "-"
    return sign + value_text(abs(now - earlier), unit)


def section_titles() -> dict[Section, Any]:
    """FORMS §7.1, in its order."""
    return {
        Section.SITUATION: _("General situation"),
        Section.DEVICES: _("Following the equipment, shifts"),
        Section.ACCESS: _("Access to data, extraction"),
        Section.CASES: _("Suspicions, cases"),
        Section.FAILURES: _("Failures, data that were lost"),
        Section.UPKEEP: _("Maintenance, calibration, stocktake"),
        Section.CONDUCT: _("Violations, checks, suggestions"),
    }
