"""Whether a camera's recorded sound can be heard in a window: asked anew whenever one is opened (ACCESS §1.8)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from vonggac.access import services as access
from vonggac.kernel.authority import Act, Grant
from vonggac.kernel.clock import now_us
from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import Codec
from vonggac.playback.permission import NotPermitted
from vonggac.playback.reading import NoFootage, sounds
from vonggac.playback.window import Window
from vonggac.vault.errors import SegmentError
from vonggac.web.streams import footage

Stream = tuple[str, Window]


def sound_of(
    grant_id: UUID, session_id: UUID, camera: str, streams: Sequence[Stream], at_us: int
) -> tuple[str, Stream | None]:
    """``on`` and the first of the streams whose sound a browser plays; else why there is none.

    ``off``: grant or area does not have it now. ``none``: nothing was recorded. ``package``: it is in G.711, which
    browsers do not play from a recording. ``part``: it was switched on or off within the window.
    """
    answer = access.check(
        grant_id=grant_id,
        session_id=session_id,
        act=Act.PLAYBACK,
        camera=camera,
        footage=Range(at_us, at_us + 1),
        at_us=now_us(),
    )
    if not isinstance(answer, Grant) or not answer.audio:
        return "off", None
    said = "none"
    for each in streams:
        try:
            found = sounds(answer, each[1], at_us=now_us(), opener=footage.opener())
        except (NotPermitted, NoFootage, SegmentError, OSError):
            continue
        if found == {Codec.AAC}:
            return "on", each
        said = said if said != "none" else _why(found)
    return said, None


def _why(found: frozenset[Any]) -> str:
    if found & {Codec.PCMU, Codec.PCMA}:
        return "package"
    return "part" if Codec.AAC in found else "none"
