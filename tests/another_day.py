"""The same tests as if it were another day: ``VONGGAC_TESTS_ON=2027-01-01T00:00 pytest -p tests.another_day``.

The time is the school's (+07:00), and goes on from there. Processes that a test starts keep the machine's clock, and so
do the times of files: tests of those may fail for that alone.
"""

import os
import time
from datetime import datetime, timedelta, timezone

_SCHOOL = timezone(timedelta(hours=7))
_BEGUN = datetime.fromisoformat(os.environ["VONGGAC_TESTS_ON"]).replace(tzinfo=_SCHOOL)
_SHIFT_NS = int(_BEGUN.timestamp()) * 1_000_000_000 - time.time_ns()
_real_ns = time.time_ns

time.time_ns = lambda: _real_ns() + _SHIFT_NS
time.time = lambda: time.time_ns() / 1e9  # noqa: TID251  (other libraries' clock)
