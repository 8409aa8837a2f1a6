"""``vonggac footage``: what is recorded and what is not, and why. Times and sizes only; no picture leaves here (I1)."""

from datetime import date
from typing import Annotated, Any

import typer

from vonggac.cli.office import enter
from vonggac.cli.output import (
    DEFAULT_DATA,
    FINDINGS,
    DataOption,
    JsonOption,
    as_json,
    as_table,
    could_not_run,
)
from vonggac.kernel.clock import DAY_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.instants import from_datetime, iso
from vonggac.kernel.ranges import Range, total_us

app = typer.Typer()

COLUMNS = [
    "camera", "name", "stream", "recorded_s", "gap_s", "erased_s", "unexplained_s", "kept_days",
    "decided_days", "causes",
]  # fmt: skip


@app.command()
def footage(
    data: DataOption = DEFAULT_DATA,
    day: Annotated[
        str, typer.Option(help="YYYY-MM-DD, the school's day. Default: the last 24 hours.")
    ] = "",
    camera: Annotated[str, typer.Option(help="One camera's id. Default: all.")] = "",
    confirm_date: Annotated[
        str,
        typer.Option(
            help="YYYY-MM-DD: today is this date, count days of footage by this clock again."
        ),
    ] = "",
    json: JsonOption = False,
) -> None:
    """Recorded, explained and unexplained seconds of every stream. Exit 1 when a second is unexplained (I4)."""
    folder = DataFolder(data.absolute())
    if not folder.archive_db.exists():
        could_not_run(f"{data} is no data folder of Vọng Gác.")
    enter(folder)
    from vonggac.places import selectors as places

    if confirm_date:
        _confirm(confirm_date)
        return
    asked = _day_range(day)
    rows = [
        _account(row.id, row.name, stream, asked) | {"decided_days": places.retention_days(row.id)}
        for row in places.recording_plan()
        if camera in ("", row.id)
        for stream in (("main", "sub") if row.sub_url else ("main",))
    ]
    if json:
        as_json({"from": iso(asked.from_us), "to": iso(asked.to_us), "streams": rows})
    else:
        cells = [[row[column] for column in COLUMNS] for row in rows]
        as_table(f"{iso(asked.from_us)} … {iso(asked.to_us)}", COLUMNS, cells)
        _print_forecast(folder)
    if any(row["unexplained_s"] > 0 for row in rows):
        raise typer.Exit(FINDINGS)


def _confirm(told: str) -> None:
    """The person reads the date from a calendar on the wall, not from this machine."""
    from django.utils import timezone

    from vonggac.archive.confirming import confirm_date

    today = timezone.localdate()
    if told != today.isoformat():
        could_not_run(f"This machine says that today is {today}. Set its clock first.")
    confirm_date(by=None)
    print("Confirmed. Days of footage are counted by this clock again within a minute.")


def _print_forecast(folder: DataFolder) -> None:
    from vonggac.archive import status

    said = status.read(folder)
    if said is None or not said.forecast or said.forecast["days_possible"] is None:
        return
    print(f"At this rate the volumes hold {said.forecast['days_possible']} days of all cameras.")
    if not said.forecast["enough"]:
        missing = said.forecast["missing_bytes"] / 1e9
        print(f"That is less than was decided: {missing:.0f} GB are missing.")


def _day_range(day: str) -> Range:
    if not day:
        return Range(now_us() - DAY_US, now_us())
    from datetime import datetime, time

    from django.utils import timezone

    try:
        begins = datetime.combine(date.fromisoformat(day), time(), timezone.get_default_timezone())
    except ValueError:
        could_not_run(f"{day} is no day; write YYYY-MM-DD.")
    return Range(from_datetime(begins), from_datetime(begins) + DAY_US)


def _account(camera: str, name: str, stream: str, asked: Range) -> dict[str, Any]:
    from vonggac.archive import selectors as archive

    found = archive.coverage(camera, stream, asked)
    return {
        "camera": camera,
        "name": name,
        "stream": stream,
        "recorded_s": round(total_us(found.footage) / 1e6, 1),
        "gap_s": round(total_us(gap.range for gap in found.gaps) / 1e6, 1),
        "erased_s": round(total_us(found.erased) / 1e6, 1),
        "unexplained_s": round(total_us(found.unexplained) / 1e6, 1),
        "kept_days": archive.kept_days(camera),
        "causes": ", ".join(sorted({gap.cause for gap in found.gaps})),
    }
