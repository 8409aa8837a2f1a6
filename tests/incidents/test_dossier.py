"""Hồ sơ and sổ at once (3.2-2c, G2): each names the other, and neither stands alone."""

import hashlib
import hmac
import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from tests.incidents.test_cases import opened
from tests.scenes.rows import copied
from tests.scenes.schools import SchoolScene, directive, hoa_sen, open_shift
from vonggac.access.models import RefusalRow
from vonggac.duty import services as duty
from vonggac.duty.models import UsageLine
from vonggac.holds import selectors as holds
from vonggac.incidents import selectors, services
from vonggac.incidents.models import Case, DossierLine, DossierLineKey
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.ids import new_uuid
from vonggac.kernel.ranges import Range
from vonggac.ledger.models import Outbox
from vonggac.notices.models import Notice

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def usage(school: SchoolScene, **more: Any) -> dict[str, Any]:
    at_us = clock.now_us()
    return {
        "school": school.id,
        "person": school.duty_officer,
        "started_us": at_us,
        "ended_us": at_us,
        "basis": "directive",
        "basis_ref": "khoản 1 Điều 2",
        "cameras": [{"camera": school.cameras["gate"], "name": "Cổng 1", "area": "Cổng"}],
        "served": [],
        "footage": Range(10, 20),
        "form": "playback",
        "purpose": "security",
        **more,
    }


def suspected(school: SchoolScene, **more: Any) -> Case:
    values: dict[str, Any] = {
        "person": school.duty_officer,
        "cameras": [school.cameras["gate"]],
        "purpose": "security",
        "what": "Người lạ trèo tường rào",
    }
    return services.suspect(school=school.id, **(values | more))


def test_one_press_is_case_hold_usage_line_dossier_line_and_notice(school: SchoolScene) -> None:
    """3.2-2b and 3.2-2c in one act: the two lines carry each other's number."""
    open_shift(school, ["gate"])
    Notice.objects.all().delete()
    row = suspected(school)
    line = UsageLine.objects.get()
    (use,) = [each for each in selectors.dossier(row.id) if each.kind == "use"]
    assert line.related_no == f"{row.label}/{use.place}"
    assert (use.usage_line_id, use.usage_no, use.usage_year) == (
        line.id,
        line.number,
        line.school_year,
    )
    assert (line.basis, line.form, line.purpose_detail) == ("roster", "live", row.what)
    around = Range(row.noted_us - 9 * clock.MINUTE_US, row.noted_us + 9 * clock.MINUTE_US)
    assert holds.held(school.cameras["gate"], around)
    urgent = {each.person_id for each in Notice.objects.filter(urgency=2)}
    assert urgent == {school.principal, school.vice_principal, school.it_teacher}
    assert row.what not in json.dumps([each.params for each in Notice.objects.all()])


def test_who_may_not_watch_live_notes_no_suspicion_with_the_button(school: SchoolScene) -> None:
    """Officer in a shift, IT teacher, Board; the refusal leaves its line, and nothing else is left."""
    with pytest.raises(Refused):
        suspected(school)
    assert RefusalRow.objects.get().code == "no_open_shift"
    open_shift(school, ["gate"])
    with pytest.raises(Refused):
        suspected(school, cameras=[school.cameras["yard"]])
    with pytest.raises(Refused):
        suspected(school, person=hoa_sen().principal)
    assert not Case.objects.exists()
    for person in (school.it_teacher, school.vice_principal):
        suspected(school, person=person)
    assert UsageLine.objects.count() == 2


def test_a_picture_that_is_booked_in_the_act_brings_its_own_usage_line(school: SchoolScene) -> None:
    """The hook of room ``pictures``: number and lines in the same transaction; what it raises undoes everything."""

    def book(no: str) -> str:
        duty.write_usage_line(
            **usage(school, person=school.principal, form="snapshot", related_no=no)
        )
        return "AN-2026-001"

    def broken(no: str) -> str:
        book(no)
        raise OSError("no disk")

    with pytest.raises(OSError, match="no disk"):
        suspected(school, person=school.principal, snapshot=broken)
    assert (Case.objects.count(), UsageLine.objects.count(), DossierLine.objects.count()) == (
        0, 0, 0,
    )  # fmt: skip
    row = suspected(school, person=school.principal, snapshot=book)
    assert (row.snapshot_no, UsageLine.objects.get().form) == ("AN-2026-001", "snapshot")


def test_a_use_under_a_directive_of_the_case_stands_in_its_dossier(school: SchoolScene) -> None:
    """Truy xuất: whatever is played under the joined directive; of another directive nothing is."""
    row, paper, other = opened(school), directive(school), directive(school)
    services.join_directive(case=row.id, directive=paper.id, by=school.it_teacher)
    with pytest.raises(ValidationError):
        services.join_directive(case=opened(school).id, directive=paper.id, by=school.it_teacher)
    mine = duty.write_usage_line(**usage(school, basis_ref=f"{paper.label}, khoản 1 Điều 2"))
    alien = duty.write_usage_line(**usage(school, basis_ref=f"{other.label}, khoản 1 Điều 2"))
    assert mine.related_no == f"{row.label}/{selectors.dossier(row.id)[-1].place}"
    assert alien.related_no == ""


def test_a_line_of_a_use_is_added_with_its_usage_line(school: SchoolScene) -> None:
    """``add_line``: a note alone, or the two lines together; a correction of a usage line follows it."""
    row = opened(school)
    note = services.add_line(case=row.id, by=school.duty_officer, text="Đã gọi bảo vệ")
    assert (note.kind, UsageLine.objects.count()) == ("note", 0)
    use = services.add_line(
        case=row.id, by=school.duty_officer, text="Thấy một xe", usage=usage(school)
    )
    line = UsageLine.objects.get()
    assert (use.usage_line_id, line.related_no, line.result) == (
        line.id,
        f"{row.label}/{use.place}",
        "Thấy một xe",
    )
    fixed = duty.correct_usage_line(line=line.id, text="Hai xe", by=school.it_teacher)
    assert fixed.related_no == f"{row.label}/{use.place + 1}"


def test_a_correction_of_the_dossier_names_the_old_line(school: SchoolScene) -> None:
    """I7: the old one stays as it is."""
    row = opened(school)
    old = selectors.dossier(row.id)[0]
    new = services.correct_line(line=old.id, by=school.it_teacher, text="Sai giờ")
    assert (new.kind, new.corrects_id) == ("correction", old.id)
    with pytest.raises(Refused):
        services.correct_line(line=old.id, by=hoa_sen().principal, text="x")


def test_the_database_knows_no_line_without_the_other(school: SchoolScene) -> None:
    """3.2-2c below the services: number, place, book and case must agree, and both come at once."""
    row = opened(school)
    use = services.add_line(case=row.id, by=school.duty_officer, text="x", usage=usage(school))
    lone = duty.write_usage_line(**usage(school))
    line, dossier = copied(UsageLine, lone.pk), copied(DossierLine, use.pk)
    fresh = new_uuid()
    for attempt in (
        lambda: UsageLine.objects.create(**(line | {"number": 9, "related_no": f"{row.label}/9"})),
        lambda: UsageLine.objects.create(**(line | {"number": 9, "related_no": row.label})),
        lambda: DossierLine.objects.create(**(dossier | {"place": 9, "usage_line_id": lone.id})),
        lambda: _alone(dossier | {"place": 9, "usage_line_id": fresh, "usage_no": 9}),
        lambda: _both(dossier | {"place": 9, "usage_line_id": fresh, "usage_no": 8}, line, row),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    with pytest.raises(ValidationError):
        duty.write_usage_line(**usage(school, related_no="VV-2026-999"))


def _alone(dossier: dict[str, Any]) -> None:
    DossierLine.objects.create(**dossier)
    connection.check_constraints()  # what COMMIT does


def _both(dossier: dict[str, Any], line: dict[str, Any], row: Case) -> None:
    """The numbers of the book differ."""
    made = DossierLine.objects.create(**dossier)
    values = line | {"number": 9, "related_no": f"{row.label}/9", "id": made.usage_line_id}
    UsageLine.objects.create(**values)


def test_the_ledger_commits_to_every_line_and_says_nothing_of_it(school: SchoolScene) -> None:
    """HMAC of the line's text under a key of its own."""
    row = opened(school)
    line = DossierLine.objects.get(case=row, kind="noted")
    (entry,) = [
        body
        for each in Outbox.objects.filter(entry_type="book.line")
        if (body := json.loads(each.body))["commit"] == _commit(line)
    ]
    assert (entry["book"], entry["year"], entry["no"]) == ("VV", str(row.year), row.number)
    assert row.what not in json.dumps(entry, ensure_ascii=False)


def _commit(line: DossierLine) -> str:
    key = bytes(DossierLineKey.objects.get(line=line).key)
    return hmac.new(key, services.line_text(line), hashlib.sha256).hexdigest()
