"""The demo's cameras as a new IT teacher meets them: found, described, on the same address tomorrow."""

import asyncio
from pathlib import Path

from tests.scenes.virtual import made
from vonggac.onvif.choice import choose_streams
from vonggac.onvif.device import describe
from vonggac.onvif.finding import find
from vonggac.simcam.clip import Clip
from vonggac.simcam.main import VirtualCamera, start_onvif
from vonggac.simcam.server import SimServer


def test_the_demo_s_cameras_are_found_and_described(tmp_path: Path) -> None:
    """Each has main and sub stream where its RTSP really is; a second start has the same addresses."""
    clip = Clip.load(made(tmp_path / "clip.mp4", pictures=10))

    async def run() -> None:
        async with SimServer() as server:
            described = []
            for key in ("gate-1", "gate-1-2"):
                for kind in ("main", "sub"):
                    server.add(f"{key}/{kind}", clip)
                urls = server.url(f"{key}/main"), server.url(f"{key}/sub")
                described.append(
                    VirtualCamera("gate", "Cổng", f"Cổng {key}", *urls, "camera", "pw")
                )
            first = await start_onvif(tmp_path, server, described, "127.0.0.1")
            wanted = {first.xaddr(key) for key in ("gate-1", "gate-1-2")}
            await first.close()
            again = await start_onvif(tmp_path, server, described, "127.0.0.1")
            try:
                found = await find(timeout_s=1, allow_loopback=True, on=["127.0.0.1"])
                assert wanted <= {each.xaddr for each in found}
                xaddr = again.xaddr("gate-1-2")
                facts = await describe(xaddr, "camera", "pw", allow_loopback=True)
            finally:
                await again.close()
        (channel,) = choose_streams(facts.profiles)
        assert channel.main.stream_uri == described[1].main_url
        assert channel.sub is not None
        assert facts.mac.startswith("02:")

    asyncio.run(run())
