"""How a device is set up, as parts to compare (khoản 3–4 Điều 5)."""

import asyncio
from dataclasses import replace

from vonggac.onvif.client import Helper
from vonggac.simcam.onvif_device import SimDevice, SimProfile
from vonggac.simcam.onvif_server import OnvifServer


def test_a_new_user_and_another_rate_change_their_parts_only() -> None:
    """Asked through the child. What the device does not tell (certificates) is absent, not empty."""

    async def run() -> None:
        profile = SimProfile("main", "rtsp://10.9.9.9/main", width=1920, height=1080)
        device = SimDevice("gate", "Cổng", [profile], username="admin", password="mật khẩu")
        async with OnvifServer() as server, Helper() as helper:
            server.add(device)
            ask = (server.xaddr("gate"), "admin", "mật khẩu")
            before = await helper.fingerprint(*ask, allow_loopback=True)
            device.more_users = ("ghost",)
            device.profiles = [replace(profile, fps=3)]
            after = await helper.fingerprint(*ask, allow_loopback=True)
        assert set(before) == {"device", "firmware", "profiles", "users"}
        assert after["users"] == ["admin: Administrator", "ghost: Administrator"]
        assert {each for each in before if before[each] != after[each]} == {"users", "profiles"}
        assert "mật khẩu" not in str(after)

    asyncio.run(run())
