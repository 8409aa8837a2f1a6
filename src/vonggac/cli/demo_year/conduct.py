"""Suggestions, violations, the leaders' monthly checks and their reminders."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from vonggac.cli.demo_year.walking import Story, at
from vonggac.cli.demo_year.year import Year, later
from vonggac.duty.years import local
from vonggac.inspections import selectors as checks
from vonggac.inspections import services as inspections
from vonggac.inspections.services import Found
from vonggac.kernel import clock
from vonggac.suggestions import selectors as suggested
from vonggac.suggestions import services as suggestions
from vonggac.violations import services as violations
from vonggac.violations.services import Concerned


class Wanted(NamedTuple):
    after: int
    """Days from the beginning of the year."""
    subject: str
    trouble: str
    proposal: str


class Act(NamedTuple):
    after: int
    rule: str
    what: str
    where: str
    damage: int | None


_SUGGESTIONS = (
    Wanted(
        4, "device", "Cây phượng che camera hành lang tầng 2 vào buổi chiều.", "Tỉa cây mỗi quý."
    ),
    Wanted(
        9, "procedure", "Giáo viên chưa rõ mẫu đề nghị xem dữ liệu lấy ở đâu.", "Dán hướng dẫn."
    ),
    Wanted(
        12, "privacy", "Camera sân sau nhìn thấy một phần cửa phòng y tế.", "Chỉnh góc hoặc che."
    ),
    Wanted(
        45,
        "use",
        "Giờ tan học người trực phải mở cổng nên không nhìn được màn hình.",
        "Thêm người.",
    ),
    Wanted(80, "device", "Loa báo động ở phòng trực nhỏ, khó nghe khi mưa.", "Thay loa."),
    Wanted(120, "other", "Bảng thông báo có camera ở cổng phụ bị mờ chữ.", "In lại bảng."),
    Wanted(180, "procedure", "Biên bản xem dữ liệu nên có chỗ ghi ý kiến phụ huynh.", "Sửa mẫu."),
    Wanted(260, "use", "Đề nghị tập huấn lại cho người mới vào đầu năm học.", "Tổ chức tháng 9."),
    Wanted(330, "privacy", "Phụ huynh hỏi dữ liệu được lưu bao lâu.", "Ghi số ngày trên bảng."),
    Wanted(
        400, "device", "Camera nhà ăn hay bị hơi nước bám vào buổi sáng.", "Lau kính hằng tuần."
    ),
)
_ANSWERS = (
    ("accepted", "Nhà trường tiếp thu, giao thầy Cường thực hiện trong tháng."),
    ("amends", "Đưa vào nội dung sửa đổi quy định năm học tới."),
    ("declined", "Chưa bố trí được kinh phí trong năm; ghi nhận để xem xét sau."),
)
_VIOLATIONS = (
    Act(8, "5.2", "Cắm bộ sạc điện thoại vào cổng USB của máy ghi hình", "Phòng trực", 300_000),
    Act(70, "5.1", "Để người khác dùng máy trực khi chưa đăng xuất", "Phòng trực", None),
    Act(150, "5.5", "Dùng điện thoại chụp lại màn hình trực", "Phòng trực", None),
    Act(290, "5.3", "Dùng bìa che một phần camera sân sau khi tập văn nghệ", "Sân sau", None),
    Act(385, "3.2", "Kết thúc ca không khóa tủ thiết bị nhiều lần", "Phòng trực", None),
)


def stories(year: Year) -> Iterator[Story]:
    for place, each in enumerate(_SUGGESTIONS):
        yield _suggestion(year, place, each)
    yield _batches(year)
    yield _late_suggestion(year)
    for number, act in enumerate(_VIOLATIONS):
        yield _violation(year, number, act)
    yield _open_violation(year)
    yield _checks(year)


def _suggestion(year: Year, place: int, wanted: Wanted) -> Story:
    yield at(year.first + timedelta(days=wanted.after), 10, 5 * place)
    sent = suggestions.send(
        school=year.school,
        by=year.cast.staff[place % 4] if wanted.after > 40 else year.cast.officers[place % 2],
        subject=wanted.subject,
        trouble=wanted.trouble,
        proposal=wanted.proposal,
        anonymous=wanted.subject == "privacy",
    )
    yield later(1, 8, 30)
    suggestions.receive(suggestion=sent.id, by=year.cast.it_teacher)


def _late_suggestion(year: Year) -> Story:
    """One of today's, not received yet."""
    yield at(year.last - timedelta(days=1), 9, 40)
    suggestions.send(
        school=year.school,
        by=year.cast.clerk,
        subject="procedure",
        trouble="Sổ văn bản đến nên có cột ghi số đề nghị xem dữ liệu.",
        proposal="Thêm cột trong mẫu sổ.",
    )


def _batches(year: Year) -> Story:
    """Gathered in the middle of every second month and answered by the Board within the week."""
    days = [each for each in year.days() if each.day == 17 and each.month % 2]
    for turn, day in enumerate(days or [year.first + timedelta(days=18)]):
        yield at(day, 14, 0)
        waiting = [each.id for each in suggested.in_state(year.school, "received")]
        if not waiting:
            continue
        suggestions.gather(school=year.school, by=year.cast.it_teacher)
        yield later(1, 9, 30)
        for each in waiting:
            suggestions.consider(suggestion=each, by=year.cast.principal)
        yield later(2, 16, 0)
        for place, each in enumerate(waiting):
            kind, words = _ANSWERS[(turn + place) % 3]
            suggestions.answer(suggestion=each, by=year.cast.principal, answer=kind, words=words)
        yield later(15, 10, 20)
        for each in waiting[:-1]:
            words = "Đã thực hiện, đã thông báo cho người gửi."
            suggestions.close(suggestion=each, by=year.cast.it_teacher, words=words)


def _violation(year: Year, place: int, act: Act) -> Story:
    """Found, minuted, reported, verified with the person's statement, concluded, handled; the last ones are open."""
    yield at(year.first + timedelta(days=act.after), 16, 40)
    person, teacher, head = (
        year.cast.officers[place % 2 + 1],
        year.cast.it_teacher,
        year.cast.principal,
    )
    found = violations.report(
        school=year.school,
        by=teacher,
        rule=act.rule,
        what=act.what,
        happened_us=clock.now_us() - 3 * clock.HOUR_US,
        where=act.where,
        concerned=[Concerned(name="", person=person)],
    )
    yield later(0, 17, 5)
    violations.minute(
        violation=found.id, by=teacher, words="Đã nhắc dừng ngay, kiểm tra thiết bị, lập biên bản."
    )
    yield later(1, 7, 50)
    violations.report_to_board(violation=found.id, by=teacher)
    yield later(1, 9, 0)
    violations.verify(violation=found.id, by=head)
    yield later(1, 10, 30)
    violations.state(
        violation=found.id,
        by=person,
        words="Tôi nhận đã làm việc đó do sơ suất, xin rút kinh nghiệm.",
    )
    yield later(2, 15, 0)
    guilty = act.rule != "5.3"
    words = "Có hành vi như biên bản đã nêu." if guilty else "Do tập văn nghệ, đã có báo trước."
    violations.conclude(violation=found.id, by=head, violated=guilty, words=words)
    if guilty:
        yield from _settled(year, found.id, act.damage)
    yield later(3, 11, 0)
    violations.end(violation=found.id, by=head)


def _settled(year: Year, violation: UUID, damage: int | None) -> Story:
    head = year.cast.principal
    yield later(1, 8, 40)
    violations.propose(
        violation=violation, by=head, words="Nhắc nhở trước hội đồng, học lại quy định."
    )
    yield later(2, 14, 20)
    violations.settle(
        violation=violation,
        by=head,
        decision_no=f"{clock.now_us() // clock.DAY_US % 90 + 10}/QĐ-{year.symbol}",
        outcome="Nhắc nhở",
        damage_vnd=damage,
    )
    if damage:
        yield later(5, 9, 15)
        violations.compensate(violation=violation, by=head, compensated_vnd=damage)


def _open_violation(year: Year) -> Story:
    """One that is being verified when the year ends; its statement is owed."""
    yield at(year.last - timedelta(days=5), 17, 20)
    teacher = year.cast.it_teacher
    found = violations.report(
        school=year.school,
        by=teacher,
        rule="5.2",
        what="Cắm ổ USB lạ vào máy ghi hình",
        happened_us=clock.now_us() - clock.HOUR_US,
        where="Phòng trực",
        concerned=[Concerned(name="", person=year.cast.officers[1])],
    )
    violations.minute(violation=found.id, by=teacher, words="Đã rút thiết bị, niêm phong, giữ lại.")
    yield later(1, 8, 15)
    violations.report_to_board(violation=found.id, by=teacher)
    yield later(0, 10, 0)
    violations.verify(violation=found.id, by=year.cast.principal)


def _checks(year: Year) -> Story:
    """Each month's sample, drawn early in the next; now and then a deviation, and a reminder for it."""
    chance = year.chance("checks")
    for first in (each for each in year.months() if each > year.first):
        yield at(first + timedelta(days=4), 8, 15)
        before = (first - timedelta(days=1)).strftime("%Y-%m")
        yield from _check(year, before, odd=chance.random() < 0.3)


def _check(year: Year, month: str, *, odd: bool) -> Story:
    row = inspections.begin(school=year.school, month=month, by=year.cast.vice_principal)
    yield later(0, 9, 45)
    drawn = checks.sample(row.id)
    found = {each.place: Found(in_order=True) for each in drawn}
    if odd and drawn:
        found[drawn[0].place] = Found(in_order=False, note="Mục đích ghi quá chung.")
    inspections.conclude(
        inspection=row.id,
        by=year.cast.vice_principal,
        found=found,
        words="Đã đối chiếu từng lượt với căn cứ.",
    )
    if not odd:
        return
    reminder = inspections.remind(
        school=year.school,
        to=year.cast.officers[local(clock.now_us()).month % 2],
        by=year.cast.vice_principal,
        text="Ghi rõ mục đích của mỗi lượt xem, không ghi chung chung.",
        clause="khoản 2 Điều 3",
        inspection=row.id,
    )
    yield later(2, 7, 20)
    inspections.acknowledge(reminder=reminder.id, by=reminder.to_id, words="Đã rõ, sẽ thực hiện.")
