"""``vonggac up``: the product. ``vonggac demo``: the same with virtual cameras and invented people."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from vonggac.cli.children import orphans
from vonggac.cli.office import enter, prepare_databases
from vonggac.cli.output import could_not_run
from vonggac.kernel.clock import now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.hosts import is_number
from vonggac.kernel.locks import Held, ProcessLock
from vonggac.tls.reach import from_outside, reach

if TYPE_CHECKING:
    from vonggac.cli.demo_school import DemoPerson, VirtualCamera

app = typer.Typer()
console = Console()
DRAWING_S = 300
DEFAULT_HTTPS = 8443

PortOption = Annotated[int, typer.Option(help="Port of the pages.")]
HostOption = Annotated[str, typer.Option(help="0.0.0.0 lets the school's network in.")]
YearOption = Annotated[
    bool, typer.Option("--year", help="A new folder begins with a school year of deeds.")
]
HttpsOption = Annotated[
    int,
    typer.Option(
        envvar="VONGGAC_HTTPS_PORT",
        help="Port of the secure pages in the school's network; 0: none of our own.",
    ),
]


@app.command()
def up(
    data: Annotated[Path, typer.Option("--data", envvar="VONGGAC_DATA")] = Path("data"),
    port: PortOption = 8080,
    host: HostOption = "127.0.0.1",
    https_port: HttpsOption = DEFAULT_HTTPS,
) -> None:
    """Starts the recorder and its pages. The first page sets the school up."""
    https_port = _free_ports(host, port, https_port, data)
    folder = _prepared(data)
    from vonggac.cli.supervisor import Supervisor

    supervisor = Supervisor(folder, host=host, port=port, https_port=https_port)

    def ready(url: str) -> None:
        console.print(f"\n  Vọng Gác: [bold]{url}[/bold]\n")
        _tell_network(port, https_port)

    supervisor.run(_when_answering(host, port, ready))


@app.command()
def demo(
    *,
    data: Annotated[Path, typer.Option("--data")] = Path("demo-data"),
    port: PortOption = 8080,
    host: HostOption = "127.0.0.1",
    https_port: HttpsOption = DEFAULT_HTTPS,
    cameras: Annotated[int, typer.Option(min=1, max=64, help="Virtual cameras.")] = 8,
    year: YearOption = False,
) -> None:
    """Virtual cameras in four areas, demo people, one address to open."""
    https_port = _free_ports(host, port, https_port, data)
    folder = _prepared(data)
    year = _is_year_to_fill(folder, wanted=year)
    from vonggac.cli.children import Child, verb
    from vonggac.cli.demo_school import DemoPerson, ensure_demo_school
    from vonggac.cli.supervisor import Supervisor

    people: list[DemoPerson] = []
    described = folder.run / "simcam.json"
    described.unlink(missing_ok=True)

    def found_school(stopping: threading.Event) -> None:
        virtual = _virtual_cameras(described, stopping)
        if year:
            _fill_year(folder, stopping)
            supervisor.count_from(now_us())
        people.extend(ensure_demo_school(folder, virtual))

    simcam = Child("simcam", verb("simcam", "--cameras", str(cameras)))
    supervisor = Supervisor(
        folder, host=host, port=port, https_port=https_port, first=[simcam], allow_loopback=True
    )
    with _todays_deeds(folder, wanted=year) as begin:

        def ready(url: str) -> None:
            _announce(url, people)
            _tell_network(port, https_port)
            begin()

        supervisor.run(_when_answering(host, port, ready), founded=found_school)


def _announce(url: str, people: "list[DemoPerson]") -> None:
    console.print(f"\n  Vọng Gác: [bold]{url}[/bold]\n")
    for each in people:
        console.print(f"  {each.title:<34} {each.username:<12} {each.password}", highlight=False)
    console.print("\n  Ctrl-C ends it; starting again goes on.")
    console.print("  The second step's codes, as their phones show them (each works once):\n")
    threading.Thread(target=_show_codes, args=(people,), daemon=True).start()


@contextlib.contextmanager
def _todays_deeds(folder: DataFolder, *, wanted: bool) -> Iterator[Callable[[], None]]:
    """What a fresh demo year does about footage, once there is some; ended with the demo."""
    begun: list[subprocess.Popen[bytes]] = []

    def begin() -> None:
        if wanted:
            command = ["-m", "vonggac.cli.demo_year.present", "--data", str(folder.root)]
            begun.append(subprocess.Popen([sys.executable, *command]))

    try:
        yield begin
    finally:
        for each in begun:
            each.terminate()
            each.wait()


def _is_year_to_fill(folder: DataFolder, *, wanted: bool) -> bool:
    """Whether this start fills the year; a folder that has its year goes on with it."""
    from vonggac.cli.demo_year.walking import is_finished
    from vonggac.places import selectors as places

    finished = is_finished(folder)
    if finished is False:
        could_not_run(f"The year of {folder.root} was not filled to its end: take another --data.")
    if wanted and finished is None and places.the_school() is not None:
        could_not_run("--year fills a new folder only: take another --data.")
    return wanted and finished is None


def _fill_year(folder: DataFolder, stopping: threading.Event) -> None:
    """In a process of its own: there the clock walks, and nowhere else."""
    console.print("\n  A school year of deeds, once: ", end="")
    command = [sys.executable, "-m", "vonggac.cli.demo_year", "--data", str(folder.root)]
    filling = subprocess.Popen(command)
    while filling.poll() is None:
        if stopping.wait(0.25):
            filling.terminate()
            filling.wait()
            raise typer.Exit
    if filling.returncode:
        could_not_run(f"The year could not be filled (exit {filling.returncode}).")


def _show_codes(people: "list[DemoPerson]") -> None:
    """Every half minute, as an authenticator app would: on the same line where there is a terminal."""
    end = "\r" if console.is_terminal else "\n"
    while True:
        now = "   ".join(f"{each.username} {each.code()}" for each in people if each.secret)
        console.print(f"  {now}", end=end, highlight=False)
        time.sleep(30 - now_us() / 1e6 % 30)


def _virtual_cameras(described: Path, stopping: threading.Event) -> "list[VirtualCamera]":
    """Waits until they answer; at the first start their pictures are drawn before."""
    from vonggac.cli.demo_school import VirtualCamera

    progress = described.with_name("simcam.progress")
    with console.status("Starting the virtual cameras …") as status:
        for _ in range(4 * DRAWING_S):
            if described.exists():
                return [VirtualCamera(**each) for each in json.loads(described.read_text())]
            if progress.exists():
                done = progress.read_text()
                status.update(
                    f"Drawing the virtual cameras' pictures, at the first start only: {done}"
                )
            if stopping.wait(0.25):
                raise typer.Exit
    return could_not_run("The virtual cameras did not start; see logs/simcam.log.")


def _free_ports(host: str, port: int, wanted_https: int, data: Path) -> int:
    """The port of our own HTTPS, or 0; ends where one of both is taken."""
    https_port = _https_port(host, wanted_https)
    _require_free(host, port, data)
    _require_free(host, https_port, data)
    return https_port


def _https_port(host: str, wanted: int) -> int:
    """0 where pages stay on this machine, or a proxy before them holds the certificate."""
    behind_proxy = os.environ.get("VONGGAC_TLS") == "1"
    here = host == "localhost" or (is_number(host) and ip_address(host).is_loopback)
    forced = wanted != DEFAULT_HTTPS
    return 0 if behind_proxy or (here and not forced) else wanted


def _tell_network(port: int, https_port: int) -> None:
    if not https_port:
        return
    whole = reach()
    numbers = [str(each) for each in from_outside(whole) if each.version == 4]
    console.print(f"  In the school's network: [bold]https://{whole.host}:{https_port}/[/bold]")
    for each in numbers:
        console.print(f"  A new phone or PC begins at http://{each}:{port}/connect")


def _require_free(host: str, port: int, data: Path) -> None:
    """The pages' server shares a taken port without a word, and half the visitors would reach the other program.

    Pages that a killed supervisor left behind are no other program: the new one ends them.
    """
    if not port or "web" in orphans(DataFolder(data.absolute())).values():
        return
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            could_not_run(
                f"Port {port} is taken by another program; choose another one with --port or --https-port."
            )


def _prepared(data: Path) -> DataFolder:
    folder = DataFolder(data.absolute())
    try:
        folder.prepare()
        with ProcessLock(folder.run / "supervisor.lock"):
            prepare_databases(folder)
    except Held:
        could_not_run(f"Vọng Gác already runs on {folder.root}.")
    except subprocess.CalledProcessError as failed:
        could_not_run(
            f"The databases could not be brought to this version (exit {failed.returncode})."
        )
    enter(folder)
    return folder


def _when_answering(host: str, port: int, announce: Callable[[str], None]) -> Callable[[], None]:
    """Says the address when a browser would get an answer there, and not before."""
    url = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/"  # noqa: S104  (compared, not bound)

    def wait() -> None:
        for _ in range(240):
            if _answers(url):
                announce(url)
                return
            threading.Event().wait(0.25)
        print(f"The pages do not answer at {url}; see logs/web.log", file=sys.stderr)

    return lambda: threading.Thread(target=wait, daemon=True).start()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310  (http, ours)
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
