"""From a page's pass and an instant to windows that can be played: asked anew each time.

A *pass* is what the player's page carries: signed, bound to the login, naming the grant and the viewing. It opens
nothing by itself; ``access.check`` is asked for every window.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _

from vonggac.access import services as access
from vonggac.kernel.authority import Act, Basis, Grant, Refusal
from vonggac.kernel.clock import HOUR_US, MINUTE_US, SECOND_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.playback.window import open_range
from vonggac.web import tickets
from vonggac.web.playback.hearing import sound_of

BEFORE_US = 20 * MINUTE_US
MAIN_FOR_AT_MOST = 2
"""So many cameras in step are shown in the main stream; more would saturate a school's PC (MEDIA §5)."""
PASS_LIFE_S = 8 * 3600


@dataclass(frozen=True, slots=True)
class Pass:
    session: UUID
    grant: UUID
    viewing: UUID | None
    SALT: ClassVar[str] = "vonggac.playback.pass"

    def sealed(self) -> str:
        viewing = self.viewing.hex if self.viewing else ""
        return signing.dumps([self.session.hex, self.grant.hex, viewing], salt=self.SALT)

    @classmethod
    def read(cls, text: str, session: UUID) -> "Pass":
        """Raises BadSignature on a forged, old, or another login's pass."""
        owner, grant, viewing = signing.loads(text, salt=cls.SALT, max_age=PASS_LIFE_S)
        if UUID(owner) != session:
            raise signing.BadSignature("another login's pass")
        return cls(session, UUID(grant), UUID(viewing) if viewing else None)


QUALITIES: dict[str, tuple[str, ...]] = {"main": ("main", "sub"), "sub": ("sub", "main")}
"""What a person may ask for; the other stream stands in where the asked-for one has nothing to show."""


def permitted(entry: Pass, cameras: Sequence[str], footage: Range, at_us: int) -> Grant | Refusal:
    """The pass's grant, where it permits playback of all of it to this login now."""
    answer: Grant | Refusal = Refusal("outside_grant", _("There is no such camera."), "", "")
    for camera in cameras:
        answer = access.check(
            grant_id=entry.grant,
            session_id=entry.session,
            act=Act.PLAYBACK,
            camera=camera,
            footage=footage,
            at_us=at_us,
        )
        if isinstance(answer, Refusal):
            return answer
    return answer


def open_windows(
    entry: Pass, cameras: list[str], at_us: int, *, h265: bool, quality: str = "", heard: str = ""
) -> dict[str, Any] | Refusal:
    """One window an hour long at most round ``at_us``, for each camera, clipped to the grant.

    ``heard``: the camera whose sound is wanted too. No other has it in its bytes.
    """
    serving_us = now_us()
    grant = permitted(entry, cameras, Range(at_us, at_us + 1), serving_us)
    if isinstance(grant, Refusal):
        return grant
    window = _window(grant, at_us, serving_us)
    if window is None:
        return Refusal(
            "outside_grant", _("This lies outside what was permitted."), "khoản 1 Điều 2", ""
        )
    viewing = _viewing(entry, serving_us)
    if isinstance(viewing, Refusal):
        return viewing
    opening = _Opening(grant, entry, viewing, window, at_us, h265, heard)
    by_count = "main" if len(cameras) <= MAIN_FOR_AT_MOST else "sub"
    streams = QUALITIES.get(quality, QUALITIES[by_count])
    if grant.basis == Basis.TECHNICAL_CHECK:
        streams = (access.TECHNICAL_STREAM,)
    return {
        "pass": replace(entry, viewing=viewing).sealed(),
        "window": [window.from_us, window.to_us],
        "cameras": {camera: _shown(opening, camera, streams) for camera in cameras},
    }


def _window(grant: Grant, at_us: int, serving_us: int) -> Range | None:
    begin = max(grant.footage.from_us, at_us - BEFORE_US)
    end = min(grant.footage.to_us, begin + HOUR_US, serving_us + SECOND_US)
    return Range(begin, end) if begin < end else None


def _viewing(entry: Pass, at_us: int) -> UUID | Refusal:
    """The page's own viewing goes on while it lives; after a pause (a closed lid) a new one begins."""
    if entry.viewing is not None and access.heartbeat(viewing=entry.viewing, at_us=at_us):
        return entry.viewing
    begun = access.start_viewing(
        grant_id=entry.grant, session_id=entry.session, act=Act.PLAYBACK, at_us=at_us
    )
    return begun if isinstance(begun, Refusal) else begun.id


@dataclass(frozen=True, slots=True)
class _Opening:
    """What all cameras of one opening share."""

    grant: Grant
    entry: Pass
    viewing: UUID
    window: Range
    at_us: int
    h265: bool
    heard: str


def _shown(opening: _Opening, camera: str, streams: tuple[str, ...]) -> dict[str, Any]:
    """The first of the streams that the browser can show; else the first with any footage, as single pictures."""
    serving_us = now_us()
    entry, window, at_us = opening.entry, opening.window, opening.at_us
    tried = [
        (name, open_range(opening.grant, camera, name, window, serving_us, playhead_us=at_us))
        for name in streams
    ]
    held = [each for each in tried if each[1].entries]
    playable = [each for each in held if _playable(each[1].codec, h265=opening.h265)]
    sound, found = "", None
    if opening.heard == camera:
        sound, found = sound_of(entry.grant, entry.session, camera, playable, at_us)
    stream, opened = found or next(iter(playable or held), ("", None))
    ticket = _ticket(opening, camera, stream, sound)
    still = tickets.issue(tickets.for_stills(ticket, opening.grant.footage), serving_us)
    if opened is None:
        return {"url": "", "still": still, "codec": "", "footage": [], "sound": sound}
    footage = [[each.from_us, each.to_us] for each in opened.footage]
    if not _playable(opened.codec, h265=opening.h265):
        told = "pictures" if opened.codec == "mjpeg" else "unshowable"
        return {
            "url": "", "still": still, "codec": opened.codec, "footage": footage, "pictures": told,
            "sound": sound,
        }  # fmt: skip
    return {
        "still": still,
        "url": f"/media/{tickets.issue(ticket, serving_us)}/index.m3u8?at={at_us}",
        "codec": opened.codec,
        "stream": stream,
        "footage": footage,
        "substituted": (stream, opened) != held[0] and sound != "on",
        "sound": sound,
    }


def _ticket(opening: _Opening, camera: str, stream: str, sound: str) -> tickets.Ticket:
    return tickets.Ticket(
        opening.entry.session,
        opening.entry.grant,
        opening.viewing,
        Act.PLAYBACK,
        camera,
        stream,
        opening.window,
        sound=sound == "on",
    )


def _playable(codec: str, *, h265: bool) -> bool:
    """By a browser's own means. The rest is decoded here, picture by picture."""
    return codec.startswith("avc1") or (h265 and codec.startswith(("hvc1", "hev1")))
