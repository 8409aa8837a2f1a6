"""The register of assets (khoản 2 Điều 2, khoản 2 Điều 5): every stream has a record, and no record goes."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from tests.scenes.schools import SchoolScene, hoa_sen, holder, yen_cuong
from vonggac.equipment import selectors, services
from vonggac.equipment.models import Asset, AssetChange
from vonggac.kernel.authority import Refused
from vonggac.kernel.text import TextRefused
from vonggac.people.roles import Role
from vonggac.places import services as places
from vonggac.places.devices import Device


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def disk(school: SchoolScene, code: str = "OC-01", **more: Any) -> Asset:
    values: dict[str, Any] = {"kind": "disk", "name": "Ổ cứng 8 TB", "serial": "WD-123"} | more
    return services.register_asset(school=school.id, by=school.it_teacher, code=code, **values)


def test_every_camera_has_its_record(school: SchoolScene) -> None:
    """5.2: adding a stream without an asset record is impossible; one record a camera."""
    for camera in school.cameras.values():
        row = selectors.asset_of_camera(camera)
        assert row is not None
        assert (row.state, row.kind) == ("working", "camera")
    codes = [each.code for each in selectors.assets(school.id)]
    assert len(codes) == len(set(codes)) == len(school.cameras)


def test_a_device_that_waits_in_the_register_becomes_the_camera(school: SchoolScene) -> None:
    """By its MAC address: no second record is made."""
    row = services.register_asset(
        school=school.id,
        by=school.it_teacher,
        code="CAM-50",
        kind="camera",
        name="Camera mới",
        mac="AA-BB-CC-00-11-22",
    )
    made = places.add_camera(
        area=school.areas["gate"],
        name="Cổng phụ",
        main_url="rtsp://192.168.1.77/a",
        by=school.it_teacher,
        device=Device(mac="aa:bb:cc:00:11:22"),
    )
    row.refresh_from_db()
    assert (row.camera_id, row.state, row.mac) == (made.id, "working", "aa:bb:cc:00:11:22")
    places.take_out_of_use(camera=made.id, reason="Chuyển chỗ", by=school.it_teacher)
    row.refresh_from_db()
    assert (row.camera_id, row.state) == (None, "waiting")


def test_a_change_stands_in_the_history_with_its_basis(school: SchoolScene) -> None:
    row = disk(school)
    with pytest.raises(TextRefused):
        services.change_asset(asset=row.id, by=school.it_teacher, basis="", serial="X")
    services.change_asset(asset=row.id, by=school.it_teacher, basis="Nhập sai", serial="WD-124")
    services.change_asset(asset=row.id, by=school.it_teacher, basis="Như cũ", serial="WD-124")
    lines = selectors.changes(row.id)
    assert [each.what for each in lines] == ["registered", "changed"]
    assert lines[1].changed == {"serial": ["WD-123", "WD-124"]}
    with pytest.raises(DatabaseError), transaction.atomic():
        AssetChange.objects.filter(pk=lines[1].id).update(basis="khác")


def test_nothing_is_removed_and_what_is_out_stays_out(school: SchoolScene) -> None:
    """2.2a: only “Loại khỏi sử dụng”, with a reason, for ever."""
    row = disk(school)
    with pytest.raises(TextRefused), transaction.atomic():
        services.take_out(asset=row.id, by=school.it_teacher, reason="")
    services.take_out(asset=row.id, by=school.it_teacher, reason="Hỏng đầu từ")
    with pytest.raises(ValidationError):
        services.change_asset(asset=row.id, by=school.it_teacher, basis="x", name="y")
    for change in (
        lambda: Asset.objects.filter(pk=row.id).delete(),
        lambda: Asset.objects.filter(pk=row.id).update(state="working", out_us=None, out_reason=""),
        lambda: Asset.objects.filter(pk=row.id).update(code="Z"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert not selectors.assets(school.id, kind="disk").exists()
    assert selectors.assets(school.id, kind="disk", include_out=True).exists()


def test_a_camera_in_use_is_not_taken_out_by_its_record(school: SchoolScene) -> None:
    row = selectors.asset_of_camera(school.cameras["gate"])
    assert row is not None
    with pytest.raises(ValidationError):
        services.take_out(asset=row.id, by=school.it_teacher, reason="Cũ")


def test_codes_differ_whatever_their_case_and_marks(school: SchoolScene) -> None:
    disk(school, "Ổ-01")
    with pytest.raises(ValidationError):
        disk(school, "ổ-01")
    other = hoa_sen()
    services.register_asset(school=other.id, by=other.it_teacher, code="Ổ-01", name="Ổ")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "rocket"},
        {"name": " "},
        {"mac": "zz"},
        {"cost_vnd": -1},
        {"kind": "switch", "volume": "/mnt/x"},
    ],
)
def test_wrong_particulars_are_refused(school: SchoolScene, wrong: dict[str, Any]) -> None:
    with pytest.raises((ValidationError, TextRefused)):
        disk(school, **wrong)


def test_constraints_hold_where_a_column_is_null(school: SchoolScene) -> None:
    """I9: out without its instant, a ticket without a stop, an approval without its person."""
    row = disk(school)
    for change in (
        {"state": "out", "out_reason": "x"},
        {"state": "stopped"},
        {"ticket": "SC-2026-001"},
        {"approved_us": 1},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Asset.objects.filter(pk=row.id).update(**change)


def test_the_board_approves_a_connection(school: SchoolScene) -> None:
    """5.2: Chờ đấu nối → Hoạt động, by the Board and nobody else."""
    row = disk(school)
    with pytest.raises(Refused):
        services.approve_connection(asset=row.id, by=school.it_teacher)
    done = services.approve_connection(asset=row.id, by=school.principal, basis="Phiếu số 01")
    assert (done.state, done.approved_by_id) == ("working", school.principal)
    assert row not in selectors.to_approve(school.id)


def test_the_accountant_keeps_the_register_and_others_do_not(school: SchoolScene) -> None:
    """REQUIREMENTS §1: KT, tài sản."""
    accountant = holder(school, Role.ACCOUNTANT)
    services.register_asset(school=school.id, by=accountant, code="SW-01", name="Switch")
    for who in (school.principal, school.duty_officer):
        with pytest.raises(Refused):
            services.register_asset(school=school.id, by=who, code="SW-02", name="Switch")


def test_a_warning_is_read_from_the_open_failures(school: SchoolScene) -> None:
    """§5.11: Hoạt động → Cảnh báo while a failure of the device is open."""
    camera = school.cameras["yard"]
    failure = services.open_by_hand(
        school=school.id, by=school.it_teacher, words="Mờ", camera=camera
    )
    warned = selectors.assets(school.id, state="warning").get()
    assert warned.camera_id == camera
    services.mark_tested(failure=failure.id, by=school.it_teacher, words="Lau")
    assert not selectors.assets(school.id, state="warning").exists()


def test_search_needs_no_marks(school: SchoolScene) -> None:
    row = disk(school)
    assert list(selectors.assets(school.id, search="o cung wd")) == [row]
    assert not selectors.assets(hoa_sen().id, search="o cung wd").exists()


def test_what_is_recorded_to_stands_in_the_storage_register(school: SchoolScene) -> None:
    """2.3b: a volume gets its record with it, once; SMART finds it by the serial number that is entered."""
    one = services.record_volume(school=school.id, path="/mnt/dia-2", by=school.it_teacher)
    assert services.record_volume(school=school.id, path="/mnt/dia-2", by=None) == one
    assert one in selectors.stores(school.id)
    assert (one.kind, one.state, one.volume) == ("disk", "working", "/mnt/dia-2")


def test_the_approved_list_holds_every_device_in_use(school: SchoolScene) -> None:
    """5.2: what the network watch compares with."""
    disk(school, mac="aa:bb:cc:00:00:01")
    assert ("aa:bb:cc:00:00:01", "WD-123") in selectors.approved_devices(school.id)
