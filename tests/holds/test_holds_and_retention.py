"""No sequence of retention and holds erases a held second, and what went before is told (I6)."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.archive.keeping import Clocks, archivist_at, entries
from tests.scenes.schools import SchoolScene, yen_cuong
from tests.scenes.segments import NOON_US
from tests.scenes.store import Store
from tests.scenes.times import HandClock
from vonggac.archive import selectors as archive
from vonggac.archive.archivist import Archivist
from vonggac.archive.findings import FindingKind
from vonggac.archive.models import HoldCheck, Segment
from vonggac.archive.retention import Policy, widened
from vonggac.archive.states import SegmentState
from vonggac.cli.keeping import office_policy
from vonggac.holds import selectors, services
from vonggac.holds.models import Hold
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US
from vonggac.kernel.ranges import Range
from vonggac.ledger.reader import LedgerReader
from vonggac.vault.volumes import make_marker

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
REVIEW = date(2099, 1, 1)


class Kept:
    """The office's own policy, for ``archivist_at``."""

    def policy(self) -> Policy:
        return office_policy()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.at(tmp_path)
    make_marker(made.volume)
    return made


def hold(school: SchoolScene, footage: Range, **more: object) -> Hold:
    values: dict[str, object] = {
        "school": school.id, "cameras": [school.cameras["gate"]], "footage": footage,
        "ground": "own", "reason": "Chứng cứ", "by": school.principal, "review_on": REVIEW,
    }  # fmt: skip
    return services.place(**values | more)  # type: ignore[arg-type]


def minutes(start: int, end: int) -> Range:
    return Range(NOON_US + start * MINUTE_US, NOON_US + end * MINUTE_US)


def states() -> list[int]:
    return list(Segment.objects.order_by("start_us").values_list("state", flat=True))


@pytest.fixture
def school(db: None, hands: HandClock) -> SchoolScene:
    hands.set_wall(NOON_US)
    made = yen_cuong()
    hands.set_wall(NOON_US + HOUR_US)
    return made


def at(clocks: Clocks, hands: HandClock, us: int) -> None:
    """Time passes, everywhere."""
    clocks.go(us)
    hands.set_wall(clocks.utc_us)


def test_a_hold_keeps_what_it_covers_and_a_gop_more_until_two_release_it(
    store: Store, school: SchoolScene, hands: HandClock
) -> None:
    """Five minutes past their days: the third is held, and what lies within ten seconds of it."""
    clocks, gate = Clocks(NOON_US + HOUR_US), school.cameras["gate"]
    store.record_run(gate, range(5))
    with archivist_at(store, clocks, Kept()) as archivist:  # type: ignore[arg-type]
        placed = hold(school, Range(minutes(2, 3).from_us + 1, minutes(2, 3).to_us - 5_000_000))
        at(clocks, hands, 31 * DAY_US)
        archivist.keeper.sweep()
        assert [SegmentState(each).name for each in states()] == [
            "ERASED", "PRESENT", "PRESENT", "PRESENT", "ERASED",
        ]  # fmt: skip
        ask = services.ask_release(hold=placed.id, by=school.it_teacher, reason="Xong")
        archivist.keeper.sweep()
        assert states().count(SegmentState.PRESENT) == 3
        services.release(ask=ask.id, by=school.principal)
        archivist.keeper.sweep()
        assert set(states()) == {SegmentState.ERASED}


def test_a_hold_on_what_is_gone_says_since_when_and_one_on_a_part_is_placed(
    store: Store, school: SchoolScene, hands: HandClock
) -> None:
    """FORMATS §9.2: the answer names the tombstone's entry; what is left is held."""
    clocks, gate = Clocks(NOON_US + HOUR_US), school.cameras["gate"]
    store.record_run(gate, range(2))
    store.record(gate, NOON_US + 5 * DAY_US)
    with archivist_at(store, clocks, Kept()) as archivist:  # type: ignore[arg-type]
        at(clocks, hands, 31 * DAY_US)
        archivist.keeper.sweep()
    since_us = clocks.utc_us
    (stone,) = entries(store, "tombstone")
    with pytest.raises(Refused) as refused:
        hold(school, minutes(0, 1))
    assert refused.value.refusal.code == "gone"
    found = selectors.gone([gate], minutes(0, 1))[gate]
    assert (found.since_us, found.segments) == (since_us, 1)
    assert entries_at(store, found.entry) == stone
    part = hold(school, Range(NOON_US, NOON_US + 6 * DAY_US))
    assert selectors.gone([gate], part.footage)[gate].segments == 2
    with pytest.raises(Refused):
        hold(school, minutes(0, 1), ground="request", ground_ref="DN-2026-001")


def entries_at(store: Store, idx: int) -> dict[str, object]:
    reader = LedgerReader(store.data.ledger)
    reader.refresh()
    return reader.parsed(idx)


def test_what_is_held_is_read_again_and_what_was_changed_is_the_gravest_finding(
    store: Store, school: SchoolScene, hands: HandClock
) -> None:
    """Each file against its entry's hash; the account stands in the ledger; a good file is no finding."""
    clocks, gate = Clocks(NOON_US + HOUR_US), school.cameras["gate"]
    paths = [store.record(gate, minutes(n, n + 1).from_us)[0] for n in range(4)]
    with archivist_at(store, clocks, Kept()) as archivist:  # type: ignore[arg-type]
        placed = hold(school, minutes(0, 3))
        data = bytearray(paths[1].read_bytes())
        data[-1] ^= 1
        paths[1].write_bytes(bytes(data))
        paths[2].unlink()
        archivist.tidy()
        while archivist.held.turn():
            pass
        (check,) = HoldCheck.objects.all()
        told = (check.hold, check.files, check.damaged, check.missing, check.gone)
        # The fourth minute begins within the GOP that the hold covers besides.
        assert told == (placed.id.hex, 2, 1, 1, 0)
        held = [each for each in archive.findings() if each.kind is FindingKind.HELD]
        assert len(held) == 2
        assert services.tell_damage(school=school.id) == 3
        assert services.tell_damage(school=school.id) == 0
        archivist.tidy()
        assert not any(archivist.held.turn() for _ in range(3)) or HoldCheck.objects.count() == 1
    (run,) = entries(store, "verify.run")
    assert (run["result"], run["what"]) == ("findings", f"hold:{placed.id.hex}:{gate}")


def test_nothing_is_condemned_while_a_hold_is_being_placed(
    store: Store, school: SchoolScene, hands: HandClock
) -> None:
    """The archivist asks again within the office's write lock: a hold that came after its first look is seen."""
    clocks, gate = Clocks(NOON_US + HOUR_US), school.cameras["gate"]
    store.record(gate, NOON_US)
    office = office_policy()

    @contextmanager
    def late() -> Iterator[None]:
        hold(school, minutes(0, 1))  # committed between the first look and the lock
        with transaction.atomic():
            yield

    class Late(Kept):
        def policy(self) -> Policy:
            return replace(office, quiet=late)

    with archivist_at(store, clocks, Late()) as archivist:  # type: ignore[arg-type]
        at(clocks, hands, 31 * DAY_US)
        archivist.keeper.sweep()
    assert states() == [SegmentState.PRESENT]
    assert entries(store, "tombstone") == []


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("hold"), st.integers(0, 59), st.integers(1, 10)),
        st.tuples(st.just("end"), st.integers(0, 59), st.integers(1, 10)),
        st.tuples(st.just("release"), st.integers(0, 3), st.just(0)),
        st.tuples(st.just("days"), st.integers(1, 20), st.just(0)),
        st.tuples(st.just("sweep"), st.just(0), st.just(0)),
    ),
    min_size=3,
    max_size=12,
)


@given(ages=st.lists(st.integers(0, 59), min_size=1, max_size=6, unique=True), steps=STEPS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_sequence_of_retention_and_holds_erases_a_held_second(
    tmp_path_factory: pytest.TempPathFactory,
    school: SchoolScene,
    hands: HandClock,
    ages: list[int],
    steps: list[tuple[str, int, int]],
) -> None:
    """Segments by the hour, holds placed, released and ended, days passing: erased is due and was not held then."""
    store = Store.at(tmp_path_factory.mktemp("store"))
    make_marker(store.volume)
    gate, clocks = school.cameras["gate"], Clocks(NOON_US + 60 * HOUR_US)
    hands.set_wall(clocks.utc_us)
    with transaction.atomic(), transaction.atomic(using="archive"):
        for age in sorted(ages):
            store.record(gate, NOON_US + age * HOUR_US)
        with archivist_at(store, clocks, Kept()) as archivist:  # type: ignore[arg-type]
            play(school, clocks, hands, archivist, [*steps, ("days", 40, 0), ("sweep", 0, 0)])
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="archive")


def play(
    school: SchoolScene,
    clocks: Clocks,
    hands: HandClock,
    archivist: Archivist,
    steps: list[tuple[str, int, int]],
) -> None:
    standing: list[tuple[Hold, int]] = []
    """Holds, and when they end."""
    for number, (what, first, second) in enumerate(steps):
        if what in ("hold", "end"):
            begin_us = NOON_US + first * HOUR_US - MINUTE_US
            footage = Range(begin_us, begin_us + second * HOUR_US)
            ref = f"DN-2026-{number}" if what == "end" else ""
            ground = "request" if ref else "own"
            with suppress(Refused):
                placed = hold(school, footage, ground=ground, ground_ref=ref)
                ends_us = clocks.utc_us + 5 * DAY_US if ref else 2**62
                if ref:
                    services.end_for_ground(ground=ground, ground_ref=ref, ends_us=ends_us)
                standing.append((placed, ends_us))
        elif what == "release" and first < len(standing):
            placed, _ = standing[first]
            if selectors.is_active(placed.id):
                ask = services.ask_release(hold=placed.id, by=school.it_teacher, reason="Xong")
                services.release(ask=ask.id, by=school.principal)
                standing.pop(first)
        elif what == "days":
            at(clocks, hands, first * DAY_US)
        elif what == "sweep":
            before = erased()
            archivist.keeper.sweep()
            now = [each.footage for each, ends_us in standing if ends_us > clocks.utc_us]
            for each in erased() - before:
                assert each.to_us <= clocks.utc_us - 30 * DAY_US
                assert not any(each.overlap(kept) for kept in now)
            for each in whole() - erased():
                due = each.to_us <= clocks.utc_us - 30 * DAY_US
                assert not due or any(widened(each).overlap(kept) for kept in now)


def erased() -> set[Range]:
    rows = Segment.objects.filter(state__in=(SegmentState.ERASING, SegmentState.ERASED))
    return {Range(*each) for each in rows.values_list("start_us", "end_us")}


def whole() -> set[Range]:
    return {Range(*each) for each in Segment.objects.values_list("start_us", "end_us")}


def test_the_database_refuses_to_condemn_what_is_held_whatever_the_code_does(
    store: Store, school: SchoolScene, hands: HandClock
) -> None:
    """A predicate that says "free" of everything: no tombstone is written, and the file stays (FORMATS §9.2)."""
    clocks, gate = Clocks(NOON_US + HOUR_US), school.cameras["gate"]
    store.record_run(gate, range(3))

    class Blind(Kept):
        def policy(self) -> Policy:
            return replace(office_policy(), held=lambda camera, wanted, at_us: "")

    with archivist_at(store, clocks, Blind()) as archivist:  # type: ignore[arg-type]
        placed = hold(school, Range(minutes(0, 1).from_us, minutes(0, 1).to_us - 1))
        at(clocks, hands, 31 * DAY_US)
        with pytest.raises(IntegrityError, match="nothing_held"), transaction.atomic("archive"):
            archivist.keeper.sweep()
        assert set(states()) == {SegmentState.PRESENT}
        assert entries(store, "tombstone") == []
        ask = services.ask_release(hold=placed.id, by=school.it_teacher, reason="Xong")
        services.release(ask=ask.id, by=school.principal)
        archivist.keeper.sweep()
    assert set(states()) == {SegmentState.ERASED}
