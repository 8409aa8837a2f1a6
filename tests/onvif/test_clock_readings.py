"""A device's clock is measured by quick answers only: what a stalled process read late says nothing of the camera."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from vonggac.kernel.clock import SECOND_US
from vonggac.onvif import conversation, faults
from vonggac.onvif.device import clock_offset_us
from vonggac.onvif.faults import OnvifFault
from vonggac.onvif.soap import envelope
from vonggac.onvif.wire import Reply

XADDR = "http://10.9.9.9/onvif/device_service"
BEGAN = datetime(2026, 11, 2, 8, 0, 0, 500_000, tzinfo=UTC)


class Slow:
    """A device whose clock is right and which answers at once; each answer is read so many seconds later."""

    def __init__(self, seconds: list[float]) -> None:
        self.asked = 0
        self._seconds: Iterator[float] = iter(seconds)
        self._passed_us = 0

    def mono_us(self) -> int:
        return self._passed_us

    def now_us(self) -> int:
        return int(BEGAN.timestamp()) * SECOND_US + SECOND_US // 2 + self._passed_us

    async def exchange(self, *_given: object, **_named: object) -> Reply:
        at = BEGAN + timedelta(microseconds=self._passed_us)
        self.asked += 1
        self._passed_us += int(next(self._seconds) * SECOND_US)
        body = (
            "<GetSystemDateAndTimeResponse><SystemDateAndTime><UTCDateTime>"
            f"<Time><Hour>{at.hour}</Hour><Minute>{at.minute}</Minute><Second>{at.second}</Second></Time>"
            f"<Date><Year>{at.year}</Year><Month>{at.month}</Month><Day>{at.day}</Day></Date>"
            "</UTCDateTime></SystemDateAndTime></GetSystemDateAndTimeResponse>"
        )
        return Reply(200, (), envelope(body))


def read(monkeypatch: pytest.MonkeyPatch, *seconds: float) -> tuple[Slow, int | None]:
    slow = Slow(list(seconds))
    monkeypatch.setattr(conversation, "monotonic_us", slow.mono_us)
    monkeypatch.setattr(conversation, "now_us", slow.now_us)
    monkeypatch.setattr(conversation, "exchange", slow.exchange)
    return slow, asyncio.run(clock_offset_us(XADDR))


def test_a_quick_answer_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    slow, offset_us = read(monkeypatch, 0.01)
    assert (slow.asked, abs(offset_us or 0) < SECOND_US // 10) == (1, True)


def test_the_quickest_of_three_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that stood still for four seconds would have read the camera two seconds slow."""
    slow, offset_us = read(monkeypatch, 4, 0.5, 3)
    assert slow.asked == 3
    assert offset_us is not None
    assert abs(offset_us) <= 3 * SECOND_US // 4


def test_answers_that_are_all_slow_measure_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """No offset, and a fault that is asked again soon: no camera's clock is called wrong for it."""
    with pytest.raises(OnvifFault) as caught:
        read(monkeypatch, 4, 1.2, 3)
    assert caught.value.code == faults.TIMED_OUT
