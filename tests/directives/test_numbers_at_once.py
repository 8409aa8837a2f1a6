"""Numbers have no gap and no double, however many processes issue at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_PREPARE = """
import django; django.setup()
from django.conf import settings
from django.core.management import call_command
settings.DATA.prepare()
call_command("migrate", verbosity=0, skip_checks=True)
from tests.scenes.schools import yen_cuong
school = yen_cuong()
print(school.id, school.principal, school.duty_officer, school.cameras["gate"])
"""
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


def _python(data: Path, code: str, *arguments: str) -> "subprocess.Popen[str]":
    environment = os.environ | {
        "VONGGAC_DATA": str(data),
        "VONGGAC_ROLE": "archivist",
        "DJANGO_SETTINGS_MODULE": "vonggac.web.settings",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )


def _output(process: "subprocess.Popen[str]") -> list[str]:
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return output.split()


@pytest.mark.slow
def test_four_processes_issue_sixty_directives(tmp_path: Path) -> None:
    """1 … 60, each once: allocated inside the transaction that holds the write lock."""
    known = _output(_python(tmp_path, _PREPARE))
    issuing = [_python(tmp_path, _ISSUE, *known) for _ in range(4)]
    for each in issuing:
        _output(each)
    assert _output(_python(tmp_path, _COUNT)) == [str(number) for number in range(1, 61)]
