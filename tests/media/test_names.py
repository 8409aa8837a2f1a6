"""FFmpeg connects to what was judged (ACCESS §3.4)."""

import asyncio
import socket

import pytest

from vonggac.kernel.streams import SourceFault
from vonggac.media.pyav_source import PyavSource


def test_ffmpeg_is_given_the_number_that_was_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would resolve the name again, and could be told another machine."""

    async def numbered(address: str) -> str:
        async def resolved(*_: object, **__: object) -> list[object]:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 554))]

        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", resolved)
        return await PyavSource("rtsp://camera.lan:99/live?x=1")._numbered()

    assert asyncio.run(numbered("10.255.254.253")) == "rtsp://10.255.254.253:99/live?x=1"
    with pytest.raises(SourceFault):
        asyncio.run(numbered("127.0.0.1"))
