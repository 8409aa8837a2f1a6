"""The demo's cameras: what ``cli`` starts as one process beside the recorder."""

import asyncio
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.files import write_whole
from vonggac.onvif import discovery
from vonggac.simcam.clip import Clip
from vonggac.simcam.onvif_fleet import devices, listening
from vonggac.simcam.onvif_server import OnvifServer
from vonggac.simcam.scenes import Film, Progress, make_films
from vonggac.simcam.server import Credentials, SimServer

AREA_NAMES = {
    "gate": "Cổng trường",
    "yard": "Sân trường",
    "corridor": "Hành lang",
    "canteen": "Nhà ăn",
}
_USERNAME = "camera"


@dataclass(frozen=True, slots=True)
class VirtualCamera:
    """One camera as a technician would enter it."""

    area: str
    """``gate``, ``yard``, ``corridor``, ``canteen``."""
    area_name: str
    name: str
    main_url: str
    sub_url: str
    """Addresses without credentials."""
    username: str
    password: str = field(repr=False)


Ready = Callable[[Sequence[VirtualCamera]], None]


def films_folder(data: DataFolder) -> Path:
    """Where the films and the cameras' port and password are kept."""
    return data.root / "simcam"


async def run_virtual_cameras(
    data: DataFolder,
    cameras: int = 8,
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    ready: Ready,
    progress: Progress | None = None,
) -> None:
    """Draws what is missing, serves until cancelled, and says ``ready`` once it does.

    Port and password stay the same from start to start; only if the port is taken meanwhile is it
    another one. Beyond eight cameras the places repeat. Raises OSError (full disk, given port taken).
    """
    server, described = await start_virtual_cameras(data, cameras, host, port, progress=progress)
    onvif = None
    try:
        onvif = await start_onvif(films_folder(data), server, described, host)
        ready(described)
        await asyncio.Event().wait()
    finally:
        if onvif is not None:
            await onvif.close()
        await server.close()


async def start_virtual_cameras(
    data: DataFolder,
    cameras: int = 8,
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    progress: Progress | None = None,
) -> tuple[SimServer, list[VirtualCamera]]:
    """The same for who closes the server himself. Raises OSError."""
    folder = films_folder(data)
    made = await asyncio.to_thread(make_films, folder, count=min(cameras, 8), progress=progress)
    clips = {path: Clip.load(path) for film in made for path in (film.main, film.sub)}
    kept = _kept(folder)
    password = str(kept.get("password") or secrets.token_urlsafe(12))
    credentials = Credentials(_USERNAME, password, algorithms=("SHA-256", "MD5"))
    server = await _listening(host, port, int(str(kept.get("port") or 0)), credentials)
    write_whole(
        folder / "cameras.json",
        json.dumps({"port": server.port, "password": password}).encode(),
    )
    described = [
        _add(server, made[index % len(made)], index // len(made), clips, password)
        for index in range(cameras)
    ]
    return server, described


async def start_onvif(
    folder: Path, server: SimServer, described: Sequence[VirtualCamera], host: str
) -> OnvifServer:
    """Each camera a device that is found on the loopback; its address stays from start to start."""
    before = int(str(_kept(folder, "onvif.json").get("port") or 0))
    onvif = await listening(host, before, discovery.PORT)
    names = {each.main_url.split("/", 3)[3].rpartition("/")[0]: each.name for each in described}
    account = described[0]
    for device in devices(server, names, username=account.username, password=account.password):
        onvif.add(device)
    write_whole(folder / "onvif.json", json.dumps({"port": onvif.port}).encode())
    return onvif


def _kept(folder: Path, name: str = "cameras.json") -> dict[str, object]:
    try:
        kept = json.loads((folder / name).read_bytes())
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


async def _listening(host: str, port: int, before: int, credentials: Credentials) -> SimServer:
    """On the given port; without one, on that of the last time if it is free."""
    for wanted in [port] if port else [before, 0]:
        server = SimServer(host, wanted, credentials=credentials)
        try:
            await server.start()
        except OSError:
            if wanted == port:
                raise
            continue
        return server
    raise OSError("no port is free")


def _add(
    server: SimServer, film: Film, turn: int, clips: dict[Path, Clip], password: str
) -> VirtualCamera:
    place = film.place
    suffix = f"-{turn + 1}" if turn else ""
    main, sub = f"{place.key}{suffix}/main", f"{place.key}{suffix}/sub"
    server.add(main, clips[film.main])
    server.add(sub, clips[film.sub])
    return VirtualCamera(
        place.area,
        AREA_NAMES[place.area],
        f"{place.name} ({turn + 1})" if turn else place.name,
        server.url(main),
        server.url(sub),
        _USERNAME,
        password,
    )
