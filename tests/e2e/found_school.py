"""Founds a school in an empty data folder: ``python -m tests.e2e.found_school FOLDER CAMERAS_JSON``.

In a process of its own, because Django's settings belong to one data folder. Prints the people with their passwords.
"""

import json
import sys
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from vonggac.cli.office import enter, prepare_databases
from vonggac.kernel.data_folder import DataFolder

PASSWORD = "tre-xanh-lang-que-2026"
CODES = 300
_used = count()


def next_code() -> str:
    """A recovery code that no other sign-in of this run has used: an app shows two a minute."""
    return f"TEST{next(_used):08d}"


def found(folder: Path, cameras: list[dict[str, Any]]) -> dict[str, Any]:
    """Cô Ánh leads the school, thầy Bình is her deputy, thầy Cường minds the cameras, cô Dung watches."""
    from vonggac.duty import services as duty
    from vonggac.kernel.clock import HOUR_US, now_us
    from vonggac.people import services as people
    from vonggac.people.roles import Role
    from vonggac.places import services as places

    school = places.create_school(name="Trường Tiểu học Thử Nghiệm", symbol="THTN")
    found: dict[str, Any] = {"people": {}, "cameras": {}}
    for name, address, role, username in (
        ("Nguyễn Thị Ánh", "co", Role.PRINCIPAL, "anh"),
        ("Trần Văn Bình", "thay", Role.VICE_PRINCIPAL, "binh"),
        ("Lê Văn Cường", "thay", Role.IT_TEACHER, "cuong"),
        ("Phạm Thị Dung", "co", Role.DUTY_OFFICER, "dung"),
    ):
        person = people.create_person(full_name=name, address=address, by=None)
        account = people.create_account(
            person=person.id,
            username=username,
            password=PASSWORD,
            by=None,
            must_change_password=False,
        )
        enrol(account.id)
        people.appoint(person=person.id, school=school.id, role=role, decision_no="01/QĐ", by=None)
        day = date(2025, 9, 1)
        people.record_pledge(person=person.id, school=None, signed_on=day, by=None)
        people.record_training(person=person.id, school=None, held_on=day, trainer="Hãng", by=None)
        found["people"][username] = str(person.id)
    teacher = people_id(found, "cuong")
    areas: dict[str, Any] = {}
    for place, camera in enumerate(cameras):
        area, heard = camera.pop("area"), camera.pop("heard", False)
        if area not in areas:
            areas[area] = places.create_area(
                school=school.id, name=area, kind="yard", place=place, by=teacher
            )
        if heard:
            places.decide_audio(area=areas[area].id, allowed=True, basis="QĐ 15", by=teacher)
        added = places.add_camera(area=areas[area].id, allow_loopback=True, by=teacher, **camera)
        found["cameras"][camera["name"]] = added.id
    if areas:
        duty.roster_shift(
            school=school.id,
            person=people_id(found, "dung"),
            areas=[area.id for area in areas.values()],
            from_us=now_us(),
            to_us=now_us() + 8 * HOUR_US,
            by=people_id(found, "anh"),
        )
    return found


def enrol(account: Any) -> None:
    """An app, and a long sheet of codes."""
    from uuid import uuid4

    import pyotp

    from vonggac.factors import sealing
    from vonggac.factors import services as factors
    from vonggac.factors.models import RecoveryCode

    holder = factors.of_session(uuid4(), account)
    secret = factors.ask_totp(holder=holder, account=account)
    factors.keep_totp(holder=holder, account=account, code=pyotp.TOTP(secret).now(), label="App")
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account_id=account, mac=sealing.code_mac(account, f"TEST{n:08d}"), made_us=0)
        for n in range(CODES)
    )


def people_id(found: dict[str, Any], username: str) -> Any:
    from uuid import UUID

    return UUID(found["people"][username])


if __name__ == "__main__":
    data = DataFolder(Path(sys.argv[1]))
    prepare_databases(data)
    enter(data)
    print(json.dumps(found(data.root, json.loads(sys.argv[2]))))  # noqa: T201  (its answer)
