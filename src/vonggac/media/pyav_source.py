"""A camera stream through FFmpeg in a process of its own, for cameras that our own RTSP client
cannot serve.

Called by ``recorder`` and by the test of a new camera, in place of ``rtsp.source.RtspSource``: the
same promises, the same faults. Costs 40 MB and a process a stream, and tells no camera clock.
"""

import asyncio
import contextlib
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from vonggac.kernel.hosts import is_number
from vonggac.kernel.streams import Sink
from vonggac.media import child, framing
from vonggac.rtsp import faults
from vonggac.rtsp.address import DEFAULT_PORT, split_credentials
from vonggac.rtsp.connection import resolve
from vonggac.rtsp.transport import Transport

_STARTING_S = 10.0
"""For Python, FFmpeg and its guess at what the stream holds, on a busy machine; beside
``connect_s``.
"""


class PyavSource:
    """Implements ``kernel.streams.Source``. Whatever FFmpeg opens is an address: rtsp, http, rtmp,
    srt, udp.
    """

    def __init__(
        self,
        url: str,
        *,
        username: str = "",
        password: str = "",
        transport: Transport = Transport.TCP,
        audio: bool = False,
        stall_s: float = 5.0,
        connect_s: float = 5.0,
    ) -> None:
        clean, url_username, url_password = split_credentials(url)
        self._request = framing.StreamRequest(
            clean,
            username or url_username,
            password or url_password,
            transport.value,
            audio,
            stall_s,
        )
        self._stall_s = stall_s
        self._connect_s = connect_s

    async def run(self, sink: Sink) -> None:
        """Delivers until cancelled; raises SourceFault, or what the sink raised. No child is left
        behind.
        """
        request = replace(self._request, url=await self._numbered())
        process = await asyncio.create_subprocess_exec(
            *child.command(child.SOURCE),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=child.environment(),
            creationflags=child.CREATION_FLAGS,
        )
        try:
            await self._relay(process, request, sink)
        except framing.Garbled as error:
            raise faults.garbage(str(error)) from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise faults.garbage("the process that read the stream died") from error
        finally:
            await _end(process)

    async def _numbered(self) -> str:
        """The address with the number that its name means now, judged as our own client does (ACCESS §3.4): FFmpeg
        would ask again, and take whatever it is told.
        """
        try:
            parts = urlsplit(self._request.url)
            host, port = parts.hostname or "", parts.port
            if not host or is_number(host):
                return self._request.url
            async with asyncio.timeout(self._connect_s):
                number = str((await resolve(host, port or DEFAULT_PORT))[0][4][0])
        except (OSError, ValueError, IndexError, TimeoutError) as error:
            raise faults.unreachable("the name has no address that may be a camera's") from error
        shown = f"[{number}]" if ":" in number else number
        return urlunsplit(parts._replace(netloc=shown if port is None else f"{shown}:{port}"))

    async def _relay(self, process: Process, request: framing.StreamRequest, sink: Sink) -> None:
        assert process.stdin is not None and process.stdout is not None  # noqa: S101  (both are pipes)
        process.stdin.write(request.to_line())
        await process.stdin.drain()
        reader, loop = process.stdout, asyncio.get_running_loop()
        tracks_known = False
        limit = asyncio.timeout(_STARTING_S + self._connect_s)
        try:
            async with limit:
                while True:
                    kind, length = framing.head(await reader.readexactly(framing.HEAD.size))
                    payload = await reader.readexactly(length)
                    if kind == framing.UNIT:
                        unit = framing.read_unit(payload)
                        if unit.track == 0:
                            limit.reschedule(loop.time() + self._stall_s)
                        sink.on_unit(unit)
                    elif kind == framing.TRACKS:
                        tracks_known = True
                        sink.on_tracks(framing.read_tracks(payload))
                    elif kind == framing.FAULT:
                        raise framing.read_fault(payload)
                    else:
                        raise framing.Garbled("an unknown message")
        except TimeoutError:
            if not limit.expired():
                raise
            silent = "no picture came" if tracks_known else "no answer"
            fault = faults.stalled(silent) if tracks_known else faults.unreachable(silent)
            raise fault from None


async def _end(process: Process) -> None:
    """Kills the child and lets go of its pipes, so that nothing of it is left in this loop."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
    await process.wait()
    if process.stdin is not None:
        process.stdin.close()
        with contextlib.suppress(ConnectionError):
            await process.stdin.wait_closed()
    if process.stdout is not None:
        await process.stdout.read()
