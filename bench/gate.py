"""The one decision in a school with five years of papers: how long ``may`` takes.

    python -m bench.gate [--directives 2000] [--people 100] [--turns 300]

Asked in this process, its trace written and committed with each answer (a refusal's row and entry, a grant's at first);
``check`` is what every fragment asks. Processor time stands beside the clock's: on a busy machine it is the figure.
The database lies on the disk that holds temporary files.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

GOAL_MS = 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--directives", type=int, default=2000)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--turns", type=int, default=300)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vonggac-bench-") as folder:
        os.environ |= {
            "VONGGAC_DATA": folder,
            "VONGGAC_ROLE": "archivist",
            "DJANGO_SETTINGS_MODULE": "vonggac.web.settings",
        }
        sys.exit(0 if _measured(wanted.directives, wanted.people, wanted.turns) else 1)


def _measured(count: int, people: int, turns: int) -> bool:
    """Whether every median is within the goal."""
    questions = _questions(count, people)
    print("| question | queries | median ms | 99 % ms | median CPU ms | goal |")
    print("|---|---|---|---|---|---|")
    well = True
    for name, ask in questions.items():
        queries = _queries(ask)
        took, worked = [], []
        for _ in range(turns):
            begin, cpu = time.perf_counter(), time.process_time()
            ask()
            took.append((time.perf_counter() - begin) * 1000)
            worked.append((time.process_time() - cpu) * 1000)
        median = statistics.median(took)
        well &= median <= GOAL_MS
        late = statistics.quantiles(took, n=100)[98]
        cpu_ms = statistics.median(worked)
        print(
            f"| {name} | {queries} | {median:.2f} | {late:.2f} | {cpu_ms:.2f} | ≤ {GOAL_MS:.0f} |"
        )
    return well


def _queries(ask: Callable[[], Any]) -> int:
    """Statements of one question once it was asked before, BEGIN and COMMIT among them."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask()
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def _questions(count: int, people: int) -> dict[str, Callable[[], Any]]:
    from django.conf import settings

    settings.DATA.prepare()
    import django

    django.setup()
    from django.core.management import call_command

    for database in ("default", "archive"):
        call_command("migrate", database=database, verbosity=0)
    from tests.scenes.schools import login, person, yen_cuong

    from vonggac.access import services
    from vonggac.access.services.checking import views
    from vonggac.directives import services as directives
    from vonggac.kernel.authority import Act, Grant, Purpose
    from vonggac.kernel.clock import DAY_US, HOUR_US, SECOND_US, now_us
    from vonggac.kernel.ranges import Range
    from vonggac.people import services as staff
    from vonggac.people.roles import Role

    school = yen_cuong()
    officers = [school.duty_officer]
    for number in range(people):
        made = person(f"Phạm Thị Dung {number}", f"dung{number}")
        role = Role.DUTY_OFFICER if number % 10 == 0 else Role.STAFF
        staff.appoint(person=made, school=school.id, role=role, by=None)
        if role is Role.DUTY_OFFICER:
            officers.append(made)
    start = now_us()
    gate, yard = school.cameras["gate"], school.cameras["yard"]
    footage = Range(start - 2 * DAY_US, start - 2 * DAY_US + HOUR_US)
    for number in range(count):
        row = directives.issue(
            issuer=school.principal, school=school.id, cameras=[gate], footage=footage,
            acts=[Act.PLAYBACK], executors=[officers[number % len(officers)]],
            purpose=Purpose.SAFETY, valid_to_us=start + 8 * HOUR_US,
        )  # fmt: skip
        if number < count - len(officers):
            directives.withdraw(directive=row.id, by=school.principal, reason="Xong việc")
    who = school.duty_officer
    session = login(who)

    def play(camera: str, person: Any = who) -> Any:
        return services.may(
            person=person, act=Act.PLAYBACK, cameras=[camera], footage=footage, at_us=now_us()
        )

    def live() -> Any:
        at = now_us()
        return services.may(
            person=school.principal, act=Act.LIVE, cameras=[gate],
            footage=Range(at, at + SECOND_US), at_us=at,
        )  # fmt: skip

    grant = play(gate)
    assert isinstance(grant, Grant)

    def check() -> Any:
        views.forget()
        return services.check(
            grant_id=grant.id, session_id=session, act=Act.PLAYBACK, camera=gate,
            footage=footage, at_us=now_us(),
        )  # fmt: skip

    return {
        "may play, granted": lambda: play(gate),
        "may play, refused (trace committed)": lambda: play(yard),
        "may watch live, granted": live,
        "check of a fragment, read anew": check,
    }


if __name__ == "__main__":
    main()
