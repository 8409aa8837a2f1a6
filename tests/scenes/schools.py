"""Two schools with named people, areas and cameras. The second must never see the first one's anything.

Trường Tiểu học Yên Cường: cô Ánh (HT), thầy Bình (PHT), thầy Cường (GVTH), cô Dung (VCVH).
Trường Tiểu học Hoa Sen: cô Hạnh (HT), thầy Khôi (PHT), thầy Long (GVTH), cô Mai (VCVH).
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from unittest.mock import patch
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db.models import Model

from tests.scenes.again import again
from vonggac.directives import services as directives
from vonggac.directives.models import Directive
from vonggac.duty import services as duty
from vonggac.duty.checklists import List, all_in_order
from vonggac.duty.models import Shift
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Purpose
from vonggac.kernel.ranges import Range
from vonggac.people import services as people
from vonggac.people.days import day_of
from vonggac.people.models import Account
from vonggac.people.roles import Role
from vonggac.places import services as places

PASSWORD = "phượng đỏ sân trường"
BROWSER = "Mozilla/5.0 (test)"
ADDRESS = "192.168.1.20"
LONG_AGO = date(2025, 9, 1)

_YEN_CUONG = {
    Role.PRINCIPAL: ("Nguyễn Thị Ánh", "co", "anh"),
    Role.VICE_PRINCIPAL: ("Trần Văn Bình", "thay", "binh"),
    Role.IT_TEACHER: ("Lê Văn Cường", "thay", "cuong"),
    Role.DUTY_OFFICER: ("Phạm Thị Dung", "co", "dung"),
}
_HOA_SEN = {
    Role.PRINCIPAL: ("Đỗ Thị Hạnh", "co", "hanh"),
    Role.VICE_PRINCIPAL: ("Vũ Văn Khôi", "thay", "khoi"),
    Role.IT_TEACHER: ("Bùi Văn Long", "thay", "long"),
    Role.DUTY_OFFICER: ("Ngô Thị Mai", "co", "mai"),
}
_OTHERS = {
    Role.NETWORK_ADMIN: "Đinh Văn Quân",
    Role.CLERK: "Lý Thị Thơ",
    Role.ACCOUNTANT: "Phan Thị Tâm",
    Role.STAFF: "Hoàng Thị Uyên",
    Role.SUPERVISOR: "Mai Thị Xuân",
}
_AREAS = {
    "gate": "Cổng trường",
    "yard": "Sân trường",
    "corridor": "Hành lang",
    "canteen": "Nhà ăn",
}


@dataclass(frozen=True)
class SchoolScene:
    """Ids of one school: ``areas`` and ``cameras`` by kind of area, one camera each."""

    id: UUID
    people: Mapping[Role, UUID]
    areas: Mapping[str, UUID]
    cameras: Mapping[str, str]

    @property
    def principal(self) -> UUID:
        return self.people[Role.PRINCIPAL]

    @property
    def vice_principal(self) -> UUID:
        return self.people[Role.VICE_PRINCIPAL]

    @property
    def it_teacher(self) -> UUID:
        return self.people[Role.IT_TEACHER]

    @property
    def duty_officer(self) -> UUID:
        return self.people[Role.DUTY_OFFICER]


@again
def yen_cuong() -> SchoolScene:
    with _as_the_database_says():
        return _school("Trường Tiểu học Yên Cường", "THYC", _YEN_CUONG, "10.0.1")


@again
def hoa_sen() -> SchoolScene:
    with _as_the_database_says():
        return _school("Trường Tiểu học Hoa Sen", "THHS", _HOA_SEN, "10.0.2")


def person(full_name: str, username: str, *, address: str = "co") -> UUID:
    """Somebody with an account and no position, whose password is ``PASSWORD``."""
    made = people.create_person(full_name=full_name, address=address, by=None)
    with patch.object(Account, "set_password", _set_known_password):
        people.create_account(
            person=made.id,
            username=username,
            password=PASSWORD,
            by=None,
            must_change_password=False,
        )
    prepared(made.id)
    return made.id


def prepared(who: UUID) -> None:
    """Pledged and trained, on paper of the school's first days here."""
    people.record_pledge(person=who, school=None, signed_on=LONG_AGO, by=None)
    people.record_training(
        person=who, school=None, held_on=LONG_AGO, trainer="Công ty lắp đặt", by=None
    )


def holder(school: SchoolScene, role: Role) -> UUID:
    """Who holds the role at the school: one of the four, or somebody who is appointed now."""
    if role in school.people:
        return school.people[role]
    made = person(_OTHERS[role], f"{role.value.lower()}.{school.id.hex[-6:]}")
    people.appoint(person=made, school=school.id, role=role, by=None)
    if role == Role.SUPERVISOR:
        supervised(school)
    return made


def supervised(school: SchoolScene, *, on: bool = True) -> None:
    """The head decides that the school has the role GS, or has it no more."""
    directives.decide_policy(
        school=school.id,
        values={"supervisor": on},
        paper="91/QĐ-THYC",
        decided_on=day_of(clock.now_us()),
        basis="Khoản 1 Điều 4",
        by=school.principal,
    )


def login(who: UUID, *, address: str = ADDRESS) -> UUID:
    """The id of a new login of the person."""
    account = Account.objects.get(person_id=who)
    return people.open_session(account=account.id, user_agent=BROWSER, address=address).session


def open_shift(school: SchoolScene, areas: Iterable[str] = ("gate",), hours: int = 4) -> Shift:
    """Cô Dung's shift, from now, opened by her."""
    at_us = clock.now_us()
    shift = duty.roster_shift(
        school=school.id,
        person=school.duty_officer,
        areas=[school.areas[each] for each in areas],
        from_us=at_us,
        to_us=at_us + hours * clock.HOUR_US,
        by=school.principal,
    )
    return opened(shift.id, school.duty_officer)


def opened(shift: UUID, person: UUID) -> Shift:
    """With everything in order."""
    return duty.open_shift(shift=shift, person=person, answers=all_in_order(List.OPENING))


def closed(shift: UUID, person: UUID) -> Shift:
    """With everything in order."""
    return duty.close_shift(shift=shift, person=person, answers=all_in_order(List.CLOSING))


def yesterday() -> Range:
    """An hour of stored footage."""
    to_us = clock.now_us() - clock.DAY_US
    return Range(to_us - clock.HOUR_US, to_us)


def directive(
    school: SchoolScene,
    *,
    cameras: Iterable[str] = ("gate",),
    footage: Range | None = None,
    acts: Iterable[Act] = (Act.PLAYBACK,),
    executors: Iterable[UUID] | None = None,
    hours: int = 2,
    audio: bool = False,
) -> Directive:
    """The principal's directive to cô Dung: yesterday's hour of the gate, for two hours."""
    return directives.issue(
        issuer=school.principal,
        school=school.id,
        cameras=[school.cameras[each] for each in cameras],
        footage=footage or yesterday(),
        acts=acts,
        executors=[school.duty_officer] if executors is None else executors,
        purpose=Purpose.SAFETY,
        valid_to_us=clock.now_us() + hours * clock.HOUR_US,
        audio=audio,
    )


def _school(
    name: str, symbol: str, staff: Mapping[Role, tuple[str, str, str]], network: str
) -> SchoolScene:
    school = places.create_school(name=name, symbol=symbol, by=None)
    folk = {}
    for role, (full_name, address, username) in staff.items():
        folk[role] = person(full_name, username, address=address)
        people.appoint(person=folk[role], school=school.id, role=role, by=None)
    areas, cameras = {}, {}
    for place, (kind, area_name) in enumerate(_AREAS.items()):
        area = places.create_area(school=school.id, name=area_name, kind=kind, place=place, by=None)
        camera = places.add_camera(
            area=area.id,
            name=f"{area_name} 1",
            main_url=f"rtsp://{network}.{place + 10}/main",
            sub_url=f"rtsp://{network}.{place + 10}/sub",
            username="admin",
            password="camera-password",
            by=folk[Role.IT_TEACHER],
        )
        areas[kind], cameras[kind] = area.id, camera.id
    return SchoolScene(school.id, folk, areas, cameras)


@contextmanager
def _as_the_database_says() -> Iterator[None]:
    """Each check of a constraint is asked of the database once instead of twice: a scene is half as long in the making,
    and there are thousands.
    """
    with patch.object(Model, "validate_constraints", lambda *_args, **_words: None):
        yield


def _set_known_password(account: Account, _raw: str | None) -> None:
    account.password = _argon2_of_password()


@cache
def _argon2_of_password() -> str:
    """Hashed once: a scene has eight people, and Argon2 is slow on purpose."""
    return make_password(PASSWORD)
