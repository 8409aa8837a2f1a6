"""Mở ca and Kết thúc ca by checklists, the handover, and shifts that end by themselves (khoản 2 Điều 3)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.scenes.rows import copied
from tests.scenes.schools import SchoolScene, hoa_sen, login, open_shift, opened, yen_cuong
from tests.scenes.times import HandClock
from vonggac.duty import services
from vonggac.duty.checklists import OF, Answer, Item, List, Said, all_in_order
from vonggac.duty.facts import Fact
from vonggac.duty.models import Handover, HandoverAnswer, Shift, ShiftCheck
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.text import TextRefused
from vonggac.notices.models import Notice
from vonggac.people import services as people
from vonggac.people.roles import Role


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def _rostered(school: SchoolScene) -> Shift:
    at_us = clock.now_us()
    return services.roster_shift(
        school=school.id,
        person=school.duty_officer,
        areas=[school.areas["gate"]],
        from_us=at_us,
        to_us=at_us + 4 * clock.HOUR_US,
        by=school.principal,
    )


def test_a_shift_opens_only_when_every_item_is_answered(school: SchoolScene) -> None:
    """3.2-1: none is taken for granted; what the system measured stands beside each answer."""
    shift = _rostered(school)
    some = dict(list(all_in_order(List.OPENING).items())[1:])
    with pytest.raises(ValidationError) as told:
        services.open_shift(shift=shift.id, person=school.duty_officer, answers=some)
    assert list(told.value.message_dict) == ["cameras"]
    facts = {Item.CAMERAS: Fact({"well": 3, "of": 4}, "bad")}
    answers = all_in_order(List.OPENING)
    services.open_shift(shift=shift.id, person=school.duty_officer, answers=answers, facts=facts)
    rows = {each.item: each for each in ShiftCheck.objects.filter(shift=shift)}
    assert set(rows) == {each.value for each in OF[List.OPENING]}
    assert (rows["cameras"].measured, rows["cameras"].verdict) == ({"well": 3, "of": 4}, "bad")


def test_a_complaint_needs_words_and_is_told_to_the_it_teacher(school: SchoolScene) -> None:
    """The shift opens all the same: trouble is written down, watching goes on."""
    shift = _rostered(school)
    answers = all_in_order(List.OPENING) | {Item.CLOCKS: Said(Answer.COMPLAINED)}
    with pytest.raises(TextRefused):
        services.open_shift(shift=shift.id, person=school.duty_officer, answers=answers)
    assert not ShiftCheck.objects.exists()
    answers[Item.CLOCKS] = Said(Answer.COMPLAINED, "Nhanh 2 phút")
    services.open_shift(shift=shift.id, person=school.duty_officer, answers=answers)
    notice = Notice.objects.get()
    assert (notice.person_id, notice.params["item"]) == (school.it_teacher, "clocks")


def test_closing_asks_for_screen_cabinet_and_cleaning(school: SchoolScene) -> None:
    """2.6d: khóa màn hình, khóa tủ, vệ sinh; without them the shift stays open."""
    shift = open_shift(school)
    assert {Item.SCREEN, Item.CABINET, Item.CLEAN} <= set(OF[List.CLOSING])
    with pytest.raises(ValidationError):
        services.close_shift(shift=shift.id, person=school.duty_officer, answers={})
    services.close_shift(
        shift=shift.id, person=school.duty_officer, answers=all_in_order(List.CLOSING)
    )
    assert Shift.objects.get().ended_how == "closed"


def test_a_shift_ends_by_itself_at_its_end_and_when_nobody_is_there(
    school: SchoolScene, hands: HandClock
) -> None:
    """Tự động kết thúc (§5.11): an hour without a hand, or the rostered end."""
    shift = open_shift(school, hours=4)
    hands.pass_by(minutes=40)
    login(school.duty_officer)
    hands.pass_by(minutes=59)
    assert services.end_overdue(at_us=hands.now_us()) == 0
    hands.pass_by(minutes=1)
    assert services.end_overdue(at_us=hands.now_us()) == 1
    assert Shift.objects.get(pk=shift.id).ended_how == "idle"
    second = open_shift(school, hours=1)
    hands.pass_by(minutes=59)
    login(school.duty_officer)
    hands.pass_by(minutes=2)
    assert services.end_overdue(at_us=hands.now_us()) == 1
    row = Shift.objects.get(pk=second.id)
    assert (row.ended_how, row.closed_us) == ("time", row.to_us)


def _second_officer(school: SchoolScene) -> SchoolScene:
    people.appoint(person=school.it_teacher, school=school.id, role=Role.DUTY_OFFICER, by=None)
    return school


def test_a_handover_is_confirmed_by_both(school: SchoolScene) -> None:
    """Bàn giao ca: from, to, state, remarks; the second signature is the taker's own, and given once."""
    shift = open_shift(school)
    made = services.hand_over(
        shift=shift.id,
        person=school.duty_officer,
        to=school.it_teacher,
        remarks="Không có",
        facts={Item.DISK: Fact({"free_bytes": 5}, "good")},
    )
    assert made.state["disk"] == {"measured": {"free_bytes": 5}, "verdict": "good"}
    for stranger in (school.duty_officer, school.principal, hoa_sen().principal):
        with pytest.raises(Refused):
            services.take_over(handover=made.id, person=stranger, agreed=True)
    with pytest.raises(TextRefused):
        services.take_over(handover=made.id, person=school.it_teacher, agreed=False)
    answer = services.take_over(handover=made.id, person=school.it_teacher, agreed=True)
    assert answer.person_id == school.it_teacher
    with pytest.raises(ValidationError):
        services.take_over(handover=made.id, person=school.it_teacher, agreed=True)


def test_what_can_not_be_handed_over(school: SchoolScene, hands: HandClock) -> None:
    """Another's shift, one never opened or long over, to oneself, to another school, twice at once."""
    planned = _rostered(school)

    def hand(shift: Shift, to: object, person: object = None) -> Handover:
        return services.hand_over(
            shift=shift.id,
            person=person or school.duty_officer,  # type: ignore[arg-type]
            to=to,  # type: ignore[arg-type]
            remarks="x",
        )

    with pytest.raises(ValidationError):
        hand(planned, school.it_teacher)
    opened(planned.id, school.duty_officer)
    with pytest.raises(Refused):
        hand(planned, school.duty_officer, person=school.it_teacher)
    for to in (school.duty_officer, hoa_sen().duty_officer):
        with pytest.raises(ValidationError):
            hand(planned, to)
    hand(planned, school.it_teacher)
    with pytest.raises(ValidationError):
        hand(planned, school.principal)
    hands.pass_by(hours=7)
    with pytest.raises(ValidationError):
        hand(planned, school.principal)


def test_the_database_holds_what_was_checked_and_handed_over(school: SchoolScene) -> None:
    """I7: rows only grow; constraints, nulls included."""
    shift = open_shift(school)
    made = services.hand_over(
        shift=shift.id, person=school.duty_officer, to=school.it_teacher, remarks="x"
    )
    check = copied(ShiftCheck, ShiftCheck.objects.all()[0].pk)
    hand = copied(Handover, made.pk)
    answer = {"handover_id": made.id, "person_id": school.it_teacher, "agreed": True, "at_us": 1}
    for attempt in (
        lambda: ShiftCheck.objects.update(words="khác"),
        lambda: ShiftCheck.objects.all()._raw_delete("default"),
        lambda: Handover.objects.update(remarks="khác"),
        lambda: Handover.objects.all()._raw_delete("default"),
        lambda: ShiftCheck.objects.create(**(check | {"which": "noon"})),
        lambda: ShiftCheck.objects.create(**(check | {"item": "weather"})),
        lambda: ShiftCheck.objects.create(**(check | {"answer": "complained"})),
        lambda: ShiftCheck.objects.create(**(check | {"answer": "perhaps"})),
        lambda: Handover.objects.create(**(hand | {"taker_id": hand["giver_id"]})),
        lambda: Handover.objects.create(**(hand | {"remarks": ""})),
        lambda: HandoverAnswer.objects.create(**(answer | {"agreed": False})),
        lambda: HandoverAnswer.objects.create(**(answer | {"person_id": school.principal})),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    HandoverAnswer.objects.create(**answer)
    for attempt in (
        lambda: HandoverAnswer.objects.update(agreed=False, words="x"),
        lambda: HandoverAnswer.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
