"""A lane that is behind drops and goes on at a key frame; one camera's fault is its own; a killer is left alone."""

import threading
import time
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from tests.media.test_decoding import INIT, MADE
from vonggac.kernel.clock import now_us
from vonggac.kernel.events import Event
from vonggac.watch import blame as blame_module
from vonggac.watch import preview
from vonggac.watch.blame import Blame
from vonggac.watch.heat import HeatMinute
from vonggac.watch.looking import WAITING_FRAGMENTS, Lined, Looker, LookLane
from vonggac.watch.plan import WatchedCamera
from vonggac.watch.sighting import COLUMNS, ROWS, EyeSettings, Zone

SQUARE = ((0, 0), (5000, 0), (5000, 5000), (0, 5000))


class Room:
    """One camera in a lane of its own, as much of a process as these tests need."""

    def __init__(self, run: Path, camera: str = "gate01") -> None:
        self.events: list[Event] = []
        self.minutes: list[HeatMinute] = []
        self.looker = Looker(
            WatchedCamera(camera, "sub"),
            run,
            say=self.events.append,
            minute=lambda _, minute: self.minutes.append(minute),
        )
        self.blame = Blame(run)
        self.lane = LookLane("lane", self.blame, 0)
        self.lined = Lined(self.looker, self.lane)

    def done(self) -> None:
        self.lane.finish()
        self.blame.close()


def test_every_second_picture_of_ten_a_second_is_looked_at(tmp_path: Path) -> None:
    room = Room(tmp_path)
    room.lane.start()
    room.lined.begin(INIT)
    for number, fragment in enumerate(MADE):
        room.lined.fragment(fragment, key=number % 5 == 0)
    room.lined.pause()
    room.done()
    assert room.looker.seen.looks == 5
    assert [minute.looks for minute in room.minutes] == [5]
    assert room.looker.seen.busy_s > 0


def test_a_lane_that_is_behind_drops_and_goes_on_at_a_key_frame(tmp_path: Path) -> None:
    """What waits is bounded, whatever comes."""
    room = Room(tmp_path)
    room.lined.begin(INIT)
    for _ in range(30):
        for number, fragment in enumerate(MADE):
            room.lined.fragment(fragment, key=number % 5 == 0)
    assert room.lined.waiting <= WAITING_FRAGMENTS + 1
    assert room.lined.dropped == 300 - (WAITING_FRAGMENTS - 1)
    room.lane.start()
    until = time.monotonic() + 10
    while room.lined.waiting and time.monotonic() < until:
        time.sleep(0.01)
    dropped = room.lined.dropped
    room.lined.fragment(MADE[1], key=False)
    assert room.lined.dropped == dropped + 1
    room.lined.fragment(MADE[0], key=True)
    assert room.lined.dropped == dropped + 1
    room.done()
    assert room.looker.seen.faults == 0


def test_a_fault_of_our_own_in_one_camera_does_not_end_the_lane(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(tmp_path)
    other = Looker(
        WatchedCamera("yard02", "sub"), tmp_path, say=lambda _: None, minute=lambda *_: None
    )
    monkeypatch.setattr(room.looker, "take", lambda *_, **__: 1 / 0)
    room.lane.start()
    second = Lined(other, room.lane)
    for lined in (room.lined, second):
        lined.begin(INIT)
        lined.fragment(MADE[0], key=True)
    room.done()
    assert (room.looker.seen.faults, other.seen.looks) == (1, 1)


def test_noise_is_counted_and_nothing_else(tmp_path: Path) -> None:
    room = Room(tmp_path)
    room.lane.start()
    room.lined.begin(b"no init at all")
    room.lined.fragment(MADE[0], key=True)
    room.lined.begin(INIT)
    room.lined.fragment(b"\xff" * 500, key=True)
    room.lined.fragment(MADE[0], key=True)
    room.done()
    assert (room.looker.seen.faults, room.looker.seen.looks) == (1, 1)
    assert room.looker.seen.undecodable == ""


def test_a_large_quick_stream_is_looked_at_by_its_key_frames(tmp_path: Path) -> None:
    room = Room(tmp_path)
    room.looker.fps = 100.0
    room.lane.start()
    room.lined.begin(INIT)
    for number, fragment in enumerate(MADE):
        room.lined.fragment(fragment, key=number % 5 == 0)
    room.done()
    assert room.looker.seen.keys_only
    assert room.looker.seen.looks == 2


def test_a_look_that_does_not_end_is_noticed(tmp_path: Path) -> None:
    room = Room(tmp_path)
    go_on = threading.Event()
    room.lane.put((room.lined, lambda: _wait(go_on), 0))
    room.lane.start()
    time.sleep(0.1)
    assert room.lane.stuck_us > 50_000
    go_on.set()
    room.done()
    assert room.lane.stuck_us == 0


def _wait(event: threading.Event) -> None:
    assert event.wait(10)


def test_a_camera_that_kills_three_times_is_left_alone_and_another_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        blame = Blame(tmp_path)
        assert not blame.left_alone("gate01")
        blame.mark(1, "gate01")
        blame.mark(0, "yard02")
        blame.clear(0)
        blame._map.close()  # dies without a word
        blame._file.close()
    blame = Blame(tmp_path)
    assert blame.left_alone("gate01")
    assert not blame.left_alone("yard02")
    later = now_us() + 2 * blame_module.LEFT_ALONE_US
    monkeypatch.setattr(blame_module, "now_us", lambda: later)
    assert not blame.left_alone("gate01")
    blame.close()


def test_a_preview_is_answered_while_somebody_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = EyeSettings(zones=(Zone("Cổng", SQUARE),), sensitivity=9, loops=False)
    assert preview.asked(tmp_path, "gate01") is None
    preview.ask(tmp_path, "gate01", wanted)
    assert preview.asked(tmp_path, "gate01") == wanted
    cells = np.zeros((ROWS, COLUMNS), np.bool_)
    cells[3, 4] = cells[17, 31] = True
    preview.answer(
        tmp_path, "gate01", at_us=now_us(), motion=0.5, cells=cells, tamper={"covered": 1.0}
    )
    found = preview.read(tmp_path, "gate01")
    assert found is not None
    assert (preview.cells_of(found) == cells).all()
    later = now_us() + preview.ASKED_US + 1
    monkeypatch.setattr(preview, "now_us", lambda: later)
    assert preview.asked(tmp_path, "gate01") is None
    assert preview.read(tmp_path, "gate01") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"at_us": "x"}', "x" * 100_000])
def test_a_question_of_nonsense_is_no_question(tmp_path: Path, text: str) -> None:
    (tmp_path / "preview-gate01.ask").write_text(text)
    assert preview.asked(tmp_path, "gate01") is None
    with pytest.raises(ValueError, match="camera id"):
        preview.read(tmp_path, "../etc")


def test_a_lane_that_is_to_end_lets_go_of_what_waits_and_says_what_was_seen(tmp_path: Path) -> None:
    """A busy machine must not keep the process: pictures that wait are let go, ends of events are not."""
    room, held = Room(tmp_path), threading.Event()
    room.lane.start()
    room.lane.put((room.lined, partial(_waits, held), 1))
    room.lined.begin(INIT)
    for number, fragment in enumerate(MADE):
        room.lined.fragment(fragment, key=number % 5 == 0)
    paused = threading.Event()
    room.lane.put((room.lined, paused.set, 0))
    threading.Timer(0.2, held.set).start()
    assert room.lane.finish(work_off_s=0.0, seconds=60)
    assert paused.is_set()
    assert room.looker.seen.looks == 0
    room.blame.close()


def test_a_look_that_never_ends_keeps_nobody_waiting(tmp_path: Path) -> None:
    """A decoder that is caught in a broken stream: the process is told, and ends itself."""
    room, begun, caught = Room(tmp_path), threading.Event(), threading.Event()
    room.lane.start()
    room.lane.put((room.lined, begun.set, 1))
    room.lane.put((room.lined, partial(_waits, caught), 1))
    assert begun.wait(60)
    while not room.lane.stuck_us or room.lined.waiting > 1:
        time.sleep(0.01)
    assert not room.lane.finish(work_off_s=0.0, seconds=0.3)
    caught.set()
    room.done()


def _waits(event: threading.Event) -> None:
    event.wait(60)
