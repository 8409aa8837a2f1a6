"""How the disks say they are: ``smartctl`` of smartmontools, where it is installed and lets us ask.

Source: smartctl(8), ``--json``; bits 3 to 7 of its exit status are about the disk, bits 0 to 2 about the asking.
"""

import json
import shutil
import subprocess
from dataclasses import dataclass
from typing import Any

TIMEOUT_S = 10.0
_REALLOCATED, _PENDING = 5, 197
"""ATA attributes that count sectors the disk had to replace, or wants to."""


@dataclass(frozen=True, slots=True)
class DiskHealth:
    device: str
    model: str
    serial: str
    passed: bool | None
    """The disk's own verdict; None: it gives none, or did not let us ask."""
    temperature_c: int | None
    powered_on_h: int | None
    bad_sectors: int | None
    worn_percent: int | None
    """SSD: how much of its life is used."""
    note: str = ""
    """Why nothing is known, for the technician."""


def disks() -> list[DiskHealth] | None:
    """Every disk that smartctl finds; None where smartctl is not installed. Takes up to ten seconds a disk."""
    program = shutil.which("smartctl")
    if program is None:
        return None
    scan = _ask([program, "--scan", "--json"])
    return [
        read_disk(each["name"], _ask([program, "--json", "-i", "-H", "-A", each["name"]]))
        for each in scan.get("devices", [])
        if isinstance(each, dict) and isinstance(each.get("name"), str)
    ]


def _ask(command: list[str]) -> dict[str, Any]:
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT_S, check=False)
        answer = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired) as fault:
        return {"smartctl": {"messages": [{"string": type(fault).__name__}]}}
    return answer if isinstance(answer, dict) else {}


def read_disk(device: str, answer: dict[str, Any]) -> DiskHealth:
    """One disk from smartctl's JSON; what is not said is None."""
    log = _part(answer, "nvme_smart_health_information_log")
    messages = _part(answer, "smartctl").get("messages") or []
    passed = _part(answer, "smart_status").get("passed")
    return DiskHealth(
        device=device,
        model=str(answer.get("model_name", ""))[:80],
        serial=str(answer.get("serial_number", ""))[:80],
        passed=passed if isinstance(passed, bool) else None,
        temperature_c=_number(_part(answer, "temperature").get("current")),
        powered_on_h=_number(_part(answer, "power_on_time").get("hours")),
        bad_sectors=_bad_sectors(answer),
        worn_percent=_number(log.get("percentage_used")),
        note=str(messages[0].get("string", ""))[:200] if messages else "",
    )


def _bad_sectors(answer: dict[str, Any]) -> int | None:
    table = _part(answer, "ata_smart_attributes").get("table")
    if not isinstance(table, list):
        return _number(_part(answer, "nvme_smart_health_information_log").get("media_errors"))
    counts = [
        _number(_part(each, "raw").get("value"))
        for each in table
        if isinstance(each, dict) and each.get("id") in (_REALLOCATED, _PENDING)
    ]
    return sum(each or 0 for each in counts)


def _part(answer: dict[str, Any], key: str) -> dict[str, Any]:
    part = answer.get(key)
    return part if isinstance(part, dict) else {}


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
