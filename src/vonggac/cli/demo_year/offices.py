"""Positions, accounts and their reviews, powers left for a time, the calendar, and the head's settings."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from vonggac.cli.demo_year.names import username_of
from vonggac.cli.demo_year.walking import Story, at, today
from vonggac.cli.demo_year.year import FREE_DAYS, Year, later
from vonggac.directives import services as directives
from vonggac.notices import services as notices
from vonggac.people import selectors as people
from vonggac.people import services
from vonggac.people.roles import Power, Role
from vonggac.places import services as places
from vonggac.places.schedule import RangeKind
from vonggac.takeover import services as takeover

COMPANY = "Công ty lắp đặt camera"
_TERMS = (
    ((9, 5), (1, 16), "Học kỳ I"),
    ((1, 19), (5, 29), "Học kỳ II"),
)


def stories(year: Year) -> Iterator[Story]:
    yield _calendar(year)
    yield _reviews(year)
    yield _policy(year)
    yield _leave(year)
    yield _change_of_officer(year)
    for place in range(6):
        yield _account(year, year.cast.staff[place], 3 + 7 * place, refused=place == 4)
    yield _forgotten_password(year)
    yield _reading(year)
    yield _manager(year)


def _reading(year: Year) -> Story:
    """Each Friday everybody reads what waited; the last days' notices are still new."""
    for day in year.working_days():
        if day.weekday() == 4 and day < year.last - timedelta(days=2):
            yield at(day, 16, 45)
            for person in (*year.cast.board, *year.cast.officers, year.cast.it_teacher):
                notices.read_all(person=person)
            for person in (year.cast.clerk, year.cast.network_admin, *year.cast.staff[:6]):
                notices.read_all(person=person)


def _manager(year: Year) -> Story:
    """A change of the system's manager is prepared while he may be sent to a course, and not carried out."""
    yield at(year.first + timedelta(days=15), 10, 10)
    made = takeover.plan(
        school=year.school,
        by=year.cast.principal,
        to=year.cast.staff[2],
        decision_no=f"96/QĐ-{year.symbol}",
        decided_on=today(),
    )
    yield later(1, 9, 0)
    takeover.answer(
        handover=made.id,
        by=year.cast.it_teacher,
        item="books",
        answer="item_done",
        words="02 sổ, 08 biên bản",
    )
    yield later(2, 15, 30)
    takeover.cancel(
        handover=made.id, by=year.cast.principal, words="Thầy Cường không đi học đợt này."
    )


def _calendar(year: Year) -> Story:
    """Terms and free days of each school year, in its first days."""
    starts = [each for each in year.days() if (each.month, each.day) == (9, 5)] or [year.first]
    for start in starts:
        yield at(start, 13, 20)
        begins = start.year if (start.month, start.day) >= (6, 1) else start.year - 1
        for first, last, name in _TERMS:
            from_day = date(begins + (first[0] < 6), *first)
            to_day = date(begins + 1, *last)
            _enter(year, RangeKind.TERM, name, from_day, to_day)
        for one, other, name in FREE_DAYS:
            if one != other and date(begins, 9, 6) <= one < date(begins + 1, 9, 5):
                _enter(year, RangeKind.HOLIDAY, name, one, other)
        _enter(year, RangeKind.EXAM, "Kiểm tra học kỳ I", *_week(begins + 1, 1, 5))
        _enter(year, RangeKind.EXAM, "Kiểm tra học kỳ II", *_week(begins + 1, 5, 11))


def _week(number: int, month: int, day: int) -> tuple[date, date]:
    return date(number, month, day), date(number, month, day) + timedelta(days=4)


def _enter(year: Year, kind: RangeKind, name: str, one: date, other: date) -> None:
    places.add_days(
        school=year.school,
        kind=kind,
        name=name,
        from_day=one,
        to_day=other,
        by=year.cast.it_teacher,
    )


def _reviews(year: Year) -> Story:
    """In the second week after each quarter's end; in a short year once, so that the page has one."""
    days = [each for each in year.days() if each.month % 3 == 1 and each.day == 9]
    for day in days or [year.first + timedelta(days=9)]:
        yield at(day, 15, 10)
        services.confirm_review(
            school=year.school,
            answers={each.id: "keep" for each in people.accounts(year.school)},
            by=year.cast.vice_principal,
            note="Đã đối chiếu với danh sách phân công.",
        )


def _policy(year: Year) -> Story:
    yield at(year.first + timedelta(days=6), 8, 50)
    directives.decide_policy(
        school=year.school,
        values={"supervisor": True, "decide_days": 2},
        paper=f"91/QĐ-{year.symbol}",
        decided_on=today(),
        basis="Khoản 1 Điều 4; theo đề nghị của Ban thanh tra nhân dân",
        by=year.cast.principal,
    )
    services.appoint(
        person=year.cast.staff[-1],
        school=year.school,
        role=Role.SUPERVISOR,
        decision_no=f"92/QĐ-{year.symbol}",
        decided_on=today(),
        by=year.cast.principal,
    )


def _leave(year: Year) -> Story:
    """The principal leaves some powers to the vice-principal for three weeks, and takes them back sooner."""
    yield at(year.first + timedelta(days=10), 16, 15)
    given = services.delegate(
        school=year.school,
        to=year.cast.vice_principal,
        powers=[Power.ISSUE_DIRECTIVE, Power.APPROVE_REQUEST],
        paper=f"04/GUQ-{year.symbol}",
        signed_on=today(),
        from_us=later(1, 7),
        to_us=later(15, 17),
        by=year.cast.principal,
    )
    yield later(6, 7, 40)
    services.withdraw_delegation(delegation=given.id, school=year.school, by=year.cast.principal)


def _account(year: Year, person: UUID, after_days: int, *, refused: bool) -> Story:
    """A teacher's own account: asked for, approved, pledged, opened; one is not given."""
    yield at(year.first + timedelta(days=after_days), 9, 25)
    name = people.person(person).full_name
    account = services.request_account(
        school=year.school,
        person=person,
        username=username_of(name),
        role=Role.STAFF,
        by=year.cast.it_teacher,
        reason="Lập đề nghị xem dữ liệu, gửi kiến nghị",
    )
    yield later(1, 10, 30)
    if refused:
        services.refuse_account(
            account=account.id,
            school=year.school,
            by=year.cast.vice_principal,
            reason="Chưa có nhu cầu sử dụng trong năm học này",
        )
        return
    services.approve_account(account=account.id, school=year.school, by=year.cast.vice_principal)
    yield later(1, 14, 10)
    services.record_pledge(
        person=person, school=year.school, signed_on=today(), by=year.cast.it_teacher
    )
    services.record_training(
        person=person,
        school=year.school,
        held_on=today(),
        trainer="Lê Văn Cường",
        content="Quy định camera, cách lập đề nghị và kiến nghị",
        by=year.cast.it_teacher,
    )
    services.open_account(account=account.id, school=year.school, by=year.cast.it_teacher)


def _forgotten_password(year: Year) -> Story:
    yield at(year.first + timedelta(days=16), 8, 20)
    account = people.account_of(year.cast.staff[0])
    assert account is not None  # noqa: S101  (opened in the first week)
    asked = services.ask_reset(
        account=account.id,
        school=year.school,
        reason="Quên mật khẩu, đến trực tiếp gặp",
        by=year.cast.it_teacher,
    )
    yield later(0, 10, 5)
    services.decide_reset(
        reset=asked.id, school=year.school, approve=True, by=year.cast.vice_principal
    )
    yield later(0, 10, 40)
    services.carry_out_reset(reset=asked.id, school=year.school, by=year.cast.it_teacher)


def _change_of_officer(year: Year) -> Story:
    """One of the teachers stands in as a duty officer for a time, trained and pledged, by decision."""
    person = year.cast.staff[1]
    yield at(year.first + timedelta(days=13), 7, 45)
    position = services.appoint(
        person=person,
        school=year.school,
        role=Role.DUTY_OFFICER,
        decision_no=f"101/QĐ-{year.symbol}",
        decided_on=today(),
        by=year.cast.principal,
    )
    services.record_training(
        person=person,
        school=year.school,
        held_on=today(),
        trainer=COMPANY,
        content="Vận hành, bốn bước cơ bản",
        by=year.cast.it_teacher,
    )
    yield later(60, 16, 20)
    services.end_position(
        position=position.id,
        by=year.cast.principal,
        decision_no=f"17/QĐ-{year.symbol}",
        decided_on=today(),
    )
