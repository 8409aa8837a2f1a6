"""Every page in a school with five school years of papers: queries and server time, for each role that may open it.

    python -m bench.pages --data FOLDER [--rounds 5] [--role HT] [--only request,case] [--save FILE] [--beside FILE]

FOLDER is made once by ``python -m bench.five_years``; logins are opened in it, nothing else is written but what reading
writes. Addresses are those that a person of the role comes to: every address of ``web.acts`` without parts, and of
each other name the first that the pages link. Whole requests, in this process: middleware, queries, template. Beside
them stands the sign-in page: on a busy machine the ratio to it is the figure. ``--beside``: a file of ``--save``.
"""

import argparse
import json
import os
import re
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from html import unescape
from pathlib import Path
from typing import Any

GOAL_MS = 200.0
WORST = 20
FLOOR = "sign_in"
NOT_PAGES = {
    "sign_out", "language", "set_up", "camera_find", "camera_found", "found_device", "found_picture", "camera_test",
    "camera_add_found", "metrics", "static",
}  # fmt: skip
"""They end the login, ask cameras, or are asked by programs."""


@dataclass(frozen=True, slots=True)
class Measured:
    name: str
    role: str
    address: str
    queries: int
    wall_ms: float
    cpu_ms: float
    kib: float

    @property
    def key(self) -> str:
        return f"{self.name} {self.role}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--role", default="")
    parser.add_argument("--only", default="", help="names of addresses, with commas")
    parser.add_argument("--save", type=Path)
    parser.add_argument("--beside", type=Path)
    wanted = parser.parse_args()
    os.environ |= {
        "VONGGAC_DATA": wanted.data,
        "VONGGAC_ROLE": "archivist",
        "DJANGO_SETTINGS_MODULE": "vonggac.web.settings",
    }
    import vonggac.web.asgi  # noqa: F401  (as the process of the pages begins: set up, and the collector told)

    rows = list(_all(wanted.role, set(filter(None, wanted.only.split(","))), wanted.rounds))
    before = _saved(wanted.beside) if wanted.beside else {}
    _print(rows, before)
    if wanted.save:
        wanted.save.write_text(json.dumps([asdict(each) for each in rows], indent=0))
    sys.exit(0 if all(each.wall_ms <= GOAL_MS for each in rows) else 1)


def _saved(file: Path) -> dict[str, Measured]:
    return {each.key: each for each in (Measured(**row) for row in json.loads(file.read_text()))}


def _all(role: str, only: set[str], rounds: int) -> Iterator[Measured]:
    from vonggac.people.roles import Role

    floor = _measured(_browser(None), FLOOR, "", "/sign-in", rounds)
    assert floor is not None
    yield floor
    for each in Role:
        person = _holder(each)
        if person is None or (role and role != each.value):
            continue
        client = _browser(person)
        for name, address in _addresses(client):
            found = _measured(client, name, each.value, address, rounds)
            if found is not None and (not only or name in only):
                yield found


def _holder(role: Any) -> Any:
    """Who holds this role before any other, in the only school."""
    from vonggac.kernel.clock import now_us
    from vonggac.people import selectors as people
    from vonggac.places import selectors as places

    school = places.the_school()
    assert school is not None
    held = people.roles_held(school.id, now_us())
    return next(
        (
            who
            for who, roles in held.items()
            if roles[0] is role and people.positions_now(who, now_us())
        ),
        None,
    )


def _browser(person: Any) -> Any:
    from django.conf import settings
    from django.test import Client
    from tests.scenes.schools import BROWSER

    from vonggac.factors import services as factors
    from vonggac.kernel.clock import now_us
    from vonggac.people import services as people
    from vonggac.people.models import Account
    from vonggac.regulations import selectors as regulations
    from vonggac.regulations import services as reading

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(headers={"user-agent": BROWSER})
    if person is None:
        return client
    account = Account.objects.get(person_id=person)
    if account.must_change_password:
        Account.objects.filter(pk=account.pk).update(must_change_password=False)
    login = people.open_session(account=account.id, user_agent=BROWSER, address="127.0.0.1")
    factors.note_shown(session=login.session, how="totp")
    school = people_school(person)
    due = regulations.to_acknowledge(person, school, now_us())
    if due is not None:
        reading.acknowledge(regulation=due.id, person=person)
    client.cookies[settings.SESSION_KEY_COOKIE] = login.key
    return client


def people_school(person: Any) -> Any:
    from vonggac.kernel.clock import now_us
    from vonggac.people import selectors as people

    return people.positions_now(person, now_us())[0].school


def _addresses(client: Any) -> Iterator[tuple[str, str]]:
    """Those without parts, then what their pages lead to: of each name the first."""
    from vonggac.vault.small import Unsealable
    from vonggac.web.acts import ACTS

    seen: set[str] = set(NOT_PAGES)
    todo = list(_plain())
    while todo:
        name, address = todo.pop(0)
        if name in seen or ACTS[name].token:
            continue
        try:
            answer = client.get(address)
        except Unsealable:
            continue  # a copy of a request: what is sealed is bound to the row that it was made for
        if answer.status_code == 200 and not answer.streaming:
            seen.add(name)
            if "html" in answer.get("Content-Type", ""):
                yield name, address
                todo += [each for each in _linked(answer.content.decode()) if each[0] not in seen]


def _plain() -> Iterator[tuple[str, str]]:
    from django.urls import NoReverseMatch, reverse

    from vonggac.web.acts import ACTS

    for name in ACTS:
        try:
            yield name, reverse(name)
        except NoReverseMatch:
            continue


def _linked(page: str) -> Iterator[tuple[str, str]]:
    from django.urls import Resolver404, resolve

    from vonggac.web.acts import ACTS

    for link in re.findall(r'(?:href|hx-get|src)="(/[^"#]*)"', page):
        address = unescape(link)
        try:
            name = resolve(address.partition("?")[0]).url_name
        except Resolver404:
            continue
        if name in ACTS:
            yield str(name), address


def _measured(client: Any, name: str, role: str, address: str, rounds: int) -> Measured | None:
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    with (
        CaptureQueriesContext(connections["default"]) as office,
        CaptureQueriesContext(connections["archive"]) as archive,
    ):
        answer = client.get(address)
    queries = len(office) + len(archive)
    if answer.status_code != 200:
        return None
    took, worked = [], []
    for _ in range(rounds):
        begin, cpu = time.perf_counter(), time.process_time()
        client.get(address)
        took.append((time.perf_counter() - begin) * 1000)
        worked.append((time.process_time() - cpu) * 1000)
    size = len(answer.content) / 1024
    return Measured(
        name, role, address, queries, statistics.median(took), statistics.median(worked), size
    )


def _print(rows: list[Measured], before: dict[str, Measured]) -> None:
    floor = next(each for each in rows if each.name == FLOOR and not each.role)
    pages = sorted(rows, key=lambda each: -each.cpu_ms)
    over = [each for each in pages if each.wall_ms > GOAL_MS]
    print(
        f"{len(pages)} pages of {len({each.role for each in pages}) - 1} roles; {len(over)} over {GOAL_MS:.0f} ms;"
        f" sign-in page {floor.wall_ms:.0f} ms, {floor.cpu_ms:.0f} ms processor\n"
    )
    print("| page | role | queries | wall ms | CPU ms | times the sign-in page | KiB | before |")
    print("|---|---|---|---|---|---|---|---|")
    for each in pages[:WORST]:
        was = before.get(each.key)
        told = "" if was is None else f"{was.queries} q, {was.wall_ms:.0f} ms, {was.cpu_ms:.0f} CPU"
        print(
            f"| {each.name} | {each.role} | {each.queries} | {each.wall_ms:.0f} | {each.cpu_ms:.0f} |"
            f" {each.cpu_ms / floor.cpu_ms:.1f} | {each.kib:.0f} | {told} |"
        )


if __name__ == "__main__":
    main()
