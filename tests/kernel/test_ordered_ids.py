"""Keys of governed rows: rows of one instant keep the order in which they were written."""

import time
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

from vonggac.kernel.ids import new_uuid

MADE = 10_000
"""More than the twelve bits within one millisecond hold."""


def test_a_later_key_is_greater_and_no_two_are_the_same() -> None:
    made = [new_uuid() for _ in range(MADE)]
    assert made == sorted(set(made))
    assert [each.hex for each in made] == sorted(each.hex for each in made)  # as SQLite keeps them


def test_the_order_holds_when_the_clock_stands_still_or_is_set_back() -> None:
    before = new_uuid()
    with patch("vonggac.kernel.ids.time.time_ns", return_value=time.time_ns() - 10**15):
        made = [before, *(new_uuid() for _ in range(MADE))]
    assert made == sorted(set(made))
    assert new_uuid() > made[-1]


def test_it_is_version_seven_of_rfc_9562() -> None:
    """§5.7: 48 bits of milliseconds, version, variant."""
    earliest = time.time_ns() // 1_000_000
    made = new_uuid()
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 >= earliest


def test_threads_make_no_two_alike() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: new_uuid(), range(MADE)))
    assert len(set(made)) == MADE
