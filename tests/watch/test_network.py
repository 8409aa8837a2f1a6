"""Who is on the camera network (khoản 2 Điều 5): tables of neighbours, and a touch that no camera feels."""

import asyncio
import contextlib
import socket
from collections import defaultdict
from pathlib import Path

import pytest

from vonggac.onvif.finding import Found
from vonggac.watch import touching
from vonggac.watch.neighbours import parse_arp, parse_ip_neigh, table
from vonggac.watch.network import Seen, glance, look, networks
from vonggac.watch.touching import touch

LINUX = """IP address       HW type     Flags       HW address            Mask     Device
192.168.1.20     0x1         0x2         a4:14:37:00:11:22     *        eth0
192.168.1.21     0x1         0x0         00:00:00:00:00:00     *        eth0
"""
NEIGH = """192.168.1.20 dev eth0 lladdr a4:14:37:00:11:22 REACHABLE
192.168.1.21 dev eth0  FAILED
192.168.1.22 dev eth0 lladdr 9c:14:63:00:11:23 STALE
fe80::1 dev eth0 lladdr a4:14:37:00:11:22 router STALE
"""
WINDOWS = """
Interface: 192.168.1.5 --- 0x4
  Internet Address      Physical Address      Type
  192.168.1.20          a4-14-37-00-11-22     dynamic
  192.168.1.255         ff-ff-ff-ff-ff-ff     static
  224.0.0.22            01-00-5e-00-00-16     static
"""
MAC = """? (192.168.1.20) at a4:14:37:0:11:22 on en0 ifscope [ethernet]
? (192.168.1.21) at (incomplete) on en0 ifscope [ethernet]
"""
CAMERA = {"192.168.1.20": "a4:14:37:00:11:22"}


def test_tables_of_every_system_are_read(tmp_path: Path) -> None:
    """Entries that nobody answered for, groups and broadcasts are no devices."""
    (tmp_path / "arp").write_text(LINUX)
    assert table(tmp_path / "arp") == CAMERA
    assert parse_ip_neigh(NEIGH) == CAMERA | {"192.168.1.22": "9c:14:63:00:11:23"}
    assert parse_arp(WINDOWS) == CAMERA
    assert parse_arp(MAC) == CAMERA
    assert parse_arp("no table\n999.1.1.1 aa-bb-cc-dd-ee-01") == {}


def test_only_private_networks_are_looked_at() -> None:
    hosts = ["192.168.1.20", "192.168.1.21", "10.0.5.9", "8.8.8.8", "127.0.0.1", "cam.local", "::1"]
    assert networks(hosts) == ("192.168.1.0/24", "10.0.5.0/24")
    assert networks(["169.254.3.4", "0.0.0.0"]) == ()


def test_a_glance_sends_nothing_and_leaves_out_other_networks() -> None:
    macs = CAMERA | {"172.16.0.9": "a4:14:37:00:11:29"}
    assert glance(["192.168.1.0/24"], table=lambda: macs) == (
        Seen("192.168.1.20", "a4:14:37:00:11:22"),
    )


def test_no_host_hears_more_than_five_packets_a_second() -> None:
    """Counted, not timed: between two touches of one host lies a pause that is long enough."""
    told: dict[str, list[str]] = defaultdict(list)
    whose: dict[object, str] = {}

    async def knock(host: str, port: int) -> bool:
        whose[asyncio.current_task()] = host
        told[host].append("knock")
        return port == 554

    async def pause(seconds: float) -> None:
        assert touching.MOST_PER_SECOND * seconds >= touching.PACKETS_A_TOUCH
        told[whose[asyncio.current_task()]].append("pause")
        await asyncio.sleep(0)

    hosts = [f"192.168.1.{n}" for n in range(1, 255)]
    found = asyncio.run(touch(hosts, knock=knock, pause=pause))
    assert set(found.values()) == {(554,)}
    assert all(each == ["knock", "pause"] * len(touching.CAMERA_PORTS) for each in told.values())
    turns = -(-len(hosts) // touching.AT_ONCE) * len(touching.CAMERA_PORTS)
    assert turns * (touching.PATIENCE_S + touching.PAUSE_S) <= 60
    assert touching.PATIENCE_S < 1


@pytest.mark.allow_hosts([f"127.0.0.{n}" for n in (1, 11, 12, 13)])
def test_listeners_on_a_network_are_touched_once_each() -> None:
    """Real sockets on 127.0.0.x: each is connected to exactly once, and is told nothing."""
    with socket.create_server(("127.0.0.11", 0)) as first:
        port = first.getsockname()[1]
        with socket.create_server(("127.0.0.12", port)) as second:

            async def at_once(_: float) -> None:
                await asyncio.sleep(0)

            hosts = ["127.0.0.11", "127.0.0.12", "127.0.0.13"]
            found = asyncio.run(touch(hosts, (port,), pause=at_once))
            assert found == {"127.0.0.11": (port,), "127.0.0.12": (port,)}
            assert [_taken(first), _taken(second)] == [1, 1]


def _taken(server: socket.socket) -> int:
    """How many connections wait there, or waited; none of them said anything."""
    server.setblocking(False)
    count = 0
    with contextlib.suppress(BlockingIOError):
        while True:
            talk, _ = server.accept()
            count += 1
            with talk, contextlib.suppress(ConnectionResetError):
                assert talk.recv(1) == b""
    return count


def test_a_look_joins_what_three_sources_tell() -> None:
    async def find() -> list[Found]:
        return [Found("192.168.1.30", "http://192.168.1.30/onvif", name="Cổng", hardware="X1")]

    async def knock_at(hosts: object) -> dict[str, tuple[int, ...]]:
        assert len(list(hosts)) >= 253  # type: ignore[call-overload]
        return {"192.168.1.31": (554,)}

    rows = asyncio.run(look(["192.168.1.0/24"], find=find, knock_at=knock_at, table=lambda: CAMERA))
    assert rows == (
        Seen("192.168.1.20", CAMERA["192.168.1.20"]),
        Seen("192.168.1.30", words="Cổng X1"),
        Seen("192.168.1.31", ports=(554,)),
    )
