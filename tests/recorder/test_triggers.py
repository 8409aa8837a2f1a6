"""Fires and beats over the tap's socket: heard at once, behind a token, bounded (ACCESS 3.4)."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from unittest.mock import AsyncMock, Mock

import pytest

from tests.scenes.streams import START_US
from vonggac.recorder import trigger_client, triggers
from vonggac.recorder.tap import Channel, Tap
from vonggac.recorder.tap_client import TapRefused, subscribe
from vonggac.recorder.trigger_client import Trigger, open_triggers
from vonggac.recorder.triggers import MOST_CLIENTS, Triggers


class Heard:
    def __init__(self) -> None:
        self.fires: list[tuple[str, int]] = []
        self.beats: list[str] = []

    @property
    def triggers(self) -> Triggers:
        return Triggers(
            lambda camera, until_us: self.fires.append((camera, until_us)), self.beats.append
        )


@asynccontextmanager
async def recorder(folder: Path, heard: Heard, *cameras: str, group: int = 0) -> AsyncIterator[Tap]:
    tap = Tap(heard.triggers)
    for camera in cameras:
        tap.channels[camera, "main"] = Channel()
    path = folder / f"tap-{group}.json"
    await tap.open(path)
    try:
        yield tap
    finally:
        await tap.close()
        path.unlink()


async def eventually(true: object) -> None:
    assert callable(true)
    for _ in range(400):
        if true():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("not within two seconds")


def test_each_recorder_hears_of_its_own_cameras(tmp_path: Path) -> None:
    """Seventy cameras in two recorders: one beat, several lines, the right ones."""
    first, second = Heard(), Heard()
    ours = [f"cam{number:03d}" for number in range(70)]

    async def story() -> None:
        async with (
            recorder(tmp_path, first, *ours),
            recorder(tmp_path, second, "yard", group=1),
            open_triggers(tmp_path) as trigger,
        ):
            assert await trigger.fire("yard", START_US)
            assert await trigger.beat([*ours, "yard"])
            await eventually(lambda: len(first.beats) == 70 and second.beats and second.fires)

    asyncio.run(story())
    assert (first.beats, first.fires) == (ours, [])
    assert (second.beats, second.fires) == (["yard"], [("yard", START_US)])


def test_a_recorder_that_is_away_is_not_told_and_one_that_is_back_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another port, another token: found again by itself."""
    monkeypatch.setattr(trigger_client, "LOOK_EVERY_US", 0)
    heard = Heard()

    async def story() -> None:
        async with open_triggers(tmp_path) as trigger:
            assert not await trigger.fire("gate", START_US)
            async with recorder(tmp_path, heard, "gate"):
                assert await trigger.fire("gate", START_US)
                assert not await trigger.fire("nowhere", START_US)
                await eventually(lambda: heard.fires)
            heard.fires.clear()
            async with recorder(tmp_path, heard, "gate"):
                for _ in range(5):
                    await trigger.fire("gate", START_US + 1)
                await eventually(lambda: heard.fires)

    asyncio.run(story())


@pytest.mark.parametrize(
    "line",
    [
        b"no json\n",
        b"[]\n",
        b"7\n",
        b'{"fire": 7, "until_us": 5}\n',
        b'{"fire": "gate", "until_us": "soon"}\n',
        b'{"fire": "gate"}\n',
        b'{"beat": "gate"}x\n',
        b'{"beat": [7]}\n',
        b"x" * 9000,
        b"[" * 3000 + b"\n",
        b'{"beat": ["gate"]}\n' * 500,
    ],
)
def test_who_says_nonsense_is_sent_away_and_nobody_else(tmp_path: Path, line: bytes) -> None:
    heard = Heard()

    async def story() -> None:
        async with recorder(tmp_path, heard, "gate"), open_triggers(tmp_path) as trigger:
            found = json.loads((tmp_path / "tap-0.json").read_text())
            reader, writer = await asyncio.open_connection("127.0.0.1", found["port"])
            writer.write(json.dumps({"token": found["token"], "triggers": 1}).encode() + b"\n")
            assert await reader.readexactly(1) == b"t"
            writer.write(line)
            with suppress(ConnectionError):
                assert await asyncio.wait_for(reader.read(), 5) == b""
            writer.close()
            assert await trigger.fire("gate", START_US)
            await eventually(lambda: heard.fires)

    asyncio.run(story())
    assert len(heard.beats) <= triggers.MOST_LINES_A_SECOND


def test_without_the_token_nothing_is_heard(tmp_path: Path) -> None:
    heard = Heard()

    async def story() -> bytes:
        async with recorder(tmp_path, heard, "gate"):
            port = json.loads((tmp_path / "tap-0.json").read_text())["port"]
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b'{"token": "guess", "triggers": 1}\n{"fire": "gate", "until_us": 5}\n')
            try:
                return await asyncio.wait_for(reader.read(1), 5)
            except ConnectionError:
                return b""
            finally:
                writer.close()

    assert asyncio.run(story()) != b"t"
    assert heard.fires == []


def test_only_so_many_may_trigger_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        async with recorder(tmp_path, Heard(), "gate"):
            found = json.loads((tmp_path / "tap-0.json").read_text())
            hello = json.dumps({"token": found["token"], "triggers": 1}).encode() + b"\n"
            answers = []
            writers = []
            for _ in range(MOST_CLIENTS + 1):
                reader, writer = await asyncio.open_connection("127.0.0.1", found["port"])
                writers.append(writer)
                writer.write(hello)
                answers.append(await asyncio.wait_for(reader.read(1), 5))
            assert answers == [b"t"] * MOST_CLIENTS + [b""]
            for writer in writers:
                writer.close()

    asyncio.run(story())


def test_the_token_for_triggers_shows_no_stream(tmp_path: Path) -> None:
    """The two uses of the socket do not mix."""

    async def story() -> None:
        async with recorder(tmp_path, Heard(), "gate"), open_triggers(tmp_path) as trigger:
            await trigger.beat(["gate"])
            messages = subscribe(tmp_path, "gate", "sub")
            with pytest.raises(TapRefused):
                await anext(messages)

    asyncio.run(story())


def test_a_client_that_is_cancelled_ends_whenever_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At any step of saying a word: a watcher that is told to end must end."""
    heard = Mock(drain=lambda: asyncio.sleep(0))
    heard.transport.get_write_buffer_size.return_value = 0
    monkeypatch.setattr(Trigger, "_connection", AsyncMock(return_value=heard))

    async def ends(after: int) -> bool:
        client = Trigger(tmp_path)

        async def on_and_on() -> None:
            for _ in range(200):
                await client._say(tmp_path, {"beat": ["gate01"]})

        task = asyncio.create_task(on_and_on())
        for _ in range(after):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return task.cancelled()

    assert all(asyncio.run(ends(after)) for after in range(1, 12))
