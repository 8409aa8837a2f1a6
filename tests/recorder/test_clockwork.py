"""The camera is trusted for durations, the machine for when."""

from itertools import pairwise

import pytest

from vonggac.kernel.clock import SECOND_US
from vonggac.recorder import clockwork
from vonggac.recorder.clockwork import RunClock, WallClock

START_US = 1_795_330_800_000_000
HZ = 90_000


def frames(clock: RunClock, *, count: int, hz: float, first: int = 0, jitter: int = 0) -> list[int]:
    """Instants of ``count`` frames at 25 fps from a camera whose crystal runs at ``hz`` for 90 000."""
    instants = []
    for number in range(first, first + count):
        ticks = round(number * hz / 25)
        arrived_us = START_US + number * SECOND_US // 25 + (jitter if number % 3 else 0)
        instants.append(clock.at(ticks, arrived_us))
        if number % 50 == 49:
            clock.correct(2 * SECOND_US)
    return instants


def test_durations_come_from_the_camera_not_from_the_network() -> None:
    """Packets that arrive 30 ms late do not move the pictures."""
    instants = frames(RunClock(HZ), count=50, hz=HZ, jitter=30_000)
    assert [later - earlier for earlier, later in pairwise(instants)] == [40_000] * 49


def test_a_crystal_that_is_200_ppm_fast_does_not_run_away() -> None:
    """After an hour the pictures are within 100 ms of the machine's clock, with no step larger than 500 ppm."""
    instants = frames(RunClock(HZ), count=25 * 3600, hz=HZ * 1.0002)
    assert abs(instants[-1] - (START_US + (25 * 3600 - 1) * 40_000)) < 100_000
    steps = [later - earlier for earlier, later in pairwise(instants)]
    assert max(steps) - min(steps) <= 2 * SECOND_US * clockwork.SLEW_PPM // 1_000_000 + 20


@pytest.mark.parametrize("jump_ticks", [-(1 << 31), -90_000 * 3600, 90_000 * 86_400, 1 << 31])
def test_a_jump_of_the_cameras_counter_neither_loses_nor_repeats_a_second(jump_ticks: int) -> None:
    clock = RunClock(HZ)
    before = frames(clock, count=25, hz=HZ)[-1]
    after = clock.at(25 * 3600 + jump_ticks, START_US + 25 * 40_000)
    assert after - before == 40_000


def test_instants_never_stand_still_over_a_jump() -> None:
    """A counter that jumps while packets come in a burst still gives rising instants."""
    clock = RunClock(HZ)
    first = clock.at(0, START_US)
    second = clock.at(10 * HZ, START_US)
    assert second > first


def test_setting_the_clock_is_seen_and_small_corrections_are_followed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """NTP's nudges are nobody's business; an hour is."""
    wall_us, mono_us = START_US, 5_000_000
    monkeypatch.setattr(clockwork, "now_us", lambda: wall_us)
    monkeypatch.setattr(clockwork, "monotonic_us", lambda: mono_us)
    clock = WallClock()
    wall_us += 300_000
    assert clock.watch() is None
    assert clock.now_us() == wall_us
    wall_us -= 3600 * SECOND_US
    step = clock.watch()
    assert step is not None
    assert step[1] - step[0] == -3600 * SECOND_US
    assert clock.now_us() == wall_us


@pytest.mark.parametrize("back_ms", [1, 400, 990, 1500, 1990])
def test_a_small_jump_back_never_leads_a_key_frame_before_what_was_recorded(back_ms: int) -> None:
    """Less than two seconds could be drift or jitter; a key frame that is not later than all before it cannot."""
    clock = RunClock(HZ)
    before = max(frames(clock, count=25, hz=HZ))
    ticks = (25 * 40 - back_ms - 40) * HZ // 1000
    after = clock.at(ticks, START_US + 25 * 40_000, key=True)
    assert before < after <= START_US + 25 * 40_000


def test_pictures_that_are_shown_in_another_order_than_they_come_are_no_jump() -> None:
    """Two B frames after each picture: the instants are those of showing."""
    clock = RunClock(HZ)
    shown = [0, 3, 1, 2, 6, 4, 5, 9, 7, 8]
    instants = [
        clock.at(number * HZ // 25, START_US + place * 40_000, key=number == 0)
        for place, number in enumerate(shown)
    ]
    assert instants == [START_US + number * 40_000 for number in shown]


def late(clock: RunClock, *, held_us: int, burst: int, then: int) -> list[int]:
    """A second of pictures, ``burst`` that were held back and come at once, and ``then`` in time again; key frames
    every half second.
    """
    instants = []
    for number in range(25 + burst + then):
        held = 25 <= number < 25 + burst
        arrived_us = START_US + (25 * 40_000 + held_us if held else number * 40_000)
        instants.append(clock.at(number * HZ // 25, arrived_us, key=number % 12 == 0))
        if number % 12 == 0:
            clock.correct(480_000)
    return instants


@pytest.mark.parametrize("seconds", [1, 3, 4, 20])
def test_pictures_that_the_network_held_back_keep_the_instants_at_which_they_were_taken(
    seconds: int,
) -> None:
    """They come in a burst, however late; none is stretched over the silence, none is put into the future."""
    instants = late(RunClock(HZ), held_us=seconds * SECOND_US, burst=25 * seconds, then=50)
    steps = [later - earlier for earlier, later in pairwise(instants)]
    assert all(abs(step - 40_000) < 1_000 for step in steps)
    assert abs(instants[-1] - (START_US + (len(instants) - 1) * 40_000)) < 20_000


def test_a_counter_that_stood_still_while_time_went_on_is_followed_at_the_next_key_frame() -> None:
    """The same at first as pictures held back; but these never catch up."""
    clock = RunClock(HZ)
    instants = []
    for number in range(100):
        stood_us = 3 * SECOND_US if number >= 30 else 0
        instants.append(
            clock.at(number * HZ // 25, START_US + number * 40_000 + stood_us, key=number % 25 == 0)
        )
    steps = [later - earlier for earlier, later in pairwise(instants)]
    assert [number + 1 for number, step in enumerate(steps) if step > SECOND_US] == [50]
    assert instants[-1] == START_US + 99 * 40_000 + 3 * SECOND_US
