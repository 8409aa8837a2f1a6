"""No page asks the database more often because there is more in it: each is opened with n rows and with 3 n."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from pytest_django.plugin import DjangoDbBlocker

from tests.scenes.copies import Copy, tables, without_guards, write
from tests.scenes.lived import FIXED, Parts, lived, member
from tests.scenes.schools import BROWSER, SchoolScene, yen_cuong
from tests.scenes.stand_ins import stand_in
from tests.web.conftest import ADDRESS
from vonggac.factors import services as factors
from vonggac.people import services as people
from vonggac.people.models import Account
from vonggac.people.roles import Role
from vonggac.web.acts import ACTS
from vonggac.web.doors import DOORS

LISTS = (
    "home", "duties", "notices", "find_books", "directives", "requests", "proposals", "cases", "violations", "changes",
    "breaches", "holds", "exports", "pictures", "usage_book", "roster", "inspections", "suggestions", "year_turn",
    "reports", "evaluation", "documents", "regulations", "cameras", "assets", "network", "device_book", "maintenance",
    "repairs", "stocktakes", "failures", "events", "unexplained", "health", "technical", "tokens", "people", "manager",
    "anchors", "system_log",
)  # fmt: skip
ONE = (
    "directive", "proposal", "hold", "case", "violation", "breach", "export", "picture", "inspection", "suggestion",
    "suggestion_batch", "report", "decision", "failure", "asset", "sighting", "shift", "person",
)  # fmt: skip
"""Pages of one row, whose lines are more."""
PAGES = [
    *((Role.PRINCIPAL, name) for name in (*LISTS, *ONE)),
    *((Role.CLERK, name) for name in ("home", "duties", "requests", "request")),
    *((Role.IT_TEACHER, name) for name in ("home", "duties", "requests", "device_book")),
    *((Role.DUTY_OFFICER, name) for name in ("home", "duties", "usage_book", "cases")),
]
STAY = (
    "django_", "auth_", "axes_", "sqlite_", "people_", "places_", "factors_", "ledger_", "search_", "papers_",
    "access_",    "regulations_regulation", "regulations_enactment",
)  # fmt: skip
"""Persons, places and their logins stay; and there is one regulation in force."""
MOST = 200
"""Of any page, whatever it shows."""

Counted = dict[tuple[Role, str], tuple[list[str], list[str]]]


@pytest.fixture(scope="module")
def counted(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Counted]:
    """Queries of each page with three rows where there was one, and with nine."""
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        for alias in ("default", "archive"):
            stack.enter_context(transaction.atomic(using=alias))
        stand_in(stack, tmp_path_factory.mktemp("many"))
        yield _counted(yen_cuong())
        for alias in ("default", "archive"):
            transaction.set_rollback(True, using=alias)


def _counted(school: SchoolScene) -> Counted:
    parts: Parts = FIXED | lived(school, "Việc của trường")
    browsers = {role: _signed_in(school, role) for role, _ in PAGES}
    asked = [(role, name, _address(parts, name)) for role, name in PAGES]
    base: Any = connection.connection
    without_guards(base)
    known = tables(base, STAY, {"": 9})
    write(base, known, [Copy(0, 1), Copy(0, 2)])
    for role, _name, address in asked:
        browsers[role].get(address)  # what is kept from the first asking on
    few = [_queries(browsers[role], address) for role, _name, address in asked]
    write(base, known, [Copy(0, turn) for turn in range(3, 9)])
    many = [_queries(browsers[role], address) for role, _name, address in asked]
    return {page: (n, m) for page, n, m in zip(PAGES, few, many, strict=True)}


def _signed_in(school: SchoolScene, role: Role) -> Client:
    account = Account.objects.get(person_id=member(school, role))
    login = people.open_session(account=account.id, user_agent=BROWSER, address=ADDRESS)
    factors.note_shown(session=login.session, how="totp")
    client = Client(headers={"user-agent": BROWSER})
    client.cookies["vonggac"] = login.key
    return client


def _address(parts: Parts, name: str) -> str:
    needed = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
    return reverse(name, kwargs={part: parts.get(f"{name}.{part}", parts[part]) for part in needed})


def _queries(client: Client, address: str) -> list[str]:
    """The forms of its reads, without values; that the login is in use is written now and then."""
    office, archive = connections["default"], connections["archive"]
    with CaptureQueriesContext(office) as deeds, CaptureQueriesContext(archive) as footage:
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    asked = [each["sql"] for each in [*deeds, *footage] if not each["sql"].startswith("UPDATE")]
    return sorted(re.sub(r"'[^']*'|\b\d+\b", "?", each) for each in asked)


@pytest.mark.parametrize(("role", "name"), PAGES)
def test_three_times_the_rows_ask_no_more_questions(
    counted: Counted, role: Role, name: str
) -> None:
    """A page's time follows its queries: what has a line for each row reads them together."""
    few, many = counted[role, name]
    more = Counter(many) - Counter(few)
    assert len(many) == len(few), more
    assert len(many) <= MOST


def test_every_book_of_the_navigation_is_among_them() -> None:
    """A new list page is held to it too."""
    alone = {
        "wall",
        "search",
        "school",
        "sign_paper",
        "plans",
        "access_settings",
        "retention",
        "security",
    }
    assert {each.name for each in DOORS} - alone <= {name for _, name in PAGES}
    assert {name for _, name in PAGES} <= set(ACTS)
