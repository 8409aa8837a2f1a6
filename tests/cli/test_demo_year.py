"""A demo year: filled by the rooms' own services, with a clock that walks; nothing real can be reached by it."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.scenes.schools import BROWSER, yen_cuong
from vonggac.access.services.checking import views
from vonggac.archive.verification import verify_store
from vonggac.cli.demo_school import VirtualCamera
from vonggac.cli.demo_year import filling, walking
from vonggac.cli.demo_year.names import Names
from vonggac.cli.demo_year.year import Year
from vonggac.factors import services as factors
from vonggac.kernel import clock
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.forward import forward
from vonggac.ledger.models import Outbox
from vonggac.ledger.reader import LedgerReader
from vonggac.people import services as people
from vonggac.people.models import Account

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
NOW_US = walking.at(date(2025, 11, 14), 16)
FIRST = date(2025, 10, 20)
VIRTUAL = [
    VirtualCamera(
        area=kind,
        area_name=area,
        name=f"Camera {area.lower()}",
        main_url=f"rtsp://127.0.0.1:{8554 + place}/main",
        sub_url=f"rtsp://127.0.0.1:{8554 + place}/sub",
        username="admin",
        password="hoa phuong",
    )
    for place, (kind, area) in enumerate(
        [("gate", "Cổng trường"), ("yard", "Sân trường"), ("canteen", "Nhà ăn")]
    )
]
PAGES = (
    "home",
    "notices",
    "directives",
    "requests",
    "proposals",
    "cases",
    "violations",
    "holds",
    "usage_book",
    "roster",
    "inspections",
    "suggestions",
    "regulations",
    "notice_boards",
    "cameras",
    "assets",
    "stores",
    "network",
    "device_book",
    "failures",
    "maintenance",
    "maintenance_plans",
    "breaches",
    "repairs",
    "reports",
    "duties",
    "calendar",
    "retention",
    "access_settings",
    "delegations",
    "people",
    "sign_in_history",
)
"""Names of addresses whose lists the year fills."""


@pytest.fixture(autouse=True)
def machine() -> Iterator[None]:
    """The machine's own clock stands at an afternoon of November 2025."""
    forward.forget()
    views.forget()
    with walking._clock_of(walking.Hands(NOW_US)):
        yield
    forward.forget()
    views.forget()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    folder = DataFolder(tmp_path)
    folder.prepare()
    monkeypatch.setattr(settings, "DATA", folder)
    return folder


@pytest.fixture
def year(data: DataFolder) -> Year:
    return filling.fill(data, VIRTUAL, first=FIRST)


def principal(year: Year) -> Client:
    account = Account.objects.get(person_id=year.cast.principal)
    login = people.open_session(account=account.id, user_agent=BROWSER, address="127.0.0.1")
    factors.note_shown(session=login.session, how="totp")
    browser = Client(headers={"user-agent": BROWSER})
    browser.cookies[settings.SESSION_KEY_COOKIE] = login.key
    return browser


def test_three_weeks_leave_no_list_empty_and_a_ledger_that_holds(
    year: Year, data: DataFolder
) -> None:
    """Every book has lines, the ledger agrees with the office, and its entries say when they were really written."""
    browser = principal(year)
    answers = {page: browser.get(reverse(page)) for page in PAGES}
    assert {page: one.status_code for page, one in answers.items()} == dict.fromkeys(PAGES, 200)
    empty = [page for page, one in answers.items() if 'class="empty"' in one.content.decode()]
    assert empty == []
    assert verify_store(data).clean
    reader = LedgerReader(data.ledger)
    reader.refresh()
    written = [entry["utc_us"] for _, entry in reader.objects(0)]
    assert set(written) == {NOW_US}
    assert Outbox.objects.filter(created_us__lt=NOW_US - clock.DAY_US).count() > 100
    assert walking.is_finished(data)


def test_the_clock_of_a_used_folder_is_not_touched(data: DataFolder) -> None:
    """Neither where a school is, nor where a file of a ledger or of footage lies."""
    yen_cuong()
    with pytest.raises(walking.NotFresh):
        filling.fill(data, VIRTUAL, first=FIRST)
    assert clock.now_us() == NOW_US
    (data.ledger / "entries-0.bin").write_bytes(b"x")
    refusing = walking.walking(data, from_us=0, until_us=1, used=lambda: False)
    with pytest.raises(walking.NotFresh), refusing:
        pass


def test_names_are_the_same_for_the_same_seed() -> None:
    first, again = (Names(random.Random(7)) for _ in range(2))
    drawn = [first.adult("co") for _ in range(40)]
    assert drawn == [again.adult("co") for _ in range(40)]
    assert len(set(drawn)) == 40


def test_its_process_begins_without_django(tmp_path: Path) -> None:
    """It sets the folder first: what it imports before must not ask for settings."""
    command = [sys.executable, "-m", "vonggac.cli.demo_year", "--help"]
    clean = {name: text for name, text in os.environ.items() if not name.startswith("DJANGO")}
    said = subprocess.run(command, env=clean, cwd=tmp_path, capture_output=True, check=False)
    assert said.returncode == 0, said.stderr
