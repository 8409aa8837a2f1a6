"""Proposals for repair: carried out to the end, not approved, and one before the Board."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from vonggac.cli.demo_year.walking import Story, at
from vonggac.cli.demo_year.year import Year, later
from vonggac.equipment import selectors as equipment
from vonggac.repairs import services as repairs
from vonggac.repairs.services import Item, scope_sha256


class Wanted(NamedTuple):
    after: int
    """Days from the beginning of the year."""
    code: str
    title: str
    reason: str
    estimate_vnd: int


_PROPOSALS = (
    Wanted(60, "UPS-01", "Sửa bộ lưu điện tủ mạng", "Ắc quy yếu, không giữ được điện", 650_000),
    Wanted(135, "MH-01", "Sửa màn hình phòng trực", "Màn hình sọc dọc", 900_000),
    Wanted(215, "MGH-01", "Nâng cấp máy ghi hình", "Quạt kêu to, chạy chậm", 3_400_000),
    Wanted(300, "CM-01", "Sửa cổng cấp nguồn bộ chuyển mạch", "Cổng số 5 hỏng", 500_000),
)
_TODAY = Wanted(0, "CM-02", "Sửa quạt bộ chuyển mạch tầng 2", "Quạt kêu, nóng bất thường", 420_000)


def stories(year: Year) -> Iterator[Story]:
    for place, each in enumerate(_PROPOSALS):
        yield _proposal(year, each, declined=place == 2)
    yield _waiting(year)


def _drafted(year: Year, wanted: Wanted) -> UUID | None:
    """None where the device went out of use meanwhile."""
    found = [each.id for each in equipment.assets(year.school) if each.code == wanted.code]
    devices = [each for each in found if equipment.asset(year.school, each) is not None]
    if not devices:
        return None
    row = repairs.draft(
        school=year.school,
        by=year.cast.it_teacher,
        title=wanted.title,
        reason=wanted.reason,
        items=[Item("repair", devices[0], estimate_vnd=wanted.estimate_vnd)],
        funding="Chi thường xuyên",
    )
    return row.id


def _proposal(year: Year, wanted: Wanted, *, declined: bool) -> Story:
    yield at(year.first + timedelta(days=wanted.after), 9, 50)
    teacher, head = year.cast.it_teacher, year.cast.principal
    proposal = _drafted(year, wanted)
    if proposal is None:
        return
    yield later(0, 14, 0)
    row = repairs.submit(proposal=proposal, by=teacher)
    yield later(1, 10, 0)
    if declined:
        words = "Chưa có kinh phí trong năm, xem xét năm sau."
        repairs.decline(proposal=proposal, by=head, words=words)
        return
    repairs.approve(proposal=proposal, by=head, scope=scope_sha256(row))
    yield later(2, 8, 30)
    cost = wanted.estimate_vnd - 20_000
    repairs.begin(
        proposal=proposal, by=teacher, provider="Cửa hàng điện tử Hoa Phượng", cost_vnd=cost
    )
    yield later(3, 15, 0)
    repairs.accept(proposal=proposal, by=teacher, words="Chạy ổn định một ngày, đúng báo giá.")
    repairs.book(proposal=proposal, by=teacher)
    repairs.close(proposal=proposal, by=teacher)


def _waiting(year: Year) -> Story:
    yield at(year.last - timedelta(days=2), 15, 10)
    proposal = _drafted(year, _TODAY)
    if proposal is not None:
        repairs.submit(proposal=proposal, by=year.cast.it_teacher)
