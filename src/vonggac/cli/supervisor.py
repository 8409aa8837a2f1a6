"""``vonggac up``: starts, watches and restarts the processes of DESIGN §3, hands plans down, and does nothing else."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Sequence

from vonggac.cli import endings
from vonggac.cli.children import Child, end_orphans, verb
from vonggac.cli.planning import PlanMaker
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.locks import ProcessLock

log = logging.getLogger(__name__)

ROUND_S = 0.25
ORDERLY_END_S = 20.0


class Supervisor:
    """Everything runs as children: when one of them crashes, the others and this do not."""

    def __init__(
        self,
        data: DataFolder,
        *,
        host: str,
        port: int,
        https_port: int = 0,
        first: Sequence[Child] = (),
        allow_loopback: bool = False,
    ) -> None:
        self._data = data
        virtual = allow_loopback or os.environ.get("VONGGAC_LOOPBACK_CAMERAS") == "1"
        self._plans = PlanMaker(data, virtual=virtual)
        archivist = Child("archivist", verb("archivist"), {"VONGGAC_ROLE": "archivist"})
        loopback = {"VONGGAC_LOOPBACK_CAMERAS": "1"} if allow_loopback else {}
        ports = ("--port", str(port), "--https-port", str(https_port))
        web = Child("web", verb("web", "--host", host, *ports), loopback)
        clerk = Child("clerk", verb("clerk"))
        watching = ["-m", "vonggac.cli.watching", "--data", str(data.root)]
        watch = Child("watch", watching, loopback, said=self._plans.watch_line)
        self._first = list(first)
        self._children = [archivist, web, clerk, watch]
        self._stop = threading.Event()

    def run(
        self, ready: Callable[[], None], founded: Callable[[threading.Event], None] = lambda _: None
    ) -> None:
        """Until SIGTERM or Ctrl-C.

        ``founded`` is called when the ``first`` children run and the others do not yet, and is given what is set when
        it should give up; ``ready`` is called once all were started.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        with ProcessLock(self._data.run / "supervisor.lock"):
            orphans = end_orphans(self._data)
            if orphans:
                log.warning("%d processes of an earlier run were ended", orphans)
            try:
                for child in self._first:
                    child.tend(self._data)
                founded(self._stop)
                self._round()
                ready()
                while not self._stop.wait(ROUND_S):
                    self._round()
            finally:
                endings.note(self._data, "vonggac", endings.ORDERED)
                self._end()

    def count_from(self, at_us: int) -> None:
        """Cameras that were registered before count from this instant on: nobody could have recorded them."""
        self._plans.begun_us = at_us

    def _round(self) -> None:
        self._plans.look()
        for group in range(self._plans.groups):
            name = f"recorder-{group}"
            if not any(child.name == name for child in self._children):
                self._children.append(
                    Child(name, self._recorder(group), said=self._plans.line_for(group))
                )
        for child in (*self._first, *self._children):
            child.tend(self._data)

    def _recorder(self, group: int) -> list[str]:
        return [
            "-m",
            "vonggac.cli.recording",
            "--group",
            str(group),
            "--data",
            str(self._data.root),
        ]

    def _end(self) -> None:
        """Recorders first, so that the archivist still adopts what they finish."""
        recorders = [child for child in self._children if child.name.startswith("recorder-")]
        last = [child for child in self._children if child.name == "archivist"]
        others = [child for child in self._children if child not in recorders and child not in last]
        for group in (recorders, others, last, self._first):
            for child in group:
                child.ask_to_end()
            for child in group:
                child.wait(self._data, ORDERLY_END_S)
