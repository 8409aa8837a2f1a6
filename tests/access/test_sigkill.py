"""I2 across a SIGKILL: what may have been seen stands in the one line that is written afterwards."""

from pathlib import Path

import pytest

from tests.scenes.processes import FOUND_SCHOOL, python, words

_SERVE = """
import sys
import django; django.setup()
from uuid import UUID
from tests.scenes.schools import login, yesterday
from vonggac.access import services
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Purpose
from vonggac.kernel.ranges import Range
school, principal, _, camera = sys.argv[1:]
footage = yesterday()
grant = services.own_demand(
    person=UUID(principal), school=UUID(school), purpose=Purpose.SAFETY, cameras=[camera],
    footage=footage,
)
viewing = services.start_viewing(
    grant_id=grant.id, session_id=login(UUID(principal)), act=Act.PLAYBACK, at_us=clock.now_us()
)
for second in range(3_000):
    piece = Range(
        footage.from_us + second * clock.SECOND_US, footage.from_us + (second + 1) * clock.SECOND_US
    )
    services.serve(
        viewing=viewing.id, camera=camera, stream="main", footage=piece, byte_count=1,
        at_us=clock.now_us(),
    )
    print(piece.to_us, flush=True)  # stands for the bytes: they leave after the commit
"""
_FOLD = """
import django; django.setup()
from vonggac.access import services
from vonggac.kernel import clock
print(services.fold_stale(at_us=clock.now_us() + clock.MINUTE_US))
"""
_LINES = """
import django; django.setup()
from vonggac.duty.models import UsageLine
for line in UsageLine.objects.all():
    for (begin, end), in [each["ranges"] for each in line.served]:
        print(end)
"""


@pytest.mark.crash
@pytest.mark.slow
def test_a_killed_player_leaves_one_line_with_all_that_was_sent(tmp_path: Path) -> None:
    """Two clerks fold at once: one writes the line. It may tell one piece more than was sent, never less."""
    known = words(python(tmp_path, FOUND_SCHOOL))
    serving = python(tmp_path, _SERVE, *known)
    assert serving.stdout is not None
    sent = [int(serving.stdout.readline()) for _ in range(40)]
    serving.kill()
    rest, _ = serving.communicate(timeout=30)
    sent += [int(each) for each in rest.split("\n")[:-1]]
    folding = [python(tmp_path, _FOLD) for _ in range(2)]
    assert sorted(int(words(each)[0]) for each in folding) == [0, 1]
    (told,) = words(python(tmp_path, _LINES))
    assert 0 <= int(told) - sent[-1] <= 1_000_000
