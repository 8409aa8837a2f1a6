"""The machine's own figures: measured, told, and never in the way."""

import json
import os
import stat
from pathlib import Path

import pytest

from vonggac.watch import machine, smart
from vonggac.watch.machine import MachineWatch
from vonggac.watch.smart import read_disk

WORN_SSD = {
    "model_name": "Samsung SSD 980",
    "serial_number": "S64D",
    "smart_status": {"passed": True},
    "temperature": {"current": 41},
    "power_on_time": {"hours": 9001},
    "nvme_smart_health_information_log": {"percentage_used": 83, "media_errors": 0},
}
DYING_DISK = {
    "model_name": "WDC WD40PURX",
    "smart_status": {"passed": False},
    "ata_smart_attributes": {
        "table": [{"id": 5, "raw": {"value": 12}}, {"id": 197, "raw": {"value": 3}}, {"id": 9}]
    },
}


def smartctl(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of that name that does what the script says."""
    program = folder / "smartctl"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")


def test_a_look_measures_this_process_and_the_disk(tmp_path: Path) -> None:
    """What the page shows is what the look wrote."""
    seen = MachineWatch(tmp_path).look([tmp_path, tmp_path / "pulled-out"], os.getpid())
    assert seen is not None
    assert [each.name for each in seen.processes][:1] == ["supervisor"]
    here, gone = seen.spaces
    assert 0 < here.free_bytes <= here.total_bytes
    assert gone.total_bytes == -1
    told = machine.read(tmp_path)
    assert told is not None
    assert told["spaces"][0]["path"] == str(tmp_path)


def test_looks_are_ten_seconds_apart(tmp_path: Path) -> None:
    """The clerk asks at every round."""
    watch = MachineWatch(tmp_path)
    assert watch.look([], os.getpid()) is not None
    assert watch.look([], os.getpid()) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"at_us": 5}', '{"at_us": "x"}'])
def test_old_news_and_rubbish_are_no_figures(tmp_path: Path, text: str) -> None:
    """A page that shows the figures of yesterday as today's would lie."""
    (tmp_path / "machine.json").write_text(text)
    assert machine.read(tmp_path) is None


def test_an_ssd_says_how_worn_it_is() -> None:
    """NVMe log, as smartctl gives it."""
    disk = read_disk("/dev/nvme0", WORN_SSD)
    assert (disk.passed, disk.worn_percent, disk.bad_sectors) == (True, 83, 0)
    assert (disk.temperature_c, disk.powered_on_h) == (41, 9001)


def test_replaced_and_pending_sectors_count_together() -> None:
    """ATA attributes 5 and 197."""
    disk = read_disk("/dev/sda", DYING_DISK)
    assert (disk.passed, disk.bad_sectors) == (False, 15)


def test_a_disk_that_may_not_be_asked_says_why() -> None:
    """Without the right to open the device nothing is known, and nothing is claimed."""
    answer = {"smartctl": {"messages": [{"string": "Permission denied"}]}}
    disk = read_disk("/dev/sda", answer)
    assert (disk.passed, disk.note) == (None, "Permission denied")


def test_without_smartctl_nothing_is_claimed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None is not an empty list of disks."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert smart.disks() is None


def test_every_disk_of_the_scan_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two disks, one of them dying."""
    scan = json.dumps({"devices": [{"name": "/dev/sda"}, {"name": "/dev/nvme0"}]})
    script = (
        f"case \"$*\" in *--scan*) echo '{scan}';; "
        f"*sda) echo '{json.dumps(DYING_DISK)}'; exit 8;; *) echo '{json.dumps(WORN_SSD)}';; esac"
    )
    smartctl(tmp_path, script, monkeypatch)
    found = smart.disks()
    assert found is not None
    assert [each.passed for each in found] == [False, True]


def test_a_smartctl_that_talks_rubbish_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine's other figures come all the same."""
    smartctl(tmp_path, "echo no json", monkeypatch)
    assert smart.disks() == []
