"""A simulator in a process of its own, for tests and bench: ``python -m vonggac.simcam CONFIG``.

CONFIG is JSON: ``{"host", "port", "username", "password", "trickle", "streams": [{"path", "file",
"audio", "phase_us"}]}``, all but ``streams`` optional. The first line of output is ``{"port": n}``.
Each line of input is a deed on the server: ``{"do": "stall", "path": "gate/main", "seconds": 5}``,
with a line ``{"done": true}`` or ``{"error": …}`` for each. The process ends when its input does.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from vonggac.simcam.clip import Clip
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


def _say(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _do(server: SimServer, clips: dict[str, Clip], line: str) -> None:
    """One deed. Raises KeyError, TypeError, ValueError for a line that is none."""
    deed: dict[str, Any] = json.loads(line)
    name = deed.pop("do")
    if name == "switch":
        server.switch(deed["path"], _clip(clips, deed["file"]))
    elif name in _DEEDS:
        getattr(server, name)(**deed)
    else:
        raise ValueError(f"no such deed: {name}")


def _clip(clips: dict[str, Clip], file: str, *, audio: bool = True) -> Clip:
    key = f"{file}|{audio}"
    if key not in clips:
        clips[key] = Clip.load(Path(file), audio=audio)
    return clips[key]


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
        server.add(stream["path"], clip, phase_us=stream.get("phase_us", 0))
    async with server:
        _say({"port": server.port})
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            try:
                _do(server, clips, line)
            except (KeyError, TypeError, ValueError, OSError) as error:
                _say({"error": f"{type(error).__name__}: {error}"})
            else:
                _say({"done": True})


def main() -> None:
    asyncio.run(_serve(json.loads(sys.argv[1])))


if __name__ == "__main__":
    main()
