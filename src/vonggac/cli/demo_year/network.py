"""The camera network as the nightly look sees it: the school's devices, now and then a stranger, and the answers."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from vonggac.cli.demo_year.walking import Story, at
from vonggac.cli.demo_year.year import Year, later
from vonggac.network import services as network
from vonggac.network.comparing import Device

APPROVED = tuple(
    Device(f"192.168.1.{number}", f"a4:14:37:00:00:{number:02x}", ports, words)
    for number, ports, words in (
        (1, (53, 80), "Bộ định tuyến"),
        (2, (80,), "Bộ chuyển mạch phòng trực"),
        (20, (8080,), "Máy ghi hình"),
    )
)
_STRANGERS = (
    (3, Device("192.168.1.77", "9c:14:63:00:00:77", (80, 554), "IPC"), "register"),
    (11, Device("192.168.1.91", "3c:5a:b4:00:00:91", (), "Điện thoại"), "harmless"),
    (60, Device("192.168.1.102", "b8:27:eb:00:01:02", (22,), "linux"), "violation"),
    (140, Device("192.168.1.55", "00:11:32:00:00:55", (80, 5000), "NAS"), "register"),
    (250, Device("192.168.1.63", "f0:9f:c2:00:00:63", (80,), "Điểm phát wifi"), "harmless"),
    (330, Device("192.168.1.88", "9c:14:63:00:00:88", (80, 554), "IPC"), "violation"),
)
_REASONS = {
    "register": "Camera mới của nhà tài trợ, làm phiếu đấu nối trình Ban Giám hiệu.",
    "harmless": "Thiết bị của giáo viên dùng nhầm mạng, đã ngắt.",
    "violation": "Không rõ của ai, đã rút dây và báo cáo.",
}


def stories(year: Year) -> Iterator[Story]:
    yield _looks(year)
    for after, device, answer in _STRANGERS:
        yield _stranger(year, after, device, answer)
    yield _unanswered(year)


def _looks(year: Year) -> Story:
    """The first of each week: what belongs there is there."""
    for day in year.days():
        if day.weekday() == 0:
            yield at(day, 1, 20)
            _look(year)


def _look(year: Year, *more: Device) -> list[UUID]:
    """New sightings."""
    found = network.note_look(
        school=year.school,
        seen=[*APPROVED, *more],
        cameras=[],
        approved=[each.mac for each in APPROVED],
        whole=True,
    )
    return [each.id for each in found]


def _stranger(year: Year, after: int, device: Device, answer: str) -> Story:
    yield at(year.first + timedelta(days=after), 2, 10)
    found = _look(year, device)
    yield later(1, 8, 25)
    for each in found:
        network.answer(
            sighting=each, by=year.cast.it_teacher, answer=answer, reason=_REASONS[answer]
        )


def _unanswered(year: Year) -> Story:
    yield at(year.last, 3, 5)
    _look(year, Device("192.168.1.120", "d8:3a:dd:00:01:20", (80, 554), "IPC"))
