"""Holds: placed by one, released by two, ended only with a settled ground; rows only grow (khoản 1 Điều 6)."""

from datetime import date
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.scenes.schools import SchoolScene, hoa_sen, yesterday
from tests.scenes.times import HandClock
from vonggac.holds import selectors, services
from vonggac.holds.models import Hold, HoldCamera, HoldEnd, ReleaseAnswer, ReleaseAsk
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import TextRefused
from vonggac.ledger.models import Outbox

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
LONG_FROM_NOW = date(2099, 1, 1)


def place(school: SchoolScene, **more: object) -> Hold:
    values: dict[str, object] = {
        "school": school.id,
        "cameras": [school.cameras["gate"]],
        "footage": yesterday(),
        "ground": "own",
        "reason": "Hai học sinh ngã ở cổng",
        "by": school.it_teacher,
        "review_on": LONG_FROM_NOW,
    } | more
    return services.place(**values)  # type: ignore[arg-type]


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusal.code


def last_entry(kind: str) -> str:
    row = Outbox.objects.filter(entry_type=kind).order_by("-id").first()
    assert row is not None
    return row.body


def test_what_is_held_is_held_from_that_instant_on_and_nothing_beside_it(
    school: SchoolScene,
) -> None:
    """One camera, one range, half-open; the entry names who placed it and no word of why."""
    hold = place(school)
    gate, yard = school.cameras["gate"], school.cameras["yard"]
    assert hold.label.startswith("NG-20")
    assert selectors.held(gate, hold.footage)
    assert selectors.why_held(gate, Range(hold.footage_to_us - 1, hold.footage_to_us)) == hold.label
    assert not selectors.held(gate, Range(hold.footage_to_us, hold.footage_to_us + 1))
    assert not selectors.held(yard, hold.footage)
    half = Range(hold.footage_from_us - 5, hold.footage_from_us + 5)
    assert selectors.held_ranges(gate, half) == [Range(half.from_us + 5, half.to_us)]
    assert [each.camera for each in selectors.all_held()] == [gate]
    assert "ngã" not in last_entry("hold.place")
    assert gate in last_entry("hold.place")


def test_a_hold_is_released_by_two_different_persons_and_one_of_them_is_the_board(
    school: SchoolScene,
) -> None:
    """ACCESS §7.5: who asked can't answer; the IT teacher may ask, not release."""
    hold = place(school)
    ask = services.ask_release(hold=hold.id, by=school.principal, reason="Xong")
    for who, why in ((school.principal, "two_persons"), (school.it_teacher, "may_not_release")):
        with pytest.raises(Refused) as refused:
            services.release(ask=ask.id, by=who)
        assert code(refused) == why
    assert selectors.held(school.cameras["gate"], hold.footage)
    services.release(ask=ask.id, by=school.vice_principal)
    assert not selectors.held(school.cameras["gate"], hold.footage)
    assert f'"approved_by":["p-{school.vice_principal.hex}"]' in last_entry("hold.release")
    for again in (
        lambda: services.release(ask=ask.id, by=school.vice_principal),
        lambda: services.ask_release(hold=hold.id, by=school.principal, reason="Nữa"),
    ):
        with pytest.raises(ValidationError):
            again()


def test_the_second_person_may_keep_it_and_it_can_be_asked_for_again(school: SchoolScene) -> None:
    hold = place(school)
    ask = services.ask_release(hold=hold.id, by=school.it_teacher, reason="Hết ổ đĩa")
    with pytest.raises(ValidationError):
        services.ask_release(hold=hold.id, by=school.principal, reason="Cũng vậy")
    assert [each.id for each in selectors.asks_waiting(school.id)] == [ask.id]
    services.keep(ask=ask.id, by=school.principal, reason="Công an chưa trả lời")
    assert selectors.is_active(hold.id)
    assert selectors.open_ask(hold.id) is None
    second = services.ask_release(hold=hold.id, by=school.it_teacher, reason="Đã có trả lời")
    services.release(ask=second.id, by=school.principal)
    assert not selectors.is_active(hold.id)


def test_a_requests_hold_ends_when_its_ground_is_settled_and_evidence_never_does(
    school: SchoolScene, hands: HandClock
) -> None:
    """REQUIREMENTS §5.1: seven days after a refusal; a case's footage is evidence and needs two persons."""
    hold = place(school, ground="request", ground_ref="DN-2026-001", by=school.duty_officer)
    ends_us = clock.now_us() + 7 * clock.DAY_US
    for ended in (1, 0):
        assert ended == services.end_for_ground(
            ground="request", ground_ref="DN-2026-001", ends_us=ends_us, by=school.principal
        )
    gate = school.cameras["gate"]
    assert selectors.held(gate, hold.footage)
    assert selectors.held(gate, hold.footage, ends_us - 1)
    assert not selectors.held(gate, hold.footage, ends_us)
    for ground in ("case", "own"):
        with pytest.raises(ValueError, match="two persons"):
            services.end_for_ground(ground=ground, ground_ref="VV-2026-001", ends_us=ends_us)


def test_who_may_place_and_what_can_be_held(school: SchoolScene) -> None:
    """Not a duty officer by own decision, nobody or nothing of another school, no future, no text that hides."""
    other = hoa_sen()
    for who in (school.duty_officer, other.principal):
        with pytest.raises(Refused) as refused:
            place(school, by=who)
        assert code(refused) == "may_not_hold"
    with pytest.raises(Refused):
        place(school, by=other.principal, ground="request", ground_ref="DN-2026-001")
    now_us = clock.now_us()
    wrong: list[dict[str, object]] = [
        {"cameras": []},
        {"cameras": [other.cameras["gate"]]},
        {"cameras": [school.cameras["gate"], "nosuch"]},
        {"footage": Range(now_us + 1, now_us + 2)},
        {"footage": Range(now_us - 93 * clock.DAY_US, now_us)},
        {"review_on": date(2020, 1, 1)},
    ]
    for each in wrong:
        with pytest.raises(ValidationError):
            place(school, **each)
    for text in ("", "a\x00b", "x" * 501, "a\u202eb"):
        with pytest.raises(TextRefused):
            place(school, reason=text)
    with pytest.raises(TextRefused):
        place(school, ground="case", ground_ref="", by=school.duty_officer)


def test_the_database_refuses_one_person_for_two_a_borrowed_name_and_any_change(
    school: SchoolScene,
) -> None:
    """I9 and I7, whatever the code does."""
    hold = place(school)
    ask = services.ask_release(hold=hold.id, by=school.principal, reason="Xong")

    def answer(asker: UUID, by: UUID) -> None:
        ReleaseAnswer.objects.create(
            ask=ask, hold=hold, asker_id=asker, by_id=by, released=True, at_us=clock.now_us()
        )

    def end(ground: str) -> None:
        HoldEnd.objects.create(hold=hold, ground=ground, ends_us=2**60, at_us=1)

    def rows(model: type[Hold] | type[HoldCamera] | type[ReleaseAsk]) -> None:
        model.objects.all().delete()

    for attempt in (
        lambda: answer(school.principal, school.principal),
        lambda: answer(school.it_teacher, school.principal),  # not who asked
        lambda: end("own"),
        lambda: end("request"),  # not the hold's ground
        lambda: Hold.objects.update(footage_to_us=2**50),
        lambda: ReleaseAsk.objects.update(by_id=school.it_teacher),
        lambda: rows(HoldCamera),
        lambda: rows(ReleaseAsk),
        lambda: Hold.objects.filter(pk=hold.pk).update(placed_us=None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    assert selectors.is_active(hold.id)
