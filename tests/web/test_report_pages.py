"""Reports on their pages: drafted by the IT teacher, signed by the principal, taken away as papers."""

import html
import re
from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from typing import cast

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.maintenance.scenes import brought_to
from tests.reports.conftest import drafted, issued, last_month
from tests.scenes.schools import SchoolScene, closed, hoa_sen, holder, open_shift
from tests.web.conftest import Browser
from vonggac.documents import client as documents
from vonggac.duty import services as duty
from vonggac.duty.checklists import Answer, Item, List, Said, all_in_order
from vonggac.equipment import services as equipment
from vonggac.kernel.clock import DAY_US, HOUR_US, now_us
from vonggac.people.days import day_of
from vonggac.people.roles import Role
from vonggac.places.models import School
from vonggac.reports import services as reports
from vonggac.reports.figures import FIGURES, Unit
from vonggac.reports.models import Report
from vonggac.reports.numbers import Numbers
from vonggac.reports.periods import Period
from vonggac.reports.states import PeriodKind
from vonggac.web import deeds
from vonggac.web.reports import shown
from vonggac.web.reports.links import linker
from vonggac.web.reports.waiting import waiting
from vonggac.web.reports.words import value_text
from vonggac.web.viewer import PageRequest

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, object]]]:
    """What the forms are filled with; no document is made."""
    seen: list[dict[str, object]] = []

    def render(_form: str, data: dict[str, object], *_a: object, **_k: object) -> bytes:
        seen.append(data)
        return b"%PDF-1.7"

    monkeypatch.setattr(documents, "render", render)
    yield seen


def step(row: Report, name: str) -> str:
    return reverse("report_step", args=[row.id, name])


def test_from_the_draft_to_the_signature(school: SchoolScene, browser: Browser) -> None:
    """The IT teacher drafts, words and submits; the principal returns it once, then signs what he sees."""
    teacher, head = browser(school.it_teacher), browser(school.principal)
    made = teacher.post(reverse("report_new"), {"kind": "month", "day": last_month().isoformat()})
    assert made.status_code == 302
    (row,) = Report.objects.all()
    page = reverse("report", args=[row.id])
    assert teacher.post(step(row, "texts"), {"shortcomings": "Thiếu đèn"}).status_code == 302
    assert teacher.get(page).content.decode().count("Thiếu đèn") == 1  # in its field, not beside it
    assert "Thiếu đèn" in head.get(page).content.decode()
    assert teacher.post(step(row, "submit"), {"words": ""}).status_code == 302
    assert teacher.post(step(row, "issue"), {"digest": "0" * 64}).status_code == 403
    assert head.post(step(row, "return"), {"words": ""}).status_code == 400
    assert head.post(step(row, "return"), {"words": "Bổ sung mục IV"}).status_code == 302
    assert teacher.post(step(row, "submit"), {"words": ""}).status_code == 302
    shown = head.get(page).content.decode()
    (digest,) = re.findall(r'name="digest" value="([0-9a-f]{64})"', shown)
    assert "Thiếu đèn" in shown
    signed = head.post(step(row, "issue"), {"digest": digest, "paper_no": "7"})
    assert signed.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.paper_no, row.digest) == ("issued", 7, digest)
    after = teacher.get(page).content.decode()
    assert "07/BC-THYC" in after
    assert "Hôm nay các sổ vẫn cho cùng số liệu" in after


def test_the_page_says_what_differs_now_from_an_issued_report(
    school: SchoolScene, browser: Browser, rendered: list[dict[str, object]]
) -> None:
    """A day line written afterwards: the paper keeps its numbers, the page shows both."""
    row = issued(school, drafted(school))
    paper = reverse("report_paper", args=[row.id, "pdf"])
    teacher = browser(school.it_teacher)
    assert teacher.get(paper).status_code == 200
    equipment.write_day_line(
        school=school.id, by=school.it_teacher, day=row.to_day, condition="good", text="Ghi bù"
    )
    page = teacher.get(reverse("report", args=[row.id])).content.decode()
    assert "Nay các sổ cho số liệu khác" in page
    assert "Dòng do người ghi: 0 → <b>1</b>" in page
    assert teacher.get(paper).status_code == 200
    assert rendered[0] == rendered[1]


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
def test_a_report_is_taken_away(
    school: SchoolScene, browser: Browser, rendered: list[dict[str, object]], kind: str
) -> None:
    row = drafted(school)
    answer = browser(school.it_teacher).get(reverse("report_paper", args=[row.id, kind]))
    assert answer.status_code == 200
    assert f"{row.label}-bao-cao-tinh-hinh" in answer["Content-Disposition"]
    assert answer["Content-Disposition"].endswith(f'.{kind}"')
    (data,) = rendered
    assert data["upkeep"] == [{"name": "Không phát sinh", "now": "0", "before": "0", "change": "–"}]


def test_a_number_leads_to_its_rows(school: SchoolScene, browser: Browser) -> None:
    """I10: from the report into the book, with the period and the kind as filters."""
    equipment.open_by_hand(school=school.id, by=school.it_teacher, words="Mất nguồn")
    page = browser(school.it_teacher).get(reverse("evaluation"))
    assert page.status_code == 403
    head, today = browser(school.principal), day_of(now_us())
    row = drafted(school, from_day=today, to_day=today, demand="Theo yêu cầu")
    shown = head.get(reverse("report", args=[row.id])).content.decode()
    links = re.findall(rf'href="({reverse("failures")}[^"]+)"', shown)
    opened = next(html.unescape(each) for each in links if "by=detected_us" in each)
    assert f"from_day={today}&to_day={today}" in opened and "state=all" in opened
    assert f"1 dòng từ {today:%d/%m/%Y}" in head.get(opened).content.decode()
    query = {"state": "all", "from_day": "2025-10-01", "to_day": "2025-10-31", "by": "no_column"}
    earlier = head.get(reverse("failures"), query).content.decode()
    assert "0 dòng từ 01/10/2025 đến 31/10/2025" in earlier and "Tất cả các ngày" in earlier
    for wrong in ({"to_day": "x"}, {"from_day": str(today), "to_day": "2025-10-01"}):
        assert "các ngày" not in head.get(reverse("failures"), query | wrong).content.decode()


def test_every_list_of_a_report_has_the_column_it_is_narrowed_by(
    school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I10: the number's own days, not only its list."""
    monkeypatch.setattr(deeds, "may", lambda *_: True)
    today = day_of(now_us())
    request = cast("PageRequest", SimpleNamespace(viewer=SimpleNamespace(school=school.id)))
    link = linker(request, Period(PeriodKind.AD_HOC, today, today))
    assert "year=" in link("book.lines_auto")
    head = browser(school.principal)
    narrowed = [link(each.code) for each in FIGURES if "by=" in link(each.code)]
    assert len(narrowed) > 25
    for each in sorted(set(narrowed)):
        answer = head.get(each)
        assert answer.status_code == 200, each
        assert f"{today:%d/%m/%Y}" in answer.content.decode(), each


def test_work_not_passed_and_items_not_in_order_lead_to_their_days(
    school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I10: an order by the day on which it did not pass, a shift by the day of its answers, once each."""
    monkeypatch.setattr(deeds, "may", lambda *_: True)
    for each in ("failed", "confirming"):
        brought_to(school, each)
    closed(open_shift(school).id, school.duty_officer)
    wrong = {Item.CLOCKS: Said(Answer.COMPLAINED, "Nhanh"), Item.DISK: Said(Answer.COMPLAINED, "!")}
    at_us = now_us()
    shift = duty.roster_shift(
        school=school.id,
        person=school.duty_officer,
        areas=[school.areas["gate"]],
        from_us=at_us,
        to_us=at_us + HOUR_US,
        by=school.principal,
    )
    answers = all_in_order(List.OPENING) | wrong
    duty.open_shift(shift=shift.id, person=school.duty_officer, answers=answers)
    request = cast("PageRequest", SimpleNamespace(viewer=SimpleNamespace(school=school.id)))
    head, today = browser(school.principal), day_of(now_us())

    def rows(code: str, day: date) -> int:
        address = linker(request, Period(PeriodKind.AD_HOC, day, day))(code)
        return int(head.get(address).context["page"].paginator.count)

    for code, count in (
        ("maintenance.failed", 1),
        ("shifts.checked", 2),
        ("shifts.complained", 1),
    ):
        address = linker(request, Period(PeriodKind.AD_HOC, today, today))(code)
        assert "có mục được tính trong báo cáo" in head.get(address).content.decode()
        assert (rows(code, today), rows(code, today - timedelta(days=1))) == (count, 0), code


def test_the_line_of_the_signature_shows_the_beginning_of_the_digest(
    school: SchoolScene, browser: Browser
) -> None:
    """64 digits fit no phone; the whole of it stands in the row and in the ledger."""
    row = issued(school, drafted(school))
    page = browser(school.principal).get(reverse("report", args=[row.id])).content.decode()
    assert row.digest not in page
    assert f": {row.digest[:12]}…" in page


def test_the_evaluation_page_shows_the_year(school: SchoolScene, browser: Browser) -> None:
    """Any year that is asked for, and nonsense as this one."""
    head = browser(school.principal)
    equipment.open_by_hand(school=school.id, by=school.it_teacher, words="Mất nguồn")
    this = head.get(reverse("evaluation")).content.decode()
    assert this.count("<svg xmlns") == 6
    assert "<title>1</title>" in this
    for odd in ("2019", "x", "99999999", "²", ""):
        assert head.get(reverse("evaluation"), {"year": odd}).status_code == 200


def test_charts_need_no_inline_style(school: SchoolScene, browser: Browser) -> None:
    """The page's policy allows neither style attributes nor scripts."""
    row = drafted(school)
    page = browser(school.principal).get(reverse("report", args=[row.id])).content.decode()
    svg = page[page.index("<svg xmlns") :]
    assert "style=" not in svg[: svg.index("</svg>")]


def test_who_reads_and_who_does_not(school: SchoolScene, browser: Browser) -> None:
    """Clerk and supervisor read, the officer and another school do not."""
    row = drafted(school)
    page = reverse("report", args=[row.id])
    clerk = browser(holder(school, Role.CLERK))
    assert clerk.get(page).status_code == 200
    assert clerk.post(step(row, "submit"), {"words": ""}).status_code == 403
    assert browser(school.duty_officer).get(page).status_code == 403
    assert browser(hoa_sen().principal).get(page).status_code == 404


def test_a_report_that_is_due_stands_on_the_home_page(school: SchoolScene) -> None:
    """From the day after its period, red ten days later; nothing is asked for from before the school began here."""
    at_us = now_us()
    assert waiting(school.it_teacher, school.id, at_us) == []
    School.objects.filter(pk=school.id).update(created_us=at_us - 400 * DAY_US)
    titles = [each.title for each in waiting(school.it_teacher, school.id, at_us)]
    assert len(titles) == 6
    row = drafted(school, kind="month", day=last_month(), demand="")
    lines = waiting(school.it_teacher, school.id, at_us)
    assert [each.url for each in lines if each.url == f"/reports/{row.id}"]
    issued(school, row)
    assert len(waiting(school.it_teacher, school.id, at_us)) == 5
    assert waiting(school.duty_officer, school.id, at_us) == []


def test_who_signs_is_told(school: SchoolScene) -> None:
    row = drafted(school)
    Report.objects.filter(pk=row.pk).update(state="submitted", submitted_by_id=school.it_teacher)
    (line,) = waiting(school.principal, school.id, now_us())
    assert line.url == f"/reports/{row.id}"
    assert waiting(school.vice_principal, school.id, now_us()) == []


def test_a_draft_of_a_month_that_lasts_says_when_it_can_be_issued(
    school: SchoolScene, browser: Browser
) -> None:
    """Else the IT teacher submits it and the principal is refused."""
    teacher = browser(school.it_teacher)
    today = day_of(now_us())
    draft = reports.draft(school=school.id, kind=PeriodKind.MONTH, day=today, by=school.it_teacher)
    last = f"{draft.to_day:%d/%m/%Y}"
    page = teacher.get(reverse("report", args=[draft.id])).content.decode()
    note = page[page.index('class="note info mb-3"') :]
    assert last in note[: note.index("</div>")]
    over = teacher.get(reverse("report", args=[drafted(school).id])).content.decode()
    assert 'class="note info mb-3"' not in over


def test_a_chart_is_drawn_for_a_phone_and_for_paper() -> None:
    """A phone is 360 px wide: 14 px stay legible where little is scaled. Paper has the height of a few lines only."""
    numbers = Numbers({}, {}, ())
    sizes = [
        [int(each) for each in re.findall(r'viewBox="0 0 (\d+) (\d+)"', str(svg))[0]]
        for svg in (shown.chart(numbers), shown.chart(numbers, on_paper=True))
    ]
    (phone, _tall), (paper, low) = sizes
    assert phone <= 320
    assert paper > low


def test_the_share_of_nothing_is_a_dash() -> None:
    """Where no camera was to be recorded, 0% would accuse the school."""
    numbers = Numbers({"cameras.recorded": 0, "cameras.recorded_share": 0}, {}, ())
    rows = {each.code: each for one in shown.sections(numbers) for each in one.rows}
    assert rows["cameras.recorded_share"].now == "–"
    assert rows["cameras.recorded"].now == "0"


def test_figures_are_written_as_the_language_of_the_page_writes_them() -> None:
    """Vietnamese 98,74% without a space; English 98.74%."""
    with override("vi"):
        assert value_text(9874, Unit.SHARE) == "98,74%"
        assert value_text(1234, Unit.COUNT) == "1.234"
    with override("en"):
        assert value_text(9874, Unit.SHARE) == "98.74%"
        assert value_text(1234, Unit.COUNT) == "1,234"


def test_shifts_orders_findings_and_checks_are_narrowed_to_the_days_of_a_report(
    school: SchoolScene, browser: Browser
) -> None:
    """I10: from a number of a report to the lines it counts, of its days only."""
    head, today = browser(school.principal), day_of(now_us())
    shift = open_shift(school)
    days = {"from_day": today.isoformat(), "to_day": today.isoformat()}
    long_ago = {"from_day": "2025-10-01", "to_day": "2025-10-31"}
    address = reverse("shift", args=[shift.id])
    assert address in head.get(reverse("roster"), days).content.decode()
    assert address not in head.get(reverse("roster"), long_ago).content.decode()
    for name in ("roster", "maintenance", "network", "inspections"):
        page = head.get(reverse(name), long_ago).content.decode()
        assert "0 dòng từ 01/10/2025 đến 31/10/2025" in page, name
    given = head.get(reverse("inspections"), {**long_ago, "by": "at_us"}).content.decode()
    assert "0 dòng từ 01/10/2025" in given
