"""How a virtual camera can misbehave: what is done to packets, and what is odd about its answers.

Each oddity was met in a real camera (MEDIA §7).
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Oddities:
    """How this camera speaks RTSP. The defaults are a camera without faults."""

    control: Literal["relative", "absolute"] = "relative"
    """Of a track in the description: a name, or a whole address."""
    session_control: bool = True
    """``a=control:*`` on the session."""
    content_base: Literal["address", "absent", "other_host"] = "address"
    sprop: bool = True
    """Parameter sets in the description; without them only the stream has them."""
    wrong_sets: bool = False
    """The description has the parameter sets of another stream; this one's come with its key frames."""
    reports: bool = True
    """Sender reports (RTCP): without them nobody knows the camera's own clock."""
    bare_lf: bool = False
    """Answers end their lines with LF alone."""
    data_before_play_reply: bool = False
    first_channel: int | None = None
    """Interleaved channels begin here, whatever the client asked for."""
    keep_alive: Literal["any", "GET_PARAMETER", "OPTIONS"] = "any"
    """The one method that keeps the session; RTCP then keeps it no more."""
    session_timeout_s: int = 60
    """What the camera says."""
    drops_after_s: float | None = None
    """When it really drops a silent session; none: when it says."""
    tcp: bool = True
    udp: bool = True
    announces_session: bool = True
    """A ``timeout`` stands beside the session's id."""
    start_at_key: bool = True
    """A client's first packet is of a key frame."""


@dataclass(slots=True)
class Faults:
    """What happens to this stream's packets now. All quiet by default."""

    drop: float = 0.0
    """Fraction of packets that are lost."""
    reorder: float = 0.0
    """Fraction of packets that come one late."""
    garbage: float = 0.0
    """Fraction of packets whose bytes are noise of the same length."""
    stalled_until_us: int | None = None
    """Nothing is sent until this instant of the server's clock."""
    dead_until_us: int | None = None
    """Connections for this path are closed until this instant."""
    credentials_refused: bool = False
    _dice: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311 - repeatable
    _late: list[bytes] = field(default_factory=list)

    @property
    def touches_packets(self) -> bool:
        return bool(self.drop or self.reorder or self.garbage or self._late)

    def mangle(self, packets: Sequence[bytes]) -> list[bytes]:
        """The packets as they arrive."""
        arriving: list[bytes] = []
        for packet in packets:
            late, self._late = self._late, []
            if self._dice.random() < self.drop:
                self._late = late
                continue
            sent = packet
            if self._dice.random() < self.garbage:
                sent = self._dice.randbytes(len(packet))
            if not late and self._dice.random() < self.reorder:
                self._late = [sent]
                continue
            arriving += [sent, *late]
        return arriving
