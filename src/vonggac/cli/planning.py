"""Plan down: the camera registry and the key epochs, as the recorders are told of them (DESIGN §3)."""

import logging
from collections.abc import Callable
from dataclasses import replace

from django.db import DatabaseError, connection, connections

from vonggac.archive import selectors as archive
from vonggac.cli.spans import SpanMaker
from vonggac.cli.volumes import marked
from vonggac.cli.watch_planning import watch_plan
from vonggac.equipment import selectors as equipment
from vonggac.kernel.clock import DAY_US, SECOND_US, monotonic_us, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.places import selectors as places
from vonggac.recorder.plan import Plan, StreamPlan
from vonggac.vault.keys import MachineKeyholder, epoch_of

log = logging.getLogger(__name__)

GROUP_SIZE = 32
LOOK_EVERY_US = 2 * SECOND_US


class PlanMaker:
    """Looks at the registry every two seconds; while the database cannot be read, the last plan stands."""

    def __init__(self, data: DataFolder, *, virtual: bool = False) -> None:
        """``virtual``: cameras may be simulated ones."""
        self._data = data
        self._virtual = virtual
        self._watch_line: str | None = None
        self._keys = MachineKeyholder(data.keys)
        self._streams: tuple[StreamPlan, ...] = ()
        self._members: dict[str, int] = {}
        self._spans = SpanMaker()
        self._known: dict[str, dict[str, tuple[int, str]]] = {}
        self._looked_us = 0
        self._lines: dict[int, str] = {}
        self.begun_us = 0
        """No camera counts from before. A demo sets it, whose invented year was being filled until then."""

    @property
    def groups(self) -> int:
        return max(self._members.values(), default=-1) + 1

    def line_for(self, group: int) -> Callable[[], str | None]:
        """The group's plan as one line; the same text as long as nothing changed."""
        return lambda: self._lines.get(group)

    def watch_line(self) -> str | None:
        """The plan of ``watch`` as one line; None before the registry was read."""
        return self._watch_line

    def look(self) -> None:
        if self._looked_us and monotonic_us() - self._looked_us < LOOK_EVERY_US:
            return
        self._looked_us = monotonic_us()
        try:
            stopped = equipment.stopped_cameras()
            rows = [each for each in places.recording_plan() if each.id not in stopped]
            wanted = self._spans.of(rows)
        except DatabaseError as fault:
            log.error("the registry could not be read, the last plan stands: %s", fault)
            return
        finally:
            connection.close()
        self._streams = tuple(
            replace(each, known_until_us=us, known_gap=gap)
            for row in rows
            for each in streams_of(row, self.begun_us)
            for us, gap in [self._known_of(row.id).get(each.stream, (0, ""))]
        )
        self._watch_line = watch_plan(rows, virtual=self._virtual).to_json()
        for camera in sorted({each.camera for each in self._streams}):
            self._members.setdefault(camera, self._free_group())
        try:
            volumes, epochs = marked(self._data), self._epochs()
        except OSError as fault:
            log.error("the keys of this month cannot be made, the last plan stands: %s", fault)
            return
        for group in range(self.groups):
            mine = tuple(each for each in self._streams if self._members[each.camera] == group)
            cameras = {name: wanted[name] for name in wanted if self._members.get(name) == group}
            self._lines[group] = Plan(mine, volumes, epochs, cameras=cameras).to_json()

    def _known_of(self, camera: str) -> dict[str, tuple[int, str]]:
        """What the index knows of a camera without a journal (a restored folder). Asked once: a change reconnects."""
        if camera not in self._known:
            self._known[camera] = {}
            folder = self._data.spool / camera
            if not (folder.is_dir() and any(folder.iterdir())):
                try:
                    self._known[camera] = archive.known_until(camera)
                except DatabaseError as fault:
                    log.error("what is known of %s could not be read: %s", camera, fault)
                finally:
                    connections["archive"].close()
        return self._known[camera]

    def _free_group(self) -> int:
        """A camera keeps its group as long as this runs: moving it would interrupt it."""
        group = 0
        while list(self._members.values()).count(group) >= GROUP_SIZE:
            group += 1
        return group

    def _epochs(self) -> dict[str, bytes]:
        names = {epoch_of(now_us()), epoch_of(now_us() + 7 * DAY_US)}
        return {name: self._keys.ensure(name).public_bytes for name in sorted(names)}


def streams_of(row: places.CameraRow, begun_us: int = 0) -> list[StreamPlan]:
    """Main and, where the camera has one, sub; commissioned not before ``begun_us``."""
    addresses = [("main", row.main_url), ("sub", row.sub_url)]
    return [
        StreamPlan(
            camera=row.id,
            stream=stream,
            url=url,
            username=row.username,
            password=row.password,
            transport=row.transport,
            source=row.source_kind,
            audio=row.audio,
            commissioned_us=max(row.commissioned_us, begun_us),
        )
        for stream, url in addresses
        if url
    ]
