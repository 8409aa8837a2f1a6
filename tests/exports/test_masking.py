"""Covered viewing copies: ordered or demanded, drawn by who asked, bound, and all that leaves (I1, I2, I9)."""

import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from tests.scenes.exporting import EXPORTING, ExportScene, moving_scene
from tests.scenes.schools import directive, login
from vonggac.duty.models import UsageLine
from vonggac.evidence import keys
from vonggac.evidence.verifying.answers import Answer
from vonggac.evidence.verifying.judge import verify_package
from vonggac.exports import selectors, services
from vonggac.exports.masks import MAX_MASKS, polygon_fault
from vonggac.exports.models import CopyOrder, Export, MaskRow
from vonggac.exports.states import ExportState
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import HOUR_US, SECOND_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.ledger.keys import log_verifier
from vonggac.ledger.models import Outbox
from vonggac.playback.opening import Opener

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
BOX = [[1000, 2000], [4000, 2000], [4000, 9000], [1000, 9000]]


@pytest.fixture
def scene(tmp_path: Path) -> ExportScene:
    return moving_scene(tmp_path)


def draw(scene: ExportScene, row: Export, **how: Any) -> MaskRow:
    said: dict[str, Any] = {
        "camera": scene.camera,
        "points": BOX,
        "from_us": scene.window.from_us,
        "to_us": scene.window.to_us,
        "follow": False,
    }
    by = how.pop("by", scene.school.duty_officer)
    return services.add_mask(export=row.id, by=by, drawing=services.Drawing(**(said | how)))


def close(scene: ExportScene, row: Export) -> None:
    services.close_masks(export=row.id, by=scene.school.duty_officer)


def taken(scene: ExportScene, row: Export) -> dict[str, bytes]:
    data = b"".join(scene.take(row, login(scene.school.duty_officer)).pieces)
    row.refresh_from_db()
    assert len(data) == row.size
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {each.partition("/")[2]: archive.read(each) for each in archive.namelist()}


def test_a_plain_viewing_copy_goes_with_its_masters(scene: ExportScene, tmp_path: Path) -> None:
    """Nothing waits; the package verifies, and names the copy as made of the masters."""
    row = scene.built(viewing_copy=True)
    assert row.state == ExportState.READY, row.failure
    data = b"".join(scene.take(row, login(scene.school.duty_officer)).pieces)
    path = tmp_path / "taken.zip"
    path.write_bytes(data)
    known, log = keys.load(scene.store.data.keys), log_verifier(scene.store.data.keys)
    report = verify_package(path, ca=keys.fingerprint(known.ca), log=log.fingerprint)
    assert report.answer is Answer.VERIFIED, report.text()
    assert b"NOT-EVIDENCE" in data


def test_covered_copies_leave_alone_and_wait_for_their_masks(scene: ExportScene) -> None:
    """The masters would show what was covered: they stay, and the signed list binds the copy."""
    row = scene.approved(masking=True)
    assert selectors.to_build() is None
    assert list(selectors.to_mask(scene.school.duty_officer)) == [row]
    early = services.build(export=row.id, workshop=scene.workshop)
    assert (early.state, early.failure) == (ExportState.FAILED, "not_approved")
    services.retry(export=row.id, by=scene.school.duty_officer)
    draw(scene, row)
    close(scene, row)
    assert selectors.to_build() == row.id
    built = services.build(export=row.id, workshop=scene.workshop)
    assert built.state == ExportState.READY, built.failure
    files = taken(scene, built)
    assert not [each for each in files if each.startswith("video/")]
    (copy,) = [each for each in files if each.startswith("viewing-copy/")]
    listed = files["SHA256SUMS"].decode()
    assert copy in listed
    said = {each["path"]: each for each in json.loads(files["manifest.json"])["files"]}
    assert said[copy]["made"]["masks"] == 1
    assert said[copy]["made"]["masks_sha256"] == CopyOrder.objects.get().masks_sha256
    assert {"READ-ME-FIRST.pdf", "SHA256SUMS.p7s", "seal.tlog-proof"} <= set(files)


def test_the_board_may_demand_masks_with_its_approval(scene: ExportScene) -> None:
    """Only where a copy was ordered; otherwise it declines."""
    row = scene.ask(viewing_copy=True)
    services.approve(export=row.id, by=scene.school.principal, masking=True)
    order = CopyOrder.objects.get(export=row)
    assert (order.masked, order.demanded_by_id) == (True, scene.school.principal)
    assert selectors.to_build() is None
    bare = scene.ask()
    with pytest.raises(Refused, match="nothing_to_mask"):
        services.approve(export=bare.id, by=scene.school.principal, masking=True)
    assert Export.objects.get(pk=bare.id).state == ExportState.REQUESTED


def test_who_asked_draws_and_only_before_the_list_is_closed(scene: ExportScene) -> None:
    """Not before the approval, not by another, not without an order for it, not afterwards."""
    asked = scene.ask(masking=True)
    with pytest.raises(Refused, match="no_masks_now"):
        draw(scene, asked)
    row = services.approve(export=asked.id, by=scene.school.principal)
    with pytest.raises(Refused, match="not_own_masks"):
        draw(scene, row, by=scene.school.principal)
    with pytest.raises(ValidationError):
        close(scene, row)
    first = draw(scene, row)
    services.drop_mask(export=row.id, number=first.number, by=scene.school.duty_officer)
    with pytest.raises(ValidationError):
        services.drop_mask(export=row.id, number=first.number, by=scene.school.duty_officer)
    assert draw(scene, row).number == 2
    close(scene, row)
    for late in (lambda: draw(scene, row), lambda: close(scene, row)):
        with pytest.raises(Refused, match="no_masks_now"):
            late()
    with pytest.raises(Refused, match="no_masks_now"):
        draw(scene, scene.approved(viewing_copy=True))
    assert MaskRow.objects.filter(drawn_by=scene.school.duty_officer).count() == 2


def test_senseless_masks_are_refused_in_words(scene: ExportScene) -> None:
    """Another camera, outside the range, too long a follow, absurd outlines."""
    row = scene.approved(masking=True)
    window = scene.window
    senseless: tuple[dict[str, Any], ...] = (
        {"camera": scene.school.cameras["yard"]},
        {"camera": "nosuch"},
        {"from_us": window.from_us - 1},
        {"to_us": window.to_us + 1},
        {"from_us": window.to_us, "to_us": window.from_us},
        {"points": []},
        {"points": BOX[:2]},
    )
    for poor in senseless:
        with pytest.raises(ValidationError):
            draw(scene, row, **poor)
    assert not MaskRow.objects.exists()


@pytest.mark.parametrize(
    "points",
    [
        None, 7, "abc", {}, [[0, 0]] * 3, [[0, 0], [1, 1], [2, 2]], [[0, 0], [10_001, 0], [5000, 5000]],
        [[-1, 0], [5000, 0], [5000, 5000]], [[0.5, 0], [5000, 0], [5000, 5000]], [[True, 0], [5000, 0], [50, 5000]],
        [["0", "0"], ["5000", "0"], ["5000", "5000"]], [[0, 0, 0], [5000, 0, 0], [5000, 5000, 0]],
        [[0, 0], [9000, 9000], [9000, 0], [0, 9000]], [[x * 100, x % 2 * 5000] for x in range(33)],
        [[0, 0], [10**30, 0], [5000, 5000]],
    ],
)  # fmt: skip
def test_absurd_outlines_have_a_fault(points: Any) -> None:
    """Whatever JSON can bring: judged, and never a crash."""
    assert polygon_fault(points)


def test_a_thousand_masks_are_too_many(scene: ExportScene) -> None:
    """The limit is on those that count; it is told in words."""
    row = scene.approved(masking=True)
    MaskRow.objects.bulk_create(
        MaskRow(
            export=row, number=number, camera=scene.camera, points=BOX,
            from_us=scene.window.from_us, to_us=scene.window.to_us, follow=False,
            drawn_by_id=scene.school.duty_officer, drawn_us=now_us(),
        )
        for number in range(1, MAX_MASKS + 1)
    )  # fmt: skip
    with pytest.raises(ValidationError):
        draw(scene, row)


def test_every_look_is_written_down_before_the_picture_leaves(scene: ExportScene) -> None:
    """I2: the first look at a camera makes its line, every look its entry; another camera or instant gives nothing."""
    row = scene.approved(masking=True)
    draw(scene, row, follow=True)
    session, opener = login(scene.school.duty_officer), Opener(scene.store.keyholder)
    who = scene.school.duty_officer

    def look(camera: str, at_us: int, by: UUID = who) -> tuple[int, bytes]:
        return services.look(
            export=row.id, by=by, session=session, camera=camera, at_us=at_us, opener=opener
        )

    for at_us in (scene.window.from_us, scene.window.to_us - SECOND_US):
        frame_us, jpeg = look(scene.camera, at_us)
        assert abs(frame_us - at_us) < SECOND_US
        assert jpeg.startswith(b"\xff\xd8")
    line = UsageLine.objects.get()
    assert (line.form, line.note) == ("playback", row.label)
    assert Outbox.objects.filter(entry_type="thumb").count() == 2
    for camera, at_us in ((scene.school.cameras["yard"], scene.window.from_us), (scene.camera, 0)):
        with pytest.raises(ValidationError):
            look(camera, at_us)
    with pytest.raises(Refused):
        look(scene.camera, scene.window.from_us, scene.school.principal)
    assert Outbox.objects.filter(entry_type="thumb").count() == 2


def test_what_was_drawn_and_ordered_is_not_edited(scene: ExportScene) -> None:
    """I7: shapes, orders and closings stand; a changed row would not be built."""
    row = scene.approved(masking=True)
    mask = draw(scene, row)
    close(scene, row)
    edits = (
        lambda: MaskRow.objects.filter(pk=mask.pk).update(points=[[0, 0], [1, 0], [1, 1]]),
        lambda: MaskRow.objects.filter(pk=mask.pk).delete(),
        lambda: CopyOrder.objects.update(masking=False),
        lambda: CopyOrder.objects.update(masks_sha256="00" * 32),
        lambda: CopyOrder.objects.update(masks_by=None, masks_us=None, masks_sha256=""),
        lambda: CopyOrder.objects.update(demanded_by=scene.school.principal),
        lambda: CopyOrder.objects.all().delete(),
    )
    for edit in edits:
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            edit()
    MaskRow.objects.filter(pk=mask.pk).update(
        dropped_by=scene.school.duty_officer, dropped_us=now_us()
    )
    built = services.build(export=row.id, workshop=scene.workshop)
    assert (built.state, built.failure) == (ExportState.FAILED, "not_approved")


def test_copies_of_more_than_six_hours_are_not_ordered(scene: ExportScene) -> None:
    """Encoding takes about as long as the footage; the masters have no such limit."""
    long = Range(scene.window.from_us - 7 * HOUR_US, scene.window.to_us)
    directive(scene.school, footage=long, acts=EXPORTING)
    with pytest.raises(ValidationError):
        scene.ask(footage=long, viewing_copy=True)
    assert scene.ask(footage=long).state == ExportState.REQUESTED


def test_a_covered_package_verifies_and_tells_what_was_not_given(
    scene: ExportScene, tmp_path: Path
) -> None:
    """The masters are told by their hashes, as whatever is not disclosed; shell and Python agree."""
    row = scene.approved(masking=True)
    draw(scene, row)
    close(scene, row)
    built = services.build(export=row.id, workshop=scene.workshop)
    assert built.state == ExportState.READY, built.failure
    data = b"".join(scene.take(built, login(scene.school.duty_officer)).pieces)
    known, log = keys.load(scene.store.data.keys), log_verifier(scene.store.data.keys)
    ca = keys.fingerprint(known.ca)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(tmp_path / "out")
    folder = tmp_path / "out" / row.label
    report = verify_package(folder, ca=ca, log=log.fingerprint)
    assert report.answer is Answer.VERIFIED, report.text()
    assert "not disclosed" in report.text()
    shell = ["sh", str(folder / "verify.sh"), ca, log.fingerprint]
    done = subprocess.run(shell, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
