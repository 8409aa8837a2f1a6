"""The usage book's page with a year's lines in it, against the same page with a hundred.

    python -m bench.books [--lines 100000] [--turns 9]

Server time of the whole page (middleware, queries, template), asked in this process as a signed-in IT teacher; the
database lies on the disk that holds temporary files. Prints a Markdown table; fails where a page is over the goal.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

GOAL_MS = 200.0
FEW = 100
PAGES = (
    ("as it lies open", ""),
    ("in the middle", "page=3000"),
    ("words that many lines have", "q=xe+dap"),
    ("a word that one line has", "q=kho+bau"),
    ("words that no line has", "q=khong+co+dong+nao"),
    ("one camera", "camera=cam07"),
    ("one person, one form", "person={person}&form=playback"),
    ("a fortnight", "from_day=2026-10-01&to_day=2026-10-14"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--turns", type=int, default=9)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vonggac-bench-") as folder:
        os.environ |= {
            "VONGGAC_DATA": folder,
            "VONGGAC_ROLE": "archivist",
            "DJANGO_SETTINGS_MODULE": "vonggac.web.settings",
        }
        sys.exit(0 if _measured(wanted.lines, wanted.turns) else 1)


def _measured(lines: int, turns: int) -> bool:
    """Whether every page is within the goal."""
    ask, write = _school()
    write(1, FEW)
    few = {name: _median(ask, query, turns) for name, query in PAGES}
    write(FEW + 1, lines)
    print(f"| page | {FEW} lines ms | {lines} lines ms | longest ms | times | goal |")
    print("|---|---|---|---|---|---|")
    well = True
    for name, query in PAGES:
        many, longest = _median(ask, query, turns)
        well &= many <= GOAL_MS
        times = many / few[name][0]
        told = f"{few[name][0]:.0f} | {many:.0f} | {longest:.0f} | {times:.1f}"
        print(f"| {name} | {told} | ≤ {GOAL_MS:.0f} |")
    return well


def _median(ask: Callable[[str], None], query: str, turns: int) -> tuple[float, float]:
    ask(query)
    took = []
    for _ in range(turns):
        begin = time.perf_counter()
        ask(query)
        took.append((time.perf_counter() - begin) * 1000)
    return statistics.median(took), max(took)


def _school() -> tuple[Callable[[str], None], Callable[[int, int], None]]:
    """Asks for the page, and writes lines ``first`` to ``last``."""
    from django.conf import settings

    settings.DATA.prepare()
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from tests.scenes.schools import BROWSER, yen_cuong

    from vonggac.factors import services as factors
    from vonggac.people import services as people
    from vonggac.people.models import Account

    for database in ("default", "archive"):
        call_command("migrate", database=database, verbosity=0)
    settings.ALLOWED_HOSTS = ["testserver"]
    school = yen_cuong()
    account = Account.objects.get(person_id=school.it_teacher)
    login = people.open_session(account=account.id, user_agent=BROWSER, address="127.0.0.1")
    factors.note_shown(session=login.session, how="totp")
    client = Client(headers={"user-agent": BROWSER})
    client.cookies[settings.SESSION_KEY_COOKIE] = login.key

    def ask(query: str) -> None:
        answer = client.get("/usage-book?" + query.format(person=school.duty_officer))
        assert answer.status_code == 200, answer.status_code

    return ask, lambda first, last: _write(school, first, last)


def _write(school: Any, first: int, last: int) -> None:
    """Lines of one book, spread over the months of its year until today, past the services for speed."""
    from vonggac.duty import selectors
    from vonggac.duty.models import UsageIndex, UsageLine
    from vonggac.duty.services import index_of
    from vonggac.kernel.clock import HOUR_US, MINUTE_US, now_us

    now = now_us()
    year = selectors.school_year_of(school.id, now)
    persons = list(school.people.items())
    batch = []
    for number in range(first, last + 1):
        role, person = persons[number % len(persons)]
        at_us = now - (200_000 - number) * MINUTE_US // 2
        batch.append(
            UsageLine(
                school_id=school.id,
                school_year=year,
                number=number,
                written_us=at_us,
                started_us=at_us - HOUR_US,
                ended_us=at_us,
                person_id=person,
                person_name="Phạm Thị Dung",
                person_role=role.value,
                basis="directive",
                basis_ref=f"PCĐ-2026-{number % 900:03d}, khoản 1 Điều 2",
                cameras=[
                    {"camera": f"cam{n % 16:02d}", "name": f"Cổng {n % 16}", "area": "Cổng trường"}
                    for n in range(number, number + 3)
                ],
                footage_from_us=at_us - 2 * HOUR_US,
                footage_to_us=at_us - HOUR_US,
                served=[
                    {"camera": f"cam{number % 16:02d}", "ranges": [[at_us - HOUR_US, at_us]] * 4}
                ],
                form=("live", "playback", "snapshot")[number % 3],
                purpose="safety",
                purpose_detail="Kho báu" if number == last // 2 else "Tìm xe đạp của học sinh",
                result="Xe được dắt nhầm, đã trả lại cho học sinh lớp 4B trong buổi sáng",
            )
        )
        if len(batch) == 2000 or number == last:
            UsageLine.objects.bulk_create(batch)
            UsageIndex.objects.bulk_create(
                [UsageIndex(line_id=each.id, **index_of(each)) for each in batch]
            )
            batch = []


if __name__ == "__main__":
    main()
