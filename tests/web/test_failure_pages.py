"""Failures, notices, alarms and inputs on their pages: who sees what, and who may do what."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.scenes.schools import SchoolScene, hoa_sen, holder
from tests.web.conftest import Browser
from vonggac.equipment import selectors, services
from vonggac.equipment.models import AlarmDecision, Failure, Input
from vonggac.equipment.rules import BOUNDS
from vonggac.equipment.states import Way
from vonggac.equipment.troubles import Sign, sign_of_event, sign_of_gap
from vonggac.kernel.clock import DAY_US, MINUTE_US, now_us
from vonggac.kernel.events import EventKind
from vonggac.kernel.streams import GapCause
from vonggac.notices import selectors as notices
from vonggac.people.roles import Role
from vonggac.web.equipment.guides import guide
from vonggac.web.equipment.printed import failure_minutes

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def gone(school: SchoolScene, *, back: bool = False) -> Failure:
    """The gate's camera was unreachable for ten minutes; until now, or until five minutes ago."""
    at_us = now_us()
    to_us = at_us - 5 * MINUTE_US if back else None
    cause = GapCause.CAMERA_UNREACHABLE
    sign = sign_of_gap(school.cameras["gate"], at_us - 15 * MINUTE_US, to_us, cause)
    assert sign is not None
    services.look(school=school.id, signs=[sign], at_us=at_us)
    return Failure.objects.get(school_id=school.id)


def covered(school: SchoolScene) -> Failure:
    sign = covered_sign(school)
    services.look(school=school.id, signs=[sign], at_us=now_us())
    return Failure.objects.get(school_id=school.id)


def covered_sign(school: SchoolScene) -> Sign:
    from_us = now_us() - 10 * MINUTE_US
    sign = sign_of_event(
        event="c" * 32,
        camera=school.cameras["gate"],
        kind=EventKind.COVERED,
        from_us=from_us,
        to_us=None,
        at_us=from_us,
    )
    assert sign is not None
    return sign


def step(client: Client, failure: Failure, name: str, **data: str) -> int:
    return client.post(reverse("failure_step", args=[failure.id, name]), data).status_code


def test_a_failure_from_its_notice_to_its_closing(school: SchoolScene, browser: Browser) -> None:
    """As the people of the school do it: banner, confirmation, report, three texts, closed."""
    failure = gone(school, back=True)
    board, teacher = browser(school.principal), browser(school.it_teacher)
    page = board.get(reverse("failure", args=[failure.id])).content.decode()
    assert failure.label in page
    assert "Hoạt động trở lại" in page
    assert step(teacher, failure, "acknowledge", reason="Chỉ mất mạng, camera không hỏng") == 302
    texts = {"course": "Đứt dây mạng", "after_fix": "Đã thay dây", "related": "Không có"}
    assert step(teacher, failure, "close", **texts) == 400
    assert step(board, failure, "confirm") == 302
    assert step(teacher, failure, "close", **(texts | {"related": ""})) == 400
    assert step(teacher, failure, "close", **texts) == 302
    failure.refresh_from_db()
    assert failure.state == "closed"
    assert [each.what for each in selectors.lines(failure.id)] == [
        "opened",
        "back",
        "acknowledged",
        "confirmed",
        "closed",
    ]


def test_steps_are_refused_to_who_may_not(school: SchoolScene, browser: Browser) -> None:
    """Matrix of REQUIREMENTS §4: the Board confirms and directs, the IT teacher works, nobody else does."""
    failure = gone(school, back=True)
    for who in (school.principal, school.duty_officer):
        assert step(browser(who), failure, "acknowledge", reason="Tôi xem rồi") == 403
        texts = {"course": "a", "after_fix": "b", "related": "c"}
        assert step(browser(who), failure, "close", **texts) == 403
    for who in (school.it_teacher, school.duty_officer):
        assert step(browser(who), failure, "confirm") == 403
        assert step(browser(who), failure, "direct", way="network", words="") == 403
    other = hoa_sen()
    assert browser(other.principal).get(reverse("failure", args=[failure.id])).status_code == 404
    assert step(browser(other.principal), failure, "confirm") == 404


def test_what_goes_on_is_not_called_repaired(school: SchoolScene, browser: Browser) -> None:
    """The footage says when it is back, and no person before it."""
    failure = gone(school)
    assert step(browser(school.it_teacher), failure, "tested", words="Đã ổn") == 400
    failure.refresh_from_db()
    assert failure.back_us is None


def test_the_board_directs_and_the_teacher_is_told(school: SchoolScene, browser: Browser) -> None:
    failure = gone(school)
    assert step(browser(school.vice_principal), failure, "direct", way="outside", words="") == 302
    told = [each.kind for each in notices.unread(school.it_teacher)]
    assert set(told) == {"failure_opened", "failure_directed"}
    assert step(browser(school.it_teacher), failure, "repair", words="Gửi bảo hành") == 302
    failure.refresh_from_db()
    assert (failure.state, failure.way) == ("repairing", "outside")


def test_a_person_reports_what_the_system_cannot_see(school: SchoolScene, browser: Browser) -> None:
    """A duty officer opens it, cannot close it; tested by hand it is back."""
    client = browser(school.duty_officer)
    data = {"camera": school.cameras["yard"], "from_us": "2026-01-05T07:30", "words": "Kính camera nứt"}  # fmt: skip
    assert client.post(reverse("failure_new"), data).status_code == 302
    failure = Failure.objects.get()
    assert (failure.cause, failure.opened_by_id) == ("by_hand", school.duty_officer)
    assert step(browser(school.it_teacher), failure, "tested", words="Đã thay kính") == 302
    failure.refresh_from_db()
    assert failure.state == "back"


def test_staff_report_a_fault_and_read_none(school: SchoolScene, browser: Browser) -> None:
    """REQUIREMENTS §4, NV: report a fault. The page leads home, where the way to it stands."""
    client = browser(holder(school, Role.STAFF))
    assert reverse("failure_new") in client.get(reverse("home")).content.decode()
    assert (
        reverse("failures")
        not in client.get(reverse("failure_new")).content.decode().split("<main")[1]
    )
    data = {"camera": school.cameras["yard"], "from_us": "2026-01-05T07:30", "words": "Camera bị lệch"}  # fmt: skip
    answer = client.post(reverse("failure_new"), data, follow=True)
    failure = Failure.objects.get()
    assert answer.redirect_chain == [(reverse("home"), 302)]
    assert f"Đã báo {failure.label}" in answer.content.decode()
    assert client.get(reverse("failures")).status_code == 403
    assert client.get(reverse("failure", args=[failure.id])).status_code == 403
    assert {each.kind for each in notices.unread(school.it_teacher)} == {"failure_opened"}


def test_the_bell_counts_and_the_banner_goes_when_it_is_read(
    school: SchoolScene, browser: Browser
) -> None:
    """Urgent for Board and IT teacher; the duty officer is not troubled; nothing new answers nothing."""
    gone(school)
    client = browser(school.principal)
    answer = client.get(reverse("notices_bell"))
    assert "SC-" in answer.content.decode()
    mark = answer.content.decode().split("?seen=")[1].split('"')[0]
    assert client.get(reverse("notices_bell"), {"seen": mark}).status_code == 204
    notice = notices.unread(school.principal).get()
    opened = client.post(reverse("notice_open", args=[notice.id]))
    assert opened.headers["Location"] == notice.url
    assert "SC-" not in client.get(reverse("notices_bell")).content.decode()
    assert "SC-" not in browser(school.duty_officer).get(reverse("notices_bell")).content.decode()
    other = browser(school.it_teacher)
    assert other.post(reverse("notice_open", args=[notice.id])).status_code == 404


def test_who_has_opened_a_failure_is_not_called_to_it_any_more(
    school: SchoolScene, browser: Browser
) -> None:
    """Its notices are read by looking at it, for who looked and nobody else."""
    failure = gone(school)
    browser(school.principal).get(reverse("failure", args=[failure.id]))
    assert notices.unread(school.principal).count() == 0
    assert notices.unread(school.it_teacher).count() == 1


def test_only_the_head_changes_what_rings(school: SchoolScene, browser: Browser) -> None:
    """5.3: not the IT teacher, not the vice-principal; with a basis, within the bounds."""
    data = {each.value: str(bounds.default) for each, bounds in BOUNDS.items()}
    data |= {"basis": "QĐ số 12/QĐ-THYC", "silent": "covered"}
    for who in (school.it_teacher, school.vice_principal, school.duty_officer):
        assert browser(who).post(reverse("alarms"), data).status_code == 403
    head = browser(school.principal)
    assert head.post(reverse("alarms"), data | {"disk": "86400"}).status_code == 400
    assert head.post(reverse("alarms"), data | {"basis": ""}).status_code == 400
    assert AlarmDecision.objects.count() == 0
    assert head.post(reverse("alarms"), data).status_code == 302
    assert selectors.silent_of(school.id) == {EventKind.COVERED}


def test_an_inputs_address_is_shown_once(school: SchoolScene, browser: Browser) -> None:
    """On the page that makes it, and on no page after; the row holds its digest alone."""
    client = browser(school.it_teacher)
    data = {"name": "Tủ báo cháy", "cameras": school.cameras["gate"], "basis": "Kế hoạch PCCC"}
    made = client.post(reverse("inputs"), data).content.decode()
    token = made.split("/hook/")[1].split("<")[0]
    row = Input.objects.get()
    assert token not in row.token_sha256
    assert token not in client.get(reverse("inputs")).content.decode()
    assert services.heard(token=token) is not None
    assert browser(school.principal).get(reverse("inputs")).status_code == 403
    client.post(reverse("input_revoke", args=[row.id]))
    assert services.heard(token=token) is None


def test_pictures_are_offered_to_who_may_watch(school: SchoolScene, browser: Browser) -> None:
    """The Board sees them; a duty officer without a shift reads that he does not (ACCESS §9)."""
    failure = covered(school)
    address = reverse("failure", args=[failure.id])
    assert "/media/alarm/" in browser(school.principal).get(address).content.decode()
    assert "/media/alarm/" not in browser(school.duty_officer).get(address).content.decode()


def test_evidence_leads_to_its_instant_in_the_player(school: SchoolScene, browser: Browser) -> None:
    """Nobody looks up camera and time by hand."""
    page = browser(school.principal).get(reverse("failure", args=[covered(school).id]))
    assert f"{reverse('play')}?camera={school.cameras['gate']}&amp;at=" in page.content.decode()


def test_a_network_administrator_configures_the_camera_of_his_ticket_and_no_other(
    school: SchoolScene, browser: Browser
) -> None:
    """○ ticket: from the Board's direction on, led there by the failure's page, and he sees no picture for it."""
    row, who = gone(school), holder(school, Role.NETWORK_ADMIN)
    admin = browser(who)
    gate, yard = (reverse("camera_edit", args=[school.cameras[each]]) for each in ("gate", "yard"))
    page = reverse("failure", args=[row.id])
    assert admin.get(gate).status_code == 403
    assert gate not in admin.get(page).content.decode()
    services.stop(failure=row.id, by=school.it_teacher, reason="Có nguy cơ cháy")
    services.direct(
        failure=row.id,
        by=school.principal,
        way=Way.NETWORK,
        assignee=who,
        due_us=now_us() + DAY_US,
    )
    assert gate in admin.get(page).content.decode()
    assert admin.get(gate).status_code == 200
    assert admin.get(yard).status_code == 403
    assert admin.post(yard, {}).status_code == 403
    assert admin.post(reverse("camera_test"), {}).status_code == 403
    assert admin.get(reverse("camera_new")).status_code == 403


def test_a_failure_of_the_whole_system_stops_a_device_that_is_named(
    school: SchoolScene, browser: Browser
) -> None:
    """Khoản 5 Điều 2: which device is stopped is chosen; without it the page says so in words."""
    failure = services.open_by_hand(
        school=school.id, by=school.it_teacher, words="Tủ mạng bốc khói"
    )
    teacher = browser(school.it_teacher)
    answer = teacher.post(
        reverse("failure_step", args=[failure.id, "stop"]), {"asset": "", "reason": "Khói"}
    )
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "UUID" not in text
    assert 'id="id_stop_asset_error"' in text


def test_a_passed_test_says_what_comes_next(school: SchoolScene, browser: Browser) -> None:
    """Until its picture is steady there is nothing to press: the page says that the system goes on by itself (G7)."""
    gate = school.cameras["gate"]
    failure = services.open_by_hand(
        school=school.id, by=school.it_teacher, words="Hở điện", camera=gate
    )
    services.confirm(failure=failure.id, by=school.principal)
    services.stop(failure=failure.id, by=school.principal, reason="Nguy cơ mất an toàn")
    services.report(failure=failure.id, by=school.it_teacher, words="Đã ngừng")
    services.direct(failure=failure.id, by=school.principal, way=Way.IT_TEACHER, words="Sửa ngay")
    services.repair(failure=failure.id, by=school.it_teacher, words="Thay vòng đệm")
    services.ask_test(failure=failure.id, by=school.it_teacher, words="Đã thay")
    teacher, address = browser(school.it_teacher), reverse("failure", args=[failure.id])
    assert 'class="note info mb-3"' not in teacher.get(address).content.decode()
    services.test(failure=failure.id, by=school.it_teacher, passed=True, words="Rõ nét")
    assert 'class="note info mb-3"' in teacher.get(address).content.decode()


def test_a_dead_camera_is_looked_for_at_its_cable_first() -> None:
    """A lost signal is what a dead camera shows: nobody cleans its lens (khoản 5 Điều 2)."""
    dead = guide(EventKind.SIGNAL_LOST)
    assert dead == guide(GapCause.CAMERA_UNREACHABLE)
    assert dead != guide(EventKind.TURNED)


def test_the_minutes_tell_what_the_system_saw_and_how_it_ended(school: SchoolScene) -> None:
    """FORMS §5.1: initial cause; day and hour it ran again, result of the test, and what the closing says of it."""
    row = gone(school, back=True)
    services.confirm(failure=row.id, by=school.principal)
    services.repair(failure=row.id, by=school.it_teacher, words="Thay nguồn")
    services.ask_test(failure=row.id, by=school.it_teacher, words="Đã thay")
    services.test(failure=row.id, by=school.it_teacher, passed=True, words="Rõ nét")
    texts = {"course": "Cháy nguồn", "after_fix": "Đã dán nhãn ổ cắm", "related": "Không có"}
    services.close(failure=row.id, by=school.it_teacher, **texts)
    known = selectors.failure(school.id, row.id)
    assert known is not None
    minutes = failure_minutes(known)
    assert minutes["cause"] == "Mất kết nối camera (hệ thống ghi nhận)"
    assert minutes["after_fix"].startswith("Chạy lại lúc ")
    assert minutes["after_fix"].endswith("Kiểm tra đạt: Rõ nét\nĐã dán nhãn ổ cắm")


def test_what_is_offered_when_footage_is_back_can_be_done(
    school: SchoolScene, browser: Browser
) -> None:
    """No button that is refused: a device is not stopped for what is over; the test that is asked for comes first."""
    row = gone(school, back=True)
    services.confirm(failure=row.id, by=school.principal)
    address = reverse("failure", args=[row.id])
    teacher = browser(school.it_teacher)
    assert f"{address}/stop" not in teacher.get(address).content.decode()
    services.direct(failure=row.id, by=school.principal, way=Way.IT_TEACHER, words="Sửa")
    assert step(teacher, row, "repair", words="Thay nguồn") == 302
    assert step(teacher, row, "testing", words="Đã thay") == 302
    page = teacher.get(address).content.decode()
    assert f'{address}/test"' in page and f"{address}/close" not in page
    assert step(teacher, row, "test", passed="yes", words="Rõ nét") == 302
    assert f"{address}/close" in teacher.get(address).content.decode()
