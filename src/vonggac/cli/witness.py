"""``vonggac witness``: a witness of other schools' ledgers, on a machine that needs nothing else of Vọng Gác."""

import logging
import signal
import threading
from pathlib import Path
from typing import Annotated

import typer

from vonggac.cli.logs import set_up_log
from vonggac.cli.output import could_not_run
from vonggac.kernel.locks import Held, ProcessLock
from vonggac.ledger.notes import BadNote, require_name
from vonggac.witness.keeping import Witness, ensure_key, trust, trusted_logs
from vonggac.witness.server import WitnessServer

app = typer.Typer()
log = logging.getLogger(__name__)


@app.command()
def witness(
    folder: Annotated[Path, typer.Argument(help="Where it keeps its key and what it has seen.")],
    name: Annotated[
        str, typer.Option(help="Its name, once: where it stands, as school-b.example/w1.")
    ] = "",
    log_key: Annotated[
        list[str] | None,
        typer.Option("--log", help="A log that it may sign for: the text of its log.vkey."),
    ] = None,
    host: Annotated[str, typer.Option()] = "127.0.0.1",
    port: Annotated[int, typer.Option()] = 8090,
) -> None:
    """Remembers how far a school's ledger was, and signs that it has only grown. Prints its key for the school."""
    set_up_log()
    try:
        if not (folder / "witness.key").exists():
            require_name(name)
        with ProcessLock(folder / "witness.lock"):
            key = ensure_key(folder, name)
            for each in log_key or ():
                trust(folder, each)
            known = trusted_logs(folder)
            _serve(Witness(folder, key), host, port, [each.name for each in known])
    except Held:
        could_not_run(f"Another witness runs on {folder}.")
    except BadNote as fault:
        could_not_run(f"Not started: {fault}. A first start needs --name NAME.")


def _serve(made: Witness, host: str, port: int, logs: list[str]) -> None:
    with WitnessServer(made, host, port) as server:
        print(f"key      {made.verifier.vkey}")
        print(f"address  http://{host}:{server.port}")
        for each in logs or ["(none yet: start it again with --log KEY)"]:
            print(f"log      {each}", flush=True)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
        server.serve_forever()
