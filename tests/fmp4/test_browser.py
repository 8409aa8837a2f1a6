"""Chromium plays what we write: whole GOPs, and single pictures with decode times made up as they
come.
"""

import base64
import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.scenes.clips import h265
from tests.scenes.footage import (
    BOTTLES,
    CARS,
    HZ,
    PEOPLE,
    START_TICKS,
    Picture,
    gops,
    recorded,
    video_track,
)
from vonggac.fmp4.codecs import mime_type
from vonggac.fmp4.fragment import TrackRun, fragment
from vonggac.fmp4.init import init_segment
from vonggac.fmp4.order import LiveOrder

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

_PLAY = """
async ({mime, pieces, offset, seek}) => {
  const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const video = document.createElement('video');
  video.muted = true;
  const source = new MediaSource();
  video.src = URL.createObjectURL(source);
  await new Promise(done => source.addEventListener('sourceopen', done, {once: true}));
  const buffer = source.addSourceBuffer(mime);
  buffer.timestampOffset = offset;
  for (const piece of pieces) {
    const ended = new Promise((done, fail) => {
      buffer.addEventListener('updateend', done, {once: true});
      buffer.addEventListener('error', () => fail(new Error('append refused')), {once: true});
    });
    buffer.appendBuffer(bytes(piece));
    await ended;
  }
  // The first picture may still be on its way to the screen when the seek begins: what is near is the answer.
  let shown = null;
  const note = (_, data) => { shown = data.mediaTime; video.requestVideoFrameCallback(note); };
  video.requestVideoFrameCallback(note);
  video.currentTime = seek;
  for (let turns = 0; turns < 300 && !(shown !== null && Math.abs(shown - seek) < 1); turns++)
    await new Promise(done => setTimeout(done, 50));
  if (shown === null) throw new Error('no picture at ' + seek);
  const ranges = [];
  for (let n = 0; n < buffer.buffered.length; n++)
    ranges.push([buffer.buffered.start(n), buffer.buffered.end(n)]);
  const error = video.error && video.error.message;
  return {ranges, shown, size: [video.videoWidth, video.videoHeight], error};
}
"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """An empty page in the system's Chromium; fails when there is none."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        yield browser.new_page()
        browser.close()


def play(page: Page, mime: str, pieces: list[bytes], seek: float) -> Any:
    texts = [base64.b64encode(piece).decode() for piece in pieces]
    offset = -START_TICKS / HZ
    return page.evaluate(_PLAY, {"mime": mime, "pieces": texts, "offset": offset, "seek": seek})


@pytest.mark.parametrize(
    ("name", "size", "seek", "end"),
    [
        (PEOPLE, [768, 432], 2.55, 4.0),
        (CARS, [768, 432], 6.1, 20.0),
        (BOTTLES, [640, 360], 3.3, 33.5),
    ],
)
def test_gops_are_one_range_and_every_instant_can_be_seen(
    page: Page, name: str, size: list[int], seek: float, end: float
) -> None:
    """No hole between fragments; a seek shows the picture of that instant, B frames or not."""
    init, fragments = recorded(name, at_most=4)
    found = play(page, mime_type((video_track(name),)), [init, *fragments], seek)
    assert found["error"] is None
    assert found["size"] == size
    ((first, last),) = found["ranges"]
    assert 0 <= first < 0.001
    assert last > min(end, seek)
    times = [picture.time / HZ for gop in gops(name, at_most=4) for picture in gop]
    assert found["shown"] == pytest.approx(max(t for t in times if t <= seek), abs=0.001)


def live(name: str, pictures: list[Picture]) -> list[bytes]:
    """Init segment, then a fragment a picture, as the live tap sends them."""
    order = LiveOrder()
    pieces = [init_segment([video_track(name)])]
    for number, picture in enumerate(pictures):
        decode, duration = order.next(START_TICKS + picture.time)
        offset = START_TICKS + picture.time - decode
        sample = (len(picture.data), duration, picture.key, offset)
        pieces.append(fragment(number, [TrackRun(1, decode, [sample], [picture.data])]))
    return pieces


@pytest.mark.parametrize("name", [PEOPLE, BOTTLES])
def test_single_pictures_play_as_they_come(page: Page, name: str) -> None:
    """Live: one fragment a picture, reordering learnt on the way, still one range without holes."""
    pictures = list(itertools.chain.from_iterable(gops(name, at_most=3)))[:60]
    found = play(page, mime_type((video_track(name),)), live(name, pictures), 1.0)
    assert found["error"] is None
    assert len(found["ranges"]) == 1
    assert found["ranges"][0][1] > 1.8


def test_lost_pictures_do_not_freeze_the_live_picture(page: Page) -> None:
    """The pictures behind a hole of 0.8 s inside a GOP are taken, not dropped."""
    pictures = gops(CARS, at_most=1)[0]
    left = [*pictures[:10], *pictures[20:]]
    found = play(page, mime_type((video_track(CARS),)), live(CARS, left), 4.0)
    assert found["error"] is None
    assert found["ranges"][-1][1] == pytest.approx(pictures[-1].time / HZ, abs=0.2)
    assert found["shown"] == pytest.approx(4.0, abs=0.1)


def test_the_browser_is_asked_before_it_is_fed(page: Page) -> None:
    """H.264 is played; whether H.265 is hangs on the browser, and it can answer our name for it."""
    asked = "mime => MediaSource.isTypeSupported(mime)"
    assert page.evaluate(asked, mime_type((video_track(PEOPLE),))) is True
    assert page.evaluate(asked, mime_type((h265(2)[0],))) in (True, False)
    assert page.evaluate(asked, 'video/mp4; codecs="mjpeg"') is False
