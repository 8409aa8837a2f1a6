"""The frame of an instant, with mark and band burnt in (ACCESS §8, FORMS §4.4)."""

import io
from dataclasses import replace
from hashlib import sha256
from uuid import uuid4

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.media.test_stills import true_picture
from tests.scenes.footage import PEOPLE, START_US, recorded
from vonggac.evidence import snapshots, stamping
from vonggac.evidence.marks import Caption, Mark
from vonggac.evidence.snapshots import Footage, NotTaken, Order, shoot
from vonggac.fmp4.reader import read_fragment
from vonggac.kernel.authority import Act, Basis, Grant
from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.ranges import Range
from vonggac.playback.permission import NotPermitted

CAMERA = "gatehd"
MARK = Mark("Nguyễn Thị Ánh", "p-3f2a91", ".23", "PCĐ-2025-001", "a1b2c3")
CAPTION = Caption("Trường Tiểu học Yên Cường", "Cổng trường 1 (Cổng trường)", "AN-2025-001")
ORDER = Order(MARK, CAPTION, START_US + 60 * SECOND_US, 420)
AT_US = START_US + 2_350_000


def grant(*acts: Act) -> Grant:
    whole = Range(START_US, START_US + 60 * SECOND_US)
    return Grant(
        id=uuid4(),
        person=uuid4(),
        acts=frozenset(acts),
        cameras=frozenset({CAMERA}),
        footage=whole,
        valid=whole,
        basis=Basis.DIRECTIVE,
        basis_ref="PCĐ-2025-001",
        purpose="safety",
    )


def footage(gop: int = 2) -> Footage:
    init, fragments = recorded(PEOPLE, at_most=4)
    return Footage("main", init, [fragments[gop]], AT_US)


@pytest.fixture(scope="module")
def shot() -> snapshots.Shot:
    return shoot(grant(Act.SNAPSHOT), CAMERA, footage(), ORDER, asked_us=START_US)


@pytest.fixture(scope="module")
def picture(shot: snapshots.Shot) -> Image.Image:
    image = Image.open(io.BytesIO(shot.jpeg))
    image.load()
    return image


def test_the_snapshot_is_the_very_frame_that_is_on_the_screen(
    shot: snapshots.Shot, picture: Image.Image
) -> None:
    """Ten frames a second: at 2.35 s it is the one of 2.3 s, whole, with the band below it."""
    frame = true_picture(PEOPLE, 2.35)
    cut = picture.crop((0, 0, *frame.size))
    stat = ImageStat.Stat(ImageChops.difference(cut.convert("L"), frame.convert("L")))
    assert AT_US - 100_000 < shot.frame_us <= AT_US
    assert (picture.width, picture.height) == (shot.width, shot.height)
    assert picture.width == frame.width
    assert picture.height > frame.height
    assert stat.mean[0] < 6


def test_the_hash_is_that_of_the_recorded_sample(shot: snapshots.Shot) -> None:
    """Whoever has the recording finds the same number with any decoder, or none (I8)."""
    given = footage()
    fragment = given.fragments[0]
    (run,) = read_fragment(fragment).tracks
    digests = {sha256(fragment[s.offset : s.offset + s.size]).hexdigest() for s in run.samples}
    assert shot.frame_sha256 in digests
    key = run.samples[0]
    assert shot.frame_sha256 != sha256(fragment[key.offset : key.offset + key.size]).hexdigest()


def test_frames_that_come_one_by_one_from_the_tap_give_the_same_picture(
    shot: snapshots.Shot,
) -> None:
    """A live snapshot is of the frame that is being recorded: its hash is found in the recording later."""
    init, fragments = recorded(PEOPLE, at_most=4)
    several = Footage("main", init, fragments[1:3], AT_US)
    again = shoot(grant(Act.SNAPSHOT), CAMERA, several, ORDER, asked_us=START_US)
    assert again.frame_sha256 == shot.frame_sha256
    assert again.jpeg == shot.jpeg


def test_the_picture_holds_pixels_and_nothing_else(shot: snapshots.Shot) -> None:
    """ACCESS §9: no names of persons or places beside the picture itself."""
    assert b"Exif" not in shot.jpeg
    assert "Nguyễn".encode() not in shot.jpeg
    assert b"AN-2025" not in shot.jpeg


@pytest.mark.parametrize("size", [(1920, 1080), (768, 432), (640, 480), (320, 180)])
def test_any_quarter_of_a_burnt_picture_holds_one_whole_tag(size: tuple[int, int]) -> None:
    """ACCESS §8.2: wherever a window of half the width and half the height is cut out."""
    width, height = size
    em_width, lines = 7.5, 3
    letters = stamping.letter_size(width, height, em_width, lines)
    tag = em_width * letters, lines * stamping.LINE * letters
    places = stamping.tag_places(width, height, *tag)
    for left in range(0, width // 2 + 1, 7):
        for top in range(0, height // 2 + 1, 7):
            assert any(
                left <= x
                and x + tag[0] <= left + width / 2 + 1e-6
                and top <= y
                and y + tag[1] <= top + height / 2 + 1e-6
                for x, y in places
            ), (left, top)


def test_the_mark_can_be_seen_in_every_quarter_and_survives_a_second_compression() -> None:
    """ACCESS §8.2: legible after ordinary JPEG compression. On gray, every quarter differs from gray."""
    gray = Image.new("RGB", (768, 432), (120, 120, 120))
    marked = stamping.burn(gray, MARK, "24/11/2025 23:01:00")
    file = io.BytesIO()
    marked.save(file, "JPEG", quality=60)
    again = Image.open(file).convert("L")
    for left in (0, 192, 384):
        for top in (0, 108, 216):
            low, high = again.crop((left, top, left + 384, top + 216)).getextrema()
            assert high - low > 40  # type: ignore[operator]


def test_without_the_act_no_frame_is_decoded() -> None:
    """I1: playback is not a snapshot; nor is another instant or another camera."""
    for wrong in (grant(Act.PLAYBACK), replace(grant(Act.SNAPSHOT), cameras=frozenset({"yardcm"}))):
        with pytest.raises(NotPermitted):
            shoot(wrong, CAMERA, footage(), ORDER, asked_us=START_US)
    late = replace(footage(), at_us=START_US + 61 * SECOND_US)
    with pytest.raises(NotPermitted):
        shoot(grant(Act.SNAPSHOT), CAMERA, late, ORDER, asked_us=START_US)


def test_what_cannot_be_decoded_is_said_and_takes_nothing_along() -> None:
    """A fragment may be anything that a camera sent."""
    broken = replace(footage(), fragments=[b"\x00\x00\x00\x10moofgarbage!!!"])
    with pytest.raises(NotTaken) as told:
        shoot(grant(Act.SNAPSHOT), CAMERA, broken, ORDER, asked_us=START_US)
    assert told.value.code == "unreadable"


def test_a_live_snapshot_without_a_recorder_is_said(tmp_path: object) -> None:
    """No tap, no picture; and no question to the tap without the act."""
    source = snapshots.live(tmp_path)  # type: ignore[arg-type]
    with pytest.raises(NotTaken):
        source(grant(Act.SNAPSHOT), CAMERA, START_US)
    with pytest.raises(NotPermitted):
        source(grant(Act.LIVE), CAMERA, START_US)
