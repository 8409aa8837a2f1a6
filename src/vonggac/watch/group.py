"""All posts: keeps what is watched equal to the plan, wakes the recorders, tells the status page, watches its lanes."""

import asyncio
import json
import logging
import os
import time
import zlib
from dataclasses import replace
from typing import Any

from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.files import write_for_now
from vonggac.onvif.client import Helper
from vonggac.recorder.status import stream_figures
from vonggac.watch.alarms import Alarms
from vonggac.watch.blame import SLOTS, Blame
from vonggac.watch.diary import Diary
from vonggac.watch.ears import by_onvif
from vonggac.watch.looking import LookLane
from vonggac.watch.plan import WatchedCamera, WatchPlan
from vonggac.watch.post import Figures, Post
from vonggac.watch.standing import Moment

log = logging.getLogger(__name__)

STATUS = "watch.json"
STATUS_EVERY = 2
"""Turns of a second."""
STUCK_US = 20 * SECOND_US
"""A look that takes so long never ends: the process ends itself and is started again."""
_SETTLE_S = 5.0
_END_S = 10.0
"""A look that is not done so long after the end was asked for is given up: nobody waits for it."""


def lanes() -> int:
    """Threads that decode: one for each core but one, at most two."""
    return max(1, min(2, SLOTS, (os.cpu_count() or 2) - 1))


class WatchGroup:
    """Every method runs in its event loop."""

    def __init__(self, data: DataFolder, *, allow_loopback: bool = False) -> None:
        """``allow_loopback``: cameras' ONVIF may be on this machine. Raises OSError."""
        self._data = data
        self._diary = Diary(data)
        self._blame = Blame(data.run)
        self._lanes = [LookLane(f"look-{n}", self._blame, n) for n in range(lanes())]
        self._alarms = Alarms(data.run)
        self._helper = Helper()
        self._ears = by_onvif(self._helper, allow_loopback=allow_loopback)
        self._plan = WatchPlan(())
        self._posts: dict[str, Post] = {}
        self._alone: dict[str, WatchedCamera] = {}
        self._changing = asyncio.Lock()
        self._last_run_us = _last_said_us(data)
        self._cpu = (time.monotonic(), time.process_time())
        self._cpu_percent = 0.0

    async def run(self, stop: asyncio.Event) -> None:
        """Watches what the newest plan says until ``stop``; then everything seen is written down."""
        self._diary.start()
        for lane in self._lanes:
            lane.start()
        tasks = [asyncio.create_task(each) for each in (self._tick(), self._alarms.run(self._due))]
        await stop.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.gather(*(post.stop(out_of_use=False) for post in self._posts.values()))
        await self._helper.close()
        ended = await asyncio.gather(
            *(asyncio.to_thread(each.finish, _SETTLE_S, _END_S) for each in self._lanes)
        )
        await asyncio.to_thread(self._diary.finish)
        if not all(ended):
            _end_at_once()
        self._blame.close()
        (self._data.run / STATUS).unlink(missing_ok=True)

    async def apply(self, plan: WatchPlan) -> None:
        """Makes what is watched equal to the plan, touching only the cameras that changed."""
        async with self._changing:
            await self._apply(plan)

    async def _apply(self, plan: WatchPlan) -> None:
        self._plan = plan
        wanted = {each.camera: each for each in plan.cameras}
        changed = [
            post for camera, post in self._posts.items() if wanted.get(camera) != post.camera
        ]
        for post in changed:
            await post.stop(out_of_use=post.camera.camera not in wanted)
        for post in changed:
            await post.idle(_SETTLE_S)
            del self._posts[post.camera.camera]
        if changed:
            await asyncio.to_thread(self._diary.settled, _SETTLE_S)
        await self._begin_missing()
        log.info("plan of %d cameras applied, %d watched", len(wanted), len(self._posts))

    async def _begin_missing(self) -> None:
        self._alone = {}
        for camera in self._plan.cameras:
            if camera.camera in self._posts:
                continue
            if self._blame.left_alone(camera.camera):
                self._alone[camera.camera] = camera
                continue
            try:
                await self._begin(camera)
            except Exception:
                # Settings or a memory that nobody foresaw: this camera's fault, and no other's.
                log.exception("%s: cannot be watched", camera.camera)
                self._alone[camera.camera] = camera

    async def _begin(self, camera: WatchedCamera) -> None:
        memory = await asyncio.to_thread(self._diary.begin, camera.camera, camera.installed)
        lane = self._lanes[zlib.crc32(camera.camera.encode()) % len(self._lanes)]
        post = Post(camera, run_folder=self._data.run, diary=self._diary, lane=lane, memory=memory)
        for event in post.inherited.left:
            # Nobody saw how it went on: it ends where the last process was last alive.
            end_us = max(event.at_us, min(self._last_run_us, now_us()))
            self._diary.say(replace(event, to_us=end_us))
        self._posts[camera.camera] = post
        post.start()

    def _due(self) -> tuple[list[str], list[str]]:
        """Cameras that must be recorded now, and cameras whose motion would be seen."""
        due = [
            camera
            for camera, post in self._posts.items()
            if any(event.kind in post.camera.event_kinds for event in post.going_on())
        ]
        return due, [camera for camera, post in self._posts.items() if post.looking]

    async def _tick(self) -> None:
        """Every second the posts, every other one what the recorders say and what we do."""
        turn = 0
        figures: dict[str, Figures] = {}
        while True:
            await asyncio.sleep(1)
            self._check_lanes()
            try:
                if turn % STATUS_EVERY == 0:
                    figures = await asyncio.to_thread(self._read_and_write)
                    await self._second_attempts()
                self._tick_posts(figures)
            except Exception:
                # The next second must still come.
                log.exception("a turn of the watch failed")
            turn += 1

    def _tick_posts(self, figures: dict[str, Figures]) -> None:
        moment = Moment.now()
        for camera, post in list(self._posts.items()):
            try:
                post.tick(moment, figures.get(camera))
            except Exception:
                # One camera's figures, and no other's.
                log.exception("%s: a turn failed", camera)

    async def _second_attempts(self) -> None:
        """What a disk refused, and cameras that could not be watched, or were left alone."""
        self._diary.retry()
        if self._alone and not self._changing.locked():
            async with self._changing:
                await self._begin_missing()

    def _check_lanes(self) -> None:
        if any(lane.stuck_us > STUCK_US for lane in self._lanes):
            _end_at_once()

    def _read_and_write(self) -> dict[str, Figures]:
        """In a thread: the recorders' figures by camera; our own status."""
        found: dict[str, Figures] = {}
        for each in stream_figures(self._data.run):
            found.setdefault(str(each.get("camera")), {})[str(each.get("stream"))] = each
        try:
            write_for_now(self._data.run / STATUS, json.dumps(self._status()).encode())
        except OSError as fault:
            log.warning("status not written: %s", fault)
        return found

    def _status(self) -> dict[str, Any]:
        self._measure()
        cameras = [post.status() for post in list(self._posts.values())]
        cameras += [
            {"camera": camera, "stream": each.stream, "state": "left_alone"}
            for camera, each in list(self._alone.items())
        ]
        return {
            "at_us": now_us(),
            "cpu_percent": self._cpu_percent,
            "refused": self._diary.refused,
            "triggers": self._alarms.connected,
            "cameras": sorted(cameras, key=lambda each: str(each["camera"])),
        }

    def _measure(self) -> None:
        before, now = self._cpu, (time.monotonic(), time.process_time())
        if now[0] - before[0] >= 1:
            self._cpu = now
            self._cpu_percent = round(100 * (now[1] - before[1]) / (now[0] - before[0]), 1)


def _end_at_once() -> None:
    """A thread that is stuck in a decoder cannot be ended in any other way; whose pictures it had stays marked."""
    log.critical("a look does not end; watch ends itself to be started again")
    logging.shutdown()
    os._exit(70)


def _last_said_us(data: DataFolder) -> int:
    """When the process before this one was last alive; 0 where it ended in order, or nobody knows."""
    try:
        return int(json.loads((data.run / STATUS).read_bytes())["at_us"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0
