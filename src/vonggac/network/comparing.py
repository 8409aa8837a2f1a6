"""What is on the network against what is approved (khoản 2 Điều 5). Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from vonggac.network.states import Kind


@dataclass(frozen=True, slots=True)
class Device:
    """One that was seen."""

    ip: str
    mac: str = ""
    ports: tuple[int, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Registered:
    """A camera in use, where it is to be. ``mac`` empty: the register does not say."""

    camera: str
    ip: str
    mac: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    kind: Kind
    key: str
    """The same trouble has the same key."""
    device: Device
    camera: str = ""


def compare(
    seen: Collection[Device],
    cameras: Iterable[Registered],
    approved: Collection[str],
    *,
    whole: bool,
) -> list[Finding]:
    """``approved``: MAC addresses of every registered device in use. ``whole``: silence tells that one is gone.

    A MAC of the approved list is known wherever it stands, but at a camera's own address only that camera's MAC is.
    """
    known = list(cameras)
    at: dict[str, set[str]] = defaultdict(set)
    owner = {each.ip: each.camera for each in reversed(known)}
    for each in known:
        at[each.ip].add(each.mac)
    macs = {each for each in approved if each} | {each.mac for each in known if each.mac}
    found = []
    for one in seen:
        if one.ip in at:
            wanted = at[one.ip]
            if one.mac and "" not in wanted and one.mac not in wanted:
                key = f"swapped:{one.ip}:{one.mac}"
                found.append(Finding(Kind.SWAPPED, key, one, owner[one.ip]))
        elif one.mac not in macs:
            found.append(Finding(Kind.UNKNOWN, f"unknown:{one.mac or one.ip}", one))
    if whole:
        ips, seen_macs = {each.ip for each in seen}, {each.mac for each in seen if each.mac}
        found += [
            Finding(Kind.GONE, f"gone:{each.camera}", Device(each.ip, each.mac), each.camera)
            for each in known
            if each.ip not in ips and each.mac not in seen_macs
        ]
    # A device with two addresses is one finding.
    return list({each.key: each for each in reversed(found)}.values())[::-1]


Parts = dict[str, list[str]]


def changed(before: Parts, after: Parts) -> dict[str, dict[str, list[str]]]:
    """Part → the lines that went and that came, of the parts that both nights tell."""
    return {
        part: {
            "gone": sorted(set(before[part]) - set(lines)),
            "new": sorted(set(lines) - set(before[part])),
        }
        for part, lines in after.items()
        if part in before and set(before[part]) != set(lines)
    }
