"""Numbers have no gap and no double, however many processes issue at once."""

from pathlib import Path

import pytest

from tests.scenes.processes import FOUND_SCHOOL, python, words

_ISSUE = """
import sys
import django; django.setup()
from uuid import UUID
from tests.scenes.schools import yesterday
from vonggac.directives import services
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Purpose
school, issuer, executor, camera = sys.argv[1:]
for _ in range(15):
    services.issue(
        issuer=UUID(issuer), school=UUID(school), cameras=[camera], footage=yesterday(),
        acts=[Act.PLAYBACK], executors=[UUID(executor)], purpose=Purpose.SAFETY,
        valid_to_us=clock.now_us() + clock.HOUR_US,
    )
"""
_COUNT = """
import django; django.setup()
from vonggac.directives.models import Directive
print(*sorted(Directive.objects.values_list("number", flat=True)))
"""


@pytest.mark.slow
def test_four_processes_issue_sixty_directives(tmp_path: Path) -> None:
    """1 … 60, each once: allocated inside the transaction that holds the write lock."""
    known = words(python(tmp_path, FOUND_SCHOOL))
    issuing = [python(tmp_path, _ISSUE, *known) for _ in range(4)]
    for each in issuing:
        words(each)
    assert words(python(tmp_path, _COUNT)) == [str(number) for number in range(1, 61)]
