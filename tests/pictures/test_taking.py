"""Snapshots: a number, a line of the usage book and an entry in one transaction (G2), or none of them."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from tests.pictures.conftest import asked, on_the_wall, recorded, taken
from tests.scenes.schools import SchoolScene, directive, hoa_sen, open_shift, yesterday
from tests.scenes.times import HandClock
from vonggac.directives import services as directives
from vonggac.documents import framing
from vonggac.duty.models import UsageForm, UsageLine
from vonggac.evidence import snapshots
from vonggac.incidents import services as incidents
from vonggac.kernel.authority import Act, Refused
from vonggac.kernel.text import TextRefused
from vonggac.ledger.models import Outbox
from vonggac.ledger.selectors import pending
from vonggac.pictures import services
from vonggac.pictures.models import Snapshot


def entries(kind: str) -> list[dict[str, Any]]:
    return [each.entry for each in pending(0, 10_000) if each.entry_type == kind]


def test_a_snapshot_has_number_usage_line_and_entry(school: SchoolScene, folder: Path) -> None:
    """G2, I2: and the entry binds both hashes; no name and no reason stands in it."""
    with override("en"):
        row = taken(school)
    line = UsageLine.objects.get(form=UsageForm.SNAPSHOT)
    (entry,) = entries("snapshot")
    assert row.label == "AN-2026-001"
    assert "Picture" not in line.note  # the book is in the school's language
    assert row.usage_line == line
    assert line.note.endswith("AN-2026-001")
    assert line.purpose_detail == "Người lạ trèo tường rào"
    assert line.footage_from_us is None
    assert entry["sha256"] == row.sha256 and entry["digest"] == row.frame_sha256
    assert entry["basis_ref"] == "AN-2026-001" and entry["deed"] == row.deed.hex
    assert "trèo" not in str(entry)
    assert [each.name for each in folder.iterdir()] == [row.id.hex]


def test_the_paper_in_the_mark_is_the_grants_and_not_the_requests(
    school: SchoolScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ACCESS §1.4: nothing that a page sends says under what a picture was taken."""
    seen: list[str] = []
    ask = snapshots._ask

    def noted(request: bytes) -> Any:
        seen.append(framing.parse(request)[0]["mark"]["paper"])
        return ask(request)

    monkeypatch.setattr(snapshots, "_ask", noted)
    taken(school)
    assert seen == ["khoản 1 Điều 3"]


def test_pictures_lie_sealed(school: SchoolScene, folder: Path) -> None:
    """I11: the disk holds no picture in clear."""
    row = taken(school)
    assert b"\xff\xd8" not in (folder / row.id.hex).read_bytes()[:64]


def test_numbers_follow_and_the_number_in_the_picture_is_the_registers(
    school: SchoolScene, drawn: list[str]
) -> None:
    """Two tabs: both foresaw number 1; the second is stamped anew, and no number is left out."""
    one = services.capture(asked(school, school.principal), on_the_wall)
    two = services.capture(asked(school, school.principal), on_the_wall)
    rows = [two.keep(), one.keep(), taken(school)]
    assert [each.number for each in rows] == [1, 2, 3]
    assert drawn == ["AN-2026-001", "AN-2026-001", "AN-2026-002", "AN-2026-003"]


def test_a_picture_that_came_to_nothing_leaves_no_gap(
    school: SchoolScene, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither number, line, entry nor file."""
    before = Outbox.objects.count()

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("the book is shut")

    with monkeypatch.context() as broken:
        broken.setattr("vonggac.pictures.services.taking.write_line", breaks)
        with pytest.raises(RuntimeError):
            taken(school)
    assert not UsageLine.objects.exists() and not Snapshot.objects.exists()
    assert not [each for each in pending(0, 10_000)[before:] if each.entry_type == "snapshot"]
    assert not folder.exists() or not list(folder.iterdir())
    assert taken(school).number == 1


def test_the_database_refuses_gaps_changes_and_removals(school: SchoolScene) -> None:
    """G3: whatever the code does."""
    row = taken(school)
    line = taken(school).usage_line
    for change in (
        lambda: Snapshot.objects.filter(pk=row.pk).update(reason="khác"),
        lambda: Snapshot.objects.filter(pk=row.pk).delete(),
        lambda: _again(row, number=7, usage_line=line),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def _again(row: Snapshot, **changed: Any) -> None:
    values = {f.attname: getattr(row, f.attname) for f in Snapshot._meta.concrete_fields}
    copy = Snapshot(**{**values, "id": None, "deed": row.grant, **{
        ("usage_line_id" if name == "usage_line" else name): getattr(value, "pk", value)
        for name, value in changed.items()
    }})  # fmt: skip
    copy.id = row.grant
    copy.save(force_insert=True)


def test_who_may_not_takes_no_picture_and_uses_no_number(school: SchoolScene) -> None:
    """An officer without a case, another school's head, a reason of control characters."""
    open_shift(school)
    with pytest.raises(Refused) as told:
        taken(school, school.duty_officer)
    assert told.value.refusal.code == "snapshot_needs_case"
    with pytest.raises(Refused):
        services.take_live(asked(school, hoa_sen().principal))
    for reason in ("", "x" * 501, "a\x07b"):
        with pytest.raises(TextRefused):
            services.take_live(asked(school, school.principal, reason=reason))
    assert not Snapshot.objects.exists()


def test_a_stored_picture_needs_a_directive_with_the_act(school: SchoolScene) -> None:
    """Khoản 5 Điều 5: to view is not to copy; the line names the instant."""
    footage = yesterday()
    moment = footage.from_us + 90_000_000
    directive(school, footage=footage)
    wanted = asked(school, school.duty_officer, at_us=moment)
    with pytest.raises(Refused) as told:
        services.capture(wanted, recorded(moment))
    assert told.value.refusal.code == "act_not_allowed"
    directive(school, footage=footage, acts=[Act.PLAYBACK, Act.SNAPSHOT])
    row = services.capture(wanted, recorded(moment)).keep()
    line = UsageLine.objects.get(form=UsageForm.SNAPSHOT)
    assert not row.live and row.segment == "d" * 32
    assert line.basis_ref.startswith("PCĐ-2026-002")
    assert line.footage_from_us == row.frame_us


def test_a_directive_withdrawn_while_the_frame_is_decoded_keeps_no_picture(
    school: SchoolScene, hands: HandClock
) -> None:
    """ACCESS §1.4: the server's state at that instant, not what was known when it began."""
    footage = yesterday()
    moment = footage.from_us + 90_000_000
    paper = directive(school, footage=footage, acts=[Act.SNAPSHOT])
    made = services.capture(asked(school, school.duty_officer, at_us=moment), recorded(moment))
    hands.pass_by(seconds=1)
    directives.withdraw(directive=paper.id, by=school.principal, reason="nhầm giờ")
    with pytest.raises(Refused):
        made.keep()
    assert not Snapshot.objects.exists()


@pytest.mark.django_db(databases=["default", "archive"])
def test_a_suspicion_takes_its_picture_with_the_case_in_one_act(school: SchoolScene) -> None:
    """Khoản 2 Điều 3: snapshot, case and both books, each with the other's number; or none of it."""
    open_shift(school)
    made = services.capture_live(asked(school, school.duty_officer))
    case = incidents.suspect(
        school=school.id,
        person=school.duty_officer,
        cameras=[school.cameras["gate"]],
        purpose="security",
        what="Người lạ ở cổng",
        snapshot=made.book,
    )
    row = Snapshot.objects.get()
    assert case.snapshot_no == row.label == "AN-2026-001"
    assert row.case_no == case.label
    assert row.basis_ref.startswith(case.label)
    assert row.usage_line.related_no.startswith(case.label)


@pytest.mark.django_db(databases=["default", "archive"])
def test_pictures_of_one_press_are_stamped_once_each(school: SchoolScene, drawn: list[str]) -> None:
    """Each knows how many are booked before it: nothing is decoded anew while the office's write lock is held."""
    open_shift(school)
    who = asked(school, school.duty_officer)
    taken = [services.capture_live(who, ahead) for ahead in range(3)]
    case = incidents.suspect(
        school=school.id,
        person=school.duty_officer,
        cameras=[school.cameras["gate"]],
        purpose="security",
        what="Người lạ ở cổng",
        snapshot=lambda no: " ".join(each.book(no) for each in taken),
    )
    assert drawn == case.snapshot_no.split() == ["AN-2026-001", "AN-2026-002", "AN-2026-003"]
    assert {each.case_no for each in Snapshot.objects.all()} == {case.label}
