"""Requests to view: of parents, of the police, of teachers, in every state that needs no footage of past days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from vonggac.cli.demo_year.walking import Story, at
from vonggac.cli.demo_year.year import Year, later
from vonggac.disclosures import services as disclosures
from vonggac.disclosures.facts import Party, Wish
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Purpose
from vonggac.kernel.ranges import Range

_HAPPENED = (
    ("Cháu về nhà bị xước tay, nói là ngã ở cổng trường lúc tan học.", "Cổng trường"),
    ("Cháu mất mũ và áo khoác để ở hành lang lớp học.", "Hành lang tầng 1"),
    ("Xe máy của gia đình bị quệt xước khi đỗ trước cổng.", "Cổng trường"),
    ("Gia đình muốn biết ai đã đón cháu chiều hôm đó.", "Cổng phụ"),
    ("Cháu kể bị bạn xô ở sân sau giờ ra chơi.", "Sân sau"),
    ("Cháu bị đau bụng sau bữa trưa, gia đình muốn biết cháu ăn lúc nào.", "Nhà ăn"),
)
ENDS = ("no_data", "refused", "no_data", "withdrawn", "more", "no_data", "board")
"""What becomes of one after the other. Nothing is agreed to without footage: the service would not do it."""


@dataclass(frozen=True, slots=True)
class _Asked:
    id: UUID
    sha256: str


def stories(year: Year) -> Iterator[Story]:
    for number, day in enumerate(year.working_days()):
        if number % 9 == 1:
            yield _parents(year, number, day)
        if number % 47 == 6:
            yield _police(year, number, day)
        if number % 61 == 9:
            yield _teachers(year, number, day)
    yield _on_the_desk(year)


def _parents(year: Year, number: int, day: date) -> Story:
    chance = year.chance(f"request {number}")
    yield at(day, 8, chance.randint(0, 59))
    row = _filed(year, chance, _parent(year, number, chance))
    yield later(0, 10, 20)
    _sent(year, row, number)
    yield later(1, 8, 45)
    disclosures.receive(request=row.id, by=year.cast.clerk, identity_checked=True)
    end = ENDS[number // 9 % len(ENDS)]
    if end == "withdrawn":
        yield later(1, 14, 0)
        words = "Gia đình đã tìm được đồ, xin rút đề nghị."
        disclosures.withdraw(request=row.id, by=year.cast.clerk, words=words)
        return
    if end == "more":
        yield from _more(year, row)
    yield later(1, 9, 30)
    if end in ("refused", "board"):
        yield from _before_board(year, row, refused=end == "refused")
        return
    words = "Hệ thống không có hình của thời gian được đề nghị; trả lời bằng văn bản."
    disclosures.answer_no_data(request=row.id, by=year.cast.clerk, words=words)


def _more(year: Year, row: _Asked) -> Story:
    words = "Bổ sung bản chụp giấy tờ chứng minh là phụ huynh của học sinh."
    disclosures.ask_more(request=row.id, by=year.cast.clerk, words=words)
    yield later(2, 8, 30)
    words = "Đã nộp bản sao giấy khai sinh."
    disclosures.answer_more(request=row.id, by=year.cast.clerk, words=words)


def _before_board(year: Year, row: _Asked, *, refused: bool) -> Story:
    put = disclosures.put_to_board(request=row.id, by=year.cast.clerk)
    yield later(1, 15, 15)
    disclosures.refuse(
        request=row.id,
        by=year.cast.vice_principal if refused else year.cast.principal,
        reason=(
            "Lý do nêu trong đề nghị không thuộc mục đích sử dụng dữ liệu camera"
            if refused
            else "Đã làm rõ với gia đình qua giáo viên chủ nhiệm, không cần xem dữ liệu"
        ),
        clause="khoản 1 Điều 1" if refused else "khoản 3 Điều 4",
        read_sha256=put.request_sha256,
    )


def _police(year: Year, number: int, day: date) -> Story:
    chance = year.chance(f"police {number}")
    yield at(day, 14, 10)
    party = Party(
        name="Công an xã Hoa Phượng",
        address="Xã Hoa Phượng",
        relation="Cơ quan công an",
        is_unit=True,
        representative=chance.choice(year.cast.parents),
        letter_no=f"{40 + number % 50}/CV-CAX",
        introduction_no=f"GGT {110 + number % 80}",
    )
    row = _filed(year, chance, party, own_image=False)
    yield later(0, 14, 40)
    _sent(year, row, number)
    yield later(0, 15, 30)
    disclosures.receive(request=row.id, by=year.cast.clerk, identity_checked=True)
    yield later(1, 8, 0)
    words = "Dữ liệu của thời gian này không còn trên hệ thống."
    disclosures.answer_no_data(request=row.id, by=year.cast.clerk, words=words)


def _teachers(year: Year, number: int, day: date) -> Story:
    """A teacher's own, typed in the pages."""
    chance = year.chance(f"teacher {number}")
    yield at(day, 11, 25)
    teacher = year.cast.staff[0]
    made = disclosures.file(
        school=year.school,
        by=teacher,
        wish=_wish(year, chance, own_image=False),
        party=Party(relation="Giáo viên chủ nhiệm"),
        outsider=False,
    )
    disclosures.send(request=made.id, by=teacher)
    yield later(1, 8, 10)
    disclosures.receive(request=made.id, by=year.cast.clerk, identity_checked=True)
    yield later(0, 16, 0)
    words = "Đã tự làm rõ với học sinh."
    disclosures.withdraw(request=made.id, by=teacher, words=words)


def _on_the_desk(year: Year) -> Story:
    """What the year ends with: a draft, one sent, one received, one with more asked for, one before the Board."""
    yield at(year.last - timedelta(days=1), 9, 0)
    chance = year.chance("desk")
    clerk = year.cast.clerk
    asked = [_filed(year, chance, _parent(year, place, chance)) for place in range(5)]
    yield later(0, 9, 30)
    for place, row in enumerate(asked[1:]):
        _sent(year, row, 900 + place)
    yield later(0, 10, 40)
    for row in asked[2:]:
        disclosures.receive(request=row.id, by=clerk, identity_checked=True)
    words = "Bổ sung giấy ủy quyền của mẹ cháu."
    disclosures.ask_more(request=asked[3].id, by=clerk, words=words)
    disclosures.put_to_board(request=asked[4].id, by=clerk)


def _filed(year: Year, chance: Random, party: Party, *, own_image: bool = True) -> _Asked:
    row = disclosures.file(
        school=year.school,
        by=year.cast.clerk,
        wish=_wish(year, chance, own_image=own_image),
        party=party,
        outsider=True,
    )
    return _Asked(row.id, row.request_sha256)


def _sent(year: Year, row: _Asked, number: int) -> None:
    disclosures.enter_filed_paper(
        request=row.id, by=year.cast.clerk, filed_no=f"{100 + number}/CVĐ"
    )
    disclosures.send(request=row.id, by=year.cast.clerk)


def _parent(year: Year, number: int, chance: Random) -> Party:
    name = year.cast.parents[number % len(year.cast.parents)]
    middle, given = chance.choice(("Minh", "Bảo", "Gia")), chance.choice(("Anh", "Khôi", "Ngân"))
    pupil = f"{name.split()[0]} {middle} {given}"
    relation = chance.choice(("Mẹ", "Mẹ", "Bố", "Ông"))
    return Party(
        name=name,
        birth_date=date(chance.randint(1980, 1994), chance.randint(1, 12), chance.randint(1, 28)),
        id_number=f"0360{chance.randint(10_000_000, 99_999_999)}",
        address=f"Thôn {chance.randint(1, 9)}, xã Hoa Phượng",
        phone=f"09{chance.randint(10_000_000, 99_999_999)}",
        relation=f"{relation} em {pupil}, lớp {chance.randint(1, 5)}{chance.choice('ABC')}",
    )


def _wish(year: Year, chance: Random, *, own_image: bool) -> Wish:
    account, place = chance.choice(_HAPPENED)
    to_us = clock.now_us() - chance.randint(18, 60) * clock.HOUR_US
    cameras = chance.sample(list(year.cameras), min(2, len(year.cameras)))
    acts = {Act.PLAYBACK, Act.EXPORT} if chance.random() < 0.3 else {Act.PLAYBACK}
    return Wish(
        cameras=frozenset(cameras),
        footage=Range(to_us - clock.HOUR_US, to_us),
        acts=frozenset(acts),
        purpose=Purpose.SAFETY,
        reason="Làm rõ sự việc xảy ra với học sinh",
        account=account,
        place=place,
        own_image=own_image,
        pledged=True,
    )
