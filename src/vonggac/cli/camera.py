"""``vonggac camera list | test | find``: the registry, and whether a camera can be recorded. Shows no picture."""

import asyncio
from typing import Annotated

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
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.streams import SourceFault
from vonggac.recorder.status import WELL, stream_figures

app = typer.Typer(help="The camera registry.", no_args_is_help=True)


@app.command("list")
def list_cameras(data: DataOption = DEFAULT_DATA, json: JsonOption = False) -> None:
    """Every camera in use and what its streams do right now. Exit 1 when one of them does not record."""
    folder = DataFolder(data.absolute())
    if not folder.office_db.exists():
        could_not_run(f"{data} is no data folder of Vọng Gác.")
    enter(folder)
    from vonggac.places import selectors as places

    figures = {(each["camera"], each["stream"]): each for each in stream_figures(folder.run)}
    streams = []
    for row in places.recording_plan():
        for stream in ("main", "sub") if row.sub_url else ("main",):
            figure = figures.get((row.id, stream), {"state": "no recorder"})
            streams.append(
                {"camera": row.id, "area": row.area, "name": row.name, "stream": stream, **figure}
            )
    if json:
        as_json(streams)
    else:
        columns = ("camera", "area", "name", "stream", "state", "codec", "width", "height", "fps")
        as_table(
            "Cameras", columns, [[each.get(column, "") for column in columns] for each in streams]
        )
    if any(each["state"] not in WELL for each in streams):
        raise typer.Exit(FINDINGS)


@app.command("test")
def test_address(
    url: str,
    username: Annotated[str, typer.Option()] = "",
    password: Annotated[
        str,
        typer.Option(
            envvar="VONGGAC_CAMERA_PASSWORD", help="Better by the environment than typed here."
        ),
    ] = "",
    json: JsonOption = False,
) -> None:
    """Asks an RTSP address what it offers. Exit 1 when it cannot be recorded, and why."""
    from vonggac.rtsp.address import split_credentials
    from vonggac.rtsp.probe import describe

    clean, user_in_url, password_in_url = split_credentials(url)
    try:
        found = asyncio.run(
            describe(clean, username=username or user_in_url, password=password or password_in_url)
        )
    except SourceFault as fault:
        if json:
            as_json({"ok": False, "code": fault.code, "cause": fault.cause, "detail": fault.detail})
        else:
            print(f"{fault.code}: {fault.detail}")
        raise typer.Exit(FINDINGS) from None
    tracks = [
        {"codec": each.codec, "width": each.width, "height": each.height, "clock_hz": each.clock_hz}
        for each in found.tracks
    ]
    if json:
        as_json({"ok": True, "server": found.server, "tracks": tracks})
    else:
        as_table(
            clean,
            ("codec", "width", "height", "clock_hz"),
            [list(each.values()) for each in tracks],
        )


@app.command("find")
def find_cameras(
    ranges: Annotated[
        list[str] | None,
        typer.Option(
            "--range", help="Addresses to ask too: 192.168.1.0/24, 192.168.1.10-60; again for more."
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Looks for cameras on the network; logs in nowhere. Exit 1 when there is none."""
    import os
    from dataclasses import asdict

    from vonggac.onvif import client
    from vonggac.onvif.faults import OnvifFault

    loopback = os.environ.get("VONGGAC_LOOPBACK_CAMERAS") == "1"
    try:
        found = asyncio.run(client.find(ranges or (), allow_loopback=loopback))
    except (ValueError, OnvifFault) as fault:
        could_not_run(str(fault))
    if json:
        as_json([asdict(each) for each in found])
    else:
        columns = ("address", "name", "hardware", "mac", "xaddr", "rtsp")
        rows = [[getattr(each, column) for column in columns] for each in found]
        as_table("Found", columns, rows)
    if not found:
        raise typer.Exit(FINDINGS)
