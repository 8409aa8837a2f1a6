"""The roster: who may watch live, where, and only while the shift is open (khoản 2 Điều 3)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.scenes.schools import (
    SchoolScene,
    closed,
    hoa_sen,
    open_shift,
    opened,
    yen_cuong,
)
from tests.scenes.times import HandClock
from vonggac.duty import selectors, services
from vonggac.duty.models import Shift
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def _roster(school: SchoolScene, begin_h: float = 0, end_h: float = 4, **more: object) -> Shift:
    at_us = clock.now_us()
    values: dict[str, object] = {
        "person": school.duty_officer,
        "areas": [school.areas["gate"]],
        "from_us": at_us + int(begin_h * clock.HOUR_US),
        "to_us": at_us + int(end_h * clock.HOUR_US),
    } | more
    return services.roster_shift(school=school.id, by=school.principal, **values)  # type: ignore[arg-type]


def test_a_shift_is_opened_and_closed_by_its_person(school: SchoolScene, hands: HandClock) -> None:
    """Mở ca → Kết thúc ca; between them, and only then, it is open."""
    shift = _roster(school)
    assert selectors.open_shift_of(school.duty_officer, hands.now_us()) is None
    opened(shift.id, school.duty_officer)
    found = selectors.open_shift_of(school.duty_officer, hands.now_us())
    assert found is not None
    assert found.areas == {school.areas["gate"]}
    assert [each.id for each in selectors.on_duty(school.id, hands.now_us())] == [shift.id]
    hands.pass_by(hours=1)
    closed(shift.id, school.duty_officer)
    assert selectors.open_shift_of(school.duty_officer, hands.now_us()) is None


def test_nobody_opens_or_closes_anothers_shift(school: SchoolScene) -> None:
    """Not the principal either: the one on duty takes it on."""
    shift = _roster(school)
    with pytest.raises(Refused):
        opened(shift.id, school.principal)
    opened(shift.id, school.duty_officer)
    with pytest.raises(Refused):
        closed(shift.id, school.it_teacher)


def test_a_shift_is_opened_within_its_hours(school: SchoolScene, hands: HandClock) -> None:
    """From half an hour before; never after its end."""
    shift = _roster(school, begin_h=1, end_h=2)
    with pytest.raises(ValidationError):
        opened(shift.id, school.duty_officer)
    hands.pass_by(hours=2)
    with pytest.raises(ValidationError):
        opened(shift.id, school.duty_officer)


def test_a_shift_left_open_ends_by_itself(school: SchoolScene, hands: HandClock) -> None:
    """At its rostered end; the next one can then be opened."""
    forgotten = open_shift(school, hours=1)
    following = _roster(school, begin_h=1, end_h=2)
    hands.pass_by(hours=1)
    assert selectors.open_shift_of(school.duty_officer, hands.now_us()) is None
    opened(following.id, school.duty_officer)
    assert Shift.objects.get(pk=forgotten.id).closed_us == forgotten.to_us


def test_what_can_not_be_rostered(school: SchoolScene) -> None:
    """Not a duty officer, no areas, another school's or private areas, the past, more than a day, twice."""
    other = hoa_sen()
    refused: list[dict[str, object]] = [
        {"person": school.it_teacher},
        {"person": other.duty_officer},
        {"areas": []},
        {"areas": [other.areas["gate"]]},
        {"begin_h": -2, "end_h": -1},
        {"begin_h": 2, "end_h": 1},
        {"end_h": 25},
    ]
    for each in refused:
        with pytest.raises(ValidationError):
            _roster(school, **each)  # type: ignore[arg-type]
    _roster(school)
    with pytest.raises(ValidationError):
        _roster(school, begin_h=3, end_h=5)


def test_a_cancelled_shift_is_off_the_roster_and_stays_in_the_table(school: SchoolScene) -> None:
    """And can't be opened; an opened one can't be cancelled."""
    shift = _roster(school)
    services.cancel_shift(shift=shift.id, by=school.principal)
    assert selectors.my_shifts(school.duty_officer, clock.now_us()) == []
    assert selectors.roster(school.id, 0, 2**60) == []
    with pytest.raises(ValidationError):
        opened(shift.id, school.duty_officer)
    begun = open_shift(school)
    with pytest.raises(ValidationError):
        services.cancel_shift(shift=begun.id, by=school.principal)


def test_the_database_refuses(school: SchoolScene) -> None:
    """Each constraint, through update(), nulls included."""
    row = open_shift(school)
    shift = Shift.objects.filter(pk=row.id)
    for change in (
        {"to_us": row.from_us},
        {"to_us": row.from_us + clock.DAY_US + 1},
        {"closed_us": (row.opened_us or 0) - 1},
        {"opened_us": None, "closed_us": row.to_us},
        {"cancelled_us": row.from_us},
        {"ended_how": "time"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            shift.update(**change)
    second = _roster(school, begin_h=5, end_h=6)
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.filter(pk=second.id).update(opened_us=1)
