"""Stored footage is given within the grant and nowhere else, and plays."""

import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from tests.scenes.index import grant, indexed
from tests.scenes.segments import NOON_US, SECOND_US
from tests.scenes.store import GATE, YARD, Store, fragment_of
from vonggac.archive.models import Segment
from vonggac.fmp4.reader import read_fragment, read_init
from vonggac.kernel.authority import Act
from vonggac.kernel.clock import HOUR_US, MINUTE_US
from vonggac.kernel.ranges import Range
from vonggac.playback.opening import Opener, locate
from vonggac.playback.permission import NotPermitted
from vonggac.playback.playlist import m3u8
from vonggac.playback.reading import NoFootage, Still, key_sample, preview, read
from vonggac.playback.reading import read_init as init_of
from vonggac.playback.window import Entry, open_range
from vonggac.vault.errors import KeyGone
from vonggac.vault.keys import epoch_of

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
GOP_US = 2 * SECOND_US
WHOLE = Range(NOON_US, NOON_US + HOUR_US)
NOW_US = NOON_US + HOUR_US


def seconds(start: float, end: float) -> Range:
    """From second to second after noon."""
    return Range(NOON_US + int(start * SECOND_US), NOON_US + int(end * SECOND_US))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Three minutes of the gate with sound, a minute missing, one more of another run; fragments of 2 s."""
    made = Store.at(tmp_path)
    files = [made.seal(GATE, NOON_US + m * MINUTE_US, gop_us=GOP_US, sound=True) for m in range(3)]
    files.append(made.seal(GATE, NOON_US + 4 * MINUTE_US, gop_us=GOP_US, sound=True, run="run-2"))
    files.append(made.seal(YARD, NOON_US + 3 * MINUTE_US, gop_us=GOP_US))
    indexed(made, files)
    return made


def first_segment() -> str:
    return Segment.objects.get(start_us=NOON_US).segment or ""


def url_of(what: Entry | str) -> str:
    return what if isinstance(what, str) else f"{what.segment[:4]}/{what.first}-{what.last}"


def test_a_window_covers_the_range_with_one_fragment_more_on_each_side_at_most(
    store: Store,
) -> None:
    """Entries begin and end at fragment borders."""
    window = open_range(grant(GATE, footage=WHOLE), GATE, "main", seconds(3, 101), NOW_US)
    assert window.footage == [seconds(2, 102)]
    together = [(each.start_us, each.end_us) for each in window.entries]
    assert all(a[1] == b[0] for a, b in itertools.pairwise(together))


def test_the_first_entries_after_the_instant_are_one_fragment_each(store: Store) -> None:
    """The first picture is there after one fragment; further on ten seconds come at once."""
    window = open_range(
        grant(GATE, footage=WHOLE), GATE, "main", seconds(0, 60), NOW_US,
        playhead_us=NOON_US + 25 * SECOND_US,
    )  # fmt: skip
    starts = [(each.start_us - NOON_US) // SECOND_US for each in window.entries]
    assert starts == [0, 10, 20, 24, 26, 28, 30, 40, 50]


def test_a_window_outside_the_grant_is_refused(store: Store) -> None:
    """Other footage, another camera, another act, another moment: each alone is enough."""
    allowed = grant(GATE, footage=seconds(0, 60))
    for camera, wanted, at_us, act in (
        (GATE, seconds(0, 60.5), NOW_US, Act.PLAYBACK),
        (YARD, seconds(0, 60), NOW_US, Act.PLAYBACK),
        (GATE, seconds(0, 60), NOW_US, Act.EXPORT),
        (GATE, seconds(0, 60), NOON_US - 1, Act.PLAYBACK),
    ):
        with pytest.raises(NotPermitted):
            open_range(allowed, camera, "main", wanted, at_us, act=act)
    with pytest.raises(ValueError, match="hour"):
        open_range(allowed, GATE, "main", seconds(0, 3601), NOW_US)


def test_fragments_are_given_whole_and_without_sound(store: Store) -> None:
    """The bytes are the recorded pictures, in order; what is given is declared in time."""
    (row, *_) = open_range(grant(GATE, footage=WHOLE), GATE, "main", seconds(0, 9), NOW_US).entries
    opener = Opener(store.keyholder)
    allowed = grant(GATE, footage=seconds(0, 5))
    given = read(allowed, row.segment, 1, 2, at_us=NOW_US, opener=opener)
    assert given.data == fragment_of(NOON_US + GOP_US, GOP_US) + fragment_of(
        NOON_US + 2 * GOP_US, GOP_US
    )
    assert given.time.given == seconds(2, 6)
    assert given.time.asked == seconds(2, 5)
    init = init_of(allowed, row.segment, at_us=NOW_US, opener=opener)
    assert [each.codec.kind for each in read_init(init)] == ["video"]


def test_sound_is_given_when_asked_for(store: Store) -> None:
    """Init and fragments then have both tracks, as recorded."""
    segment = first_segment()
    opener = Opener(store.keyholder)
    allowed = replace(grant(GATE, footage=WHOLE), audio=True)
    init = init_of(allowed, segment, at_us=NOW_US, opener=opener, audio=True)
    given = read(allowed, segment, 0, 0, at_us=NOW_US, opener=opener, audio=True)
    assert len(read_init(init)) == 2
    assert given.data == fragment_of(NOON_US, GOP_US, sound=True)


def test_a_grant_for_the_pictures_does_not_imply_their_sound(store: Store) -> None:
    """ACCESS 1.8; and live view has none, whatever a grant says."""
    segment, opener = first_segment(), Opener(store.keyholder)
    pictures = grant(GATE, footage=WHOLE)
    live = replace(grant(GATE, footage=WHOLE, acts=[Act.LIVE]), audio=True)
    for allowed, act in ((pictures, Act.PLAYBACK), (live, Act.LIVE)):
        with pytest.raises(NotPermitted):
            init_of(allowed, segment, at_us=NOW_US, opener=opener, audio=True, act=act)
        with pytest.raises(NotPermitted):
            read(allowed, segment, 0, 0, at_us=NOW_US, opener=opener, audio=True, act=act)
        read(allowed, segment, 0, 0, at_us=NOW_US, opener=opener, act=act)


def test_no_fragment_without_an_instant_of_the_grant_is_given(store: Store) -> None:
    """The border fragment is the last one: the next is refused, before and after."""
    segment = first_segment()
    opener, allowed = Opener(store.keyholder), grant(GATE, footage=seconds(10.5, 20))
    assert read(allowed, segment, 5, 9, at_us=NOW_US, opener=opener).time.given == seconds(10, 20)
    for first, last in ((4, 5), (9, 10), (4, 4), (10, 10)):
        with pytest.raises(NotPermitted):
            read(allowed, segment, first, last, at_us=NOW_US, opener=opener)
    for first, last in ((28, 30), (-1, 5), (6, 5)):
        with pytest.raises(NoFootage):
            read(allowed, segment, first, last, at_us=NOW_US, opener=opener)
    with pytest.raises(NotPermitted):
        read(allowed, segment, 5, 9, at_us=allowed.valid.to_us, opener=opener)
    other = Segment.objects.get(stream__camera=YARD).segment or ""
    with pytest.raises(NotPermitted):
        init_of(allowed, other, at_us=NOW_US, opener=opener)
    with pytest.raises(NoFootage):
        init_of(allowed, "0" * 32, at_us=NOW_US, opener=opener)


def test_the_playlist_marks_seams_and_says_the_time(store: Store) -> None:
    """One map for a run, a discontinuity where time was skipped or a run began."""
    window = open_range(grant(GATE, footage=WHOLE), GATE, "main", seconds(170, 260), NOW_US)
    text = m3u8(window, url_of)
    lines = text.splitlines()
    assert lines[:2] == ["#EXTM3U", "#EXT-X-VERSION:7"]
    assert lines.count("#EXT-X-DISCONTINUITY") == 1
    assert sum(line.startswith("#EXT-X-MAP") for line in lines) == 2
    assert "#EXT-X-PROGRAM-DATE-TIME:2026-11-22T07:02:50.000Z" in lines
    assert "#EXTINF:2.000000," in lines
    assert "#EXT-X-TARGETDURATION:10" in lines
    assert lines[-1] == "#EXT-X-ENDLIST"
    seam = lines.index("#EXT-X-DISCONTINUITY")
    assert lines[seam + 1].startswith("#EXT-X-MAP")


def test_a_still_is_the_fragment_that_shows_the_instant(store: Store) -> None:
    """Its first picture can be decoded from it alone."""
    opener, allowed = Opener(store.keyholder), grant(GATE, footage=seconds(0, 30))
    still = key_sample(allowed, GATE, "main", NOON_US + 5 * SECOND_US, at_us=NOW_US, opener=opener)
    assert still.start_us == NOON_US + 4 * SECOND_US
    (track,) = read_fragment(still.fragment).tracks
    assert track.base_time == still.start_us * 9 // 100
    assert still.at_ticks == (NOON_US + 5 * SECOND_US) * 9 // 100
    with pytest.raises(NotPermitted):
        key_sample(allowed, GATE, "main", NOON_US + 30 * SECOND_US, at_us=NOW_US, opener=opener)
    wide = grant(GATE, footage=WHOLE)
    with pytest.raises(NoFootage):
        key_sample(wide, GATE, "main", NOON_US + 200 * SECOND_US, at_us=NOW_US, opener=opener)


def test_a_destroyed_key_stops_serving_at_once(store: Store) -> None:
    """What was learnt of a segment does not outlive its epoch's key."""
    keyholder = store.keyholder
    opener, allowed = Opener(keyholder), grant(GATE, footage=WHOLE)
    segment = first_segment()
    read(allowed, segment, 0, 0, at_us=NOW_US, opener=opener)
    keyholder.destroy(epoch_of(NOON_US))
    with pytest.raises(KeyGone):
        read(allowed, segment, 0, 0, at_us=NOW_US, opener=opener)


def test_locate_needs_no_key_and_says_where_to_read(store: Store) -> None:
    """One row of the index has the place of the fragment."""
    place = locate(GATE, "main", NOON_US + 61 * SECOND_US)
    assert place is not None
    assert (place.index, place.number) == (0, 1)
    assert place.path.stat().st_size > place.offset + place.sealed_length
    assert locate(GATE, "main", NOON_US + 200 * SECOND_US) is None


def test_an_irregular_stream_of_short_fragments_makes_few_entries(tmp_path: Path) -> None:
    """Where every picture is a key picture, an entry is still a second at least."""
    made = Store.at(tmp_path)
    indexed(made, [made.seal(GATE, NOON_US, gop_us=SECOND_US // 5)])
    window = open_range(grant(GATE, footage=WHOLE), GATE, "main", seconds(0, 60), NOW_US)
    lengths = [(each.end_us - each.start_us) // SECOND_US for each in window.entries]
    assert lengths == [1, 1, 1, 10, 10, 10, 10, 10, 7]
    assert replace(window, entries=()).footage == []


def test_a_preview_is_of_the_sub_stream_where_there_is_one(store: Store) -> None:
    """The lightest picture of the instant; the main stream stands in."""
    allowed = grant(GATE, footage=WHOLE)
    opener = Opener(store.keyholder)

    def seen(camera: str, at_us: int) -> Still:
        return preview(allowed, camera, at_us, at_us=NOW_US, opener=opener)

    alone = seen(GATE, NOON_US + 5 * SECOND_US)
    assert (alone.stream, alone.start_us) == ("main", NOON_US + 4 * SECOND_US)
    indexed(store, [store.seal(GATE, NOON_US, gop_us=GOP_US, stream="sub")], first_idx=100)
    assert seen(GATE, NOON_US + 5 * SECOND_US).stream == "sub"
    with pytest.raises(NoFootage):
        seen(GATE, NOON_US + 3 * MINUTE_US)
    with pytest.raises(NotPermitted):
        seen(YARD, NOON_US + 3 * MINUTE_US)


def test_a_key_picture_is_no_longer_than_it_needs(store: Store) -> None:
    """Only ``key_bytes`` go to the decoder; without that knowledge the whole fragment does."""
    still = key_sample(
        grant(YARD, footage=WHOLE), YARD, "main", NOON_US + 3 * MINUTE_US,
        at_us=NOW_US, opener=Opener(store.keyholder),
    )  # fmt: skip
    assert len(still.key_picture) == (still.key_bytes or len(still.fragment))
    assert replace(still, key_bytes=0).key_picture == still.fragment
