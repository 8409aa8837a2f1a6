"""Every test of the room has a clock of its own, a folder for pictures, recorded footage, and stands in for the child
process: what a decoder makes of footage is tested in ``tests/evidence/test_snapshots.py``.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings

from tests.scenes.schools import SchoolScene, login, yen_cuong
from tests.scenes.times import HandClock, hand_clock
from vonggac.documents import framing
from vonggac.evidence import snapshots
from vonggac.evidence.marks import Mark
from vonggac.evidence.snapshots import Footage
from vonggac.kernel.authority import Grant
from vonggac.kernel.data_folder import DataFolder
from vonggac.pictures import services
from vonggac.pictures.services import Asked

MARK = Mark("Nguyễn Thị Ánh", "p-3f2a91", ".23", "PCĐ-2026-001", "a1b2c3")


@pytest.fixture(autouse=True)
def hands(db: None) -> Iterator[HandClock]:
    with hand_clock() as moved:
        yield moved


@pytest.fixture
def school(hands: HandClock) -> SchoolScene:
    return yen_cuong()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where sealed pictures are kept in this test."""
    data = DataFolder(tmp_path)
    monkeypatch.setattr(settings, "DATA", data)
    return data.pictures


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Numbers that were burnt into pictures, in order."""
    numbers: list[str] = []

    def ask(request: bytes) -> tuple[dict[str, Any], bytes]:
        head, _blobs = framing.parse(request)
        numbers.append(head["caption"]["number"])
        frame_us = head["at_ticks"] * 100 // 9
        facts = {"frame_us": frame_us, "frame_sha256": "ab" * 32, "width": 64, "height": 60}
        return {"ok": True, **facts}, b"\xff\xd8" + numbers[-1].encode()

    monkeypatch.setattr(snapshots, "_ask", ask)
    monkeypatch.setattr(snapshots, "live", lambda _run: on_the_wall)
    return numbers


def on_the_wall(grant: Grant, camera: str, asked_us: int) -> Footage:
    """The live tap."""
    return Footage("main", b"init", [b"gop"], asked_us)


def recorded(at_us: int) -> Callable[[Grant, str, int], Footage]:
    """The recording."""
    return lambda grant, camera, asked_us: Footage("main", b"init", [b"gop"], at_us, "d" * 32)


def asked(school: SchoolScene, who: UUID, *, camera: str = "gate", **changed: Any) -> Asked:
    words = {"reason": "Người lạ trèo tường rào", **changed}
    return Asked(
        person=who,
        session=login(who),
        school=school.id,
        camera=school.cameras[camera],
        mark=MARK,
        **words,
    )


def taken(school: SchoolScene, who: UUID | None = None) -> Any:
    """A live snapshot of the gate, by the principal."""
    return services.take_live(asked(school, who or school.principal))
