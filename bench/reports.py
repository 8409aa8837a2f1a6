"""A school-year report and the evaluation page, over a year's usage book of 100 000 lines and 16 cameras' footage.

    python -m bench.reports [--lines 100000] [--turns 5]

Counting (``reports.numbers.count``: the year and the year before), the page of the report, the evaluation page, in this
process; the PDF in its child. Beside each the same with a hundred lines, and beside the counting of uses the bare SQL.
Prints a Markdown table; fails where a school-year report, numbers and PDF together, is over its goal.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

GOAL_S = 5.0
FEW = 100
CAMERAS = 16
GAPS_A_DAY = 6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--turns", type=int, default=5)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vonggac-bench-") as folder:
        os.environ |= {
            "VONGGAC_DATA": folder,
            "VONGGAC_ROLE": "archivist",
            "DJANGO_SETTINGS_MODULE": "vonggac.web.settings",
        }
        sys.exit(0 if _measured(wanted.lines, wanted.turns) else 1)


def _measured(lines: int, turns: int) -> bool:
    """Whether the report is within its goal."""
    from bench.books import _write

    school = _founded()
    _write(school, 1, FEW)
    asked = _asked(school)
    few = {name: _median(ask, turns) for name, ask in asked.items()}
    _write(school, FEW + 1, lines)
    _footage(school)
    print(f"| what | {FEW} lines, no footage ms | {lines} lines, a year's footage ms | times |")
    print("|---|---|---|---|")
    many = {}
    for name, ask in asked.items():
        many[name] = _median(ask, turns)
        print(f"| {name} | {few[name]:.0f} | {many[name]:.0f} | {many[name] / few[name]:.1f} |")
    whole_s = (many["numbers of a school year and the one before"] + many["PDF"]) / 1000
    print(f"\nA school-year report, numbers and PDF: {whole_s:.2f} s; goal ≤ {GOAL_S:.0f} s.")
    return whole_s <= GOAL_S


def _median(ask: Callable[[], Any], turns: int) -> float:
    ask()
    took = []
    for _ in range(turns):
        begin = time.perf_counter()
        ask()
        took.append((time.perf_counter() - begin) * 1000)
    return statistics.median(took)


def _founded() -> Any:
    from django.conf import settings

    settings.DATA.prepare()
    import django

    django.setup()
    from django.core.management import call_command
    from tests.scenes.schools import yen_cuong

    for database in ("default", "archive"):
        call_command("migrate", database=database, verbosity=0)
    settings.ALLOWED_HOSTS = ["testserver"]
    return yen_cuong()


def _asked(school: Any) -> dict[str, Callable[[], Any]]:
    from django.utils.translation import override

    from vonggac.documents import client
    from vonggac.duty import selectors as duty
    from vonggac.kernel.clock import now_us
    from vonggac.people.days import day_of
    from vonggac.reports import numbers, periods, services
    from vonggac.reports.states import PeriodKind
    from vonggac.web.reports.papers import words

    today = day_of(now_us())
    row = services.draft(school=school.id, by=school.it_teacher, kind="school_year", day=today)
    year = periods.of(PeriodKind.SCHOOL_YEAR, today, numbers.year_of(school.id))
    with override("vi"):
        data = words(row)
    page = _browser(school.principal)
    return {
        "bare SQL of the uses": lambda: _bare(year.span),
        "uses by form and basis": lambda: duty.use_figures(school.id, year.span),
        "numbers of a school year and the one before": lambda: numbers.count(school.id, year),
        "page of the report": lambda: page(f"/reports/{row.id}"),
        "evaluation page": lambda: page("/evaluation"),
        "PDF": lambda: client.render("report", data, "pdf"),
    }


def _bare(span: Any) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT form, basis, COUNT(*) FROM duty_usageindex WHERE started_us >= %s AND started_us < %s"
            " GROUP BY form, basis",
            [span.from_us, span.to_us],
        )
        cursor.fetchall()


def _browser(person: Any) -> Callable[[str], None]:
    from django.conf import settings
    from django.test import Client
    from tests.scenes.schools import BROWSER

    from vonggac.factors import services as factors
    from vonggac.people import services as people
    from vonggac.people.models import Account

    account = Account.objects.get(person_id=person)
    login = people.open_session(account=account.id, user_agent=BROWSER, address="127.0.0.1")
    factors.note_shown(session=login.session, how="totp")
    client = Client(headers={"user-agent": BROWSER})
    client.cookies[settings.SESSION_KEY_COOKIE] = login.key

    def ask(address: str) -> None:
        answer = client.get(address)
        assert answer.status_code == 200, answer.status_code

    return ask


def _footage(school: Any) -> None:
    """Each camera a year of erased and kept footage with short gaps, past the archivist for speed."""
    from vonggac.archive.models import Gap, Stream, Stretch
    from vonggac.archive.states import StretchKind
    from vonggac.kernel.clock import DAY_US, MINUTE_US, now_us
    from vonggac.places.models import Camera

    area, end_us = school.areas["gate"], now_us()
    names = [*school.cameras.values()]
    for number in range(CAMERAS - len(names)):
        made = Camera.objects.create(
            area_id=area,
            name=f"Camera {number}",
            search=f"camera {number}",
            main_url=f"rtsp://x/{number}",
            commissioned_us=0,
        )
        names.append(made.id)
    step_us = DAY_US // GAPS_A_DAY
    for name in names:
        stream = Stream.objects.create(
            camera=name, name="main", commissioned_us=end_us - 365 * DAY_US
        )
        begins = range(end_us - 365 * DAY_US, end_us, step_us)
        Stretch.objects.bulk_create(
            Stretch(
                stream=stream,
                kind=StretchKind.ERASED if at < end_us - 30 * DAY_US else StretchKind.FOOTAGE,
                from_us=at,
                to_us=at + step_us - MINUTE_US,
            )
            for at in begins
        )
        Gap.objects.bulk_create(
            Gap(
                stream=stream,
                cause="camera_unreachable",
                detail="",
                ledger_idx=n,
                from_us=at + step_us - MINUTE_US,
                to_us=at + step_us,
            )
            for n, at in enumerate(begins)
        )


if __name__ == "__main__":
    main()
