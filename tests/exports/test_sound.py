"""Footage with sound leaves the school under a directive that includes it, and only then (ACCESS §1.8)."""

from pathlib import Path
from uuid import UUID

import pytest

from tests.scenes.exporting import ExportScene, export_scene
from tests.scenes.schools import login
from vonggac.duty.models import UsageLine
from vonggac.exports.models import Export
from vonggac.exports.states import ExportState
from vonggac.places import services as places

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def test_a_directive_for_the_pictures_makes_no_package_with_sound(tmp_path: Path) -> None:
    """I1: it fails in words, and nothing is written as having left."""
    row = export_scene(tmp_path, sound=True).built()
    assert (row.state, row.failure) == (ExportState.FAILED, "sound")
    assert not UsageLine.objects.exists()


def test_a_directive_that_includes_it_does_and_the_book_says_so(tmp_path: Path) -> None:
    """I2: as recorded, both tracks; "có âm thanh" in the line of the export."""
    scene = export_scene(tmp_path, sound=True, audio=True)
    row = scene.built()
    assert row.state == ExportState.READY
    line = UsageLine.objects.get()
    assert (line.form, line.sound) == ("export", True)
    assert b"ulaw" in taken(scene, login(scene.school.duty_officer))


def test_an_area_whose_sound_was_taken_back_gives_none_away(tmp_path: Path) -> None:
    """Asked anew at building, whatever was approved before (ACCESS §2.3)."""
    scene = export_scene(tmp_path, sound=True, audio=True)
    asked = scene.approved()
    school = scene.school
    places.decide_audio(
        area=school.areas["gate"], allowed=False, basis="QĐ 16", by=school.principal
    )
    row = scene.built_of(asked)
    assert (row.state, row.failure) == (ExportState.FAILED, "sound")


def test_footage_without_sound_is_not_said_to_have_some(tmp_path: Path) -> None:
    """The book says what left, not what might have."""
    scene = export_scene(tmp_path)
    assert scene.built().state == ExportState.READY
    assert not UsageLine.objects.get().sound


def taken(scene: ExportScene, session: UUID) -> bytes:
    return b"".join(scene.take(Export.objects.get(), session).pieces)
