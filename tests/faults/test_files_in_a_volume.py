"""What does not belong into a volume, or is no longer what it was: told by ``verify``, never adopted, never served."""

import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from tests.scenes.index import grant
from tests.scenes.segments import NOON_US, SECOND_US
from tests.scenes.store import GATE, YARD, Store
from vonggac.archive import selectors
from vonggac.archive.archivist import opened
from vonggac.archive.findings import FindingKind
from vonggac.archive.models import Segment
from vonggac.archive.reindex import reindex
from vonggac.archive.verification import verify_store
from vonggac.kernel.clock import HOUR_US, MINUTE_US
from vonggac.kernel.ranges import Range
from vonggac.playback.opening import Opener
from vonggac.playback.reading import NoFootage, read
from vonggac.vault.errors import SegmentError
from vonggac.vault.paths import segment_path

pytestmark = pytest.mark.django_db(databases=["default", "archive"], transaction=True)

NOW_US = NOON_US + HOUR_US
FOOTAGE = Range(NOON_US, NOON_US + HOUR_US)
OTHER = "0123456789abcdef" * 2
"""The id of a segment that nobody recorded."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Three minutes of two cameras, adopted."""
    made = Store.at(tmp_path / "data")
    for name in (GATE, YARD):
        made.commissioned(name, NOON_US)
        made.record_run(name, range(3))
    adopt(made)
    return made


def adopt(store: Store) -> None:
    """One life of the archivist, its look around the volumes included."""
    stop = Event()
    stop.set()
    with opened(store.data) as archivist:
        archivist.run(stop)


def told(store: Store) -> dict[str, FindingKind]:
    """What ``verify`` says, by file name; time that goes on after the scene is not looked at."""
    verified = verify_store(store.data, at_us=NOON_US + 3 * MINUTE_US)
    return {Path(each.subject).name: each.kind for each in verified.findings}


def files(store: Store, camera: str) -> list[Path]:
    return sorted((store.volume / camera).rglob("*.vgs"))


def served(store: Store, segment: str) -> bytes:
    """The first fragment, to somebody who may see everything."""
    allowed = grant(GATE, YARD, footage=FOOTAGE)
    return read(allowed, segment, 0, 0, at_us=NOW_US, opener=Opener(store.keyholder)).data


def all_served(store: Store, camera: str) -> bool:
    """Every segment of the camera that the index has opens."""
    rows = Segment.objects.filter(stream__camera=camera)
    return rows.count() == 3 and all(served(store, str(row.segment)) for row in rows)


def _named(store: Store, second: int) -> Path:
    path = segment_path(store.volume, GATE, "main", NOON_US + second * SECOND_US, OTHER)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def empty_segment(store: Store) -> Path:
    """0 bytes under a good name."""
    path = _named(store, 600)
    path.touch()
    return path


def noise(store: Store) -> Path:
    """Anything under a good name."""
    path = _named(store, 600)
    path.write_bytes(bytes(range(256)) * 64)
    return path


def somebody_elses(store: Store) -> Path:
    """A whole segment of another installation."""
    foreign = Store.at(store.data.root.with_name("other"))
    path, _ = foreign.seal(GATE, NOON_US + 10 * MINUTE_US)
    place = store.volume / path.relative_to(foreign.volume)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, place)
    return place


def second_copy(store: Store) -> Path:
    """One of ours, copied to another hour."""
    original = files(store, GATE)[0]
    place = store.volume / GATE / "2026-11-22" / "23" / original.name
    place.parent.mkdir(parents=True)
    shutil.copy(original, place)
    return place


def renamed_copy(store: Store) -> Path:
    """One of ours under the name of a segment that was never recorded."""
    path = _named(store, 600)
    shutil.copy(files(store, GATE)[0], path)
    return path


def link(store: Store) -> Path:
    """A link out of the volume."""
    secret = store.data.root.with_name("secret")
    secret.write_text("not for serving")
    path = _named(store, 600)
    path.symlink_to(secret)
    return path


def thumbnails(store: Store) -> Path:
    path = files(store, GATE)[0].with_name("Thumbs.db")
    path.write_bytes(b"\0" * 100)
    return path


def holiday_film(store: Store) -> Path:
    path = store.volume / "holiday.mp4"
    path.write_bytes(b"\0\0\0\x18ftypmp42")
    return path


def impossible_name(store: Store) -> Path:
    path = store.volume / GATE / "..vgs"
    path.write_bytes(b"x")
    return path


def set_aside(store: Store) -> Path:
    """What a recorder could not tell after a crash."""
    path = files(store, GATE)[0].with_suffix(".vgs.damaged")
    path.write_bytes(b"x" * 1000)
    return path


FOREIGN = (
    empty_segment, noise, somebody_elses, second_copy, renamed_copy, link, thumbnails, holiday_film,
    impossible_name, set_aside,
)  # fmt: skip


@pytest.mark.parametrize("leave", FOREIGN, ids=lambda each: each.__name__)
def test_a_foreign_file_is_told_and_neither_adopted_nor_served(
    store: Store, leave: Callable[[Store], Path]
) -> None:
    """``verify`` names it; archivist and ``reindex`` pass it over; it stays where it is, as it is."""
    foreign = leave(store)
    before = foreign.read_bytes()
    adopt(store)
    assert told(store) == {foreign.name: FindingKind.UNLOGGED}
    found = [Path(each.subject).name for each in reindex(store.data).found]
    assert found == [foreign.name]
    assert not Segment.objects.filter(segment=OTHER).exists()
    with pytest.raises(NoFootage):
        served(store, OTHER)
    assert selectors.segments_between(GATE, "main", Range(NOON_US + 5 * MINUTE_US, NOW_US)) == []
    assert all_served(store, GATE) and all_served(store, YARD)
    assert foreign.read_bytes() == before


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def without_its_last_byte(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def one_bit_flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def replaced_by_zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


HARM = (emptied, truncated, without_its_last_byte, one_bit_flipped, replaced_by_zeros)


@pytest.mark.parametrize("harm", HARM, ids=lambda each: each.__name__)
def test_a_damaged_segment_is_told_and_no_wrong_byte_of_it_is_served(
    store: Store, harm: Callable[[Path], None]
) -> None:
    """Every other segment of the same camera, and of the others, plays on."""
    damaged = files(store, GATE)[1]
    row = Segment.objects.get(path__endswith=damaged.name)
    good = served(store, str(row.segment))
    harm(damaged)
    assert told(store) == {damaged.name: FindingKind.MODIFIED}
    for fragment in range(3):
        try:
            given = read(
                grant(GATE, footage=FOOTAGE), str(row.segment), fragment, fragment,
                at_us=NOW_US, opener=Opener(store.keyholder),
            ).data  # fmt: skip
        except (SegmentError, NoFootage, OSError):
            continue
        assert fragment > 0 or given == good
        assert harm is not emptied and harm is not replaced_by_zeros
    others = Segment.objects.exclude(pk=row.pk)
    assert all(served(store, str(each.segment)) for each in others)


@pytest.mark.parametrize("harm", HARM[:3], ids=lambda each: each.__name__)
def test_a_segment_of_another_size_is_no_footage_once_the_archivist_has_looked(
    store: Store, harm: Callable[[Path], None]
) -> None:
    """The timeline shows no footage where there is none; when the file is back as it was, it is footage again."""
    damaged = files(store, GATE)[1]
    whole = damaged.read_bytes()
    harm(damaged)
    adopt(store)
    minutes = Range(NOON_US, NOON_US + 3 * MINUTE_US)
    covered = selectors.coverage(GATE, "main", minutes, at_us=NOW_US)
    assert sum(each.length_us for each in covered.footage) == 2 * MINUTE_US
    assert [each.kind for each in selectors.findings()] == [FindingKind.MODIFIED]
    damaged.write_bytes(whole)
    adopt(store)
    covered = selectors.coverage(GATE, "main", minutes, at_us=NOW_US)
    assert covered.footage == [minutes]
    assert told(store) == {}
