"""Up to 32 cameras in one event loop: keeps what runs equal to the plan, watches the clock, tells the status page."""

import asyncio
import json
import logging
import zlib
from functools import partial
from typing import Any

from vonggac.kernel.clock import now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.files import write_for_now
from vonggac.kernel.streams import GapCause, Source
from vonggac.media.pyav_source import PyavSource
from vonggac.recorder.clockwork import WallClock
from vonggac.recorder.gating import CameraGate, StreamGate
from vonggac.recorder.lane import Lane
from vonggac.recorder.plan import Plan, StreamPlan
from vonggac.recorder.pre_roll import Memory, PreRoll
from vonggac.recorder.shelves import cause_of
from vonggac.recorder.spool import Journal
from vonggac.recorder.status import signs_of_life
from vonggac.recorder.stream import StreamRecorder, cancel
from vonggac.recorder.tap import Channel, Tap
from vonggac.recorder.triggers import Triggers
from vonggac.recorder.wanted import ALWAYS
from vonggac.recorder.writer import StreamWriter
from vonggac.rtsp.source import RtspSource
from vonggac.rtsp.transport import Transport

log = logging.getLogger(__name__)

LANES = 2
STATUS_EVERY_S = 2.0


def connect(plan: StreamPlan) -> Source:
    """The source for a stream: our own client, or FFmpeg in a process of its own for what ours can't take."""
    if plan.source == "pyav":
        return PyavSource(
            plan.url,
            username=plan.username,
            password=plan.password,
            transport=Transport(plan.transport),
            audio=plan.audio,
        )
    return RtspSource(
        plan.url,
        username=plan.username,
        password=plan.password,
        transport=Transport(plan.transport),
        audio=plan.audio,
        connect_s=2.5,
    )


class RecorderGroup:
    """Owns the streams of one group. Every method runs in its event loop."""

    def __init__(self, group: int, data: DataFolder) -> None:
        self._group = group
        self._data = data
        self._plan = Plan((), (), {})
        self._wall = WallClock()
        self._lanes = [Lane(f"lane-{number}") for number in range(LANES)]
        self._journals: dict[str, Journal] = {}
        self._running: dict[tuple[str, str], tuple[StreamRecorder, asyncio.Task[None]]] = {}
        self._refused: dict[tuple[str, str], GapCause] = {}
        self._announced = False
        self._gates: dict[str, CameraGate] = {}
        self._memory = Memory()
        self._alive = signs_of_life(data.run)
        self._tap = Tap(Triggers(self.fire, self.beat))

    async def run(self, stop: asyncio.Event) -> None:
        """Records what the newest plan says until ``stop``; then every open segment is finished and journalled."""
        for lane in self._lanes:
            lane.start()
        await self._tap.open(self._data.run / f"tap-{self._group}.json")
        ticker = asyncio.create_task(self._tick())
        await stop.wait()
        await cancel(ticker)
        await self._stop_all()
        await self._tap.close()
        await asyncio.to_thread(self._finish_lanes)
        (self._data.run / f"tap-{self._group}.json").unlink(missing_ok=True)
        (self._data.run / f"recorder-{self._group}.json").unlink(missing_ok=True)

    async def apply(self, plan: Plan) -> None:
        """Makes what runs equal to the plan, touching only the streams that changed."""
        self._plan = plan
        for camera, gate in self._gates.items():
            gate.plan = plan.cameras.get(camera, ALWAYS)
        wanted = {each.key: each for each in plan.streams}
        for key, (recorder, _) in list(self._running.items()):
            if wanted.get(key) != recorder.plan:
                await self._halt(key, out_of_use=key not in wanted)
        self._begin_missing()
        log.info("plan of %d streams applied, %d run", len(wanted), len(self._running))

    def fire(self, camera: str, until_us: int) -> None:
        """An event at the camera: what is kept of the time before is written, and what comes until then."""
        gate, at_us = self._gates.get(camera), self._wall.now_us()
        if gate is not None and gate.fire(until_us, at_us):
            for recorder in self._of(camera):
                recorder.gate.fired(at_us)

    def beat(self, camera: str) -> None:
        """Somebody looks for events at the camera."""
        if camera in self._gates:
            self._gates[camera].beat()

    def _of(self, camera: str) -> list[StreamRecorder]:
        return [each for key, (each, _) in self._running.items() if key[0] == camera]

    def _begin_missing(self) -> None:
        """Starts what the plan wants and does not run: all of it, or as much as the disk of the spool lets it."""
        before = len(self._running)
        self._refused = {}
        for stream in self._plan.streams:
            if stream.key not in self._running:
                try:
                    self._begin(stream)
                except Exception as fault:
                    # A journal that cannot be read or made: one camera's fault, tried again, and no other's.
                    log.exception("%s: its journal cannot be opened", stream.name)
                    refused = fault if isinstance(fault, OSError) else OSError()
                    self._refused[stream.key] = cause_of(refused)
        if len(self._running) != before or not self._announced:
            self._announced = self._announce()

    def _announce(self) -> bool:
        try:
            self._tap.announce()
        except OSError as fault:
            log.error("the live tap cannot be announced: %s", fault)
            return False
        return True

    def _begin(self, stream: StreamPlan) -> None:
        lane = self._lanes[zlib.crc32(stream.camera.encode()) % len(self._lanes)]
        if stream.camera not in self._journals:
            self._journals[stream.camera] = Journal(self._data.spool, stream.camera)
        channel = self._tap.channels.setdefault(stream.key, Channel())
        writer = StreamWriter(self._journals[stream.camera], stream, lambda: self._plan)
        wanted = self._plan.cameras.get(stream.camera, ALWAYS)
        gate = self._gates.setdefault(stream.camera, CameraGate(wanted))
        recorder = StreamRecorder(
            stream,
            wall=self._wall,
            gate=StreamGate(gate, PreRoll(self._memory), lane, writer),
            channel=channel,
            connect=connect,
        )
        alive_us = self._alive.pop(stream.key, None)
        task = asyncio.create_task(recorder.record(alive_us), name=stream.name)
        self._running[stream.key] = (recorder, task)

    async def _halt(self, key: tuple[str, str], *, out_of_use: bool) -> None:
        recorder, task = self._running.pop(key)
        await cancel(task)
        recorder.stop(out_of_use=out_of_use)
        if out_of_use:
            self._tap.channels.pop(key, None)
            self._announced = False

    async def _stop_all(self) -> None:
        await asyncio.gather(*(self._halt(key, out_of_use=False) for key in list(self._running)))

    def _finish_lanes(self) -> None:
        for lane in self._lanes:
            lane.finish()
        for journal in self._journals.values():
            journal.close()

    async def _tick(self) -> None:
        """Every second the clock, every two seconds the figures."""
        loop = asyncio.get_running_loop()
        next_status_s = loop.time()
        while True:
            await asyncio.sleep(1)
            step = self._wall.watch()
            if step is not None:
                log.warning("the machine's clock was set from %d to %d", *step)
                for gate in self._gates.values():
                    gate.shift(step[1] - step[0])
                for recorder, _ in self._running.values():
                    recorder.on_clock_step(*step)
            for recorder, _ in self._running.values():
                recorder.gate.look(self._wall.now_us())
            if loop.time() >= next_status_s:
                next_status_s = loop.time() + STATUS_EVERY_S
                if self._refused or not self._announced:
                    self._begin_missing()
                await asyncio.to_thread(partial(self._write_status, self._status()))

    def _status(self) -> str:
        streams: list[dict[str, Any]] = [
            {"camera": camera, "stream": stream, **recorder.status()}
            for (camera, stream), (recorder, _) in sorted(self._running.items())
        ]
        streams += [
            {"camera": camera, "stream": stream, "state": cause.value}
            for (camera, stream), cause in sorted(self._refused.items())
        ]
        waiting = sum(lane.waiting_bytes for lane in self._lanes)
        return json.dumps({"at_us": now_us(), "waiting_bytes": waiting, "streams": streams})

    def _write_status(self, status: str) -> None:
        try:
            write_for_now(self._data.run / f"recorder-{self._group}.json", status.encode())
        except OSError as fault:
            # The page goes without figures; recording has its own account of the disk.
            log.warning("figures not written: %s", fault)
