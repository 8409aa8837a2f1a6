"""A simulator in a process of its own, for tests and bench: ``python -m vonggac.simcam CONFIG``.

CONFIG is JSON: ``{"host", "port", "username", "password", "trickle", "streams": [{"path", "file",
"audio", "phase_us", "oddities"}], "onvif": {"recorder", "discovery_port"}}``, all but ``streams`` optional;
``onvif`` makes each ``<key>/main`` and ``<key>/sub`` a device (``recorder``: all of them one). The first line of output
is ``{"port": n}``, with ``onvif_port`` where there is one.
Each line of input is a deed on the server: ``{"do": "stall", "path": "gate/main", "seconds": 5}``,
with a line ``{"done": true}`` or ``{"error": …}`` for each. The process ends when its input does.
"""

import asyncio
import contextlib
import json
import sys
from pathlib import Path
from typing import Any

from vonggac.simcam.clip import Clip
from vonggac.simcam.faults import Oddities
from vonggac.simcam.onvif_fleet import devices
from vonggac.simcam.onvif_server import OnvifServer
from vonggac.simcam.server import Credentials, SimServer

_DEEDS = frozenset(
    {
        "stall",
        "resume",
        "kill",
        "drop",
        "reorder",
        "garbage",
        "jump_clock",
        "refuse_credentials",
        "renew_nonce",
        "remove",
    }
)
_DEVICE_DEEDS = frozenset({"set_clock", "tell"})
"""On the ONVIF device of ``key``."""


def _say(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _do(server: SimServer, clips: dict[str, Clip], line: str, onvif: OnvifServer | None) -> None:
    """One deed. Raises KeyError, TypeError, ValueError for a line that is none."""
    deed: dict[str, Any] = json.loads(line)
    name = deed.pop("do")
    if name == "switch":
        server.switch(deed["path"], _clip(clips, deed["file"]))
    elif name in _DEVICE_DEEDS:
        if onvif is None:
            raise ValueError("no ONVIF was asked for")
        getattr(onvif.devices[deed.pop("key")], name)(**deed)
    elif name in _DEEDS:
        getattr(server, name)(**deed)
    else:
        raise ValueError(f"no such deed: {name}")


def _clip(clips: dict[str, Clip], file: str, *, audio: bool = True) -> Clip:
    key = f"{file}|{audio}"
    if key not in clips:
        clips[key] = Clip.load(Path(file), audio=audio)
    return clips[key]


def _onvif(server: SimServer, config: dict[str, Any], wanted: dict[str, Any]) -> OnvifServer:
    onvif = OnvifServer(server.host, discovery_port=wanted.get("discovery_port"))
    keys = dict.fromkeys(each["path"].rpartition("/")[0] for each in config["streams"])
    for device in devices(
        server,
        {key: key for key in keys},
        username=config.get("username", ""),
        password=config.get("password", ""),
        recorder=wanted.get("recorder", False),
    ):
        onvif.add(device)
    return onvif


async def _serve(config: dict[str, Any]) -> None:
    clips: dict[str, Clip] = {}
    credentials = None
    if config.get("username"):
        credentials = Credentials(config["username"], config.get("password", ""))
    server = SimServer(
        config.get("host", "127.0.0.1"),
        config.get("port", 0),
        credentials=credentials,
        trickle=config.get("trickle", False),
    )
    for stream in config["streams"]:
        clip = _clip(clips, stream["file"], audio=stream.get("audio", True))
        odd = Oddities(**stream.get("oddities", {}))
        server.add(stream["path"], clip, phase_us=stream.get("phase_us", 0), oddities=odd)
    async with server, contextlib.AsyncExitStack() as stack:
        ready: dict[str, object] = {"port": server.port}
        onvif = None
        if (wanted := config.get("onvif")) is not None:
            onvif = await stack.enter_async_context(_onvif(server, config, wanted))
            ready["onvif_port"] = onvif.port
        _say(ready)
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            try:
                _do(server, clips, line, onvif)
            except (KeyError, TypeError, ValueError, OSError) as error:
                _say({"error": f"{type(error).__name__}: {error}"})
            else:
                _say({"done": True})


def main() -> None:
    asyncio.run(_serve(json.loads(sys.argv[1])))


if __name__ == "__main__":
    main()
