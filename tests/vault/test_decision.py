"""docs/decisions/0002-segment-file.md describes the files that are written: its dump is read here."""

import re
from pathlib import Path

from tests.scenes.segments import NOON_US, SECOND_US
from vonggac.kernel.files import write_whole
from vonggac.vault.keys import MachineKeyholder
from vonggac.vault.reader import SegmentFile
from vonggac.vault.recovery import inspect

DECISION = Path(__file__).parents[2] / "docs/decisions/0002-segment-file.md"
LINE = re.compile(r"([0-9a-f]{4})  ((?:[0-9a-f]{2} )*[0-9a-f]{2}) ")


def dumped() -> bytes:
    """The bytes of the dump."""
    block = DECISION.read_text("utf-8").split("```hexdump\n")[1].split("```")[0]
    data = b""
    for at, digits in LINE.findall(block):
        assert int(at, 16) == len(data)
        data += bytes.fromhex(digits)
    return data


def test_a_file_of_the_first_day_opens_for_ever(tmp_path: Path) -> None:
    """Whoever changes the layout breaks this: version 1 is final."""
    path = tmp_path / "first.vgs"
    path.write_bytes(dumped())
    write_whole(tmp_path / "2026-11.key", bytes(range(32)))
    facts = inspect(path)
    with SegmentFile(path) as file:
        key = MachineKeyholder(tmp_path).data_key(file.header)
        plain = [file.unseal(number, key) for number in range(3)]
        file.check_plain(key)
    assert plain == [b"ftyp+moov", b"moof+mdat 1", b"moof+mdat 2"]
    assert (facts.camera, facts.stream, facts.start_us, facts.leaves) == (
        "c7f3a",
        "main",
        NOON_US,
        3,
    )
    assert facts.end_us == NOON_US + 4 * SECOND_US
    assert facts.fragments[1].key_bytes == 4
