"""One camera's gate with time in the test's hand: GOPs go in, what stands in the journal comes out."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.recorder.test_writer import Gate, gate_at
from tests.scenes.streams import START_US, gop
from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.streams import GapCause
from vonggac.recorder import gating
from vonggac.recorder.gating import CameraGate, StreamGate
from vonggac.recorder.lane import JournalRefused, Lane
from vonggac.recorder.pre_roll import Memory, PreRoll
from vonggac.recorder.wanted import CameraPlan, Mode, Wanted

CAMERA = "c7f3a"
FAR_S = 1_000_000


def at(seconds: float) -> int:
    """An instant, in seconds since the start."""
    return START_US + round(seconds * SECOND_US)


def planned(
    *spans: tuple[float, float, str], pre_roll_s: int = 0, post_roll_s: int = 0, since_s: float = 0
) -> CameraPlan:
    """Spans in seconds since the start; nothing is wanted outside of them, for days."""
    wanted = tuple(Wanted(at(a), at(b), Mode(mode)) for a, b, mode in spans)
    rolls = (pre_roll_s * SECOND_US, post_roll_s * SECOND_US)
    return CameraPlan(wanted, at(since_s), at(FAR_S), *rolls)


def around_events(pre_roll_s: int = 0, post_roll_s: int = 0) -> CameraPlan:
    return planned((0, FAR_S, "event"), pre_roll_s=pre_roll_s, post_roll_s=post_roll_s)


class AtOnce(Lane):
    """A lane that does a job when it is put."""

    def put(self, job: Callable[[], None], size_bytes: int = 0) -> bool:
        with contextlib.suppress(JournalRefused):
            job()
        return True


class Stage:
    """``with`` nothing: ``stage.gops(0, 5)`` lets GOPs 0 … 4 pass, two seconds each."""

    def __init__(
        self, root: Path, patch: pytest.MonkeyPatch, plan: CameraPlan, *, start_s: float = 0
    ) -> None:
        self.root = root
        self.now_s = start_s
        self.cameras = {CAMERA: plan}
        self.memory = Memory()
        patch.setattr(gating, "monotonic_us", lambda: round(self.now_s * SECOND_US) + SECOND_US)
        self.begin()

    def begin(self, alive_s: float | None = None) -> None:
        """A recorder's process begins, whatever became of the one before."""
        self.gate: Gate = gate_at(self.root, cameras=self.cameras)
        self.camera = CameraGate(self.cameras[CAMERA])
        self.stream = StreamGate(
            self.camera, PreRoll(self.memory), AtOnce("at once"), self.gate.writer
        )
        self.watched = True
        self.look()
        self.stream.start(at(self.now_s), None if alive_s is None else at(alive_s))

    def plan(self, plan: CameraPlan) -> None:
        self.cameras[CAMERA] = self.camera.plan = plan

    def look(self) -> None:
        if self.watched:
            self.camera.beat()
        self.stream.look(at(self.now_s))

    def until(self, seconds: float) -> None:
        """Time passes, a look every second."""
        while self.now_s < seconds:
            self.now_s = min(seconds, self.now_s + 1)
            self.look()

    def gops(self, first: int, last: int, *, run: str = "run-1") -> None:
        """GOPs ``first`` … ``last - 1``, as time passes."""
        for number in range(first, last):
            self.until(number * 2 + 2)
            self.stream.admit(gop(number, run=run))

    def fire(self, for_s: float = 0) -> None:
        self.camera.fire(at(self.now_s + for_s), at(self.now_s))
        self.stream.fired(at(self.now_s))

    def fault(self, cause: GapCause = GapCause.CAMERA_UNREACHABLE) -> None:
        self.stream.fault(cause, "no answer", at(self.now_s))

    def stop(self) -> None:
        self.stream.stop(at(self.now_s), out_of_use=False)

    # what stands in the journal

    @property
    def facts(self) -> list[dict[str, Any]]:
        return self.gate.facts()

    def footage(self) -> list[tuple[Any, Any]]:
        """Segments that are whole, in seconds since the start."""
        return [
            (seconds(f["start_us"]), seconds(f["end_us"]))
            for f in self.facts
            if f["t"] == "segment"
        ]

    def gaps(self) -> list[tuple[str, Any, Any]]:
        """(cause, from, to) in the order they were opened; None: still open. Those of an instant are left out."""
        found: dict[tuple[str, int], int | None] = {}
        for fact in self.facts:
            if fact["t"] in ("gap.open", "gap.close"):
                found[fact["cause"], fact["from_us"]] = fact.get("to_us")
        return [
            (cause, seconds(from_us), None if to_us is None else seconds(to_us))
            for (cause, from_us), to_us in found.items()
            if to_us is None or to_us - from_us > 1
        ]


def seconds(at_us: int) -> float:
    return round((at_us - START_US) / SECOND_US, 3)
