"""The school on its first day: who works there, with which papers; its cameras, as they answer today."""

import random
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from vonggac.cli.demo_school import Founding, VirtualCamera, ensure_cameras, found_school
from vonggac.cli.demo_year.names import Names, username_of
from vonggac.cli.demo_year.walking import Walk, today
from vonggac.cli.demo_year.year import Cast, Year
from vonggac.equipment import selectors as equipment
from vonggac.equipment import services as assets
from vonggac.kernel.data_folder import DataFolder
from vonggac.people import services as people
from vonggac.people.roles import Role
from vonggac.places import selectors as places

STAFF = 26
PARENTS = 24
_MORE = (
    ("co", Role.DUTY_OFFICER, "Viên chức trực"),
    ("thay", Role.DUTY_OFFICER, "Bảo vệ, trực thay"),
    ("co", Role.CLERK, "Văn thư"),
    ("co", Role.ACCOUNTANT, "Kế toán"),
    ("thay", Role.NETWORK_ADMIN, "Cán bộ quản trị mạng"),
)


def found(
    data: DataFolder,
    virtual: Sequence[VirtualCamera],
    walk: Walk,
    *,
    first: date,
    seed: int,
) -> Year:
    """The year's context. The cameras come to the recorder today: of before there is no footage, and it says so."""
    names = Names(random.Random(seed))  # noqa: S311  (a play, no secret)
    more = [_founding(names, address, role, title) for address, role, title in _MORE]
    folk = [UUID(each.person) for each in found_school(data, more)]
    principal, vice_principal, it_teacher, officer, *others = folk
    school = places.the_school()
    assert school is not None  # noqa: S101  (made just before)
    staff = tuple(_teacher(school.id, names, principal, place) for place in range(STAFF))
    with walk.really_now():
        ensure_cameras(list(virtual), by=it_teacher)
        _tell_of_cameras(school.id, principal=principal, it_teacher=it_teacher, first=first)
    return Year(
        data=data,
        school=school.id,
        symbol=school.symbol,
        cast=Cast(
            principal=principal,
            vice_principal=vice_principal,
            it_teacher=it_teacher,
            officers=(officer, *others[:2]),
            clerk=others[2],
            accountant=others[3],
            network_admin=others[4],
            staff=staff,
            parents=tuple(names.adult("co" if place % 3 else "thay") for place in range(PARENTS)),
        ),
        areas=[each.id for each in places.areas(school.id, with_private=False)],
        cameras=[each.id for each in places.cameras(school.id)],
        first=first,
        until_us=walk.until_us,
        seed=seed,
    )


def _tell_of_cameras(school: UUID, *, principal: UUID, it_teacher: UUID, first: date) -> None:
    """What the register of assets is to say of them, and the Board's leave to connect them."""
    for place, camera in enumerate(places.cameras(school), start=1):
        asset = equipment.asset_of_camera(camera.id)
        assert asset is not None  # noqa: S101  (every camera has its record)
        assets.change_asset(
            asset=asset.id,
            by=it_teacher,
            basis="Hồ sơ lắp đặt",
            brand="Vọng Gác",
            model="SIM-1",
            serial=f"SIM{first.year}{place:04d}",
            funding="Ngân sách nhà nước, nguồn sự nghiệp giáo dục",
            cost_vnd=2_350_000,
            left_vnd=1_410_000,
            in_use_on=date(first.year - 1, 8, 20),
            warranty_until=date(first.year + 1, 8, 20),
        )
        assets.approve_connection(asset=asset.id, by=principal, basis=f"Phiếu đấu nối {place:02d}")


def _founding(names: Names, address: str, role: Role, title: str) -> Founding:
    name = names.adult(address)
    return name, address, role, username_of(name), title


def _teacher(school: UUID, names: Names, principal: UUID, place: int) -> UUID:
    address = "thay" if place % 6 == 5 else "co"
    person = people.create_person(full_name=names.adult(address), address=address, by=principal)
    people.appoint(
        person=person.id,
        school=school,
        role=Role.STAFF,
        decision_no=f"{12 + place}/QĐ-PGDĐT",
        decided_on=today(),
        by=principal,
    )
    return person.id
