"""The live tap: every unit of every stream, to whoever asks for it on this machine, one fragment a unit.

A loopback socket with a token; ``<data>/run/tap-<group>.json`` (readable by one user) says where. Nothing is built for
a stream that nobody watches. A subscriber that does not keep up loses whole GOPs and is never waited for (I5).

Wire: the subscriber sends one JSON line ``{"token","camera","stream"}``, ``"keys"`` true for key
frames alone; then messages come,
``>cBIq`` kind, key, length, start_us, followed by the payload. Kinds: ``i`` init (payload: u8 length, codec string,
ftyp+moov), ``f`` fragment, ``g`` the stream is interrupted, ``r`` refused (unknown stream or token).
A hello with ``triggers`` instead of a stream is the other direction: see ``triggers``.
"""

import asyncio
import contextlib
import json
import logging
import secrets
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vonggac.fmp4.codecs import codec_string
from vonggac.fmp4.fragment import Sample, TrackRun, append_prefixed, fragment
from vonggac.fmp4.init import init_segment
from vonggac.fmp4.order import LiveOrder
from vonggac.kernel.files import write_for_now
from vonggac.kernel.nal import SpsError, parse_sps
from vonggac.kernel.streams import AccessUnit, Codec, Track
from vonggac.recorder.gops import Gop, to_ticks
from vonggac.recorder.triggers import LONGEST_LINE_BYTES, MOST_CLIENTS, NoTrigger, Triggers

log = logging.getLogger(__name__)

HEAD = struct.Struct(">cBIq")
SLOW_BYTES = 2 << 20
"""A subscriber with this much unsent skips to the next key frame that finds the socket nearly empty."""
CAUGHT_UP_BYTES = 64 << 10


@dataclass(eq=False, slots=True)
class Subscriber:
    writer: asyncio.StreamWriter
    skipping: bool = True
    """Until a key frame: pictures mean nothing before one."""
    fresh: bool = True
    """Has had no picture since the last init."""
    keys_only: bool = False
    """Wants key frames and nothing between, which then costs nothing."""

    def catch_up(self, payload: bytes, start_us: int) -> None:
        self.fresh = self.skipping = False
        self.send(b"f", payload, key=True, start_us=start_us)

    def send(self, kind: bytes, payload: bytes, *, key: bool, start_us: int) -> None:
        transport = self.writer.transport
        if transport.is_closing():
            return
        if kind == b"f":
            waiting = transport.get_write_buffer_size()
            if waiting > SLOW_BYTES:
                self.skipping = True
            elif self.skipping and key and waiting < CAUGHT_UP_BYTES:
                self.skipping = False
            if self.skipping:
                return
        self.writer.writelines((HEAD.pack(kind, key, len(payload), start_us), payload))


@dataclass(slots=True)
class Channel:
    """One stream's subscribers, and how its units become fragments of their own."""

    subscribers: set[Subscriber] = field(default_factory=set)
    _tracks: tuple[Track, ...] = ()
    _init: bytes = b""
    _order: LiveOrder = field(default_factory=LiveOrder)
    _sequence: int = 0
    _gop: Gop | None = None
    _timed: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def watched(self) -> bool:
        return bool(self.subscribers)

    def begin(self, tracks: tuple[Track, ...]) -> None:
        """A new init: everybody gets it before the next fragment."""
        self._tracks = tracks[:1]  # live is pictures; sound has its own legal ground and is off
        self._init = b""
        self._start_order()
        for each in self.subscribers:
            self._greet(each)

    def end(self) -> None:
        """The stream is interrupted."""
        self._tracks, self._gop = (), None
        for each in self.subscribers:
            each.skipping = True
            each.send(b"g", b"", key=False, start_us=0)

    def join(self, subscriber: Subscriber) -> None:
        """The init, then the GOP so far as one fragment, so that a picture is there at once."""
        if not self.subscribers:
            self._start_order()
        self.subscribers.add(subscriber)
        if not self._tracks:
            subscriber.send(b"g", b"", key=False, start_us=0)
            return
        self._greet(subscriber)

    def offer(self, gop: Gop, unit: AccessUnit, at_us: int) -> None:
        """One unit as a fragment, to everybody. ``gop`` is the one it belongs to, itself included."""
        if not unit.key and all(each.keys_only for each in self.subscribers):
            return
        pictures = self._time(gop)
        data = self._fragment(pictures[-1:], self._timed[-1:])
        so_far = b""
        for each in self.subscribers:
            if each.keys_only and not unit.key:
                continue
            if each.fresh and not unit.key:
                # Who joins while a GOP is under way gets all of it at once: a picture is there immediately.
                so_far = so_far or self._fragment(pictures, self._timed)
                each.catch_up(so_far, gop.start_us)
            else:
                each.fresh = False
                each.send(b"f", data, key=unit.key, start_us=at_us)

    def _time(self, gop: Gop) -> list[tuple[AccessUnit, int]]:
        """The GOP's pictures with their instants; gives decode times to those that have none yet.

        One order for the GOP so far and for what follows it, so that no decode time steps back at the seam.
        """
        pictures = [
            each for each in zip(gop.units, gop.times_us, strict=True) if each[0].track == 0
        ]
        if self._gop is not gop:
            self._gop, self._timed = gop, []
        for _, at_us in pictures[len(self._timed) :]:
            ticks = to_ticks(at_us, self._tracks[0].clock_hz)
            self._timed.append((*self._order.next(ticks), ticks))
        return pictures

    def _fragment(
        self, pictures: list[tuple[AccessUnit, int]], timed: list[tuple[int, int, int]]
    ) -> bytes:
        """``timed``: of each picture its decode time, likely duration and time, in ticks."""
        track = self._tracks[0]
        ends = [decode for decode, _, _ in timed[1:]] + [timed[-1][0] + timed[-1][1]]
        parts: list[bytes] = []
        samples: list[Sample] = []
        for (unit, _), (decode, _, ticks), end in zip(pictures, timed, ends, strict=True):
            if track.codec in (Codec.H264, Codec.H265):
                size = append_prefixed(parts, unit.parts)
            else:
                parts.extend(unit.parts)
                size = sum(map(len, unit.parts))
            samples.append(Sample(size, end - decode, unit.key, ticks - decode))
        self._sequence += 1
        return fragment(self._sequence, [TrackRun(track.index + 1, timed[0][0], samples, parts)])

    def _start_order(self) -> None:
        self._gop = None
        self._order = LiveOrder(depth=_reorder_depth(self._tracks))

    def _greet(self, subscriber: Subscriber) -> None:
        if not self._init:
            codec = codec_string(self._tracks[0]).encode()
            self._init = bytes([len(codec)]) + codec + init_segment(self._tracks)
        subscriber.fresh = subscriber.skipping = True
        subscriber.send(b"i", self._init, key=False, start_us=0)


def _reorder_depth(tracks: tuple[Track, ...]) -> int:
    """Pictures that come before earlier ones in time, where the parameter sets say it; LiveOrder learns the rest."""
    for track in tracks:
        for unit in track.parameter_sets:
            with contextlib.suppress(SpsError):
                sps = parse_sps(track.codec, unit)
                if sps is not None and sps.reorder_frames:
                    return sps.reorder_frames
    return 0


class Tap:
    """The listening side for one recorder group."""

    def __init__(self, triggers: Triggers | None = None) -> None:
        self.channels: dict[tuple[str, str], Channel] = {}
        self._triggers = triggers or Triggers(lambda *_: None, lambda _: None)
        self._token = secrets.token_urlsafe(32)
        self._server: asyncio.Server | None = None

    async def open(self, path: Path) -> None:
        """Listens on a free loopback port and writes where to ``path``."""
        self._path = path
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", 0, limit=LONGEST_LINE_BYTES
        )
        self.announce()

    def announce(self) -> None:
        """Writes the whereabouts again, after the plan changed. Raises OSError. Before ``open``, leaves it to that."""
        if self._server is None:
            return
        port = self._server.sockets[0].getsockname()[1]
        whereabouts = {"port": port, "token": self._token, "streams": sorted(self.channels)}
        write_for_now(self._path, json.dumps(whereabouts).encode())

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
            for channel in self.channels.values():
                for each in list(channel.subscribers):
                    each.writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            hello = await self._hello(reader)
            if "triggers" in hello:
                await self._heed(reader, writer)
            else:
                subscriber = Subscriber(writer, keys_only=hello.get("keys") is True)
                await self._show(hello, reader, subscriber)
        except ConnectionError:
            pass
        finally:
            writer.close()

    async def _show(
        self, hello: dict[str, Any], reader: asyncio.StreamReader, subscriber: Subscriber
    ) -> None:
        channel = self.channels.get((str(hello.get("camera")), str(hello.get("stream"))))
        if channel is None:
            subscriber.send(b"r", b"", key=False, start_us=0)
            return
        try:
            channel.join(subscriber)
            # Nothing more is expected: a byte or the end of the connection ends the subscription.
            await reader.read(1)
        finally:
            channel.subscribers.discard(subscriber)

    async def _heed(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        triggers = self._triggers
        if triggers.clients >= MOST_CLIENTS:
            return
        triggers.clients += 1
        try:
            writer.write(b"t")
            await triggers.serve(reader)
        except NoTrigger as fault:
            log.warning("a client of the triggers is sent away: %s", fault)
        finally:
            triggers.clients -= 1

    async def _hello(self, reader: asyncio.StreamReader) -> dict[str, Any]:
        """What who knows the token asks for; empty for anybody else."""
        try:
            hello = json.loads(await asyncio.wait_for(reader.readline(), 5))
            known = secrets.compare_digest(str(hello["token"]), self._token)
        except (ValueError, KeyError, TypeError, RecursionError, TimeoutError, ConnectionError):
            return {}
        return hello if known else {}
