"""Dates and times in the words of documents (DOCUMENT-FORMAT §1, LANGUAGE §1)."""

from datetime import UTC, date, datetime

import pytest

from vonggac.documents import wording
from vonggac.documents.filling import kept_together
from vonggac.kernel.instants import from_datetime


@pytest.mark.parametrize(
    "day,words",
    [
        (date(2025, 10, 9), "Yên Cường, ngày 09 tháng 10 năm 2025"),
        (date(2026, 3, 5), "Yên Cường, ngày 05 tháng 3 năm 2026"),
        (date(2026, 2, 15), "Yên Cường, ngày 15 tháng 02 năm 2026"),
        (date(2026, 12, 31), "Yên Cường, ngày 31 tháng 12 năm 2026"),
    ],
)
def test_zeros_lead_for_days_below_ten_and_months_one_and_two(day: date, words: str) -> None:
    assert wording.place_and_date("Yên Cường", day) == words


def test_times_are_those_of_the_school() -> None:
    at_us = from_datetime(datetime(2025, 10, 1, 18, 15, tzinfo=UTC))
    assert wording.moment(at_us) == "01:15 02/10/2025"
    assert wording.moment_in_words(at_us) == "01 giờ 15 phút, ngày 02 tháng 10 năm 2025"
    assert wording.span(at_us, at_us + 45 * 60 * 1_000_000) == "01:15 – 02:00 02/10/2025"
    day = 24 * 3600 * 1_000_000
    assert wording.span(at_us, at_us + day) == "01:15 02/10/2025 – 01:15 03/10/2025"
    assert wording.number(5) == "05" and wording.number(12) == "12"


def test_a_citation_keeps_its_number() -> None:
    """``khoản`` at the end of a line and 3 on the next reads badly."""
    assert kept_together("khoản 3 Điều 4, điểm đ khoản 1") == (
        "khoản\u00a03 Điều\u00a04, điểm\u00a0đ khoản\u00a01"
    )
    assert kept_together("tài khoản mới, Điều khoản") == "tài khoản mới, Điều khoản"
