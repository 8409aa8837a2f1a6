"""A window as an HLS media playlist (RFC 8216, version 7: fragmented MP4)."""

from collections.abc import Callable, Iterator

from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.instants import iso
from vonggac.playback.window import Entry, Window

UrlOf = Callable[[Entry | str], str]
"""Address of an entry, or of the init of the segment with that id."""


def m3u8(window: Window, url_of: UrlOf) -> str:
    """Closed (VOD) and complete: every entry carries its wall-clock time, every seam is a discontinuity."""
    longest = max((each.end_us - each.start_us for each in window.entries), default=SECOND_US)
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        f"#EXT-X-TARGETDURATION:{max(1, -(-longest // SECOND_US))}",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        *_lines(window.entries, url_of),
        "#EXT-X-ENDLIST",
    ]
    return "\n".join(lines) + "\n"


def _lines(entries: tuple[Entry, ...], url_of: UrlOf) -> Iterator[str]:
    init = ""
    for number, entry in enumerate(entries):
        if entry.fresh and number:
            yield "#EXT-X-DISCONTINUITY"
        if entry.init != init:
            init = entry.init
            yield f'#EXT-X-MAP:URI="{url_of(init)}"'
        # Milliseconds: Date.parse of older browsers knows no more.
        yield f"#EXT-X-PROGRAM-DATE-TIME:{iso(entry.start_us)[:-4]}Z"
        yield f"#EXTINF:{(entry.end_us - entry.start_us) / SECOND_US:.6f},"
        yield url_of(entry)
