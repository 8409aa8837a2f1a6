"""The known time believes one day of unsynced jumps in all, however they are cut (I6)."""

from hypothesis import given
from hypothesis import strategies as st

from vonggac.archive.trusted import BELIEVED_US, Observation, TrustedTime
from vonggac.kernel.clock import DAY_US, HOUR_US

START_US = 1_800_000_000_000_000

STEPS = st.lists(
    st.tuples(st.integers(-3 * DAY_US, 3 * DAY_US), st.integers(0, 2 * HOUR_US), st.booleans()),
    max_size=60,
)


@given(STEPS)
def test_no_unsynced_jumps_move_the_known_time_past_the_budget(
    steps: list[tuple[int, int, bool]],
) -> None:
    """Jumps forth and back, of any size, with restarts between."""
    time = TrustedTime()
    wall, mono, went, boot = START_US, 0, 0, 0
    time.saw(Observation(wall, mono, "0", synced=False))
    for jump_us, passed_us, restart in steps:
        wall += jump_us + passed_us
        went += passed_us
        boot, mono = (boot + 1, 0) if restart else (boot, mono + passed_us)
        before = time.known_us
        time.saw(Observation(wall, mono, str(boot), synced=False))
        assert before <= time.known_us <= START_US + went + BELIEVED_US


def test_forty_jumps_of_23_hours_are_one() -> None:
    """An hour held by a time server, or a person's word, gives the day back."""
    time = TrustedTime()
    time.saw(Observation(START_US, 0, "a", synced=False))
    for n in range(1, 41):
        time.saw(Observation(START_US + n * 23 * HOUR_US, n, "a", synced=False))
    assert time.known_us <= START_US + DAY_US + 40
    time.confirmed(START_US + 40 * DAY_US)
    assert time.left_us == BELIEVED_US
    for mono in (0, HOUR_US):
        time.saw(Observation(START_US + 41 * DAY_US + mono, 100 + mono, "a", synced=True))
    assert time.left_us == BELIEVED_US
