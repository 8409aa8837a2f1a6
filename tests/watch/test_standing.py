"""States that last become events, and end: the signal, the stream, the clock; whatever the machine's clock does."""

from dataclasses import asdict, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.scenes.streams import START_US
from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.events import Event, EventKind, EventSource
from vonggac.watch.plan import StreamFacts
from vonggac.watch.pulse import LASTS_US, LEARNT_US, StreamPulse, departures, other_pictures
from vonggac.watch.standing import Moment, Standing

WELL = StreamFacts("h264", 1920, 1080, 25.0, 3_000_000, 2_000_000)


def at(seconds: float, *, step_us: int = 0) -> Moment:
    moved = int(seconds * SECOND_US)
    return Moment(START_US + moved + step_us, moved)


def silence(lasts_s: int = 8, over_s: int = 0) -> Standing:
    return Standing(
        "gate01",
        EventKind.SIGNAL_LOST,
        EventSource.STREAM,
        lasts_us=lasts_s * SECOND_US,
        over_us=over_s * SECOND_US,
    )


def figures(facts: StreamFacts = WELL, state: str = "recording") -> dict[str, Any]:
    return asdict(facts) | {"state": state}


def test_what_lasts_is_an_event_from_its_beginning_and_ends_when_it_is_over() -> None:
    standing = silence()
    said = [event for second in range(20) for event in standing.feed(second >= 5, at(second))]
    (begun,) = said
    assert (begun.from_us, begun.at_us, begun.to_us) == (at(5).at_us, at(13).at_us, None)
    (ended,) = standing.feed(False, at(30))
    assert (ended.id, ended.to_us) == (begun.id, at(30).at_us)
    assert standing.event is None


def test_what_is_short_is_nothing() -> None:
    standing = silence()
    wrong = [second % 8 != 7 for second in range(60)]
    assert [e for second, w in enumerate(wrong) for e in standing.feed(w, at(second))] == []


@given(st.lists(st.tuples(st.booleans(), st.integers(-4_000_000_000, 4_000_000_000)), max_size=60))
def test_no_clock_that_is_set_makes_an_impossible_event_or_leaves_two_open(
    story: list[tuple[bool, int]],
) -> None:
    standing = silence(3, 2)
    last: dict[str, Event] = {}
    step_us = 0
    for second, (wrong, step) in enumerate(story):
        step_us = step if second % 7 == 0 else step_us
        for event in standing.feed(wrong, at(second, step_us=step_us)):
            last[event.id] = event
    for event in standing.end(at(len(story)).at_us):
        last[event.id] = event
    assert all(event.to_us is not None for event in last.values())


def test_an_event_of_an_earlier_process_ends_under_its_own_id() -> None:
    left = Event("0" * 32, "gate01", EventKind.SIGNAL_LOST, EventSource.STREAM, 1, None, 2)
    standing = Standing("gate01", EventKind.SIGNAL_LOST, EventSource.STREAM, lasts_us=1, event=left)
    assert standing.feed(True, at(1)) == []
    (ended,) = standing.feed(False, at(2))
    assert (ended.id, ended.to_us) == (left.id, at(2).at_us)


def test_a_stream_is_learnt_in_its_first_healthy_minute() -> None:
    learnt: list[tuple[str, StreamFacts]] = []
    pulse = StreamPulse("gate01", "main", expected=None, learnt=lambda *told: learnt.append(told))
    pulse.feed(figures(), at(0))
    pulse.feed(figures(replace(WELL, fps=0.0), "unreachable"), at(30))
    for second in range(40, 40 + LEARNT_US // SECOND_US + 2, 2):
        assert learnt == []
        pulse.feed(figures(replace(WELL, fps=25 + second % 4 / 10)), at(second))
    ((stream, facts),) = learnt
    assert stream == "main"
    assert (facts.width, facts.codec) == (1920, "h264")
    assert 25 <= facts.fps <= 25.3


def test_half_the_pictures_for_a_minute_are_a_changed_stream() -> None:
    pulse = StreamPulse("gate01", "main", expected=WELL, learnt=lambda *_: None)
    said = []
    for second in range(0, 150, 2):
        slow = replace(WELL, fps=12.0) if 20 <= second < 100 else WELL
        said += pulse.feed(figures(slow), at(second))
    begun, ended = said
    assert begun.kind is EventKind.STREAM_CHANGED
    assert begun.detail == "main: fps 12 instead of 25"
    assert begun.at_us - begun.from_us == LASTS_US
    assert (ended.id, ended.to_us) == (begun.id, at(100).at_us)


def test_another_size_is_a_changed_stream_at_once() -> None:
    """And it is over only when it has been right for half a minute."""
    pulse = StreamPulse("gate01", "main", expected=WELL, learnt=lambda *_: None)
    assert pulse.feed(figures(), at(0)) == []
    (begun,) = pulse.feed(figures(replace(WELL, width=1280, height=720)), at(2))
    assert begun.detail == "main: size 1280x720 instead of 1920x1080"
    assert [e for second in range(4, 34, 2) for e in pulse.feed(figures(), at(second))] == []
    (ended,) = pulse.feed(figures(), at(34))
    assert (ended.id, ended.to_us) == (begun.id, at(4).at_us)


def test_key_frames_that_come_half_as_often_are_a_changed_stream() -> None:
    pulse = StreamPulse("gate01", "main", expected=WELL, learnt=lambda *_: None)
    rare = figures(replace(WELL, key_interval_us=4_000_000))
    (begun,) = [e for second in range(0, 80, 2) for e in pulse.feed(rare, at(second))]
    assert begun.at_us == at(60).at_us


def test_figures_about_a_bound_are_one_event() -> None:
    """Pictures that waver between 58 and 65 % of what they were."""
    pulse = StreamPulse("gate01", "main", expected=WELL, learnt=lambda *_: None)
    said = []
    for second in range(0, 600, 2):
        fps = 14.5 if second < 70 or second % 80 < 40 else 16.2
        said += pulse.feed(figures(replace(WELL, fps=fps)), at(second))
    (begun,) = said
    assert begun.to_us is None


def test_while_a_stream_is_away_nothing_is_said_of_its_figures() -> None:
    pulse = StreamPulse("gate01", "main", expected=WELL, learnt=lambda *_: None)
    away = figures(replace(WELL, fps=0.0, bits_per_second=0), state="unreachable")
    assert [e for second in range(0, 200, 2) for e in pulse.feed(away, at(second))] == []
    assert pulse.feed({"state": "recording", "fps": "many"}, at(300)) == []


def test_departures_name_every_figure_that_counts_and_no_other() -> None:
    other = StreamFacts("h265", 1280, 720, 10.0, 100_000, 10_000_000)
    assert (len(other_pictures(WELL, other)), len(departures(WELL, other))) == (2, 3)
    assert departures(WELL, replace(WELL, fps=20.0, bits_per_second=900_000)) == []
    assert departures(StreamFacts(), other) == other_pictures(StreamFacts(), other) == []
