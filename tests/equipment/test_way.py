"""The whole way of a failure, transition by transition (REQUIREMENTS §5.5), and what is refused on it (G5, G7)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.scenes.schools import SchoolScene, holder, yen_cuong
from tests.scenes.times import HandClock
from vonggac.equipment import selectors, services
from vonggac.equipment.models import Asset, DeviceRestart, DeviceStop, Failure
from vonggac.equipment.states import FailureState, Way
from vonggac.equipment.troubles import sign_of_gap, sign_of_stop
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import DAY_US, HOUR_US
from vonggac.kernel.streams import GapCause
from vonggac.kernel.text import TextRefused
from vonggac.people.roles import Role
from vonggac.places import services as places

TEXTS = {"course": "Cháy nguồn", "after_fix": "Chạy lại lúc 9 giờ", "related": "Không có"}


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


@pytest.fixture
def failure(school: SchoolScene) -> Failure:
    return services.open_by_hand(
        school=school.id,
        by=school.it_teacher,
        words="Nguồn có mùi khét",
        camera=school.cameras["gate"],
    )


def stopped(school: SchoolScene, failure: Failure) -> Failure:
    return services.stop(failure=failure.id, by=school.it_teacher, reason="Có nguy cơ cháy")


def directed(school: SchoolScene, failure: Failure, way: Way = Way.IT_TEACHER) -> Failure:
    stopped(school, failure)
    services.report(failure=failure.id, by=school.it_teacher, words="Đã ngừng, đề nghị sửa")
    return services.direct(failure=failure.id, by=school.principal, way=way, words="Sửa ngay")


def to_test(school: SchoolScene, failure: Failure) -> Failure:
    directed(school, failure)
    services.repair(failure=failure.id, by=school.it_teacher, words="Thay nguồn")
    return services.ask_test(failure=failure.id, by=school.it_teacher, words="Đã thay")


def passed(school: SchoolScene, failure: Failure) -> Failure:
    to_test(school, failure)
    words = "Hình rõ, nguồn ổn định"
    return services.test(failure=failure.id, by=school.it_teacher, passed=True, words=words)


def test_detected_to_stopped_pulls_the_stream(school: SchoolScene, failure: Failure) -> None:
    """Phát hiện → Đã ngừng thiết bị (2.5a): out of the recorders' plan, locked with its number."""
    row = stopped(school, failure)
    assert row.state == FailureState.STOPPED
    assert selectors.stopped_cameras() == {school.cameras["gate"]}
    asset = selectors.asset_of_camera(school.cameras["gate"])
    assert asset is not None
    assert (asset.state, asset.ticket) == ("stopped", failure.label)
    with pytest.raises(ValidationError):
        stopped(school, failure)


def test_detected_to_no_need_to_stop_needs_a_reason(school: SchoolScene, failure: Failure) -> None:
    """Phát hiện → Không cần ngừng (lý do)."""
    with pytest.raises(TextRefused):
        services.leave_running(failure=failure.id, by=school.it_teacher, reason=" ")
    row = services.leave_running(failure=failure.id, by=school.it_teacher, reason="Chỉ bám bụi")
    assert row.state == FailureState.RUNNING


def test_stopped_or_running_to_reported(school: SchoolScene, failure: Failure) -> None:
    """Đã ngừng thiết bị | Không cần ngừng → Đã báo cáo BGH; not straight from Phát hiện by this step."""
    with pytest.raises(ValidationError):
        services.report(failure=failure.id, by=school.it_teacher, words="Báo cáo")
    stopped(school, failure)
    row = services.report(failure=failure.id, by=school.it_teacher, words="Báo cáo")
    assert row.state == FailureState.REPORTED
    assert row.acknowledged_us is not None


@pytest.mark.parametrize("way", [Way.IT_TEACHER, Way.OUTSIDE, Way.REPLACE])
def test_reported_to_directed(school: SchoolScene, failure: Failure, way: Way) -> None:
    """Đã báo cáo BGH → BGH chỉ đạo: GVTH tự xử lý, sửa chữa ngoài/bảo hành, đề xuất thay thế."""
    row = directed(school, failure, way)
    assert (row.state, row.way) == (FailureState.DIRECTED, way)
    assert row.board_seen_us is not None


def test_handing_to_the_network_administrator_names_him_and_a_time(
    school: SchoolScene, failure: Failure, hands: HandClock
) -> None:
    """BGH chỉ đạo → Giao quản trị mạng: with a deadline; his ticket begins there and ends with it (3.2-4b)."""
    admin, camera = holder(school, Role.NETWORK_ADMIN), school.cameras["gate"]
    stopped(school, failure)
    with pytest.raises(Refused):
        services.repair(failure=failure.id, by=admin, words="Tôi làm luôn")
    assert selectors.open_ticket(admin, camera, hands.now_us()) is None
    with pytest.raises(ValidationError):
        services.direct(failure=failure.id, by=school.principal, way=Way.NETWORK)
    due_us = hands.now_us() + DAY_US
    services.direct(
        failure=failure.id, by=school.principal, way=Way.NETWORK, assignee=admin, due_us=due_us
    )
    assert selectors.open_ticket(admin, camera, hands.now_us()) == failure.label
    assert selectors.open_ticket(school.duty_officer, camera, hands.now_us()) is None
    services.repair(failure=failure.id, by=admin, words="Kiểm tra cáp")
    hands.pass_by(hours=25)
    assert selectors.open_ticket(admin, camera, hands.now_us()) is None
    with pytest.raises(Refused):
        services.ask_test(failure=failure.id, by=admin, words="Xong")


def test_a_direction_by_word_of_mouth_is_confirmed_later(
    school: SchoolScene, failure: Failure, hands: HandClock
) -> None:
    """3.2-4b: the IT teacher writes whose word it was; the Board still has to confirm before the closing."""
    stopped(school, failure)
    row = services.direct_orally(
        failure=failure.id,
        by=school.it_teacher,
        board_member=school.vice_principal,
        way=Way.IT_TEACHER,
        words="Gọi điện lúc 8 giờ",
    )
    assert (row.state, row.board_seen_us) == (FailureState.DIRECTED, None)
    with pytest.raises(ValidationError):
        services.direct_orally(
            failure=failure.id,
            by=school.it_teacher,
            board_member=school.duty_officer,
            way=Way.OUTSIDE,
            words="x",
        )


def test_directed_to_repairing_to_testing(school: SchoolScene, failure: Failure) -> None:
    """BGH chỉ đạo → Đang khắc phục → Chờ kiểm tra."""
    directed(school, failure)
    with pytest.raises(ValidationError):
        services.ask_test(failure=failure.id, by=school.it_teacher, words="Xong")
    row = services.repair(failure=failure.id, by=school.it_teacher, words="Thay nguồn")
    assert row.state == FailureState.REPAIRING
    row = services.ask_test(failure=failure.id, by=school.it_teacher, words="Xong")
    assert row.state == FailureState.TESTING


def test_not_passed_goes_back_to_repairing(school: SchoolScene, failure: Failure) -> None:
    """Chờ kiểm tra → Không đạt → Đang khắc phục: and the device stays stopped."""
    to_test(school, failure)
    row = services.test(
        failure=failure.id, by=school.it_teacher, passed=False, words="Vẫn chập chờn"
    )
    assert row.state == FailureState.REPAIRING
    assert selectors.stopped_cameras() == {school.cameras["gate"]}


def test_passed_puts_the_stream_back_and_footage_says_the_rest(
    school: SchoolScene, failure: Failure, hands: HandClock
) -> None:
    """Chờ kiểm tra → Đạt → Hoạt động trở lại: once it has been well for a minute."""
    row = passed(school, failure)
    assert row.state == FailureState.PASSED
    assert selectors.stopped_cameras() == frozenset()
    hands.pass_by(minutes=2)
    services.look(school=school.id, signs=[], at_us=hands.now_us())
    row.refresh_from_db()
    assert row.state == FailureState.BACK


def test_back_to_closed_with_three_texts_and_the_board(
    school: SchoolScene, failure: Failure, hands: HandClock
) -> None:
    """Hoạt động trở lại → Đã đóng: not with one of the three texts empty."""
    passed(school, failure)
    with pytest.raises(ValidationError):
        services.close(failure=failure.id, by=school.it_teacher, **TEXTS)
    hands.pass_by(minutes=2)
    services.look(school=school.id, signs=[], at_us=hands.now_us())
    for empty in TEXTS:
        with pytest.raises(TextRefused), transaction.atomic():
            services.close(failure=failure.id, by=school.it_teacher, **(TEXTS | {empty: " "}))
    row = services.close(failure=failure.id, by=school.it_teacher, **TEXTS)
    assert row.state == FailureState.CLOSED


def test_replacement_takes_the_old_device_out_and_the_new_one_in(
    school: SchoolScene, failure: Failure
) -> None:
    """Thay thế → asset Loại khỏi sử dụng + new asset, which runs after the test alone."""
    directed(school, failure, Way.REPLACE)
    services.repair(failure=failure.id, by=school.it_teacher, words="Mua mới")
    camera = school.cameras["gate"]
    old = selectors.asset_of_camera(camera)
    assert old is not None
    new = services.replace(
        failure=failure.id, by=school.it_teacher, code="CAM-99", name="Camera cổng mới"
    )
    old.refresh_from_db()
    assert (old.state, new.replaces_id, new.state) == ("out", old.id, "waiting")
    assert selectors.asset_of_camera(camera) == new
    services.ask_test(failure=failure.id, by=school.it_teacher, words="Đã lắp")
    assert camera in selectors.stopped_cameras()
    services.test(failure=failure.id, by=school.it_teacher, passed=True, words="Rõ nét")
    new.refresh_from_db()
    assert new.state == "working"
    assert camera not in selectors.stopped_cameras()


def test_a_stopped_device_does_not_restart_without_a_passed_test(
    school: SchoolScene, failure: Failure
) -> None:
    """G7, in the service and below it: no step, no row and no column lets it run again."""
    stopped(school, failure)
    with pytest.raises(ValidationError):
        services.mark_tested(failure=failure.id, by=school.it_teacher, words="Ổn")
    with pytest.raises(ValidationError):
        services.test(failure=failure.id, by=school.it_teacher, passed=True, words="Ổn")
    for change in ({"state": "passed"}, {"state": "back", "back_us": failure.first_us}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Failure.objects.filter(pk=failure.id).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Asset.objects.filter(ticket=failure.label).update(state="working", ticket="")
    stop = DeviceStop.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        DeviceRestart.objects.create(
            stop=stop, at_us=stop.at_us, by_id=school.it_teacher, test="x", passed=False
        )


def test_a_device_is_stopped_under_a_number_alone(school: SchoolScene) -> None:
    """G7; khoản 3, khoản 4 Điều 5: a stop that no failure and no order asks for cannot be written."""
    asset = selectors.asset_of_camera(school.cameras["gate"])
    assert asset is not None
    for ticket in ("", "tạm", "VV-2026-001"):
        with pytest.raises(IntegrityError), transaction.atomic():
            services.stop_device(asset=asset.id, ticket=ticket, by=school.it_teacher, reason="x")


def test_who_may_stop(school: SchoolScene, failure: Failure) -> None:
    """REQUIREMENTS §4: the duty officer may stop; a network administrator only with a ticket; staff never."""
    for role in (Role.NETWORK_ADMIN, Role.STAFF, Role.CLERK):
        with pytest.raises(Refused):
            services.stop(failure=failure.id, by=holder(school, role), reason="x")
    services.stop(failure=failure.id, by=school.duty_officer, reason="Khói")
    with pytest.raises(Refused):
        services.test(failure=failure.id, by=school.duty_officer, passed=True, words="x")


def test_the_gap_of_a_stop_stands_in_its_failure(
    school: SchoolScene, failure: Failure, hands: HandClock
) -> None:
    """G5: out of service, with the number; another gap of that cause is not taken for it."""
    camera, before_us = school.cameras["gate"], hands.now_us() - 5 * HOUR_US
    stopped(school, failure)
    from_us = hands.now_us()
    hands.pass_by(minutes=5)
    foreign = sign_of_stop(camera, before_us, before_us + HOUR_US)
    own = sign_of_stop(camera, from_us, None)
    for _ in range(2):
        services.look(school=school.id, signs=[own, foreign], at_us=hands.now_us())
    placed = selectors.failures_of([own.ref, foreign.ref])
    assert placed == {own.ref: failure}
    failure.refresh_from_db()
    assert failure.state == FailureState.STOPPED


def test_a_camera_that_answers_again_does_not_end_a_stop(
    school: SchoolScene, failure: Failure, hands: HandClock
) -> None:
    """No sign is left, and still nobody has tested it."""
    stopped(school, failure)
    hands.pass_by(hours=1)
    services.look(school=school.id, signs=[], at_us=hands.now_us())
    failure.refresh_from_db()
    assert failure.back_us is None


def test_only_the_board_directs(school: SchoolScene, failure: Failure) -> None:
    """Khoản 2 Điều 3: not the IT teacher for himself, not another school's principal."""
    for who in (school.it_teacher, school.duty_officer, holder(school, Role.NETWORK_ADMIN)):
        with pytest.raises(Refused):
            services.direct(failure=failure.id, by=who, way=Way.IT_TEACHER)


def test_taking_a_stopped_camera_out_of_the_registry_restarts_nothing(
    school: SchoolScene, failure: Failure
) -> None:
    stopped(school, failure)
    places.take_out_of_use(camera=school.cameras["gate"], reason="Hỏng hẳn", by=school.it_teacher)
    assert Asset.objects.get(ticket=failure.label).state == "stopped"


def back_by_itself(school: SchoolScene, hands: HandClock) -> Failure:
    """A dead camera that is being repaired, has its picture again, and whose test is asked for."""
    gate, began_us = school.cameras["gate"], hands.now_us()
    hands.pass_by(minutes=3)
    dead = sign_of_gap(gate, began_us, None, GapCause.CAMERA_UNREACHABLE)
    alive = sign_of_gap(gate, began_us, hands.now_us(), GapCause.CAMERA_UNREACHABLE)
    assert dead is not None and alive is not None
    (row,) = services.look(school=school.id, signs=[dead], at_us=hands.now_us())
    services.direct(failure=row.id, by=school.principal, way=Way.IT_TEACHER, words="Sửa ngay")
    services.repair(failure=row.id, by=school.it_teacher, words="Thay nguồn")
    hands.pass_by(minutes=3)
    services.look(school=school.id, signs=[alive], at_us=hands.now_us())
    row = services.ask_test(failure=row.id, by=school.it_teacher, words="Đã thay")
    assert (row.state, row.before_back) == (FailureState.BACK, FailureState.TESTING)
    return row


def test_a_test_that_was_asked_for_is_written_down_before_it_is_closed(
    school: SchoolScene, hands: HandClock
) -> None:
    """Chờ kiểm tra → Đạt → Đã đóng, where the footage came back before the test did."""
    row = back_by_itself(school, hands)
    with pytest.raises(ValidationError):
        services.close(failure=row.id, by=school.it_teacher, **TEXTS)
    services.test(failure=row.id, by=school.it_teacher, passed=True, words="Rõ nét")
    with pytest.raises(ValidationError):
        services.test(failure=row.id, by=school.it_teacher, passed=True, words="Rõ nét")
    assert [each.what for each in selectors.lines(row.id)][-1] == "passed"
    row = services.close(failure=row.id, by=school.it_teacher, **TEXTS)
    assert row.state == FailureState.CLOSED and row.tested_us is not None


def test_a_failed_test_takes_it_back_to_the_repair_though_there_is_footage(
    school: SchoolScene, hands: HandClock
) -> None:
    """Chờ kiểm tra → Không đạt → Đang khắc phục; it is over by a passed test alone, not by the clerk's next look."""
    row = back_by_itself(school, hands)
    row = services.test(failure=row.id, by=school.it_teacher, passed=False, words="Hình nhòe")
    hands.pass_by(minutes=10)
    services.look(school=school.id, signs=[], at_us=hands.now_us())
    row.refresh_from_db()
    assert (row.state, row.back_us) == (FailureState.REPAIRING, None)
    services.ask_test(failure=row.id, by=school.it_teacher, words="Đã lau")
    row = services.test(failure=row.id, by=school.it_teacher, passed=True, words="Rõ nét")
    assert row.state == FailureState.BACK and not row.signs.filter(to_us=None).exists()
