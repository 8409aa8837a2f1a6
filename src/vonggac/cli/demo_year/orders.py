"""Directives of every kind: ordered, by word of mouth, by the Board's own right, upon a proposal to check data.

Of the past year there is no footage here: what was looked at was looked at elsewhere, and the result says so.
"""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from vonggac.access import services as access
from vonggac.cli.demo_year.walking import Story, at
from vonggac.cli.demo_year.year import Year, later
from vonggac.directives import selectors
from vonggac.directives import services as directives
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Purpose, Refusal
from vonggac.kernel.ranges import Range

_MATTERS = (
    (Purpose.SAFETY, "Học sinh ngã ở sân giờ ra chơi", "Xem lại lúc ra chơi, ghi rõ giờ"),
    (Purpose.SECURITY, "Người lạ vào cổng phụ giờ tan học", "Xem lại từ 16 giờ 20"),
    (Purpose.SECURITY, "Mất xe đạp ở nhà để xe", "Xem lại lối vào sân"),
    (Purpose.FIRE_SAFETY, "Có khói ở bếp ăn", "Kiểm tra thời điểm bắt đầu có khói"),
    (Purpose.EDUCATION, "Xác minh giờ sinh hoạt ngoài trời của khối 3", "Xem lại sân trước"),
    (Purpose.SAFETY, "Hai học sinh xô đẩy ở hành lang", "Xem lại hành lang tầng 1"),
)
_RESULTS = (
    "Đã xem trên đầu ghi cũ của trường, có sự việc như phản ánh; dữ liệu trên hệ thống này chưa có.",
    "Không còn dữ liệu của khoảng thời gian đó; đã báo cáo bằng lời.",
    "Đã xem trên đầu ghi cũ, không thấy sự việc như phản ánh.",
)


def stories(year: Year) -> Iterator[Story]:
    for number, day in enumerate(year.working_days()):
        if number % 13 == 2:
            yield _ordered(year, number, at(day, 8, 40))
        if number % 17 == 5:
            yield _own_demand(year, number, at(day, 10, 10))
        if number % 29 == 7:
            yield _oral(year, number, at(day, 16, 50))
        if number % 19 == 4:
            yield _proposed(year, number, at(day, 9, 35))
    yield _standing(year)


def _about(year: Year, chance: Random) -> tuple[list[str], Range]:
    """A camera or two, and an hour of the day before."""
    cameras = chance.sample(list(year.cameras), min(chance.randint(1, 2), len(year.cameras)))
    to_us = clock.now_us() - chance.randint(16, 26) * clock.HOUR_US
    return cameras, Range(to_us - clock.HOUR_US, to_us)


def _ordered(year: Year, number: int, when_us: int) -> Story:
    yield when_us
    chance = year.chance(f"order {number}")
    cameras, footage = _about(year, chance)
    purpose, detail, content = chance.choice(_MATTERS)
    officer = year.cast.officers[number % 2]
    made = directives.issue(
        issuer=year.cast.principal,
        school=year.school,
        cameras=cameras,
        footage=footage,
        acts=[Act.PLAYBACK],
        executors=[officer],
        purpose=purpose,
        purpose_detail=detail,
        content=content,
        valid_to_us=clock.now_us() + 3 * clock.DAY_US,
        due_us=clock.now_us() + clock.DAY_US,
    )
    turn = number // 13 % 6
    if turn == 4:  # nobody carries it out: its time passes
        return
    yield later(1, 9, 10)
    if turn == 5:
        directives.withdraw(
            directive=made.id, by=year.cast.principal, reason="Sự việc đã làm rõ, không cần xem nữa"
        )
        return
    directives.complete(directive=made.id, by=officer, result=chance.choice(_RESULTS))


def _own_demand(year: Year, number: int, when_us: int) -> Story:
    """Khoản 2 Điều 4: of the vice-principal's the principal is told."""
    yield when_us
    chance = year.chance(f"demand {number}")
    cameras, footage = _about(year, chance)
    person = year.cast.board[number % 2]
    purpose, detail, _ = chance.choice(_MATTERS)
    grant = access.own_demand(
        person=person,
        school=year.school,
        purpose=purpose,
        cameras=cameras,
        footage=footage,
        purpose_detail=detail,
    )
    if isinstance(grant, Refusal):
        return
    yield later(0, 13, 40)
    for each in selectors.for_head_to_see(year.school):
        directives.mark_seen_by_head(directive=each.id, by=year.cast.principal)


def _oral(year: Year, number: int, when_us: int) -> Story:
    """Said on the telephone, written down, confirmed; one is not, and the head says what came of it."""
    yield when_us
    cameras, _ = _about(year, year.chance(f"oral {number}"))
    now_us = clock.now_us()
    boss = year.cast.board[number % 2]
    made = directives.enter_oral(
        entered_by=year.cast.officers[1],
        school=year.school,
        ordered_by=boss,
        said_us=now_us - 5 * clock.MINUTE_US,
        said_how="Gọi điện",
        cameras=cameras,
        footage=Range(now_us - 40 * clock.MINUTE_US, now_us - 10 * clock.MINUTE_US),
        purpose=Purpose.SAFETY,
        purpose_detail="Tìm học sinh chưa được đón",
    )
    if number // 29 % 4 == 3:
        yield later(2, 9, 0)
        directives.settle(
            directive=made.id,
            by=year.cast.principal,
            words="Có gọi điện thật nhưng quên xác nhận; đã nhắc nhau.",
        )
        return
    yield later(0, 17, 45)
    directives.confirm(directive=made.id, by=boss)
    yield later(1, 8, 5)
    directives.complete(
        directive=made.id,
        by=year.cast.officers[1],
        result="Đã tìm được em học sinh ở phòng thư viện, không cần xem thêm.",
    )


def _proposed(year: Year, number: int, when_us: int) -> Story:
    """Đề xuất kiểm tra dữ liệu: agreed to, not agreed to, or left to lapse."""
    yield when_us
    chance = year.chance(f"proposal {number}")
    cameras, footage = _about(year, chance)
    purpose, detail, _ = chance.choice(_MATTERS)
    officer = year.cast.officers[(number + 1) % 2]
    made = directives.propose(
        by=officer,
        school=year.school,
        cameras=cameras,
        footage=footage,
        purpose=purpose,
        reason=f"{detail}; đề nghị kiểm tra dữ liệu để báo cáo.",
    )
    turn = number // 19 % 5
    yield later(0, 15, 20)
    if turn == 3:
        directives.refuse(
            proposal=made.id, by=year.cast.vice_principal, reason="Đã rõ qua lời kể của giáo viên"
        )
    elif turn != 4:
        order = directives.agree(proposal=made.id, by=year.cast.principal)
        yield later(1, 10, 0)
        directives.complete(directive=order.id, by=officer, result=chance.choice(_RESULTS))


def _standing(year: Year) -> Story:
    """One in force when the year ends: an order of today, and a proposal that waits."""
    yield at(year.last - timedelta(days=1), 15, 30)
    cameras, footage = _about(year, year.chance("standing"))
    purpose, detail, content = _MATTERS[0]
    directives.issue(
        issuer=year.cast.principal,
        school=year.school,
        cameras=cameras,
        footage=footage,
        acts=[Act.PLAYBACK, Act.SNAPSHOT],
        executors=[year.cast.officers[0]],
        purpose=purpose,
        purpose_detail=detail,
        content=content,
        valid_to_us=clock.now_us() + 5 * clock.DAY_US,
        due_us=clock.now_us() + 3 * clock.DAY_US,
    )
    directives.propose(
        by=year.cast.officers[1],
        school=year.school,
        cameras=cameras[:1],
        footage=footage,
        purpose=Purpose.SECURITY,
        reason="Có tiếng động lạ ở sân sau buổi trưa, đề nghị kiểm tra.",
    )
