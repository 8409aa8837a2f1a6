"""Usual addresses of streams by maker, for cameras that do not say theirs by ONVIF (LANGUAGE §5).

``guess`` asks politely: first without a log-in which paths the camera knows, then with the account, at most three
times, and never again after the account was refused: no camera locks it.
"""

from dataclasses import dataclass

from vonggac.kernel.streams import SourceFault
from vonggac.rtsp import faults
from vonggac.rtsp.address import DEFAULT_PORT, Address
from vonggac.rtsp.probe import StreamDescription, describe

MAX_LOGINS = 3


@dataclass(frozen=True, slots=True)
class Pattern:
    """Paths of one maker; ``{n}`` is the channel of a recorder, 1 for a camera."""

    brand: str
    main: str
    sub: str
    names: tuple[str, ...] = ()
    """Other names that it is sold under, in lower case."""
    port: int = DEFAULT_PORT


PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "Hikvision",
        "/Streaming/Channels/{n}01",
        "/Streaming/Channels/{n}02",
        ("hilook", "hikvision"),
    ),
    Pattern(
        "Dahua",
        "/cam/realmonitor?channel={n}&subtype=0",
        "/cam/realmonitor?channel={n}&subtype=1",
        ("dahua", "kbvision", "kbv", "imou"),
    ),
    Pattern("Tapo / VIGI", "/stream1", "/stream2", ("tapo", "vigi", "tp-link", "tplink")),
    Pattern("Uniview", "/media/video1", "/media/video2", ("uniview", "unv")),
    Pattern("Uniview", "/unicast/c{n}/s0/live", "/unicast/c{n}/s1/live", ("uniview", "unv")),
    Pattern("Yoosee", "/onvif1", "/onvif2", ("yoosee",)),
    Pattern("Ezviz", "/h264/ch{n}/main/av_stream", "/h264/ch{n}/sub/av_stream", ("ezviz",)),
    Pattern("Ezviz", "/h264_stream", "", ("ezviz",)),
    Pattern("Ezviz", "/ch{n}/main", "/ch{n}/sub", ("ezviz",)),
)


@dataclass(frozen=True, slots=True)
class Guess:
    """Addresses that answered, and whose they usually are."""

    brand: str
    main_url: str
    sub_url: str
    """Empty when the usual one does not answer, or was not asked for want of log-ins."""
    main: StreamDescription
    logins: int
    """How often the account was used."""


def candidates(hint: str = "") -> list[Pattern]:
    """The table, with what the hint (a brand, a model, a device's name) speaks for first."""
    said = hint.lower()
    return sorted(PATTERNS, key=lambda each: not any(name in said for name in each.names))


def addresses(pattern: Pattern, host: str, port: int, channel: int) -> tuple[str, str]:
    """Main and sub; the latter may be empty."""
    main = Address(host, port, pattern.main.format(n=channel)).url
    return main, Address(host, port, pattern.sub.format(n=channel)).url if pattern.sub else ""


async def guess(
    host: str,
    *,
    port: int = DEFAULT_PORT,
    username: str = "",
    password: str = "",
    channel: int = 1,
    hint: str = "",
    timeout_s: float = 4.0,
) -> Guess:
    """The first usual address that gives a stream.

    Raises ``SourceFault``: ``refused`` at the account's first refusal, ``not_found`` where no usual path is known,
    ``unreachable`` at once where nothing answers.
    """
    asking = _Asking(username, password, timeout_s)
    known = [
        (pattern, main, sub)
        for pattern in candidates(hint)
        for main, sub in [addresses(pattern, host, port, channel)]
    ]
    for pattern, main, sub in known:
        found = await asking.stream(main)
        if found is not None:
            other = await asking.stream(sub) if sub else None
            return Guess(pattern.brand, main, sub if other else "", found, asking.logins)
        if asking.logins >= MAX_LOGINS:
            break
    raise faults.not_found("no usual address of a maker gives a stream here")


class _Asking:
    def __init__(self, username: str, password: str, timeout_s: float) -> None:
        self._account = {"username": username, "password": password}
        self._timeout_s = timeout_s
        self.logins = 0

    async def stream(self, url: str) -> StreamDescription | None:
        """None: the camera knows no such path, or may not be asked any more. Raises ``SourceFault``."""
        try:
            return await describe(url, timeout_s=self._timeout_s)
        except SourceFault as fault:
            if fault.code != "refused":
                _pass_over(fault)
                return None
            if not self._account["username"]:
                raise
        if self.logins >= MAX_LOGINS:
            return None
        self.logins += 1
        try:
            return await describe(url, **self._account, timeout_s=self._timeout_s)
        except SourceFault as fault:
            _pass_over(fault)
            return None


def _pass_over(fault: SourceFault) -> None:
    """What only says that this path is none of the camera's; everything else is said to who asked."""
    if fault.code not in ("not_found", "no_video", "unknown_codec"):
        raise fault
