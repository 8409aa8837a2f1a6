"""What nothing explains, found by the database: the same as the whole account says, to the microsecond."""

from random import Random

import pytest

from vonggac.archive import selectors
from vonggac.archive.models import Gap, Stream, Stretch
from vonggac.archive.selectors import PENDING_US
from vonggac.archive.states import StretchKind
from vonggac.kernel.ranges import Range

pytestmark = pytest.mark.django_db(databases=["default", "archive"])

LONG = 20 * PENDING_US


def stream_at_random(name: str, dice: Random) -> None:
    """Disjoint stretches of either kind, gaps that overlap whatever they like, empty and open ones too."""
    known = Stream.objects.create(
        camera=name, name="main", commissioned_us=dice.choice([None, 0, dice.randrange(LONG)])
    )
    for kind in (StretchKind.FOOTAGE, StretchKind.ERASED):
        cuts = sorted(dice.sample(range(LONG), 2 * dice.randrange(6)))
        for low, high in zip(cuts[::2], cuts[1::2], strict=True):
            Stretch.objects.create(stream=known, kind=kind, from_us=low, to_us=high)
    for number in range(dice.randrange(6)):
        low = dice.randrange(LONG)
        length = dice.choice([0, 1, dice.randrange(LONG // 4), None])
        Gap.objects.create(
            stream=known, cause="no_event", from_us=low, detail="", ledger_idx=number,
            to_us=None if length is None else low + length,
        )  # fmt: skip


def test_the_short_way_says_what_the_whole_account_says() -> None:
    """Whatever overlaps, wherever the range begins and ends, before, at and after what is pending."""
    dice, seen = Random(7), 0
    for number in range(150):
        name = f"c{number:03}"
        stream_at_random(name, dice)
        low = dice.randrange(LONG)
        wanted = Range(low, low + 1 + dice.randrange(LONG))
        for at_us in (LONG, dice.randrange(LONG), LONG + dice.randrange(2 * PENDING_US)):
            for shortest_us in (1, PENDING_US // 3):
                whole = selectors.coverage(name, "main", wanted, at_us=at_us).unexplained
                expected = [each for each in whole if each.length_us >= shortest_us]
                seen += len(expected)
                assert expected == selectors.unexplained(
                    name, "main", wanted, shortest_us=shortest_us, at_us=at_us
                )
    assert seen > 300


def test_of_an_unknown_stream_nothing_is_asked() -> None:
    assert selectors.unexplained("nobody", "main", Range(0, LONG), at_us=LONG) == []
