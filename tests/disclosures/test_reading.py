"""What is read of requests: printed forms, what waits for whom, reports' sums, reminders; bad and odd times."""

from dataclasses import fields
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.scenes.requests import (
    MOTHER,
    POLICE,
    agreed,
    awaiting,
    clerk,
    filed,
    handover_wish,
    own,
    received,
    scope,
    shown_wish,
    wish,
)
from tests.scenes.schools import SchoolScene, hoa_sen
from tests.scenes.times import HandClock
from vonggac.disclosures import selectors, services
from vonggac.disclosures.facts import ExportedFile
from vonggac.disclosures.models import Request
from vonggac.documents.forms import FORMS
from vonggac.holds import selectors as holds
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Refused
from vonggac.kernel.instants import from_datetime
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import TextRefused
from vonggac.notices.models import Notice

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
COPY = (Act.PLAYBACK, Act.EXPORT)
HCM = ZoneInfo("Asia/Ho_Chi_Minh")


def handed_over(school: SchoolScene, hands: HandClock) -> Request:
    """A part is agreed, shown, extracted, handed over."""
    row = awaiting(school, acts=COPY)
    part = scope(school, row, cameras=frozenset({school.cameras["gate"]}))
    services.agree(request=row.id, by=school.principal, scope=part, read_sha256=row.request_sha256)
    hands.pass_by(hours=1)
    services.write_minutes(request=row.id, by=school.duty_officer, wish=shown_wish())
    services.mark_extracted(request=row.id, by=school.duty_officer, export="VG-2026-000001")
    file = ExportedFile("VG.zip", school.cameras["gate"], row.footage, 118_400_000, "c6" * 32)
    services.hand_over(request=row.id, by=school.duty_officer, wish=handover_wish(), files=[file])
    return Request.objects.get(pk=row.id)


def test_every_printed_form_has_the_fields_it_knows(school: SchoolScene, hands: HandClock) -> None:
    """FORMS §4.1, §4.3, §4.5 and the reply letter: by the names of the room that prints them."""
    row = handed_over(school, hands)
    data = selectors.forms_data(row)
    assert sorted(data) == sorted(selectors.printable_forms(row))
    assert sorted(data) == ["handover", "reply_letter", "viewing_minutes", "viewing_request"]
    for code, said in data.items():
        known = {each.name for each in fields(FORMS[code].data)}
        assert set(said) <= known, code
        FORMS[code].data(**said)
    assert data["viewing_request"]["decision"] == "part"
    assert data["viewing_request"]["identity_no"] == MOTHER.id_number
    assert "hết ngày" in data["handover"]["keeping"]
    assert data["handover"]["files"][0]["size"] == "118,4 MB"
    assert data["reply_letter"]["signed_as"] == "HIỆU TRƯỞNG"


def test_a_deputy_answers_for_the_head_and_names_each_clause_once(school: SchoolScene) -> None:
    """Nghị định 30/2020 Điều 13: KT."""
    row = awaiting(school)
    for clause, ground in (("khoản 3 Điều 4", ""), ("khoản 5 Điều 5", "khoản 5 Điều 5; ")):
        services.refuse(
            request=row.id,
            by=school.vice_principal,
            reason="Đã có công an",
            clause=clause,
            read_sha256=row.request_sha256,
        )
        said = selectors.forms_data(Request.objects.get(pk=row.id))["reply_letter"]
        assert said["signed_as"] == "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG"
        assert said["ground"].startswith(f"{ground}khoản 3 Điều 4 của Quy định")
        row = awaiting(school)


def test_a_units_request_names_its_letter_and_who_comes(school: SchoolScene) -> None:
    """LAW §2.1: police come with công văn and giấy giới thiệu; both are asked for."""
    row = received(school, party=POLICE, own_image=False)
    said = selectors.forms_data(row)["viewing_request"]
    for word in ("Hoàng Văn Sáu", "45/CV-CAX", "GGT 112"):
        assert word in said["standing"]
    with pytest.raises(TextRefused, match="letter_no"):
        filed(
            school,
            party=type(POLICE)(name="Công an", relation="CA", is_unit=True, representative="A"),
        )


def test_what_waits_for_whom(school: SchoolScene) -> None:
    """Each sees the own next step, and nobody another's."""

    def of(person: object) -> list[str]:
        return [each.why for each in selectors.waiting_for(person, school.id)]  # type: ignore[arg-type]

    row = filed(school)
    assert of(clerk(school)) == ["draft"]
    services.enter_filed_paper(request=row.id, by=clerk(school), filed_no="1")
    services.send(request=row.id, by=clerk(school))
    assert of(clerk(school)) == of(school.it_teacher) == ["receive"]
    services.receive(request=row.id, by=clerk(school), identity_checked=True)
    assert of(clerk(school)) == ["put"]
    row = services.put_to_board(request=row.id, by=clerk(school))
    assert of(school.vice_principal) == of(school.principal) == ["decide"]
    assert of(school.duty_officer) == []
    services.agree(
        request=row.id,
        by=school.principal,
        scope=scope(school, row),
        read_sha256=row.request_sha256,
    )
    assert of(school.duty_officer) == ["carry_out"]
    assert of(school.principal) == []


def test_a_report_is_the_sum_of_the_rows(school: SchoolScene, hands: HandClock) -> None:
    """I10, G10."""
    handed_over(school, hands)
    row = awaiting(school)
    services.refuse(
        request=row.id,
        by=school.principal,
        reason="Không đủ căn cứ",
        clause="khoản 3 Điều 4",
        read_sha256=row.request_sha256,
    )
    whole = Range(hands.now_us() - clock.DAY_US, hands.now_us() + 1)
    found = selectors.totals(school.id, whole)
    assert (found.sent, found.agreed, found.agreed_part, found.refused) == (2, 0, 1, 1)
    assert found.handed_over == 1
    assert selectors.totals(hoa_sen().id, whole).sent == 0


def test_the_medium_is_chased_until_somebody_writes_what_became_of_it(
    school: SchoolScene, hands: HandClock
) -> None:
    """FORMS §4.5: the date of return or destruction."""
    row = handed_over(school, hands)
    services.complete(request=row.id, by=school.duty_officer, result="Đã bàn giao.")
    before_us = hands.now_us()
    assert selectors.media_due(school.id, before_us) == []
    hands.pass_by(days=11)
    services.follow(at_us=hands.now_us(), since_us=before_us)
    told = Notice.objects.filter(kind="request_medium_due")
    assert told.filter(person_id=school.duty_officer).exists()
    services.close_medium(
        request=row.id, by=clerk(school), how="returned", words="Đủ niêm phong NP-07"
    )
    assert selectors.media_due(school.id, hands.now_us()) == []
    with pytest.raises(Refused):
        services.close_medium(request=row.id, by=clerk(school), how="returned", words="Lần hai")


def test_who_is_late_is_told_once_a_day_with_the_number_only(
    school: SchoolScene, hands: HandClock
) -> None:
    row = filed(school)
    row = services.send(request=row.id, by=clerk(school))
    assert row.due_us is not None
    hands.pass_by(seconds=(row.due_us - hands.now_us()) / clock.SECOND_US + 5)
    for _round in range(3):
        services.follow(at_us=hands.now_us(), since_us=hands.now_us() - 6 * clock.SECOND_US)
        hands.pass_by(seconds=6)
    late = Notice.objects.filter(kind="request_late")
    assert set(late.values_list("times", flat=True)) == {1}
    assert "Nụ" not in repr(list(Notice.objects.values()))
    assert {each.params["no"] for each in late} == {row.label}


def test_the_laws_limit_is_prolonged_once_with_a_reason(school: SchoolScene) -> None:
    """LAW §4: 10 days, and 10 more."""
    row = received(school)
    first_us = row.legal_due_us or 0
    done = services.extend(request=row.id, by=school.principal, words="Nhiều camera")
    assert done.legal_due_us == first_us + 10 * clock.DAY_US
    with pytest.raises(Refused):
        services.extend(request=row.id, by=school.principal, words="Lần nữa")
    other = received(school, own_image=False)
    assert other.legal_due_us is None


def test_numbers_begin_anew_with_the_calendar_year_and_ranges_go_over_it(
    school: SchoolScene, hands: HandClock
) -> None:
    """FORMS §2: 01/01 by the school's clock, not Greenwich's."""
    hands.set_wall(from_datetime(datetime(2026, 12, 31, 23, 0, tzinfo=HCM)))
    old = received(school)
    hands.set_wall(from_datetime(datetime(2027, 1, 1, 0, 30, tzinfo=HCM)))
    over = Range(hands.now_us() - 2 * clock.HOUR_US, hands.now_us() - 1)
    new = received(school, footage=over)
    assert (old.label, new.label) == ("DN-2026-001", "DN-2027-001")
    assert "31/12/2026" in selectors.forms_data(new)["viewing_request"]["footage"]


def test_two_schools_count_and_hold_apart(school: SchoolScene) -> None:
    """The same number at another school is another request, with another hold."""
    other = hoa_sen()
    mine, theirs = received(school), received(other)
    assert mine.label == theirs.label == "DN-2026-001"
    services.withdraw(request=mine.id, by=clerk(school))
    later_us = clock.now_us() + 8 * clock.DAY_US
    assert not holds.held(school.cameras["gate"], mine.footage, later_us)
    assert holds.held(other.cameras["gate"], theirs.footage, later_us)
    with pytest.raises(Request.DoesNotExist):
        services.receive(request=theirs.id, by=clerk(school), identity_checked=True)


@pytest.mark.parametrize("field", ["account", "reason", "place", "attachments"])
def test_megabytes_and_what_cannot_be_seen_are_no_text(school: SchoolScene, field: str) -> None:
    """ACCESS §10.6: refused by the service, whatever the page let through."""
    asked = wish(school)
    for text in ("x" * 10_000_000, "ẩn\u202e", "chuông\x07", "\x00"):
        bad = type(asked)(
            **{each.name: getattr(asked, each.name) for each in fields(asked)} | {field: text}
        )
        with pytest.raises(TextRefused):
            services.file(school=school.id, by=clerk(school), wish=bad, party=MOTHER, outsider=True)
    assert Request.objects.count() == 0


def test_a_colleague_with_no_desk_enters_nobody_else(school: SchoolScene) -> None:
    """An outsider's request is entered by the clerk, or the IT teacher."""
    with pytest.raises(Refused, match="not_for_your_role"):
        services.file(
            school=school.id, by=school.duty_officer, wish=wish(school), party=MOTHER, outsider=True
        )
    assert own(school, school.duty_officer).requester_id == school.duty_officer


def test_an_approval_is_asked_again_at_every_use(school: SchoolScene, hands: HandClock) -> None:
    """ACCESS §2.3: as approved, and nothing else, when minutes are written."""
    row = agreed(school)
    hands.pass_by(hours=1)
    with pytest.raises(Refused, match="approval_void"):
        _with_another_digest(row, hands, school)


def _with_another_digest(row: Request, hands: HandClock, school: SchoolScene) -> None:
    """A row that somebody wrote past the services: the key that binds its words is another."""
    Request.objects.filter(pk=row.pk).update(mark_key=b"0" * 32)
    services.write_minutes(request=row.id, by=school.duty_officer, wish=shown_wish())
