"""Entrances of the processes that the supervisor starts. Hidden from people's ``--help``."""

import asyncio
import json
import logging
import os
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from vonggac.cli.backing import BackupRound
from vonggac.cli.exporting import ExportRound
from vonggac.cli.finding import SearchRound
from vonggac.cli.logs import set_up_log
from vonggac.cli.networking import NetworkRound
from vonggac.cli.office import enter
from vonggac.cli.output import could_not_run
from vonggac.cli.strays import StrayRound
from vonggac.cli.volumes import read_volumes
from vonggac.kernel.clock import now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.files import write_for_now

app = typer.Typer()
log = logging.getLogger(__name__)

FOLD_EVERY_S = 5.0

DataOption = Annotated[Path, typer.Option("--data", envvar="VONGGAC_DATA")]


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


@app.command(hidden=True)
def archivist(data: DataOption) -> None:
    """The one writer of the archive's index and of the ledger."""
    folder = DataFolder(data)
    enter(folder, role="archivist")
    from vonggac.archive.archivist import opened
    from vonggac.cli.keeping import anchored_size, ask_witnesses, office_policy

    stop = _stop_on_signals()
    ask_witnesses(folder)
    with opened(folder, policy=office_policy(), anchored=anchored_size) as archivist:
        archivist.run(stop)


@app.command(hidden=True)
def clerk(data: DataOption) -> None:
    """Folds viewings whose page fell silent into usage lines, ends logins, measures the machine, opens failures."""
    enter(folder := DataFolder(data))
    from django.db import DatabaseError, connections

    from vonggac.cli.alarms import AlarmRound
    from vonggac.cli.anchoring import Anchorer
    from vonggac.cli.outgoing import Messenger
    from vonggac.cli.telling import DutyRound
    from vonggac.disclosures import services as disclosures
    from vonggac.watch.machine import MachineWatch

    stop, machine = _stop_on_signals(), MachineWatch(folder.run)
    for thread in (Messenger(), Anchorer(folder)):
        thread.start()
    children = (ExportRound(folder), NetworkRound(folder), BackupRound(folder))
    shares = (AlarmRound(), *children, SearchRound(), DutyRound(), StrayRound(folder))
    looks, round_us = _looks(), now_us()
    while not stop.wait(FOLD_EVERY_S):
        machine.look((folder.root, *read_volumes(folder)), os.getppid())
        try:
            for look in looks:
                look(at_us=now_us())
            since_us, round_us = round_us, now_us()
            disclosures.follow(at_us=round_us, since_us=since_us)
            for each in shares:
                each.run()
        except DatabaseError:
            log.exception("a round of the clerk did not end; tried again")
            connections.close_all()
    for child in children:
        child.end()


def _looks() -> tuple[Callable[..., object], ...]:
    """What time alone brings about; each takes ``at_us``."""
    from vonggac.access import services as access
    from vonggac.directives import services as directives
    from vonggac.duty import services as duty
    from vonggac.factors import services as factors
    from vonggac.incidents import services as incidents
    from vonggac.people import services as people

    return (
        access.fold_stale,
        people.end_lapsed,
        duty.end_overdue,
        incidents.tell_late,
        factors.forget_old,
        directives.lapse_unconfirmed,
    )


@app.command(hidden=True)
def web(
    data: DataOption,
    host: Annotated[str, typer.Option()] = "127.0.0.1",
    port: Annotated[int, typer.Option()] = 8080,
    https_port: Annotated[int, typer.Option()] = 0,
) -> None:
    """Pages and media, in this process."""
    from vonggac.cli.serving import Ports, serve

    ports = Ports(host, port, https_port)
    ports.tell()
    enter(folder := DataFolder(data))
    from vonggac.web.asgi import app as application

    serve(folder, ports, application)


@app.command(hidden=True)
def migrate(data: DataOption) -> None:
    """Both databases to this version. Exit 2 where another version made them."""
    enter(DataFolder(data), role="archivist")
    from vonggac.cli.tables import MadeElsewhere, bring_up

    try:
        bring_up()
    except MadeElsewhere as fault:
        could_not_run(
            f"The tables in {data} were made by another version of Vọng Gác: a newer one, or one from before the first"
            " release. Nothing was changed. Start the version that made them; what is from before the first release"
            f" cannot be taken over: begin with a new data folder. (Not known here: {fault})"
        )


@app.command(hidden=True)
def simcam(data: DataOption, cameras: Annotated[int, typer.Option()] = 8) -> None:
    """The demo's virtual cameras. Says what they are in ``run/simcam.json`` once they answer."""
    from vonggac.simcam.main import VirtualCamera, run_virtual_cameras

    set_up_log()
    folder = DataFolder(data)

    def ready(described: Sequence[VirtualCamera]) -> None:
        text = json.dumps([asdict(each) for each in described])
        write_for_now(folder.run / "simcam.json", text.encode())

    def drawn(done: int, total: int) -> None:
        write_for_now(folder.run / "simcam.progress", f"{done}/{total}".encode())

    asyncio.run(run_virtual_cameras(folder, cameras, ready=ready, progress=drawn))
