"""``vonggac up``: the product. ``vonggac demo``: the same with virtual cameras and invented people."""

import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from vonggac.cli.office import enter, prepare_databases
from vonggac.cli.output import could_not_run
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.locks import Held, ProcessLock

app = typer.Typer()
console = Console()

PortOption = Annotated[int, typer.Option(help="Port of the pages.")]
HostOption = Annotated[str, typer.Option(help="0.0.0.0 lets the school's network in.")]


@app.command()
def up(
    data: Annotated[Path, typer.Option("--data", envvar="VONGGAC_DATA")] = Path("data"),
    port: PortOption = 8080,
    host: HostOption = "127.0.0.1",
) -> None:
    """Starts the recorder and its pages. The first page sets the school up."""
    folder = _prepared(data)
    from vonggac.cli.supervisor import Supervisor

    supervisor = Supervisor(folder, host=host, port=port)
    supervisor.run(
        _when_answering(
            host, port, lambda url: console.print(f"\n  Vọng Gác: [bold]{url}[/bold]\n")
        )
    )


@app.command()
def demo(
    data: Annotated[Path, typer.Option("--data")] = Path("demo-data"),
    port: PortOption = 8080,
    host: HostOption = "127.0.0.1",
    cameras: Annotated[int, typer.Option(min=1, max=64, help="Virtual cameras.")] = 8,
) -> None:
    """Virtual cameras in four areas, demo people, one address to open."""
    folder = _prepared(data)
    from vonggac.cli.children import Child, verb
    from vonggac.cli.demo_school import ensure_demo_school
    from vonggac.cli.supervisor import Supervisor
    from vonggac.simcam.main import prepare_clips

    console.print("Drawing the virtual cameras' pictures (first start only) …")
    with console.status("") as status:
        prepare_clips(folder, cameras, lambda done, total: status.update(f"{done}/{total}"))
    people = ensure_demo_school(folder, cameras)
    simcam = Child("simcam", verb("simcam", "--cameras", str(cameras)))
    supervisor = Supervisor(folder, host=host, port=port, first=[simcam], allow_loopback=True)

    def announce(url: str) -> None:
        console.print(f"\n  Vọng Gác: [bold]{url}[/bold]\n")
        for person in people:
            console.print(
                f"  {person.title:<34} {person.username:<12} {person.password}", highlight=False
            )
        console.print("\n  Ctrl-C ends it; starting again goes on.\n")

    supervisor.run(_when_answering(host, port, announce))


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
