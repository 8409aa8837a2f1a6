"""ONVIF for the streams of a ``SimServer``: ``<key>/main`` and ``<key>/sub`` are a device, or a recorder has all."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from vonggac.simcam.onvif_device import SimDevice, SimProfile
from vonggac.simcam.onvif_server import OnvifServer
from vonggac.simcam.server import SimServer


def devices(
    server: SimServer,
    names: Mapping[str, str],
    *,
    username: str = "",
    password: str = "",
    recorder: bool = False,
) -> list[SimDevice]:
    """``names``: keys of the streams and what their devices are called. ``recorder``: one device, a channel a key."""
    # Of the password too: two demos on one machine are two schools' cameras.
    salt = password + "nvr" * recorder
    groups = [[key] for key in names] if not recorder else [list(names)]
    return [
        SimDevice(
            key="nvr" if recorder else keys[0],
            name="NVR" if recorder else names[keys[0]],
            profiles=list(_profiles(server, keys)),
            model=f"Virtual NVR {len(keys)}" if recorder else "Virtual 1",
            serial=f"VG{_digits(keys[0] + salt)[:8].upper()}",
            mac=_mac(keys[0] + salt),
            username=username,
            password=password,
        )
        for keys in groups
    ]


def _profiles(server: SimServer, keys: Iterable[str]) -> Iterable[SimProfile]:
    for channel, key in enumerate(keys, 1):
        for kind in ("main", "sub"):
            stream = server.stream(f"{key}/{kind}")
            if stream is None:
                continue
            video = next(
                each.track for each in stream.clip.tracks if each.track.codec.kind == "video"
            )
            yield SimProfile(
                token=f"{key}-{kind}",
                uri=server.url(f"{key}/{kind}"),
                codec=video.codec.name,
                width=video.width,
                height=video.height,
                fps=15 if kind == "main" else 5,
                channel=channel,
            )


async def listening(host: str, before: int, discovery_port: int | None) -> OnvifServer:
    """On the port of the last time if it is free. Where nobody may hear probes, devices are found by address only."""
    for port in (before, 0):
        for hears in (discovery_port, None):
            server = OnvifServer(host, port, discovery_port=hears)
            try:
                await server.start()
            except OSError:
                await server.close()
            else:
                return server
    raise OSError("no port is free")


def _digits(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def _mac(key: str) -> str:
    """Locally administered: no maker's."""
    digits = "02" + _digits(key)[:10]
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2))
