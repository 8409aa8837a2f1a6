"""Heat files hold whatever happens to them; a search over a day finds what was drawn and is done at once."""

import os
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenes.streams import START_US
from vonggac.kernel.clock import DAY_US, MINUTE_US
from vonggac.kernel.ranges import Range
from vonggac.watch.heat import (
    SLOT,
    HeatBook,
    HeatMinute,
    levels_of,
    path_of,
    read_day,
)
from vonggac.watch.search import cells_of, hits, search
from vonggac.watch.sighting import COLUMNS, ROWS

CAMERA = "gate01"
MIDNIGHT = START_US // DAY_US * DAY_US // MINUTE_US
"""The minute that the day of the tests begins with."""
DAY = Range(MIDNIGHT * MINUTE_US, MIDNIGHT * MINUTE_US + DAY_US)
LEFT = ((0, 0), (2500, 0), (2500, 10_000), (0, 10_000))


def minute(number: int, *moved: tuple[int, int], times: int = 10, looks: int = 300) -> HeatMinute:
    counts = np.zeros((ROWS, COLUMNS), np.uint16)
    for row, column in moved:
        counts[row, column] = times
    return HeatMinute(MIDNIGHT + number, looks, times if moved else 0, 100, levels_of(counts))


def the_file(folder: Path) -> Path:
    return path_of(folder, CAMERA, MIDNIGHT)


def minutes(folder: Path) -> list[int]:
    return [each.minute - MIDNIGHT for each in read_day(the_file(folder))]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 1439),
            st.integers(0, 400),
            st.lists(st.integers(0, 400), min_size=ROWS * COLUMNS, max_size=ROWS * COLUMNS),
        ),
        max_size=4,
        unique_by=lambda each: each[0],
    )
)
@settings(max_examples=20, deadline=None)
def test_what_is_written_is_read_rounded_up_to_powers_of_two(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[int, int, list[int]]]
) -> None:
    folder = tmp_path_factory.mktemp("heat")
    book = HeatBook(folder)
    expected = {}
    for number, looks, flat in written:
        counts = np.array(flat, np.uint16).reshape(ROWS, COLUMNS)
        expected[MIDNIGHT + number] = (looks, counts)
        book.append(CAMERA, HeatMinute(MIDNIGHT + number, looks, 1, 70_000, levels_of(counts)))
    found = {each.minute: each for each in read_day(the_file(folder))} if written else {}
    assert found.keys() == expected.keys()
    for each, (looks, counts) in expected.items():
        assert (found[each].looks, found[each].peak) == (looks, 0xFFFF)
        kept = np.where(found[each].levels, 1 << (found[each].levels.astype(int) - 1).clip(0), 0)
        assert (kept >= counts).all()
        assert (kept < np.maximum(1, counts * 2)).all()


def test_a_minute_takes_no_more_than_promised() -> None:
    assert SLOT <= 600


@given(st.integers(0, 4 * SLOT), st.binary(max_size=SLOT))
@settings(max_examples=40, deadline=None)
def test_a_torn_tail_costs_one_minute_at_most_and_is_written_over(
    tmp_path_factory: pytest.TempPathFactory, length: int, tail: bytes
) -> None:
    """Cut anywhere and followed by anything: the whole slots stand, the next minute has its place."""
    folder = tmp_path_factory.mktemp("heat")
    book = HeatBook(folder)
    for number in range(3):
        book.append(CAMERA, minute(number, (0, 0)))
    path = the_file(folder)
    path.write_bytes(path.read_bytes()[:length] + tail)
    book.append(CAMERA, minute(7, (0, 0)))
    found = minutes(folder)
    whole = max(0, length // SLOT - 1)
    assert found[-1] == 7
    assert set(found) - {7} == set(range(whole))
    assert path.stat().st_size % SLOT == 0


def test_a_damaged_slot_in_the_middle_costs_that_minute(tmp_path: Path) -> None:
    book = HeatBook(tmp_path)
    for number in range(3):
        book.append(CAMERA, minute(number, (0, 0)))
    with the_file(tmp_path).open("r+b") as file:
        file.seek(2 * SLOT + 40)
        file.write(os.urandom(8))
    assert minutes(tmp_path) == [0, 2]


def test_a_clock_set_back_gives_each_minute_once_with_both_halves(tmp_path: Path) -> None:
    book = HeatBook(tmp_path)
    for number, cell in ((5, (0, 0)), (6, (0, 1)), (5, (0, 2)), (4, (0, 3))):
        book.append(CAMERA, minute(number, cell, looks=150))
    found = read_day(the_file(tmp_path))
    assert [each.minute - MIDNIGHT for each in found] == [4, 5, 6]
    assert found[1].looks == 300
    assert found[1].levels[0, 0] and found[1].levels[0, 2]


def test_a_file_that_is_no_heat_file_is_put_aside_and_kept(tmp_path: Path) -> None:
    the_file(tmp_path).parent.mkdir(parents=True)
    the_file(tmp_path).write_bytes(b"somebody's notes" * 100)
    HeatBook(tmp_path).append(CAMERA, minute(0, (0, 0)))
    assert minutes(tmp_path) == [0]
    assert the_file(tmp_path).with_suffix(".damaged").exists()


def test_a_region_finds_its_minutes_and_no_others(tmp_path: Path) -> None:
    book = HeatBook(tmp_path)
    for number in range(60):
        book.append(CAMERA, minute(number))
    book.append(CAMERA, minute(100, (5, 3), times=150))
    book.append(CAMERA, minute(101, (5, 3), times=30))
    book.append(CAMERA, minute(110, (5, 20)))
    book.append(CAMERA, minute(600, (17, 0), times=3))
    found = search(tmp_path, CAMERA, DAY, LEFT)
    assert [(at // MINUTE_US - MIDNIGHT, score) for at, score in found] == [
        (100, 85),
        (101, 10),
        (600, 1),
    ]
    first, second = hits(found)
    assert (first.range.length_us, first.score, first.peak_us) == (2 * MINUTE_US, 85, found[0][0])
    assert second.range.length_us == MINUTE_US
    assert len(search(tmp_path, CAMERA, DAY)) == 4


def test_a_search_over_midnight_reads_both_days_and_keeps_to_its_range(tmp_path: Path) -> None:
    book = HeatBook(tmp_path)
    for number in (-3, -1, 0, 2, 9):
        book.append(CAMERA, minute(number, (0, 0)))
    two = Range((MIDNIGHT - 2) * MINUTE_US, (MIDNIGHT + 3) * MINUTE_US)
    assert [at // MINUTE_US - MIDNIGHT for at, _ in search(tmp_path, CAMERA, two)] == [-1, 0, 2]
    assert search(tmp_path, "none99", two) == []


def test_a_whole_day_is_searched_at_once(tmp_path: Path) -> None:
    """The promise is 2 s; it takes milliseconds, so that even a machine under load keeps it."""
    book = HeatBook(tmp_path)
    dice = np.random.default_rng(1)
    for number in range(1440):
        counts = dice.integers(0, 300, (ROWS, COLUMNS)).astype(np.uint16)
        book.append(CAMERA, HeatMinute(MIDNIGHT + number, 300, 1, 1, levels_of(counts)))
    began = time.process_time()
    assert len(search(tmp_path, CAMERA, DAY, LEFT)) == 1440
    assert time.process_time() - began < 2


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_small_region_has_at_least_the_cells_of_its_corners(x: int, y: int) -> None:
    cells = cells_of(((x, y), (min(x + 5, 10_000), y), (x, min(y + 5, 10_000))))
    assert 1 <= cells.sum() <= 4


def test_a_region_is_laid_over_the_right_cells() -> None:
    cells = cells_of(LEFT)
    assert cells[:, :8].all()
    assert not cells[:, 9:].any()


def test_a_region_of_two_points_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="without area"):
        search(tmp_path, CAMERA, DAY, ((0, 0), (1, 1)))
