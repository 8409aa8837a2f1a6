"""Exports VG: asked, approved by another, built once, written down, taken by whom it is for (I1, I2, I9)."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pyrage
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from tests.scenes.exporting import ExportScene, export_scene
from tests.scenes.packages import Package
from tests.scenes.schools import directive, hoa_sen, login
from vonggac.directives import services as directives
from vonggac.directives.models import Directive
from vonggac.duty.models import UsageLine
from vonggac.evidence import building, keys
from vonggac.evidence.cutting import NotAsEntered
from vonggac.evidence.verifying.answers import Answer
from vonggac.evidence.verifying.judge import verify_package
from vonggac.exports import selectors, services
from vonggac.exports.models import Export, ExportDownload
from vonggac.exports.states import Envelope, ExportState
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import DAY_US, MINUTE_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.ledger.keys import log_verifier
from vonggac.ledger.models import Outbox

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def scene(tmp_path: Path) -> ExportScene:
    return export_scene(tmp_path)


@pytest.fixture
def session(scene: ExportScene) -> UUID:
    return login(scene.school.duty_officer)


def deeds(kind: str) -> int:
    return Outbox.objects.filter(entry_type=kind).count()


def test_from_asking_to_a_verified_package(
    scene: ExportScene, session: UUID, tmp_path: Path
) -> None:
    """The whole way: every step has its entry, the book its one line, and a stranger verifies what was taken."""
    row = scene.built()
    assert row.state == ExportState.READY
    assert row.label.startswith("VG-")
    taken = scene.take(row, session)
    data = b"".join(taken.pieces)
    assert (len(data), taken.name) == (row.size, f"{row.label}.zip")
    path = tmp_path / "taken.zip"
    path.write_bytes(data)
    known = keys.load(scene.store.data.keys)
    log = log_verifier(scene.store.data.keys).fingerprint
    report = verify_package(path, ca=keys.fingerprint(known.ca), log=log)
    assert report.answer is Answer.VERIFIED, report.text()
    assert all(deeds(f"export.{each}") == 1 for each in ("request", "approve", "build", "download"))
    line = UsageLine.objects.get(form="export")
    assert line == Export.objects.get().usage_line
    assert line.person_id == scene.school.duty_officer
    assert line.served[0]["camera"] == scene.camera
    assert row.label in line.note


def test_the_custody_tells_who_asked_and_who_approved(scene: ExportScene, session: UUID) -> None:
    """The approval is in the log before the package is made, and in the package with its proof."""
    data = b"".join(scene.take(scene.built(), session).pieces)
    files = Package(data, "", "", "").files
    custody = next(raw for name, raw in files.items() if name.endswith("custody.jsonl"))
    assert custody.count(b"\n") >= 3


def test_a_second_lawful_download_has_the_same_bytes(scene: ExportScene, session: UUID) -> None:
    """ACCESS §3.6: a link works once; another link gives the same, and both are written down."""
    row = scene.built()
    first = b"".join(scene.take(row, session).pieces)
    assert b"".join(scene.take(row, session).pieces) == first
    assert deeds("export.download") == 2
    assert ExportDownload.objects.count() == 2


def test_a_link_is_for_one_person_one_login_and_once(scene: ExportScene, session: UUID) -> None:
    """Another's, another login's, a used or an old one gives nothing, and no download is written."""
    row, who = scene.built(), scene.school.duty_officer
    token = services.make_link(export=row.id, person=who, session=session)
    other = login(scene.school.it_teacher)
    data = scene.store.data
    for person, login_id in ((scene.school.it_teacher, other), (who, other), (who, uuid4())):
        with pytest.raises(Refused):
            services.take(token=token, person=person, session=login_id, data=data)
    later = now_us() + 6 * MINUTE_US
    with patch("vonggac.kernel.clock.now_us", lambda: later), pytest.raises(Refused):
        services.take(token=token, person=who, session=session, data=data)
    assert not ExportDownload.objects.exists()
    services.take(token=token, person=who, session=session, data=data)
    with pytest.raises(Refused, match="link_over"):
        services.take(token=token, person=who, session=session, data=data)


def test_without_a_directive_that_permits_it_nothing_is_asked(scene: ExportScene) -> None:
    """I1: another camera, a wider range, an act that the paper does not name, a person without the deed."""
    school, window = scene.school, scene.window
    wider = Range(window.from_us - MINUTE_US, window.to_us)
    yard = Range(window.from_us, window.to_us)
    directive(school, cameras=("yard",), footage=yard)
    poor: list[dict[str, Any]] = [
        {"cameras": [school.cameras["yard"]]},
        {"footage": wider},
        {"person": school.it_teacher},
        {"person": school.principal},
        {"cameras": []},
    ]
    for how in poor:
        with pytest.raises(Refused):
            scene.ask(**how)
    assert not Export.objects.exists()
    assert deeds("export.request") == 0


def test_only_who_may_approve_copies_decides_and_never_the_requester(scene: ExportScene) -> None:
    """Khoản 3 Điều 4: the head; a vice-principal only where the school decided so. Once."""
    row = scene.ask()
    stranger = hoa_sen()
    for by in (scene.school.duty_officer, scene.school.it_teacher, stranger.principal):
        with pytest.raises(Refused):
            services.approve(export=row.id, by=by)
    services.approve(export=row.id, by=scene.school.principal)
    with pytest.raises(Refused):
        services.approve(export=row.id, by=scene.school.principal)
    with pytest.raises(Refused):
        services.decline(export=row.id, by=scene.school.principal, reason="muộn")


def test_a_declined_export_is_never_built(scene: ExportScene) -> None:
    """With its reason; the state goes nowhere from there."""
    row = services.decline(export=scene.ask().id, by=scene.school.principal, reason="Chưa cần")
    assert selectors.to_build() is None
    assert services.build(export=row.id, workshop=scene.workshop).state == ExportState.DECLINED
    assert not (scene.store.data.exports / row.id.hex).exists()


def test_what_was_approved_cannot_be_edited(scene: ExportScene) -> None:
    """ACCESS §2.2: triggers freeze the scope; rows are not removed; links and downloads are not changed."""
    row = scene.approved()
    changes: list[dict[str, Any]] = [
        {"recipient": "ai đó"},
        {"cameras": []},
        {"footage_to_us": row.footage_to_us + 1},
    ]
    for change in changes:
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            Export.objects.filter(pk=row.id).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Export.objects.filter(pk=row.id).delete()


def test_the_database_refuses_what_no_service_does(scene: ExportScene) -> None:
    """I9 and NULL (ACCESS §2.8): self-approval, an approval without a person, ready without its line, a silent end."""
    row = scene.approved()
    rows = Export.objects.filter(pk=row.id)
    for change in (
        {"approver": row.requester_id},
        {"approver": None},
        {"decided_us": None},
        {"approval_deed": None},
        {"approved_sha256": ""},
        {"approved_sha256": "0" * 64},
        {"state": "ready"},
        {"state": "ready", "size": 1, "sha256": "0" * 64, "ready_us": 1},
        {"state": "failed"},
        {"state": "declined"},
        {"state": "lost"},
        {"failure": "x"},
        {"build_deed": uuid4()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_a_grant_that_ended_stops_building_and_download(scene: ExportScene, session: UUID) -> None:
    """Checked again at each step (ACCESS §2.3, §2.7): a withdrawn directive, before and after building."""
    waiting, ready = scene.approved(), scene.built()
    withdraw(scene)
    failed = services.build(export=waiting.id, workshop=scene.workshop)
    assert (failed.state, failed.failure) == (ExportState.FAILED, "not_permitted")
    with pytest.raises(Refused, match="withdrawn"):
        scene.take(ready, session)
    assert deeds("export.download") == 0
    assert UsageLine.objects.filter(form="export").count() == 1


def withdraw(scene: ExportScene) -> None:
    for each in Directive.objects.all():
        directives.withdraw(directive=each.id, by=scene.school.principal, reason="Không cần nữa")


@pytest.mark.parametrize("step", ["prepare", "entered", "finish"])
def test_killed_at_any_step_it_goes_on_and_is_written_once(scene: ExportScene, step: str) -> None:
    """A kill leaves the row as it is; the next child finishes it: one entry, one line of the book."""
    row = scene.approved()
    where = {
        "prepare": "vonggac.evidence.building._sign",
        "entered": "vonggac.exports.services.building._finish",
        "finish": "vonggac.evidence.building.zipping.directory",
    }[step]
    with patch(where, side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        services.build(export=row.id, workshop=scene.workshop)
    assert Export.objects.get().state == ExportState.BUILDING
    assert selectors.to_build() == row.id
    assert services.build(export=row.id, workshop=scene.workshop).state == ExportState.READY
    assert deeds("export.build") == 1
    assert UsageLine.objects.filter(form="export").count() == 1


def test_what_dies_again_and_again_fails_in_words(scene: ExportScene) -> None:
    """Three begins; then somebody is told, and may try again."""
    row = scene.approved()
    for _ in range(3):
        with (
            patch("vonggac.evidence.building._sign", side_effect=KeyboardInterrupt),
            pytest.raises(KeyboardInterrupt),
        ):
            services.build(export=row.id, workshop=scene.workshop)
    assert services.build(export=row.id, workshop=scene.workshop).failure == "killed"
    assert not (scene.store.data.exports / row.id.hex).exists()
    services.retry(export=row.id, by=scene.school.duty_officer)
    assert services.build(export=row.id, workshop=scene.workshop).state == ExportState.READY


def test_failures_are_told_in_codes_and_leave_nothing_behind(scene: ExportScene) -> None:
    """A short disk, an altered file, papers that cannot be drawn; nothing of it lies on the disk."""
    for fault, code in (
        (building.DiskShort("x"), "disk_short"),
        (NotAsEntered("x"), "altered"),
        (OSError("x"), "disk"),
        (RuntimeError("typst"), "unexpected"),
    ):
        row = scene.approved()
        with patch("vonggac.evidence.building.stamp", side_effect=fault):
            failed = services.build(export=row.id, workshop=scene.workshop)
        assert (failed.state, failed.failure) == (ExportState.FAILED, code)
        assert not (scene.store.data.exports / row.id.hex).exists()
    assert deeds("export.build") == 0
    assert not UsageLine.objects.filter(form="export").exists()


def test_without_keys_it_fails_and_says_so(tmp_path: Path) -> None:
    """No key is made in secret (ADR 0015)."""
    scene = export_scene(tmp_path, with_keys=False)
    assert scene.built().failure == "no_keys"


def test_an_archivist_that_stands_still_is_told(scene: ExportScene) -> None:
    """Without its entry in the log there is no package."""
    row = scene.approved()
    tired = replace(scene.workshop, wait=lambda: False)
    assert services.build(export=row.id, workshop=tired).failure == "no_checkpoint"


def test_an_envelope_opens_with_the_recipients_key_only(scene: ExportScene, session: UUID) -> None:
    """age, to the recipient's key; the same bytes at every download; the zip lies nowhere any more."""
    identity = pyrage.x25519.Identity.generate()
    row = scene.built(envelope=Envelope.RECIPIENT, age_recipient=str(identity.to_public()))
    data = b"".join(scene.take(row, session).pieces)
    assert data == b"".join(scene.take(row, session).pieces)
    assert pyrage.decrypt(data, [identity]).startswith(b"PK\3\4")
    left = {path.name for path in (scene.store.data.exports / row.id.hex).iterdir()}
    assert left == {"package.age"}


def test_a_one_time_key_is_shown_and_opens(scene: ExportScene, session: UUID) -> None:
    """For a recipient without a key: handed over by another way; sealed in the database."""
    row = scene.built(envelope=Envelope.ONE_TIME)
    secret = selectors.one_time_key(row)
    assert secret.encode() not in bytes(row.sealed_identity)
    data = b"".join(scene.take(row, session).pieces)
    opened = pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(secret)])
    assert opened.startswith(b"PK\3\4")


def test_a_strange_key_or_an_endless_range_is_refused(scene: ExportScene) -> None:
    """What the form can mend."""
    for how in (
        {"envelope": "recipient", "age_recipient": "age1nonsense"},
        {"envelope": "recipient"},
        {"envelope": "none", "age_recipient": "age1x"},
        {"envelope": "magic"},
        {"footage": Range(scene.window.from_us, scene.window.from_us + 8 * DAY_US)},
    ):
        with pytest.raises(ValidationError):
            scene.ask(**how)


def test_after_its_days_the_package_is_gone_and_its_lines_stay(
    scene: ExportScene, session: UUID
) -> None:
    """A copy must not outlive its purpose: key and parts go; what was written down stays."""
    row = scene.built()
    assert services.erase_old(data=scene.store.data, at_us=now_us() + 29 * DAY_US) == 0
    assert services.erase_old(data=scene.store.data, at_us=now_us() + 31 * DAY_US) == 1
    assert not (scene.store.data.exports / row.id.hex).exists()
    with pytest.raises(Refused, match="not_ready"):
        scene.take(row, session)
    assert bytes(Export.objects.get().sealed_key) == b""
    assert deeds("export.build") == 1


def test_the_ledger_names_nobody(scene: ExportScene, session: UUID) -> None:
    """Ids only; the recipient and the reason stay in the office."""
    scene.take(scene.built(), session)
    said = " ".join(
        Outbox.objects.filter(entry_type__startswith="export.").values_list("body", flat=True)
    )
    assert "Công an" not in said
    assert "Dung" not in said
