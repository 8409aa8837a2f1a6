"""What waits for one slow browser is dropped for that browser only."""

import asyncio

from vonggac.recorder.tap_client import TapMessage
from vonggac.web.streams import live


def picture(number: int, *, key: bool = False, size: int = 500_000) -> TapMessage:
    return TapMessage("fragment", bytes(size), key, number)


async def taken(outbox: live.Outbox, count: int) -> list[int]:
    return [(await outbox.get()).start_us for _ in range(count)]


def test_a_slow_browser_loses_whole_gops_up_to_a_key_frame() -> None:
    """MEDIA §8: never a picture that cannot be decoded, never waited for."""
    outbox = live.Outbox()
    for number in range(30):
        outbox.put(picture(number, key=number % 10 == 0))
    kept = asyncio.run(taken(outbox, 30 - outbox.dropped))
    assert kept == list(range(len(kept)))
    outbox.put(picture(31))
    assert outbox.dropped == 30 - len(kept) + 1
    outbox.put(picture(40, key=True))
    outbox.put(picture(41))
    assert asyncio.run(taken(outbox, 2)) == [40, 41]


def test_an_init_and_a_gap_are_never_dropped() -> None:
    """Without them the player would not know what it shows."""
    outbox = live.Outbox()
    for number in range(20):
        outbox.put(picture(number))
    outbox.put(TapMessage("gap", b"", False, 98))
    outbox.put(TapMessage("init", b"init", False, 99))
    waiting = 20 - outbox.dropped + 2
    assert asyncio.run(taken(outbox, waiting))[-2:] == [98, 99]


def test_a_stop_drops_what_is_buffered() -> None:
    """ACCESS §4.2."""
    outbox = live.Outbox()
    outbox.put(picture(1, key=True))
    outbox.clear()
    outbox.put(picture(2, key=True))
    assert asyncio.run(taken(outbox, 1)) == [2]
