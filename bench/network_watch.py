"""The network watch over a /24, and every packet that a host of it hears or says.

    python -m bench.network_watch

As root: the bench runs itself again in a network namespace of its own, so nothing of it leaves the machine. Two
networks: one where every address answers (loopback; two ports open on some), and one where none does (a virtual
cable with nobody at its end). Packets are counted by a packet socket, by host and by any second of it. Prints a
Markdown table; goal: a look ≤ 60 s, ≤ 5 packets a second and host.
"""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence

from bench.browsing import head, row
from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.onvif.finding import Found
from vonggac.watch import touching
from vonggac.watch.network import look

INSIDE = "VONGGAC_BENCH_INSIDE"
DISCOVERY_S = 4.0
ANSWERING, SILENT = "127.77.3.0/24", "10.77.3.0/24"
_ALL = 3
_OUTGOING = 4


def main() -> int:
    if os.environ.get(INSIDE) != "1":
        command = ["unshare", "-n", sys.executable, "-m", "bench.network_watch"]
        return subprocess.run(command, env={**os.environ, INSIDE: "1"}, check=False).returncode
    for words in (
        "link set lo up",
        "link add silent0 type veth peer name silent1",
        "addr add 10.77.3.254/24 dev silent0",
        "link set silent0 up arp off",
        "link set silent1 up",
    ):
        subprocess.run(["ip", *words.split()], check=True)
    head("network", "hosts", "look", "packets", "most a host and second", "goal", "")
    with open_ports(["127.77.3.20", "127.77.3.21"]):
        measured("every address answers", ANSWERING)
    measured("no address answers", SILENT)
    print(f"\nload of the last minute {os.getloadavg()[0]:.1f}")
    return 0


@contextlib.contextmanager
def open_ports(hosts: Sequence[str]) -> Iterator[None]:
    with contextlib.ExitStack() as opened:
        for host in hosts:
            for port in touching.CAMERA_PORTS[:2]:
                opened.enter_context(socket.create_server((host, port)))
        yield


def measured(title: str, net: str) -> None:
    counted = Counted(net.rpartition(".")[0].encode())
    counted.start()
    begin = time.perf_counter()
    asyncio.run(look([net], find=nobody, allow_loopback=True))
    took_s = time.perf_counter() - begin
    counted.stop()
    most = max(map(in_a_second, counted.heard.values()), default=0)
    met = took_s <= 60 and most <= touching.MOST_PER_SECOND
    row(
        title,
        str(len(counted.heard)),
        f"{took_s:.1f} s",
        str(sum(map(len, counted.heard.values()))),
        str(most),
        "≤ 60 s, ≤ 5",
        "met" if met else "**missed**",
    )


async def nobody() -> list[Found]:
    """WS-Discovery is one packet to a group; its waiting is counted in full."""
    await asyncio.sleep(DISCOVERY_S)
    return []


def in_a_second(instants: Sequence[int]) -> int:
    """The most that lie within any one second."""
    return max(
        sum(1 for each in instants if begin <= each < begin + SECOND_US) for begin in instants
    )


class Counted:
    """TCP packets to or from the hosts of one /24 (its first three numbers), by host."""

    def __init__(self, prefix: bytes) -> None:
        self._prefix = socket.inet_aton(prefix.decode() + ".0")[:3]
        self.heard: dict[bytes, list[int]] = defaultdict(list)
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(_ALL))
        self._socket.settimeout(0.2)
        self._thread = threading.Thread(target=self._run)
        self._going = True

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._going = False
        self._thread.join()
        self._socket.close()

    def _run(self) -> None:
        while self._going:
            with contextlib.suppress(TimeoutError):
                packet, address = self._socket.recvfrom(64)
                if (
                    address[2] != _OUTGOING
                    or packet[0] >> 4 != 4
                    or packet[9] != socket.IPPROTO_TCP
                ):
                    continue  # loopback shows each packet twice
                for host in {packet[12:16], packet[16:20]}:
                    if host[:3] == self._prefix and host != OWN:
                        self.heard[host].append(now_us())


OWN = socket.inet_aton("10.77.3.254")

if __name__ == "__main__":
    sys.exit(main())
