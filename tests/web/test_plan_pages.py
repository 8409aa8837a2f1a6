"""Recording schedules, the calendar, retention and sound on their pages: who may, what is refused, what counts."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.scenes.schools import SchoolScene, hoa_sen
from tests.web.conftest import Browser
from vonggac.places import selectors, services
from vonggac.places.presets import PRESETS
from vonggac.places.schedule import RangeKind, WeekPlan

pytestmark = pytest.mark.django_db(databases=["default", "archive"])

DRAWN = "a" * 300 + "e" * 372
PAPER = {"paper": "12/QĐ-THYC", "decided_on": "2026-01-05"}


def plan_post(school: SchoolScene, *cameras: str, **more: Any) -> dict[str, Any]:
    return {
        "cameras": [school.cameras[each] for each in cameras or ("gate",)],
        "pre_roll_s": "10",
        "post_roll_s": "60",
        "basis": "Hiệu trưởng đồng ý 20/11",
    } | more


def row(number: int, days: str, begin: str, end: str, mode: str) -> dict[str, str]:
    return {
        f"days_{number}": days,
        f"from_{number}": begin,
        f"to_{number}": end,
        f"mode_{number}": mode,
    }


@pytest.fixture
def it_teacher(school: SchoolScene, browser: Browser) -> Client:
    return browser(school.it_teacher)


@pytest.fixture
def principal(school: SchoolScene, browser: Browser) -> Client:
    return browser(school.principal)


def test_a_drawn_week_is_saved_for_several_cameras(school: SchoolScene, it_teacher: Client) -> None:
    """One basis, a row for each; the list says it in words."""
    sent = plan_post(school, "gate", "yard", grid=DRAWN, holiday="-" * 96)
    assert it_teacher.post(reverse("plan_edit"), sent).status_code == 302
    for camera in ("gate", "yard"):
        assert selectors.plan_of(school.cameras[camera]) == WeekPlan(DRAWN, "-" * 96, "", 10, 60)
    text = it_teacher.get(reverse("plans")).content.decode()
    assert "Thứ Hai–Thứ Tư cả ngày liên tục" in text
    assert "ngày nghỉ: không ghi" in text


def test_without_a_script_rows_from_to_make_the_week(
    school: SchoolScene, it_teacher: Client
) -> None:
    """Begin with nothing special, then Monday to Saturday, then a night over midnight."""
    rows = row(1, "012345", "06:00", "18:00", "always") | row(2, "6", "22:00", "05:00", "off")
    sent = plan_post(school, start="events", holiday_as="off", **rows)
    assert it_teacher.post(reverse("plan_edit"), sent).status_code == 302
    plan = selectors.plan_of(school.cameras["gate"])
    assert plan is not None
    assert plan.weekday(0) == "-" * 20 + "e" * 4 + "a" * 48 + "e" * 24
    assert plan.weekday(5) == "e" * 24 + "a" * 48 + "e" * 24
    assert plan.weekday(6) == "e" * 88 + "-" * 8
    assert (plan.holiday, plan.exam) == ("-" * 96, "")


def test_rows_are_painted_on_the_plan_that_counts_now(
    school: SchoolScene, it_teacher: Client
) -> None:
    """A small change by keyboard keeps the rest, holidays too."""
    before = PRESETS["school_hours_then_events"]
    services.decide_plan(
        cameras=[school.cameras["gate"]], plan=before, basis="x", by=school.it_teacher
    )
    sent = plan_post(
        school, start="now", holiday_as="keep", **row(1, "6", "08:00", "09:00", "always")
    )
    assert it_teacher.post(reverse("plan_edit"), sent).status_code == 302
    plan = selectors.plan_of(school.cameras["gate"])
    assert plan is not None
    assert plan.holiday == before.holiday
    assert plan.weekday(6) == "e" * 32 + "aaaa" + "e" * 60
    assert plan.grid[:576] == before.grid[:576]


@pytest.mark.parametrize(
    "wrong",
    [
        {"basis": " "},
        {"grid": "a" * 671},
        {"grid": "x" * 672},
        {"grid": DRAWN, "holiday": "a"},
        {"pre_roll_s": "61"},
        {"post_roll_s": "-1"},
        {"cameras": []},
        row(1, "0", "06:10", "07:00", "always"),
        row(1, "0", "", "07:00", "always"),
        row(1, "0", "06:00", "25:00", "always"),
        row(1, "0", "06:00", "07:00", "sometimes"),
        {"start": "somehow"},
    ],
    ids=lambda wrong: "-".join(f"{k}={v}"[:30] for k, v in wrong.items()),
)
def test_what_is_no_schedule_is_refused_beside_its_field(
    school: SchoolScene, it_teacher: Client, wrong: dict[str, Any]
) -> None:
    """And nothing is saved."""
    answer = it_teacher.post(reverse("plan_edit"), plan_post(school) | wrong)
    assert answer.status_code == 400
    assert "errors" in answer.content.decode() or "note bad" in answer.content.decode()
    assert selectors.plan_of(school.cameras["gate"]) is None


def test_the_preview_shows_the_coming_days_with_holidays_and_saves_nothing(
    school: SchoolScene, it_teacher: Client
) -> None:
    """Asked behind the page a part, by a browser without scripts the whole; a missing basis does not hinder."""
    today = date.today()  # noqa: DTZ011 (any coming day will do)
    services.add_days(
        school=school.id,
        kind=RangeKind.HOLIDAY,
        name="Ngày hội trường",
        from_day=today,
        to_day=date.fromordinal(today.toordinal() + 2),
        by=None,
    )
    sent = plan_post(school, grid=DRAWN, holiday="-" * 96, basis="", preview="1")
    part = it_teacher.post(reverse("plan_edit"), sent, headers={"hx-request": "true"})
    whole = it_teacher.post(reverse("plan_edit"), sent)
    for answer in (part, whole):
        assert answer.status_code == 200
        assert "Ngày hội trường" in answer.content.decode()
        assert "không ghi" in answer.content.decode()
    assert "<html" not in part.content.decode()
    assert selectors.plan_of(school.cameras["gate"]) is None
    broken = it_teacher.post(
        reverse("plan_edit"), sent | {"grid": "x"}, headers={"hx-request": "true"}
    )
    assert "chưa đầy đủ" in broken.content.decode()


def test_another_schools_camera_is_not_found(school: SchoolScene, it_teacher: Client) -> None:
    """Neither shown nor scheduled."""
    other = hoa_sen().cameras["gate"]
    assert it_teacher.get(reverse("plan_edit"), {"camera": other}).status_code == 404
    sent = plan_post(school, grid=DRAWN) | {"cameras": [other]}
    assert it_teacher.post(reverse("plan_edit"), sent).status_code == 404
    assert selectors.plan_of(other) is None


def test_who_sees_and_who_changes(school: SchoolScene, browser: Browser) -> None:
    """The Board sees schedules, the IT teacher draws them, a duty officer neither (matrix §4)."""
    wanted = {
        "plans": (200, 200, 200, 403),
        "plan_edit": (403, 403, 200, 403),
        "calendar": (200, 200, 200, 403),
        "retention": (200, 200, 200, 403),
    }
    people = (school.principal, school.vice_principal, school.it_teacher, school.duty_officer)
    clients = [browser(each) for each in people]
    for name, codes in wanted.items():
        assert tuple(each.get(reverse(name)).status_code for each in clients) == codes, name
    added = {"kind": "holiday", "name": "x", "from_day": "2026-12-01", "to_day": "2026-12-01"}
    assert clients[0].post(reverse("calendar"), added).status_code == 403
    sent = {"scope": "school", "days": "10", **PAPER, "confirmed": "1"}
    assert [each.post(reverse("retention"), sent).status_code for each in clients[1:]] == [403] * 3
    assert selectors.retention_days(school.cameras["gate"]) == 30


def test_the_calendar_offers_fixed_holidays_once(school: SchoolScene, it_teacher: Client) -> None:
    """Ticked, they are added; entered, they are offered no more."""
    page = it_teacher.get(reverse("calendar")).content.decode()
    offered = re.findall(r'name="day" value="([\d-]+)"', page)
    assert {each[5:] for each in offered} == {"01-01", "04-30", "05-01", "09-02"}
    it_teacher.post(reverse("calendar_fixed"), {"day": [*offered[:3], "2026-13-45", "x"]})
    assert len(selectors.calendar_of(school.id)) == 3
    again = it_teacher.get(reverse("calendar")).content.decode()
    assert re.findall(r'name="day" value="([\d-]+)"', again) == offered[3:]


def test_days_are_added_and_withdrawn_with_a_reason(
    school: SchoolScene, it_teacher: Client
) -> None:
    """Tết is a free range; withdrawn, its line stays on the page."""
    sent = {"kind": "holiday", "name": "Tết", "from_day": "2027-02-01", "to_day": "2027-02-14"}
    assert it_teacher.post(reverse("calendar"), sent).status_code == 302
    assert it_teacher.post(reverse("calendar"), sent).status_code == 400
    days = selectors.calendar_rows(school.id).get().id
    other = Client()
    assert other.post(reverse("calendar_withdraw", args=[days])).status_code == 302
    it_teacher.post(reverse("calendar_withdraw", args=[days]), {"reason": ""})
    assert len(selectors.calendar_of(school.id)) == 1
    it_teacher.post(reverse("calendar_withdraw", args=[days]), {"reason": "Sở đổi lịch"})
    assert selectors.calendar_of(school.id) == ()
    assert "Sở đổi lịch" in it_teacher.get(reverse("calendar")).content.decode()


def test_another_schools_calendar_is_not_withdrawn(school: SchoolScene, it_teacher: Client) -> None:
    """Not found."""
    other = hoa_sen()
    theirs = services.add_days(
        school=other.id,
        kind=RangeKind.EXAM,
        name="x",
        from_day=date(2026, 12, 20),
        to_day=date(2026, 12, 21),
        by=None,
    )
    answer = it_teacher.post(reverse("calendar_withdraw", args=[theirs.id]), {"reason": "x"})
    assert answer.status_code == 404


def test_the_principal_sees_what_changes_before_deciding(
    school: SchoolScene, principal: Client
) -> None:
    """Fewer days let footage be erased: said for each camera, and only the second step decides."""
    sent = {"scope": f"area:{school.areas['gate']}", "days": "15", **PAPER}
    text = principal.post(reverse("retention"), sent).content.decode()
    assert "30 → <b>15 ngày" in text
    assert "dữ liệu cũ hơn sẽ hết hạn" in text
    assert selectors.retention_days(school.cameras["gate"]) == 30
    assert principal.post(reverse("retention"), sent | {"confirmed": "1"}).status_code == 302
    assert selectors.retention_days(school.cameras["gate"]) == 15
    assert selectors.retention_days(school.cameras["yard"]) == 30


@pytest.mark.parametrize(
    "days", ["0", "6", "-3", "91", "400", "forever", "1e3", "", "12.5", "9" * 6]
)
def test_nonsense_days_are_refused_in_words(
    school: SchoolScene, principal: Client, days: str
) -> None:
    """At the first step and at the second."""
    sent = {"scope": "school", "days": days, **PAPER}
    for more in ({}, {"confirmed": "1"}):
        answer = principal.post(reverse("retention"), sent | more)
        assert answer.status_code == 400
        assert 'class="errors"' in answer.content.decode()
    assert not selectors.retention_history(school.id).exists()


def test_sound_is_allowed_in_an_area_with_a_basis(school: SchoolScene, it_teacher: Client) -> None:
    """The area and the camera in one act; without a basis nothing changes."""
    gate, address = school.cameras["gate"], reverse("area_audio", args=[school.areas["gate"]])
    sent = {"allowed": "on", "cameras": [gate], "basis": ""}
    assert it_teacher.post(address, sent).status_code == 400
    assert not selectors.camera(gate).audio
    assert it_teacher.post(address, sent | {"basis": "QĐ 15"}).status_code == 302
    assert next(each for each in selectors.recording_plan() if each.id == gate).audio
    other = hoa_sen()
    stranger = reverse("area_audio", args=[other.areas["gate"]])
    assert it_teacher.get(stranger).status_code == 404
