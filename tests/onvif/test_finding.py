"""Cameras on the loopback's network, found by probe and by address; who is who."""

import asyncio
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scenes.virtual import made
from vonggac.onvif.client import Helper
from vonggac.onvif.discovery import PORT, Match, matches
from vonggac.onvif.finding import Found, Known, find, merged, moved
from vonggac.onvif.targets import expand, neighbours
from vonggac.simcam.onvif_device import SimDevice
from vonggac.simcam.onvif_server import OnvifServer
from vonggac.simcam.process import Served, SimProcess

LO = ["127.0.0.1"]


def device(key: str, **more: str) -> SimDevice:
    return SimDevice(key, f"Máy {key}", [], serial=f"S-{key}", mac=more.get("mac", ""))


def free_udp() -> int:
    """A port that no other test's server answers probes on."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_every_device_answers_the_probe() -> None:
    """Three behind one address are three; each says its name; the helper finds them too."""
    port = free_udp()

    async def run() -> tuple[Found, ...]:
        async with OnvifServer(discovery_port=port) as server, Helper() as helper:
            for key in ("a", "b", "c"):
                server.add(device(key))
            here = await find(timeout_s=1, allow_loopback=True, on=LO, discovery_port=port)
            there = await helper.find(timeout_s=1, allow_loopback=True, on=LO, discovery_port=port)
            assert here == there
            return here

    found = asyncio.run(run())
    assert [each.name for each in found] == ["Máy a", "Máy b", "Máy c"]
    assert {each.address for each in found} == {"127.0.0.1"}
    assert len({each.xaddr for each in found}) == 3


def test_one_device_on_two_addresses_is_one_row() -> None:
    """Its other address is told; found by probe and by address, it is still one."""
    port = free_udp()

    async def run() -> tuple[Found, ...]:
        more = ("127.0.0.2",)
        async with OnvifServer(discovery_port=port, more_hosts=more) as server, Helper() as helper:
            server.add(device("a"))
            return await helper.find(
                ["127.0.0.1-2"],
                timeout_s=1,
                allow_loopback=True,
                on=LO,
                discovery_port=port,
                ports=(server.port,),
            )

    rows = asyncio.run(run())
    assert [each.how for each in rows if each.endpoint] == ["discovery"]
    mac = "02:00:00:00:00:09"
    one = merged(rows, {"127.0.0.1": mac, "127.0.0.2": mac})
    assert len(one) == 1
    assert one[0].also_at == ("127.0.0.2",)
    assert one[0].mac == mac


def test_a_range_finds_what_does_not_answer_probes() -> None:
    """And passes over web servers that are none, and over silence."""

    async def page(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>")
        await writer.drain()
        writer.close()

    async def run() -> tuple[Found, ...]:
        done: list[tuple[int, int]] = []
        async with OnvifServer("127.0.0.3") as server, Helper() as helper:
            server.add(device("a"))
            other = await asyncio.start_server(page, "127.0.0.4", server.port)
            async with other:
                rows = await helper.find(
                    ["127.0.0.3-6"],
                    timeout_s=0.6,
                    allow_loopback=True,
                    on=LO,
                    ports=(server.port,),
                    progress=lambda *each: done.append(each),
                    discovery_port=free_udp(),
                )
        assert done[-1] == (4, 4)
        return rows

    (row,) = asyncio.run(run())
    assert (row.address, row.how) == ("127.0.0.3", "address")


@pytest.mark.parametrize(
    "text", ["8.8.8.8", "10.0.0.0/8", "169.254.1.1", "127.0.0.1", "camera", "192.168.1.9-3", "::1"]
)
def test_only_a_school_s_own_network_is_searched(text: str) -> None:
    with pytest.raises(ValueError, match=r"address|network"):
        expand([text])


def test_ranges_are_read_as_people_write_them() -> None:
    assert len(expand(["192.168.77.0/24"])) == 254
    assert expand(["192.168.77.9-11"]) == ("192.168.77.9", "192.168.77.10", "192.168.77.11")
    assert expand(["192.168.77.255-192.168.78.0"]) == ("192.168.77.255", "192.168.78.0")


def test_a_camera_that_moved_is_known_by_its_mac_or_its_own_id() -> None:
    """One that stayed, or answers on its old address too, has not moved."""
    found = [
        Found("10.0.0.8", "http://10.0.0.8/x", mac="02:00:00:00:00:01"),
        Found("10.0.0.9", "http://10.0.0.9/x", endpoint="urn:uuid:1", also_at=("10.0.0.3",)),
    ]
    gone = Known("c1", "http://10.0.0.2/x", mac="02:00:00:00:00:01")
    stays = Known("c2", "http://10.0.0.3/x", endpoint="urn:uuid:1")
    assert moved([gone, stays, Known("c3", "")], found) == [(gone, found[0])]


def test_the_neighbour_table_gives_macs(tmp_path: Path) -> None:
    """Entries that are not complete, or name nobody, say nothing."""
    table = tmp_path / "arp"
    table.write_text(
        "IP address HW type Flags HW address Mask Device\n"
        "10.0.0.2 0x1 0x2 AC:CC:8E:00:00:01 * eth0\n"
        "10.0.0.3 0x1 0x0 00:00:00:00:00:00 * eth0\n"
    )
    assert neighbours(table) == {"10.0.0.2": "ac:cc:8e:00:00:01"}
    assert neighbours(tmp_path / "none") == {}


@pytest.mark.parametrize(
    "datagram",
    [
        b"",
        b"\x00" * 2000,
        b"<a>",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
        b"<Envelope><Body/></Envelope>",
        b"<" * 70_000,
    ],
)
def test_any_datagram_may_come(datagram: bytes) -> None:
    assert matches(datagram) == []


def test_a_printer_is_no_camera() -> None:
    """Printers answer WS-Discovery too."""
    assert not Match("urn:uuid:1", ("http://10.0.0.2/wsd",), (), ("wprt:PrintDeviceType",)).is_onvif


@pytest.mark.slow
def test_the_verb_finds_virtual_cameras_in_another_process(tmp_path: Path) -> None:
    """`vonggac camera find --json`, with a recorder of two channels on the usual port of probes."""
    clip = made(tmp_path / "clip.mp4", pictures=10)
    streams = [Served(f"{key}/{kind}", clip) for key in ("x", "y") for kind in ("main", "sub")]
    options = {"recorder": True, "discovery_port": PORT}
    with SimProcess(streams, username="u", password="p", onvif=options) as cameras:
        cameras.do("set_clock", key="nvr", seconds=60)
        command = [sys.executable, "-m", "vonggac", "camera", "find", "--json"]
        environment = {
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
            "VONGGAC_LOOPBACK_CAMERAS": "1",
        }
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        xaddr = cameras.xaddr("nvr")
    assert done.returncode == 0, done.stderr
    assert xaddr in [each["xaddr"] for each in json.loads(done.stdout)]
