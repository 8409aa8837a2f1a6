"""Viewing copies (FORMATS §10, ACCESS §8.4, ADR 0016): what was made is decoded again and looked at, pixel by pixel."""

import errno
import io
import itertools
import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.e2e.browser import chromium
from tests.evidence.test_recipients_page import answer
from tests.scenes import moving
from tests.scenes.packages import NUMBER, Package, adopted, entered, order, packed, tools
from tests.scenes.segments import NOON_US, SECOND_US
from tests.scenes.store import GATE, Store
from vonggac.evidence import building, copies
from vonggac.evidence.copy_marks import Marks
from vonggac.evidence.copy_plan import CARD_US, FULL, CameraPlan, CopyPlan, Mask
from vonggac.evidence.covering import GRAY, Covering
from vonggac.evidence.manifest import Order
from vonggac.evidence.producers import PRODUCERS
from vonggac.evidence.proving import prove_entries
from vonggac.evidence.verifying.answers import Answer
from vonggac.evidence.verifying.judge import verify_package
from vonggac.kernel.ranges import Range
from vonggac.media.recoding import ClipReader

pytestmark = pytest.mark.django_db(databases=["default", "archive"])

WINDOW = Range(NOON_US + SECOND_US, NOON_US + 35 * SECOND_US)
"""Five seconds, a gap of 24, five seconds."""
RECIPIENT = "Ông Trần Văn Bình, phụ huynh lớp 3A"
Pictures = list[NDArray[np.uint8]]


@dataclass(frozen=True)
class Film:
    """The copy as a player sees it."""

    pictures: Pictures
    """Brightness."""
    colours: Pictures
    """The red difference."""
    times: list[float]
    raw: bytes


def film(raw: bytes) -> Film:
    with av.open(io.BytesIO(raw), "r") as container:
        video = container.streams.video[0]
        assert (video.codec_context.name, video.codec_context.pix_fmt) == ("h264", "yuv420p")
        frames = list(container.decode(video))
    width, height = frames[0].width, frames[0].height
    flat = [np.asarray(each.to_ndarray(), np.uint8).reshape(-1) for each in frames]
    size = width * height
    return Film(
        [each[:size].reshape(height, width) for each in flat],
        [each[size * 5 // 4 :].reshape(height // 2, width // 2) for each in flat],
        [float(each.time or 0) for each in frames],
        raw,
    )


def clips() -> list[bytes]:
    """Six seconds from noon on; six seconds from half a minute later on."""
    made = []
    for start_us, numbers in ((NOON_US, range(60)), (NOON_US + 30 * SECOND_US, range(60))):
        init, fragments = moving.clip(start_us, numbers)
        made.append(init + b"".join(fragments))
    return made


def plan(target: Path | None, *masks: Mask, window: Range = WINDOW) -> CameraPlan:
    return CameraPlan(
        number=NUMBER,
        recipient=RECIPIENT,
        camera="Cổng trường",
        from_us=window.from_us,
        to_us=window.to_us,
        offset_min=420,
        masks=masks,
        target=str(target or ""),
    )


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Film]:
    """Through the child process, as a build does it."""

    def made(*masks: Mask, window: Range = WINDOW) -> Film:
        target = tmp_path / "copy.mp4"
        copies.run(plan(target, *masks, window=window), clips())
        return film(target.read_bytes())

    return made


def drawn_around(number: int, grow: int = 4) -> tuple[tuple[int, int], ...]:
    """The object of that picture, as a hand would draw it."""
    x, y = moving.place(number)
    left, right = (x - grow) * FULL // moving.WIDTH, (x + moving.SIDE[0] + grow) * FULL
    top, bottom = (y - grow) * FULL // moving.HEIGHT, (y + moving.SIDE[1] + grow) * FULL
    right, bottom = right // moving.WIDTH, bottom // moving.HEIGHT
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def test_it_lasts_as_long_as_the_window_with_a_card_for_the_gap(make: Callable[..., Film]) -> None:
    """Constant rate from zero; the gap of 24 s is a card of ten, black, and what follows stands in time."""
    seen = make()
    shown_s = 5.5 + CARD_US / SECOND_US + 5
    assert len(seen.times) / moving.FPS == pytest.approx(shown_s, abs=0.2)
    steps = {round(after - before, 6) for before, after in itertools.pairwise(seen.times)}
    assert (seen.times[0], steps) == (0, {1 / moving.FPS})
    dark = [float(np.median(each[: moving.HEIGHT])) < 40 for each in seen.pictures]
    assert not any(dark[:50])
    assert all(dark[60:150])
    assert not any(dark[160:])
    assert seen.raw.index(b"moov") < seen.raw.index(b"mdat")


def test_every_quarter_of_every_picture_is_marked(make: Callable[..., Film]) -> None:
    """ACCESS §8.2, §8.4: any window of half the width and half the height holds a whole tag, after compression."""
    seen = make()
    number = 20
    plain = moving.picture(10 + number)[: moving.HEIGHT].astype(int)
    marked = Marks(plan(None), moving.WIDTH, moving.HEIGHT)
    gray = np.full((moving.HEIGHT * 3 // 2, moving.WIDTH), 128, np.uint8)
    wanted = marked.marked(gray, WINDOW.from_us + 2 * SECOND_US)[: moving.HEIGHT].astype(int) - 128
    got = seen.pictures[number][: moving.HEIGHT].astype(int) - plain
    half_h, half_w = moving.HEIGHT // 2, moving.WIDTH // 2
    for top, left in itertools.product((0, half_h // 2, half_h), (0, half_w // 2, half_w)):
        where = (slice(top, top + half_h), slice(left, left + half_w))
        alike = np.corrcoef(wanted[where].ravel(), got[where].ravel())[0, 1]
        assert alike > 0.6, (top, left, alike)


def test_the_band_says_that_it_is_no_evidence(make: Callable[..., Film]) -> None:
    """On every picture and on the card, below the picture and not over it."""
    for each in make().pictures:
        band = each[moving.HEIGHT :]
        assert band.shape[0] >= 36
        assert (band > 200).sum() > 200


def test_a_fixed_mask_leaves_nothing_of_what_is_below_it(make: Callable[..., Film]) -> None:
    """One gray in brightness and no colour, in every picture of its time; the marks lie above it."""
    whole = ((3000, 2500), (7000, 2500), (7000, 8000), (3000, 8000))
    mask = Mask(GATE, whole, WINDOW.from_us, NOON_US + 40 * SECOND_US, follow=False)
    seen = make(mask)
    x0, x1 = int(moving.WIDTH * 0.31), int(moving.WIDTH * 0.69)
    y0, y1 = int(moving.HEIGHT * 0.27), int(moving.HEIGHT * 0.78)
    for number in (*range(50), *range(160, len(seen.pictures))):
        inside = seen.pictures[number][y0:y1, x0:x1]
        assert abs(float(np.median(inside)) - GRAY) <= 2
        red = seen.colours[number][y0 // 2 : y1 // 2, x0 // 2 : x1 // 2]
        assert int(red.max()) <= 140, number


def test_a_followed_mask_covers_the_object_in_every_picture(make: Callable[..., Film]) -> None:
    """The object walks through the picture; its red is never seen, and it is not the whole picture that is gray."""
    mask = Mask(GATE, drawn_around(10), WINDOW.from_us, NOON_US + 6 * SECOND_US, follow=True)
    seen = make(mask)
    for number in range(50):
        x, y = moving.place(10 + number)
        red = seen.colours[number][
            y // 2 : (y + moving.SIDE[1]) // 2, x // 2 : (x + moving.SIDE[0]) // 2
        ]
        assert int(red.max()) <= 150, (number, int(red.max()))
        picture = seen.pictures[number][: moving.HEIGHT]
        assert float((np.abs(picture.astype(int) - GRAY) < 3).mean()) < 0.4, number


def test_where_the_tracker_is_lost_the_mask_grows_over_the_picture() -> None:
    """Fail to more: the object jumps away and does not come back as it was."""
    mask = Mask(GATE, drawn_around(10), WINDOW.from_us, NOON_US + 40 * SECOND_US, follow=True)
    init, fragments = moving.clip(NOON_US, [*range(30), *[200] * 1])
    other = np.random.default_rng(3).integers(16, 235, (moving.HEIGHT * 3 // 2, moving.WIDTH))
    covering = Covering([mask])
    for at_us, planes in ClipReader(1280).pictures(init + b"".join(fragments)):
        covering.cover(planes, at_us)
    planes = other.astype(np.uint8)
    for second in range(4, 10):
        planes = other.astype(np.uint8)
        covering.cover(planes, NOON_US + second * SECOND_US)
    assert covering.doubtful
    assert (planes[: moving.HEIGHT] == GRAY).all()


def test_a_mask_outside_of_its_time_covers_nothing(make: Callable[..., Film]) -> None:
    """A second early and a second late, and no more."""
    whole = ((0, 0), (FULL, 0), (FULL, FULL), (0, FULL))
    mask = Mask(GATE, whole, NOON_US + 3 * SECOND_US, NOON_US + 4 * SECOND_US, follow=False)
    covered = [abs(float(np.median(p[: moving.HEIGHT])) - GRAY) <= 2 for p in make(mask).pictures]
    assert covered[:55] == [False] * 10 + [True] * 30 + [False] * 15


def test_the_look_before_building_shows_the_masked_picture_and_names_its_instant() -> None:
    """The same code as the build's: what a person saw is what leaves."""
    at_us = NOON_US + 4 * SECOND_US
    mask = Mask(GATE, drawn_around(10), WINDOW.from_us, NOON_US + 6 * SECOND_US, follow=True)
    window = Range(WINDOW.from_us, at_us)
    said, jpeg = copies.run(plan(None, mask, window=window), clips()[:1])
    assert said["frame_us"] == at_us
    with av.open(io.BytesIO(jpeg), "r") as container:
        shown = next(container.decode(video=0)).to_ndarray(format="rgb24").astype(int)
    assert shown.shape == (moving.HEIGHT, moving.WIDTH, 3)
    assert int((shown[..., 0] - shown[..., 2]).max()) < 60


def test_what_cannot_be_decoded_makes_no_copy(tmp_path: Path) -> None:
    """In words, and no file of black pictures that pretends to show something."""
    for raw in (b"", b"no boxes", clips()[0][:200]):
        with pytest.raises(copies.NotCopied):
            copies.run(plan(tmp_path / "x.mp4"), [raw] if raw else [])


def test_a_full_disk_under_a_copy_is_a_full_disk(tmp_path: Path) -> None:
    """And not footage that cannot be shown: there is something that a person can do about it."""
    full = tmp_path / "x.mp4"
    if not Path("/dev/full").exists():
        pytest.skip("no such device here")
    full.symlink_to("/dev/full")
    with pytest.raises(OSError, match="no room") as told:
        copies.run(plan(full), clips())
    assert told.value.errno == errno.ENOSPC


def ordered(*masks: Mask) -> Order:
    said = CopyPlan(RECIPIENT, 420, masks, "ab" * 32 if masks else "")
    return replace(order(GATE, window=WINDOW), copies=said)


@pytest.mark.e2e
@pytest.mark.parametrize("covered", [False, True])
def test_all_three_go_on_saying_verified_and_the_masters_are_untouched(
    tmp_path: Path, covered: bool
) -> None:
    """The copy stands beside what was recorded, or alone where it is covered; the manifest says what it was made of."""
    store = Store.at(tmp_path / "store")
    store.commissioned(GATE, NOON_US)
    moving.record(store, GATE, NOON_US, range(60))
    store.gap(GATE, NOON_US + 6 * SECOND_US, NOON_US + 30 * SECOND_US)
    moving.record(store, GATE, NOON_US + 30 * SECOND_US, range(60))
    adopted(store)
    bench = tools(store, producers=PRODUCERS)
    mask = Mask(GATE, drawn_around(10), WINDOW.from_us, NOON_US + 6 * SECOND_US, follow=True)
    made = built(store, bench, ordered(*[mask] * covered))
    folder = made.unpack(tmp_path / "out")
    named = {"ca": made.ca, "log": made.log, "tsa": made.tsa}
    report = verify_package(folder, **named)
    assert report.answer is Answer.VERIFIED, report.text()
    shell = ["sh", str(folder / "verify.sh"), made.ca, made.log, made.tsa]
    assert subprocess.run(shell, capture_output=True, check=False).returncode == 0
    page_says = verified_in_a_browser(folder, made)
    assert page_says.startswith("VERIFIED"), page_says
    files = {
        each["path"]: each for each in json.loads((folder / "manifest.json").read_text())["files"]
    }
    (name,) = [each for each in files if each.startswith("viewing-copy/")]
    assert "NOT-EVIDENCE" in name
    said = files[name]
    videos = sorted(each for each in files if each.startswith("video/"))
    assert len(said["derived_from"]) == 2
    assert videos == ([] if covered else said["derived_from"])
    assert said["made"]["masks"] == covered
    assert ("masks_sha256" in said["made"]) == covered
    assert film((folder / name).read_bytes()).times
    assert not list(bench.folder.glob("work"))


def verified_in_a_browser(folder: Path, made: Package) -> str:
    """Last line of the package's own ``verify.html``, for who types the fingerprints."""
    with chromium() as browser:
        page = browser.new_page()
        page.goto((folder / "verify.html").as_uri())
        return answer(page, folder, ca=made.ca, log=made.log)[1]


def built(store: Store, bench: building.Tools, asked: Order) -> Package:
    ready = building.prepare(asked, bench)
    index = entered(store, ready)
    bench.ledger.refresh()
    proof = prove_entries(bench.ledger, bench.log, [index]).proofs[index]
    building.finish(ready, bench, bench.ledger.entry(index), proof)
    return packed(store, bench)
