"""The page's words: catalogue, times, coverage."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US
from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import GapCause
from vonggac.web import local_time, words
from vonggac.web.playback.strips import footage_us, joined

LOCALE = Path(words.__file__).parent / "locale" / "vi" / "LC_MESSAGES"
TEMPLATES = Path(words.__file__).parent / "templates"
# 08:15:07 on Thursday 2 October 2025 at the school
MORNING_US = 1_759_367_707_000_000


def entries() -> list[str]:
    return (LOCALE / "django.po").read_text().split("\n\n")[1:]


def test_the_catalogue_is_complete_and_nothing_is_fuzzy() -> None:
    """House limit: rule 4."""
    assert [e for e in entries() if "fuzzy" in e] == []
    assert [e for e in entries() if re.search(r'msgstr(\[0\])? ""$', e)] == []


def test_no_button_says_xoa() -> None:
    """LANGUAGE §4: the capital word stands nowhere."""
    assert [e for e in entries() if "Xóa" in e] == []


def test_the_compiled_catalogue_is_not_older() -> None:
    """A school PC has no gettext: the compiled file is committed."""
    with translation.override("vi"):
        assert translation.gettext("Live view") == "Xem trực tiếp"


def test_every_cause_has_a_word() -> None:
    """A gap without a word would be a gap without a cause."""
    assert set(words.CAUSES) == set(GapCause)


def test_times_are_the_schools() -> None:
    """LANGUAGE §1: time first in lists, the long date with its weekday."""
    assert local_time.instant_text(MORNING_US) == "08:15 02/10/2025"
    with translation.override("vi"):
        assert local_time.long_date(MORNING_US) == "Thứ Năm, ngày 2 tháng 10 năm 2025"


@pytest.mark.parametrize(
    ("length_us", "text"),
    [
        (45_000_000, "45 giây"),
        (12 * MINUTE_US, "12 phút"),
        (2 * HOUR_US + 5 * MINUTE_US, "2 giờ 5 phút"),
        (4 * DAY_US, "4 ngày"),
    ],
)
def test_lengths_are_said_shortly(length_us: int, text: str) -> None:
    """One or two units."""
    with translation.override("vi"):
        assert local_time.length_text(length_us) == text


def test_a_whole_day_is_said_by_its_date() -> None:
    """From midnight to midnight."""
    day = local_time.day_start(MORNING_US)
    whole = Range(day, day + DAY_US)
    assert local_time.range_text(whole.from_us, whole.to_us) == "02/10/2025"


def test_pieces_that_say_the_same_are_one() -> None:
    """And their footage adds up."""
    found = joined([[0, 10, "footage", 100], [10, 20, "footage", 100], [20, 30, "none", 0]])
    assert found == [[0, 20, "footage", 100], [20, 30, "none", 0]]
    assert footage_us(found) == 20


def test_no_sentence_of_a_page_holds_a_per_cent_sign() -> None:
    """Django looks a ``translate`` with one up under another name: the page would show English."""
    found = [
        path.name
        for path in TEMPLATES.rglob("*.html")
        if re.search(r'{% translate "[^"]*%[^"]*"', path.read_text(encoding="utf-8"))
    ]
    assert not found
