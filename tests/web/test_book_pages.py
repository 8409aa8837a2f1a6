"""The usage book on its page: twelve columns, search, months closed and checked, the printed book."""

from typing import Any

import pytest
from django.urls import reverse

from tests.scenes.requests import clerk
from tests.scenes.schools import SchoolScene, hoa_sen
from tests.web.conftest import Browser
from vonggac.access import selectors as access
from vonggac.closing.models import Closing
from vonggac.documents.forms.usage_book import BookLine, UsageBook
from vonggac.duty import selectors, services
from vonggac.duty.models import MonthCheck, MonthClosing
from vonggac.equipment import services as equipment
from vonggac.kernel import clock
from vonggac.kernel.clock import DAY_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.ledger import selectors as ledger
from vonggac.ledger.checkpoints import Checkpoint
from vonggac.ledger.printed import as_printed
from vonggac.people.days import day_of
from vonggac.web.duty import printed

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
POINT = Checkpoint("school-0000000000/vonggac/1", 412, bytes(32))


def write(school: SchoolScene, at_us: int, **more: Any) -> Any:
    values: dict[str, Any] = {
        "person": school.duty_officer,
        "started_us": at_us,
        "ended_us": at_us,
        "basis": "directive",
        "basis_ref": "PCĐ-2026-001, khoản 1 Điều 2",
        "cameras": [{"camera": "gate22", "name": "Cổng 1", "area": "Cổng trường"}],
        "served": [],
        "footage": Range(at_us, at_us + DAY_US),
        "form": "playback",
        "purpose": "safety",
        "purpose_detail": "Tìm xe đạp",
    }
    return services.write_usage_line(school=school.id, **(values | more))


@pytest.fixture
def last_month(school: SchoolScene, monkeypatch: pytest.MonkeyPatch) -> str:
    """Sixteen lines forty days ago; its month."""
    past_us = now_us() - 40 * DAY_US
    with monkeypatch.context() as patch:
        patch.setattr(clock, "now_us", lambda: past_us)
        for _ in range(16):
            write(school, past_us)
    return selectors.month_of(past_us)


def test_the_clerk_sees_numbers_and_days_and_nothing_that_a_line_says(
    school: SchoolScene, browser: Browser, last_month: str
) -> None:
    """REQUIREMENTS §4: “number + date only”, to file papers by."""
    year = selectors.school_years(school.id)[0]
    desk = browser(clerk(school))
    page = desk.get(reverse("usage_book"), {"year": year, "q": "xe dap"}).content.decode()
    (line,) = selectors.lines_of(school.id, year, [16])
    assert f'<td class="num">16</td><td class="num">{day_of(line.started_us):%d/%m/%Y}</td>' in page
    said = (line.person_name, line.purpose_detail, line.basis_ref, line.cameras[0]["name"])
    assert not [words for words in said if words in page]
    assert reverse("usage_book") in desk.get(reverse("home")).content.decode()
    assert desk.get(reverse("usage_print", args=[year, 1, "pdf"])).status_code == 403


def test_the_book_lies_open_at_its_last_page(
    school: SchoolScene, browser: Browser, last_month: str
) -> None:
    """Twelve columns and their numbers; fifteen lines a page; what search finds without marks."""
    teacher = browser(school.it_teacher)
    year = selectors.school_years(school.id)[0]
    address = f"{reverse('usage_book')}?year={year}"
    last = teacher.get(address).content.decode()
    assert "(12)" in last
    assert 'id="line-16"' in last
    assert 'id="line-15"' not in last
    assert 'id="line-15"' in teacher.get(f"{address}&page=1").content.decode()
    found = teacher.get(f"{address}&q=xe+dap").content.decode()
    assert 'id="line-16"' in found
    assert 'id="line-1"' not in teacher.get(f"{address}&q=khong+co").content.decode()
    spoilt = f"{address}&person=x&camera=%00&form=peek&from_day=0001-01-01&to_day=9999-12-31"
    assert teacher.get(spoilt).status_code == 200


def test_an_officer_reads_own_lines_only(
    school: SchoolScene, browser: Browser, last_month: str
) -> None:
    """◐: whatever the filters say."""
    line = write(school, now_us(), person=school.principal)
    officer = browser(school.duty_officer)
    address = f"{reverse('usage_book')}?year={line.school_year}&person={school.principal}"
    assert "Nguyễn Thị Ánh" not in officer.get(address).content.decode()
    printing = reverse("usage_print", args=[line.school_year, 1, "pdf"])
    assert officer.get(printing).status_code == 403


def test_a_month_is_closed_by_one_and_checked_by_another(
    school: SchoolScene, browser: Browser, last_month: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The total and the ledger's code stand under the month's last line."""
    teacher, head = browser(school.it_teacher), browser(school.principal)
    year = selectors.school_years(school.id)[0]
    close = reverse("usage_close", args=[year, last_month])
    address = f"{reverse('usage_book')}?year={year}"
    asked = teacher.get(address).content.decode()
    assert close in asked
    assert f"Tháng {last_month}" not in asked  # as people here write it
    teacher.post(close)
    assert not MonthClosing.objects.exists()  # the ledger has said nothing yet
    monkeypatch.setattr(ledger, "last_checkpoint", lambda _: POINT)
    assert browser(school.duty_officer).post(close).status_code == 403
    teacher.post(close)
    row = MonthClosing.objects.get()
    check = reverse("usage_check", args=[row.id])
    assert browser(hoa_sen().principal).post(check).status_code == 404
    assert check in head.get(address).content.decode()
    head.post(check)
    assert MonthCheck.objects.get().checker_id == school.principal
    shown = teacher.get(address).content.decode()
    assert as_printed(row.printed) in shown
    assert "16 lượt" in shown
    assert f"{last_month[5:]}/{last_month[:4]}" in shown

    # Both members of the Board had the page open; the IT teacher had it open twice.
    other = browser(school.vice_principal).post(check, follow=True)
    assert "Đã kiểm tra rồi" in other.content.decode()
    again = teacher.post(close, follow=True)
    assert "khóa sổ rồi" in again.content.decode()
    assert again.context["year"] == year


def test_the_printed_book_has_the_forms_own_fields(
    school: SchoolScene, browser: Browser, last_month: str
) -> None:
    """FORMS §3.1: every field is one of the form's; a line of a closed month bears the code (G8)."""
    year = selectors.school_years(school.id)[0]
    services.close_month(
        school=school.id, school_year=year, month=last_month, by=school.it_teacher, checkpoint=POINT
    )
    line = selectors.usage_lines(school.id).get(number=16)
    services.correct_usage_line(line=line.id, text="Sai giờ", by=school.it_teacher)
    data = printed.book_pages(school.id, year, 1, POINT)
    assert set(data) <= set(UsageBook.__dataclass_fields__)
    lines = data["lines"]
    assert all(set(each) <= set(BookLine.__dataclass_fields__) for each in lines)
    assert (len(lines), lines[16]["total"][:4]) == (18, "Cộng")
    assert lines[0]["checkpoint"] == lines[16]["checkpoint"] != ""
    assert (lines[17]["manner"], lines[17]["purpose"]) == ("Đính chính", "Đính chính dòng số 16")
    assert lines[17]["checkpoint"].endswith("– chưa khóa")
    answer = browser(school.it_teacher).get(reverse("usage_print", args=[year, 1, "xlsx"]))
    assert answer.content[:2] == b"PK"
    for volume, kind in ((2, "pdf"), (1, "docx")):
        missing = reverse("usage_print", args=[year, volume, kind])
        assert browser(school.it_teacher).get(missing).status_code == 404


def test_the_foot_of_a_page_is_its_code_and_an_open_page_says_so(
    school: SchoolScene, browser: Browser, last_month: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G8: on the page, too, as it is printed from the browser."""
    monkeypatch.setattr(ledger, "last_checkpoint", lambda _: POINT)
    teacher, year = browser(school.it_teacher), selectors.school_years(school.id)[0]
    address = f"{reverse('usage_book')}?year={year}"
    assert "– chưa khóa" in teacher.get(address).content.decode()
    services.close_month(
        school=school.id, school_year=year, month=last_month, by=school.it_teacher, checkpoint=POINT
    )
    shown = teacher.get(address).content.decode()
    assert "chưa khóa" not in shown
    assert shown.count(as_printed(MonthClosing.objects.get().printed)) == 2


def test_the_device_books_foot_is_its_closings_too(
    school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G8: a page that is closed never says that it is open; who signs second stays at the book."""
    monkeypatch.setattr(ledger, "last_checkpoint", lambda _: POINT)
    past_us = now_us() - 40 * DAY_US
    with monkeypatch.context() as patch:
        patch.setattr(clock, "now_us", lambda: past_us)
        patch.setattr(access, "require", lambda *_: None)  # nobody held a position at that time
        year = selectors.school_year_of(school.id, past_us)
        equipment.write_day_line(
            school=school.id,
            by=school.it_teacher,
            day=day_of(past_us),
            condition="good",
            text="Đủ camera",
        )
    teacher, head = browser(school.it_teacher), browser(school.principal)
    month, address = selectors.month_of(past_us), f"{reverse('device_book')}?year={year}"
    asked = teacher.get(address).content.decode()
    assert "chưa khóa" in asked
    assert f"Tháng {month}" not in asked
    teacher.post(reverse("closing_month", args=[year, month]))
    shown = teacher.get(address).content.decode()
    assert "chưa khóa" not in shown
    row = Closing.objects.get()
    assert shown.count(as_printed(row.printed)) == 2
    check = reverse("closing_check", args=[row.id])
    assert "01 dòng" in head.get(address).content.decode()
    assert head.post(check)["Location"] == address
    assert "đã khóa sổ này" not in head.get(address).content.decode()
    Closing.objects.create(
        number=2,
        school_id=school.id,
        book="device",
        school_year=year,
        period="year",
        from_number=1,
        to_number=1,
        counts=row.counts,
        keeper_id=row.keeper_id,
        keeper_name="Lê Thị Hạnh",
        closed_us=now_us(),
        size=1,
        code="x",
        printed=row.printed,
    )
    assert "Lê Thị Hạnh đã khóa sổ này" in head.get(address).content.decode()
    usage = teacher.get(f"{reverse('usage_book')}?year={year}").content.decode()
    assert "đã khóa sổ này" not in usage
