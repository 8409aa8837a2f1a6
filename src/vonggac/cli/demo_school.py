"""The invented school of ``vonggac demo``: made once a data folder, found again at the next start."""

import contextlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import pyotp

from vonggac.duty import selectors as duty_selectors
from vonggac.duty import services as duty
from vonggac.evidence.keys import KeysExist, make_keys
from vonggac.factors import services as factors
from vonggac.kernel.clock import HOUR_US, SECOND_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.files import write_whole
from vonggac.kernel.instants import to_datetime
from vonggac.people import services as people
from vonggac.people.roles import Role
from vonggac.places import selectors as places_selectors
from vonggac.places import services as places
from vonggac.places.schedule import SCHOOL_ZONE, RangeKind

SHIFT_US = 12 * HOUR_US

Founding = tuple[str, str, Role, str, str]
"""Full name, form of address, role, user name, title: of whom a demo school begins with."""
_PEOPLE: tuple[Founding, ...] = (
    ("Nguyễn Thị Ánh", "co", Role.PRINCIPAL, "nguyen.anh", "Hiệu trưởng"),
    ("Trần Văn Bình", "thay", Role.VICE_PRINCIPAL, "tran.binh", "Phó Hiệu trưởng"),
    ("Lê Văn Cường", "thay", Role.IT_TEACHER, "le.cuong", "Giáo viên Tin học"),
    ("Phạm Thị Dung", "co", Role.DUTY_OFFICER, "pham.dung", "Viên chức trực"),
)
_HOLIDAYS = (
    (1, 1, "Tết Dương lịch"),
    (4, 30, "Ngày Giải phóng miền Nam"),
    (5, 1, "Ngày Quốc tế Lao động"),
    (9, 2, "Quốc khánh"),
)


@dataclass(frozen=True, slots=True)
class VirtualCamera:
    """What ``run/simcam.json`` says of one of them."""

    area: str
    area_name: str
    name: str
    main_url: str
    sub_url: str
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    title: str
    username: str
    password: str
    person: str
    secret: str = ""
    """Of the authenticator app: whoever starts the demo holds everybody's phone."""

    def code(self) -> str:
        """What the app shows now."""
        return pyotp.TOTP(self.secret).now() if self.secret else ""


def ensure_demo_school(data: DataFolder, virtual: list[VirtualCamera]) -> list[DemoPerson]:
    """The demo people with their passwords. Cameras that are not known yet are added; none is taken away."""
    if places_selectors.the_school() is None:
        found_school(data)
    folk = [DemoPerson(**each) for each in json.loads(_known(data).read_text())]
    ensure_cameras(virtual, by=UUID(folk[2].person))
    _ensure_shift(UUID(folk[3].person), by=UUID(folk[0].person))
    _ensure_evidence_keys(data)
    return folk


def _known(data: DataFolder) -> Path:
    return data.keys / "demo-people.json"


def _ensure_evidence_keys(data: DataFolder) -> None:
    """In a school the halves go into two envelopes; the demo has none."""
    with contextlib.suppress(KeysExist):
        halves = make_keys(data.keys, "Trường Tiểu học Hoa Phượng")
        write_whole(data.keys / "demo-ca-halves.txt", "\n".join(halves).encode())


def found_school(data: DataFolder, more: Iterable[Founding] = ()) -> list[DemoPerson]:
    """The school, its people with accounts and papers, and its first decisions; what is told at every start is kept."""
    school = places.create_school(
        name="Trường Tiểu học Hoa Phượng",
        symbol="THHP",
        parent_body="UBND xã Hoa Phượng",
        locality="Hoa Phượng",
    )
    folk = []
    for name, address, role, username, title in (*_PEOPLE, *more):
        person = people.create_person(full_name=name, address=address, by=None)
        password = _speakable_password()
        account = people.create_account(
            person=person.id,
            username=username,
            password=password,
            by=None,
            must_change_password=False,
        )
        _prepare(person.id, school.id, role)
        secret = _enrol(account.id)
        folk.append(DemoPerson(f"{name} ({title})", username, password, str(person.id), secret))
    _decide(school.id, principal=UUID(folk[0].person), teacher=UUID(folk[2].person))
    write_whole(_known(data), json.dumps([asdict(each) for each in folk]).encode())
    return folk


def _enrol(account: UUID) -> str:
    """An app for the account, through the same door as everybody's."""
    holder = factors.of_session(uuid4(), account)
    secret = factors.ask_totp(holder=holder, account=account)
    code = pyotp.TOTP(secret).at(now_us() // SECOND_US)
    factors.keep_totp(holder=holder, account=account, code=code, label="Demo")
    return secret


def _prepare(person: UUID, school: UUID, role: Role) -> None:
    """Position, pledge and training of the same day: what a school has on paper before anybody signs in."""
    today = to_datetime(now_us()).astimezone(SCHOOL_ZONE).date()
    people.appoint(
        person=person,
        school=school,
        role=role,
        decision_no="83/QĐ-THHP",
        decided_on=today,
        by=None,
    )
    people.record_pledge(person=person, school=school, signed_on=today, by=None)
    people.record_training(
        person=person, school=school, held_on=today, trainer="Công ty lắp đặt camera", by=None
    )


def _decide(school: UUID, *, principal: UUID, teacher: UUID) -> None:
    """What a school decides in its first week: how long footage is kept, and when nobody is there."""
    today = to_datetime(now_us()).astimezone(SCHOOL_ZONE).date()
    places.decide_retention(
        school=school, days=30, paper="84/QĐ-THHP", decided_on=today, by=principal
    )
    for month, day, name in _HOLIDAYS:
        this_year = today.replace(month=month, day=day)
        when = this_year if this_year >= today else this_year.replace(year=today.year + 1)
        places.add_days(
            school=school,
            kind=RangeKind.HOLIDAY,
            name=name,
            from_day=when,
            to_day=when,
            by=teacher,
        )


def _speakable_password() -> str:
    """Fifteen characters to type from a terminal: two times 30 bits, no look-alikes."""
    letters = "bcdfghjkmnpqrstvwxz"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3)) + "7"


def ensure_cameras(virtual: list[VirtualCamera], *, by: UUID) -> None:
    """Those that are not known yet are added, in their areas; where one answers elsewhere now, that is written."""
    school = places_selectors.the_school()
    assert school is not None  # noqa: S101  (made just before)
    areas = {area.name: area for area in places_selectors.areas(school.id)}
    known = {camera.name: camera for camera in places_selectors.cameras(school.id)}
    for place, each in enumerate(virtual):
        if each.area_name not in areas:
            areas[each.area_name] = places.create_area(
                school=school.id, name=each.area_name, kind=each.area, place=place, by=by
            )
        area = areas[each.area_name].id
        if each.name not in known:
            places.add_camera(
                area=area,
                name=each.name,
                main_url=each.main_url,
                sub_url=each.sub_url,
                username=each.username,
                password=each.password,
                allow_loopback=True,
                by=by,
            )
        elif known[each.name].main_url != each.main_url:
            places.change_camera(
                camera=known[each.name].id,
                main_url=each.main_url,
                sub_url=each.sub_url,
                password=each.password,
                allow_loopback=True,
                by=by,
            )


def _ensure_shift(officer: UUID, *, by: UUID) -> None:
    """The duty officer is rostered from now for half a day, all areas; she opens the shift herself."""
    school = places_selectors.the_school()
    assert school is not None  # noqa: S101  (made just before)
    at_us = now_us()
    mine = duty_selectors.my_shifts(officer, at_us)
    if any(each.from_us <= at_us and each.to_us > at_us + HOUR_US for each in mine):
        return
    areas = [area.id for area in places_selectors.areas(school.id)]
    from_us = max([at_us, *(each.to_us for each in mine if each.from_us <= at_us)])
    duty.roster_shift(
        school=school.id,
        person=officer,
        areas=areas,
        from_us=from_us,
        to_us=from_us + SHIFT_US,
        by=by,
    )
