"""The disks on their page: how they are, who changes what, and the date that somebody confirms."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from vonggac.archive import status, volume_list
from vonggac.archive.new_volume import Concern
from vonggac.archive.status import ArchiveStatus
from vonggac.archive.trusted import CONFIRMED
from vonggac.archive.volume_states import VolumeState
from vonggac.equipment.models import VolumeChange
from vonggac.kernel.clock import DAY_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.locks import ProcessLock
from vonggac.ledger.models import Outbox
from vonggac.places.models import Camera
from vonggac.vault.volumes import MARKER, make_marker
from vonggac.web.health.storage_words import CONCERNS
from vonggac.web.local_time import local

pytestmark = pytest.mark.django_db(databases=["default", "archive"])

GB = 10**9
BASIS = {"basis": "Hiệu trưởng đồng ý 20/11"}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    monkeypatch.setattr(settings, "DATA", folder)
    return folder


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    folder = tmp_path / "disk2"
    folder.mkdir()
    return folder


@pytest.fixture
def it_teacher(school: SchoolScene, browser: Browser) -> Client:
    return browser(school.it_teacher)


@pytest.fixture
def principal(school: SchoolScene, browser: Browser) -> Client:
    return browser(school.principal)


def told(data: DataFolder, *states: VolumeState, **more: Any) -> None:
    """What the archivist said just now."""
    said = ArchiveStatus(now_us(), states, False, False, 0, now_us())
    status.write(data, replace(said, **more))


def state(path: Path, **more: Any) -> VolumeState:
    fine = VolumeState(
        str(path), True, writable=True, free_bytes=400 * GB, total_bytes=500 * GB,
        reserve_bytes=GB, footage_bytes=90 * GB,
    )  # fmt: skip
    return replace(fine, **more)


def forecast(rates: dict[str, tuple[int, float]], *, days: int, capacity: int) -> dict[str, Any]:
    cameras = [
        {"camera": each, "bytes_a_day": rate, "decided_days": 30, "kept_days": kept}
        for each, (rate, kept) in rates.items()
    ]
    return {"days_possible": days, "capacity_bytes": capacity, "cameras": cameras}


def page(client: Client, url: str = "volumes") -> str:
    return client.get(reverse(url)).content.decode()


def add(client: Client, path: Path, **more: Any) -> Any:
    return client.post(reverse("volume_add"), {"path": str(path)} | BASIS | more)


def confirmed(client: Client, path: Path, **more: Any) -> Any:
    """Both folders of a test are on one disk: the page asks once more."""
    return add(client, path, confirmed=str(path), **more)


def listed(data: DataFolder) -> list[Path]:
    return [each.path for each in volume_list.read(data)]


# ----------------------------------------------------------------- what it shows


def test_each_disk_says_how_it_is(
    principal: Client, it_teacher: Client, data: DataFolder, disk: Path
) -> None:
    """Free, footage, order and marker; gone, read-only, full, nearly full, slow."""
    confirmed(it_teacher, disk)
    mark = volume_list.read(data)[1].id
    assert mark is not None
    for how, words in (
        ({"free_bytes": 3 * GB}, "Sắp đầy"),
        ({"free_bytes": GB // 2}, "Đang dùng phần dự phòng"),
        ({"free_bytes": 1000}, "Đầy"),
        ({"writable": False, "why": "cannot be written"}, "Chỉ đọc"),
        ({"slow": True}, "Chậm"),
        ({"there": False, "why": "its marker is gone: not mounted?"}, "ổ đĩa chưa được gắn"),
        ({"there": False, "why": "Input/output error"}, "Input/output error"),
    ):
        told(data, state(data.default_volume, **how), state(disk))
        text = page(principal)
        assert words in text, how
        assert "400,0 GB / 500,0 GB" in text or "400 GB / 500 GB" in text
        assert mark in text
        assert "Đang ghi" in text


def test_a_full_disk_is_said_loudly_and_what_to_do(principal: Client, data: DataFolder) -> None:
    """On the health page too: nothing is erased early for it (khoản 3 Điều 2)."""
    full = state(data.default_volume, free_bytes=0)
    for fact, words in (({"disk_full": True}, "đã đầy"), ({"disk_low": True}, "sắp đầy")):
        told(data, full, **fact)
        for url in ("volumes", "health"):
            text = page(principal, url)
            assert f"Ổ đĩa {words}" in text
            assert "khoản 3 Điều 2" in text
            assert 'role="alert"' in text


def test_days_possible_stand_against_days_decided(
    school: SchoolScene, principal: Client, data: DataFolder
) -> None:
    """Too few: how much is missing, and which camera keeps less than was decided."""
    gate = school.cameras["gate"]
    Camera.objects.filter(pk=gate).update(commissioned_us=now_us() - 100 * DAY_US)
    enough = forecast({gate: (GB, 30.0)}, days=80, capacity=80 * GB)
    told(data, state(data.default_volume), forecast=enough)
    text = page(principal)
    assert "Đủ 80 ngày" in text
    assert "ít hơn quyết định" not in text
    short = forecast({gate: (GB, 12.5)}, days=12, capacity=12 * GB)
    told(data, state(data.default_volume), forecast=short)
    text = page(principal)
    assert "Đủ 12 ngày" in text
    assert "Còn thiếu 18,0 GB" in text
    assert "Ít hơn quyết định" in text or "ít hơn quyết định" in text


def test_without_the_archivists_word_nothing_is_made_up(
    principal: Client, data: DataFolder
) -> None:
    """Never, or not lately: the list stands, the figures do not."""
    assert "Đang kiểm tra" in page(principal)
    old = now_us() - DAY_US
    told(data, state(data.default_volume), at_us=old, disk_full=True, clock_ahead_us=DAY_US)
    text = page(principal)
    assert "Hơn năm phút" in text
    assert "đã đầy" not in text
    assert "Xác nhận ngày" not in text


def test_a_list_that_cannot_be_read_is_said(it_teacher: Client, data: DataFolder) -> None:
    """And changes nothing."""
    data.volumes_file.write_text("{")
    assert "volumes.json" in page(it_teacher)
    wrong = it_teacher.post(
        reverse("volume_change"), {"volume": str(data.default_volume), "what": "retire"} | BASIS
    )
    assert wrong.status_code == 400
    assert data.volumes_file.read_text() == "{"


# ----------------------------------------------------------------- who, and what is refused


def test_the_board_sees_and_changes_nothing(
    school: SchoolScene, browser: Browser, principal: Client, data: DataFolder, disk: Path
) -> None:
    """The duty officer does not see it either (khoản 2 Điều 2)."""
    assert 'action="/volumes/add"' not in page(principal)
    for name in ("volume_add", "volume_change"):
        assert principal.post(reverse(name), {"path": str(disk)} | BASIS).status_code == 403
    assert browser(school.duty_officer).get(reverse("volumes")).status_code == 403
    assert "/volumes" not in page(browser(school.duty_officer), "health")
    assert not data.volumes_file.exists()


def test_a_disk_is_added_put_first_and_retired_with_a_basis(
    school: SchoolScene, it_teacher: Client, data: DataFolder, disk: Path
) -> None:
    """Each a row and an entry; the retired one stays on the page until its footage has gone."""
    assert confirmed(it_teacher, disk, reserve="20").status_code == 302
    change = {"volume": str(disk), "what": "first"} | BASIS
    assert it_teacher.post(reverse("volume_change"), change).status_code == 302
    assert listed(data) == [disk, data.default_volume]
    assert volume_list.read(data)[0].reserve_bytes == 20 * GB
    change = {"volume": str(disk), "what": "reserve", "reserve": "30"} | BASIS
    assert it_teacher.post(reverse("volume_change"), change).status_code == 302
    assert volume_list.read(data)[0].reserve_bytes == 30 * GB
    change = {"volume": str(disk), "what": "retire"} | BASIS
    assert it_teacher.post(reverse("volume_change"), change).status_code == 302
    assert listed(data) == [data.default_volume]
    told(data, state(data.default_volume), state(disk))
    assert "Không ghi tiếp</span>" in page(it_teacher)
    rows = VolumeChange.objects.order_by("at_us")
    assert [each.what for each in rows] == ["add", "first", "reserve", "retire"]
    assert {each.by_id for each in rows} == {school.it_teacher}
    entries = [json.loads(each.body) for each in Outbox.objects.filter(entry_type="config.change")]
    assert [each["what"] for each in entries if each["what"] == "volume"] == ["volume"] * 4
    assert str(disk) not in json.dumps(entries)


def test_what_to_know_first_is_told_and_asked_once_more(
    it_teacher: Client, data: DataFolder, disk: Path
) -> None:
    """The same disk, other files; the answer counts for that folder alone."""
    (disk / "holiday.jpg").write_bytes(b"x")
    first = add(it_teacher, disk)
    assert first.status_code == 200
    assert "cùng ổ đĩa" in first.content.decode()
    assert "tệp khác" in first.content.decode()
    assert add(it_teacher, disk, confirmed="/elsewhere").status_code == 200
    assert not data.volumes_file.exists()
    assert confirmed(it_teacher, disk).status_code == 302
    assert (disk / "holiday.jpg").read_bytes() == b"x"


def test_folders_that_are_no_volume_are_refused_in_words(
    it_teacher: Client, data: DataFolder, disk: Path, tmp_path: Path
) -> None:
    """The list is as it was, and no row and no entry says otherwise."""
    stranger = tmp_path / "stranger"
    stranger.mkdir()
    make_marker(stranger)
    (stranger / "c7f3a").mkdir()
    (data.default_volume / "inside").mkdir()
    for path, words in (
        (Path("disk2"), "đường dẫn đầy đủ"),
        (disk / ".." / "disk2", "đường dẫn đầy đủ"),
        (tmp_path / "none", "Không có thư mục"),
        (data.default_volume, "đã có trong danh sách"),
        (data.default_volume / "inside", "nằm trong"),
        (data.ledger, "thư mục dữ liệu"),
        (tmp_path, "nằm trong"),
        (stranger, "bản Vọng Gác khác"),
    ):
        answer = confirmed(it_teacher, path)
        assert answer.status_code == 400, path
        assert words in answer.content.decode(), path
    for more in ({"basis": " "}, {"reserve": "-1"}):
        assert confirmed(it_teacher, disk, **more).status_code == 400
    for typed in ("", "/" + "a" * 900, "/" + "a" * 2000, "/mnt/\x00"):
        assert it_teacher.post(reverse("volume_add"), {"path": typed} | BASIS).status_code == 400
    assert not data.volumes_file.exists()
    assert not VolumeChange.objects.exists()
    assert not Outbox.objects.filter(body__contains="volume").exists()
    assert not (disk / MARKER).exists()


def test_a_disk_that_hangs_is_refused(
    it_teacher: Client, data: DataFolder, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network disk that does not answer must not hold up the page."""
    silent = state(disk, there=False, answers=False)
    monkeypatch.setattr("vonggac.archive.new_volume.probe", lambda asked: [silent])
    assert "không trả lời" in confirmed(it_teacher, disk).content.decode()


def test_the_last_disk_stays(it_teacher: Client, data: DataFolder) -> None:
    """And a disk that is not listed, a change that is none, a reserve that is not asked for."""
    mine = str(data.default_volume)
    for change, words in (
        ({"volume": mine, "what": "retire"}, "duy nhất"),
        ({"volume": "/mnt/other", "what": "retire"}, ""),
        ({"volume": mine, "what": "erase"}, ""),
        ({"volume": mine, "what": "first", "reserve": "9"}, "mức dự phòng"),
    ):
        answer = it_teacher.post(reverse("volume_change"), change | BASIS)
        assert answer.status_code == 400
        assert words in answer.content.decode()
    assert not VolumeChange.objects.exists()


def test_two_changes_at_once_are_one_after_the_other(
    it_teacher: Client, data: DataFolder, disk: Path
) -> None:
    """The second is asked to try again, and leaves no row behind."""
    with ProcessLock(data.run / "volumes.lock"):
        answer = confirmed(it_teacher, disk)
    assert answer.status_code == 400
    assert "thử lại" in answer.content.decode()
    assert not VolumeChange.objects.exists()
    assert confirmed(it_teacher, disk).status_code == 302


def test_every_concern_has_words() -> None:
    """And every refusal, by the tests above."""
    assert set(CONCERNS) == set(Concern)


# ----------------------------------------------------------------- the date


def confirm(client: Client, day: str) -> Any:
    return client.post(reverse("date_confirm"), {"today": day})


def dates_confirmed() -> int:
    bodies = Outbox.objects.filter(entry_type="config.change").values_list("body", flat=True)
    return sum(json.loads(each)["what"] == CONFIRMED for each in bodies)


@pytest.mark.parametrize("who", ["principal", "it_teacher"])
def test_a_date_that_waits_is_confirmed_by_who_answers(
    school: SchoolScene, browser: Browser, data: DataFolder, who: str
) -> None:
    """Said on both pages with what depends on it; the person names the day, the machine compares."""
    told(data, state(data.default_volume), clock_ahead_us=400 * DAY_US)
    client = browser(getattr(school, who))
    for url in ("volumes", "health"):
        assert "không xóa gì theo ngày mới" in page(client, url)
    today = local(now_us()).date()
    wrong = confirm(client, (today - timedelta(days=400)).isoformat())
    assert wrong.status_code == 400
    assert f"{today:%d/%m/%Y}" in wrong.content.decode()
    assert confirm(client, "never").status_code == 400
    assert dates_confirmed() == 0
    assert confirm(client, today.isoformat()).status_code == 302
    assert dates_confirmed() == 1


def test_nobody_else_confirms_and_nothing_is_confirmed_that_does_not_wait(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    """The vice principal while the principal is there; the duty officer."""
    today = local(now_us()).date().isoformat()
    told(data, state(data.default_volume))
    assert confirm(browser(school.principal), today).status_code == 302
    told(data, state(data.default_volume), clock_ahead_us=DAY_US * 2)
    for who in (school.vice_principal, school.duty_officer):
        assert confirm(browser(who), today).status_code == 403
        assert 'name="today"' not in page(browser(who), "health")
    assert dates_confirmed() == 0
