"""Pictures and sound into a media file, through FFmpeg: virtual cameras, tests and the bench.

Loads ``av``: never imported by a recorder or a page. One thread an encoder: who wants speed starts
processes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import av
import numpy as np
from av.audio.stream import AudioStream
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream
from numpy.typing import NDArray

from vonggac.kernel.streams import Codec

Picture = NDArray[np.uint8]
"""RGB: height × width × 3. NV12: one and a half heights × width, brightness above colour."""
Samples = NDArray[np.int16]
"""One channel, as many samples as there are."""

_ENCODERS = {
    Codec.H264: "libx264",
    Codec.H265: "libx265",
    Codec.MJPEG: "mjpeg",
    Codec.AAC: "aac",
    Codec.PCMU: "pcm_mulaw",
    Codec.PCMA: "pcm_alaw",
}


@dataclass(frozen=True, slots=True)
class VideoSettings:
    """What a camera's encoder would be set to."""

    width: int
    height: int
    fps: int = 25
    codec: Codec = Codec.H264
    gop: int = 50
    """Pictures from key frame to key frame, always the same number."""
    kbit_s: int = 0
    """Mean bit rate; 0: as ``quality`` says."""
    quality: int = 25
    """x264's and x265's rate factor: lower is better; JPEG's quantiser is a fifth of it."""
    b_frames: int = 0
    preset: str = "veryfast"
    tune: str = ""
    pixels: str = "yuv420p"
    """``nv12`` spares x264 a conversion of pictures that are NV12 already."""
    bt709: bool = False
    """NV12 pictures in BT.709's colours, and the file says so."""
    options: Mapping[str, str] = field(default_factory=dict)
    """More of the encoder's own options."""


@dataclass(frozen=True, slots=True)
class SoundSettings:
    """AAC or G.711 (G.711 needs a ``.mov`` or ``.mkv`` file: MP4 has no place for it)."""

    codec: Codec = Codec.AAC
    rate_hz: int = 16_000
    kbit_s: int = 32


class MediaWriter:
    """Writes one file: ``with MediaWriter(path, video) as file: file.picture(array)``.

    The file is whole after the block, and useless if an exception left it.
    """

    def __init__(
        self, path: Path, video: VideoSettings | None, sound: SoundSettings | None = None
    ) -> None:
        self._container = av.open(str(path), "w")
        self._pictures = 0
        self._samples = 0
        self._settings = video
        self._sound_settings = sound
        self._video = self._add_video(video) if video is not None else None
        self._sound = self._add_sound(sound) if sound is not None else None

    def _add_video(self, settings: VideoSettings) -> VideoStream:
        stream = self._container.add_stream(_ENCODERS[settings.codec], rate=settings.fps)
        assert isinstance(stream, VideoStream)  # noqa: S101 - a video encoder's
        jpeg = settings.codec is Codec.MJPEG
        stream.width, stream.height = settings.width, settings.height
        stream.pix_fmt = "yuvj420p" if jpeg else settings.pixels
        stream.codec_context.time_base = Fraction(1, settings.fps)
        stream.codec_context.thread_count = 1
        stream.codec_context.gop_size = settings.gop
        stream.codec_context.options = {**_options(settings), **settings.options}
        if settings.kbit_s:
            stream.bit_rate = settings.kbit_s * 1000
        if settings.bt709:
            stream.codec_context.colorspace = Colorspace.ITU709
        if settings.codec is Codec.H265:
            stream.codec_context.codec_tag = "hvc1"
        return stream

    def _add_sound(self, settings: SoundSettings) -> AudioStream:
        stream = self._container.add_stream(_ENCODERS[settings.codec], rate=settings.rate_hz)
        assert isinstance(stream, AudioStream)  # noqa: S101 - an audio encoder's
        stream.layout = "mono"
        if settings.codec is Codec.AAC:
            stream.bit_rate = settings.kbit_s * 1000
        return stream

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                for stream in (self._video, self._sound):
                    if stream is not None:
                        self._container.mux(stream.encode(None))
        finally:
            self._container.close()

    def picture(self, picture: Picture) -> None:
        """The next picture, RGB or NV12; another size than the file's is scaled."""
        if self._video is None or self._settings is None:
            raise ValueError("a file without pictures")
        rgb = picture.ndim == 3
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24" if rgb else "nv12")
        frame = frame.reformat(
            self._settings.width,
            self._settings.height,
            self._video.pix_fmt,
            interpolation="AREA",
            # JPEG is full range by definition.
            dst_color_range=ColorRange.JPEG if self._settings.codec is Codec.MJPEG else None,
        )
        frame.pts = self._pictures
        frame.time_base = Fraction(1, self._settings.fps)
        self._pictures += 1
        self._container.mux(self._video.encode(frame))

    def sound(self, samples: Samples) -> None:
        """The next samples, any number of them."""
        if self._sound is None or self._sound_settings is None:
            raise ValueError("a file without sound")
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = self._sound_settings.rate_hz
        frame.pts = self._samples
        frame.time_base = Fraction(1, self._sound_settings.rate_hz)
        self._samples += samples.size
        self._container.mux(self._sound.encode(frame))


def _options(settings: VideoSettings) -> dict[str, str]:
    if settings.codec is Codec.MJPEG:
        # RTP knows the standard Huffman tables only (RFC 2435 §4).
        return {"huffman": "default", "qmin": "2", "qmax": str(max(2, settings.quality // 5))}
    keys = f"keyint={settings.gop}:min-keyint={settings.gop}:scenecut=0"
    keys += f":bframes={settings.b_frames}:open-gop=0"
    if settings.codec is Codec.H265:
        keys += ":log-level=none:pools=none:frame-threads=1"
    options: dict[str, Any] = {"preset": settings.preset}
    options["x265-params" if settings.codec is Codec.H265 else "x264-params"] = keys
    if settings.tune:
        options["tune"] = settings.tune
    if not settings.kbit_s:
        options["crf"] = str(settings.quality)
    return options


def write_file(
    path: Path,
    pictures: Iterable[Picture],
    video: VideoSettings,
    *,
    sound: SoundSettings | None = None,
    samples: Samples | None = None,
) -> None:
    """All pictures, and beside them as much of the sound as lasts as long."""
    with MediaWriter(path, video, sound) as file:
        done = 0
        for index, picture in enumerate(pictures, start=1):
            file.picture(picture)
            if sound is not None and samples is not None:
                until = index * sound.rate_hz // video.fps
                if until > done:
                    file.sound(np.take(samples, np.arange(done, until), mode="wrap"))
                done = until


def tone(rate_hz: int, *, pitch_hz: int = 440, seconds: int = 1) -> Samples:
    """A soft sine: something to hear."""
    time = np.arange(rate_hz * seconds) / rate_hz
    return (6000 * np.sin(2 * np.pi * pitch_hz * time)).astype(np.int16)
