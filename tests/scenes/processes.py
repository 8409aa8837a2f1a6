"""Python in processes of their own, on a data folder of their own: for what one process can't show."""

import os
import subprocess
import sys
from pathlib import Path

FOUND_SCHOOL = """
import django; django.setup()
from django.conf import settings
from tests.scenes.databases import lay
settings.DATA.prepare()
lay(settings.DATA)
from tests.scenes.schools import yen_cuong
school = yen_cuong()
print(school.id, school.principal, school.duty_officer, school.cameras["gate"])
"""
"""Prints the ids of the school, cô Ánh, cô Dung and the camera at the gate."""


def python(data: Path, code: str, *arguments: str) -> "subprocess.Popen[str]":
    """Runs the code with the product's own settings on the data folder."""
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


def words(process: "subprocess.Popen[str]") -> list[str]:
    """What it printed, word by word, once it has ended well."""
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return output.split()
