"""What a media file or stream holds, as FFmpeg understands it. Loads ``av``: for the command line
and tests, not for a page.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Stream

from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.redaction import redact


class NotMedia(ValueError):
    """FFmpeg cannot make anything of it."""


@dataclass(frozen=True, slots=True)
class StreamFacts:
    """One elementary stream."""

    kind: str
    """``video``, ``audio``, ``data``, ``subtitle``."""
    codec: str
    profile: str
    width: int = 0
    height: int = 0
    frame_rate: Fraction | None = None
    sample_rate: int = 0
    channels: int = 0
    frames: int = 0
    """As the container says; 0 when it does not."""


@dataclass(frozen=True, slots=True)
class MediaFacts:
    format: str
    duration_us: int | None
    """None: unsaid, as for a live stream."""
    bit_rate: int
    """Bits a second on average; 0 when unknown."""
    streams: tuple[StreamFacts, ...]


def probe(source: Path | str, *, timeout_s: float = 5.0) -> MediaFacts:
    """Of a file, or of an address. Raises NotMedia, whose text holds no credentials."""
    options = {}
    if isinstance(source, str):
        name = "timeout" if source.startswith("rtsp") else "rw_timeout"
        options = {name: str(int(timeout_s * 1_000_000))}
    try:
        with av.open(str(source), "r", options=options) as container:
            return _facts(container)
    except (FFmpegError, OSError) as error:
        raise NotMedia(redact(str(error))) from error


def _facts(container: InputContainer) -> MediaFacts:
    duration = container.duration
    return MediaFacts(
        container.format.name,
        None if duration is None else duration * SECOND_US // av.time_base,
        container.bit_rate,
        tuple(_stream(each) for each in container.streams),
    )


def _stream(stream: Stream) -> StreamFacts:
    context = getattr(stream, "codec_context", None)
    if context is None:
        return StreamFacts(stream.type, "", "", frames=stream.frames)
    return StreamFacts(
        stream.type,
        context.name,
        str(stream.profile or ""),
        width=getattr(context, "width", 0),
        height=getattr(context, "height", 0),
        frame_rate=getattr(stream, "average_rate", None),
        sample_rate=getattr(context, "sample_rate", 0),
        channels=getattr(context, "channels", 0),
        frames=stream.frames,
    )
