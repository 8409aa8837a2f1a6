"""When does trouble last, and which trouble is it? Pure: signs in, signs out; no database, no clock.

A sign is one thing that shows trouble: a gap, an alarm that goes on, a volume that is away. Signs of one trouble that
follow one another closely add up, so that a camera which comes back for some seconds now and then is not overlooked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.events import TAMPER, EventKind
from vonggac.kernel.streams import EXCUSED, GapCause

STEADY_US = 60 * SECOND_US
"""Well for so long: the trouble is over. A shorter pause does not break it."""
VOLUME_LOST, SHORTFALL, BY_HAND = "volume_lost", "shortfall", "by_hand"
"""Causes that are neither a gap's nor an event's."""
_CAMERA = frozenset(
    {
        GapCause.CAMERA_UNREACHABLE,
        GapCause.CREDENTIALS_REFUSED,
        GapCause.STREAM_STALLED,
        GapCause.STREAM_UNDECODABLE,
    }
)
_DISK = frozenset({GapCause.DISK_FULL, GapCause.DISK_FAILED})
SIGNALS = frozenset({*TAMPER, EventKind.CLOCK_OFF, EventKind.STREAM_CHANGED})
"""Events that are failures when they last."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that shows trouble, from ``from_us`` until ``to_us`` (None: it goes on)."""

    ref: str
    """Unique: the same sign seen again has the same one."""
    trouble: str
    """Signs of the same trouble have the same one: a camera’s connection, its view, the machine, the disk."""
    cause: str
    camera: str
    """Empty: of no single camera."""
    from_us: int
    to_us: int | None
    at_us: int
    """The instant that tells most."""

    def length_us(self, at_us: int) -> int:
        return max(0, (at_us if self.to_us is None else self.to_us) - self.from_us)


def sign_of_stop(camera: str, from_us: int, to_us: int | None) -> Sign:
    """The gap of a device that was stopped: no trouble of its own, evidence of the failure it was stopped for."""
    cause = GapCause.OUT_OF_SERVICE
    ref = f"gap:{camera}:{from_us}:{cause}"
    return Sign(ref, f"stop:{camera}", cause.value, camera, from_us, to_us, from_us)


def sign_of_gap(camera: str, from_us: int, to_us: int | None, cause: GapCause) -> Sign | None:
    """None where the gap is excused."""
    if cause in EXCUSED:
        return None
    # The machine stops for all cameras at once: one trouble, however many gaps it leaves.
    trouble = "disk" if cause in _DISK else "machine"
    if cause in _CAMERA:
        trouble = f"camera:{camera}"
    return Sign(
        f"gap:{camera}:{from_us}:{cause}", trouble, cause.value, camera, from_us, to_us, from_us
    )


def sign_of_event(
    *, event: str, camera: str, kind: EventKind, from_us: int, to_us: int | None, at_us: int
) -> Sign | None:
    """None where the kind is no trouble of the equipment."""
    if kind not in SIGNALS:
        return None
    if kind == EventKind.SIGNAL_LOST:
        trouble = f"camera:{camera}"
    elif kind in TAMPER:
        trouble = f"view:{camera}"
    else:
        trouble = f"{kind.value}:{camera}"
    return Sign(f"event:{event}", trouble, kind.value, camera, from_us, to_us, at_us)


def lasting(signs: Iterable[Sign], limits_us: Mapping[str, int], at_us: int) -> list[Sign]:
    """Signs whose chain lasts as long as its causes are let last, by begin.

    ``limits_us``: by cause. A chain of several causes lasts when their shares of their limits add up to one.
    """
    found: list[Sign] = []
    ordered = sorted(signs, key=lambda each: (each.trouble, each.camera, each.from_us, each.ref))
    for _, of_one in groupby(ordered, key=lambda each: (each.trouble, each.camera)):
        for chain in _chains(list(of_one), at_us):
            share = sum(_share(each, limits_us, at_us) for each in chain)
            if share >= 1:
                found += chain
    return sorted(found, key=lambda each: (each.from_us, each.ref))


def _share(sign: Sign, limits_us: Mapping[str, int], at_us: int) -> float:
    """What has no patience at all lasts as soon as it is there."""
    return max(sign.length_us(at_us), 1) / max(limits_us[sign.cause], 1)


def _chains(signs: list[Sign], at_us: int) -> list[list[Sign]]:
    """Sorted signs of one trouble of one camera, parted where it was well for long enough."""
    chains: list[list[Sign]] = []
    until_us = 0
    for each in signs:
        if chains and each.from_us - until_us <= STEADY_US:
            chains[-1].append(each)
            until_us = max(until_us, each.from_us + each.length_us(at_us))
        else:
            chains.append([each])
            until_us = each.from_us + each.length_us(at_us)
    return chains
