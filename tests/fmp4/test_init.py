"""Init segments as other people's readers understand them."""

import io
import json
import subprocess
from pathlib import Path

import av
import pytest

from tests.scenes.clips import HEIGHT, WIDTH, decoded, h265, mjpeg, tone
from tests.scenes.footage import BOTTLES, CARS, HZ, PEOPLE, footage, recorded, video_track
from vonggac.fmp4.boxes import child, walk
from vonggac.fmp4.codecs import codec_string, mime_type
from vonggac.fmp4.fragment import TrackRun, append_prefixed, fragment
from vonggac.fmp4.init import init_segment
from vonggac.fmp4.order import GopOrder
from vonggac.fmp4.reader import read_init
from vonggac.kernel.streams import Codec, Track


def film(track: Track, pictures: list[tuple[int, list[bytes], bool]], sound: bytes = b"") -> bytes:
    """One fragment with all the pictures."""
    timing = GopOrder(usual_duration=9000).close([time for time, _, _ in pictures])
    parts: list[bytes] = []
    samples = []
    for (_, units, key), duration, offset in zip(
        pictures, timing.durations, timing.offsets, strict=True
    ):
        if track.codec is Codec.MJPEG:
            parts += units
            samples.append((sum(map(len, units)), duration, key, offset))
        else:
            samples.append((append_prefixed(parts, units), duration, key, offset))
    run = TrackRun(track.index + 1, timing.base_time + HZ, samples, parts)
    return init_segment([track]) + fragment(1, [run])


def ffprobe(data: bytes, tmp_path: Path, *, level: str = "warning") -> list[dict[str, object]]:
    """What the system's ffprobe says of the streams; it must not complain."""
    path = tmp_path / "probed.mp4"
    path.write_bytes(data)
    command = ["ffprobe", "-v", level, "-count_frames", "-show_streams", "-of", "json", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""
    streams: list[dict[str, object]] = json.loads(done.stdout)["streams"]
    return streams


def test_the_same_tracks_give_the_same_bytes() -> None:
    """An init record can be compared by its hash."""
    track = video_track(PEOPLE)
    assert init_segment([track]) == init_segment([track])
    assert [part.type for part in walk(init_segment([track]))] == [b"ftyp", b"moov"]


@pytest.mark.parametrize(
    ("name", "codec", "size"),
    [
        (PEOPLE, "avc1.4d401f", (768, 432)),
        (CARS, "avc1.428016", (768, 432)),
        (BOTTLES, "avc1.64001e", (640, 360)),
    ],
)
def test_tracks_are_read_back_as_they_were(name: str, codec: str, size: tuple[int, int]) -> None:
    """Parameter sets, size and clock stand in the init segment; the codec's name follows."""
    track = video_track(name, index=2)
    assert read_init(init_segment([track])) == [track]
    assert codec_string(track) == codec
    assert (track.width, track.height) == size


@pytest.mark.parametrize("name", [PEOPLE, CARS, BOTTLES])
def test_the_decoder_configuration_is_the_one_that_libav_wrote(name: str) -> None:
    """``avcC`` byte for byte, High profile's chroma fields included."""
    init, _ = recorded(name, at_most=1)
    with av.open(io.BytesIO(init), "r") as container:
        ours = container.streams.video[0].codec_context.extradata
    with av.open(str(footage(name)), "r") as container:
        theirs = container.streams.video[0].codec_context.extradata
    assert ours is not None and theirs is not None
    # The muxer of one clip left out what High profile must say: 4:2:0, 8 bits, no extension.
    assert ours == theirs or ours == theirs + b"\xfd\xf8\xf8\0"


def test_h264_is_decoded_from_our_file(tmp_path: Path) -> None:
    """ffprobe reads every picture without a word of complaint."""
    init, fragments = recorded(PEOPLE, at_most=3)
    (stream,) = ffprobe(init + b"".join(fragments), tmp_path)
    assert (stream["codec_name"], stream["width"], stream["height"]) == ("h264", 768, 432)
    assert stream["nb_read_frames"] == "30"


def test_h265_is_decoded_from_our_file(tmp_path: Path) -> None:
    """``hvc1`` with complete arrays; B frames; the size of the picture, not of its blocks."""
    track, pictures = h265()
    data = film(track, pictures)
    (stream,) = ffprobe(data, tmp_path)
    assert (stream["codec_name"], stream["codec_tag_string"]) == ("hevc", "hvc1")
    assert (stream["width"], stream["height"]) == (WIDTH, HEIGHT)
    assert stream["nb_read_frames"] == "10"
    assert codec_string(track).startswith("hvc1.1.6.L")
    assert read_init(init_segment([track])) == [track]
    assert len(decoded(data, "video")) == 10


def test_the_h265_configuration_is_the_one_that_libav_writes() -> None:
    """``hvcC`` but for fields that may be left unsaid: segmentation, parallelism, frame rate."""
    track, pictures = h265()
    ours = init_segment([track])
    record = child(
        ours,
        next(p for p in walk(ours) if p.type == b"moov"),
        b"trak",
        b"mdia",
        b"minf",
        b"stbl",
        b"stsd",
    )
    at = ours.index(b"hvcC", record.body) + 4
    file = io.BytesIO()
    with (
        av.open(io.BytesIO(film(track, pictures)), "r") as source,
        av.open(file, "w", "mp4") as out,
    ):
        stream = out.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = stream
                out.mux(packet)
    theirs = file.getvalue()
    there = theirs.index(b"hvcC") + 4
    assert ours[at : at + 13] == theirs[there : there + 13]
    assert ours[at + 16 : at + 19] == theirs[there + 16 : there + 19]
    assert ours[at + 21] == theirs[there + 21]


def test_mjpeg_is_decoded_from_our_file(tmp_path: Path) -> None:
    """Old cameras send nothing else; FFmpeg plays it, browsers do not."""
    track, pictures = mjpeg()
    data = film(track, [(time, [picture], key) for time, picture, key in pictures])
    # An older FFmpeg warns of the pictures that a newer one made, in whatever file they stand.
    (stream,) = ffprobe(data, tmp_path, level="error")
    assert (stream["codec_name"], stream["nb_read_frames"]) == ("mjpeg", "5")
    assert codec_string(track) == "mjpeg"
    assert read_init(init_segment([track])) == [track]


@pytest.mark.parametrize(
    ("encoder", "rate", "codec", "name"),
    [
        ("aac", 16000, "aac", "mp4a.40.2"),
        ("pcm_mulaw", 8000, "pcm_mulaw", "ulaw"),
        ("pcm_alaw", 8000, "pcm_alaw", "alaw"),
    ],
)
def test_sound_is_decoded_from_our_file(
    encoder: str, rate: int, codec: str, name: str, tmp_path: Path
) -> None:
    """Beside the picture, each with its own clock."""
    video = video_track(PEOPLE)
    sound, frames = tone(encoder, 20, rate=rate)
    samples = [(len(frame), 1024, True, 0) for frame in frames]
    run = TrackRun(2, rate * 1_764_000_000, samples, frames)
    (stream,) = ffprobe(init_segment([sound]) + fragment(1, [run]), tmp_path)
    assert (stream["codec_name"], stream["sample_rate"]) == (codec, str(rate))
    assert stream["channels"] == 1
    init = init_segment([video, sound])
    assert read_init(init) == [video, sound]
    assert codec_string(sound) == name
    assert mime_type((video, sound)) == f'video/mp4; codecs="avc1.4d401f,{name}"'
    heard = decoded(init + fragment(1, [run]), "audio")
    assert sum(frame.samples for frame in heard) >= 19 * 1024  # type: ignore[attr-defined]


def test_pixels_that_are_not_square_are_said() -> None:
    """A D1 stream, 704 × 576 with pixels 12:11 wide, is shown 768 wide."""
    sps = bytes.fromhex("67640016acd940b0126c0840000003004000000503c58b6580")
    track = Track(0, Codec.H264, HZ, (sps, bytes.fromhex("68ebe3cb22c0")))
    init = init_segment([track])
    assert b"pasp" + bytes((0, 0, 0, 12, 0, 0, 0, 11)) in init
    movie = next(part for part in walk(init) if part.type == b"moov")
    header = child(init, movie, b"trak", b"tkhd")
    shown = int.from_bytes(init[header.end - 8 : header.end - 4], "big") / 65536
    assert (shown, read_init(init)[0].width) == (768, 704)


@pytest.mark.parametrize(
    "track",
    [
        Track(0, Codec.H264, HZ, width=640, height=360),
        Track(0, Codec.H265, HZ, (b"\x42\x01",), width=640, height=360),
        Track(0, Codec.AAC, 16000),
        Track(0, Codec.MJPEG, HZ),
    ],
)
def test_a_track_that_cannot_be_described_is_refused(track: Track) -> None:
    """With a ValueError, before anything is written."""
    with pytest.raises(ValueError, match=r"without|picture of"):
        init_segment([track])


def test_an_unreadable_parameter_set_does_not_stop_recording() -> None:
    """Profile and level stand at fixed places; the size is the track's, as the camera's SDP said."""
    broken = b"\x67\x64\x00\x28\xff"
    track = Track(0, Codec.H264, HZ, (broken, b"\x68\xee"), width=640, height=360)
    assert read_init(init_segment([track])) == [track]
    assert codec_string(track) == "avc1.640028"
