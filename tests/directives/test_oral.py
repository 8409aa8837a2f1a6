"""Chỉ đạo khẩn bằng lời: acted on at once, confirmed in time, else a debt (REQUIREMENTS §5.2, ACCESS §7.3)."""

from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.scenes.schools import SchoolScene, directive, hoa_sen, open_shift, yen_cuong
from tests.scenes.times import HandClock
from vonggac.access import services as access
from vonggac.directives import selectors, services
from vonggac.directives.models import Directive
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant, Purpose, Refusal, Refused
from vonggac.kernel.ranges import Range
from vonggac.ledger.models import Outbox
from vonggac.notices.models import Notice


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def hour() -> Range:
    return Range(clock.now_us() - 2 * clock.HOUR_US, clock.now_us() - clock.HOUR_US)


def enter(school: SchoolScene, **more: object) -> Directive:
    values: dict[str, object] = {
        "entered_by": school.duty_officer,
        "school": school.id,
        "ordered_by": school.principal,
        "said_us": clock.now_us() - 5 * clock.MINUTE_US,
        "said_how": "điện thoại",
        "cameras": [school.cameras["gate"]],
        "footage": hour(),
        "purpose": Purpose.SAFETY,
        "purpose_detail": "Tìm học sinh lạc",
    } | more
    return services.enter_oral(**values)  # type: ignore[arg-type]


def asked(school: SchoolScene, row: Directive, who: UUID | None = None) -> Grant | Refusal:
    return access.may(
        person=who or school.duty_officer,
        act=Act.PLAYBACK,
        cameras=[school.cameras["gate"]],
        footage=row.footage,
        at_us=clock.now_us(),
    )


def code(answer: object) -> str:
    return answer.code if isinstance(answer, Refusal) else "granted"


def test_who_enters_it_may_view_at_once_and_after_the_word_goes_on_until_the_day_is_over(
    school: SchoolScene, hands: HandClock
) -> None:
    """Only that officer, and never past a day from the word."""
    row = enter(school)
    assert selectors.state_label(row, clock.now_us()) == "chờ xác nhận"
    assert code(asked(school, row)) == "granted"
    assert code(asked(school, row, school.it_teacher)) == "no_directive"
    assert Notice.objects.filter(person_id=school.principal, kind="oral_waiting").count() == 1
    assert [each.id for each in selectors.waiting_for(school.principal, clock.now_us())] == [row.id]
    services.confirm(directive=row.id, by=school.principal)
    hands.pass_by(hours=23)
    assert services.lapse_unconfirmed(at_us=clock.now_us()) == 0
    assert code(asked(school, row)) == "granted"
    hands.pass_by(hours=1)
    assert code(asked(school, row)) == "directive_expired"


def test_unconfirmed_after_a_day_it_is_a_candidate_and_its_user_views_nothing_until_it_is_settled(
    school: SchoolScene, hands: HandClock
) -> None:
    """At the very instant, whether or not the clerk has been there; live view, too, and by another directive."""
    row = enter(school)
    other = directive(school, hours=48)
    open_shift(school, hours=24)
    gate = [school.cameras["gate"]]
    hands.pass_by(hours=23, minutes=54)
    assert code(asked(school, other)) == "granted"
    hands.pass_by(minutes=1)
    assert code(asked(school, row)) == "oral_debt"
    now_us = clock.now_us()
    live = access.may(
        person=school.duty_officer, act=Act.LIVE, cameras=gate,
        footage=Range(now_us, now_us + 1), at_us=now_us,
    )  # fmt: skip
    assert code(live) == "oral_debt"
    assert services.lapse_unconfirmed(at_us=now_us) == 1
    assert services.lapse_unconfirmed(at_us=now_us) == 0
    assert [each.id for each in selectors.unconfirmed(school.id)] == [row.id]
    told = Notice.objects.filter(kind="oral_unconfirmed").values_list("person_id", flat=True)
    assert set(told) == {school.principal, school.duty_officer}
    with pytest.raises(Refused):
        enter(school)
    with pytest.raises(ValidationError):
        services.confirm(directive=row.id, by=school.principal)
    with pytest.raises(ValidationError):
        services.withdraw(directive=row.id, by=school.principal, reason="x")
    services.settle(directive=row.id, by=school.principal, words="Đã lập vụ việc")
    assert code(asked(school, row)) != "granted"
    assert code(asked(school, other)) == "granted"
    assert selectors.unconfirmed(school.id) == []


def test_a_word_that_is_denied_ends_what_plays_under_it_at_once(school: SchoolScene) -> None:
    """The grant that was given is asked anew at every fragment."""
    row = enter(school)
    grant = asked(school, row)
    assert isinstance(grant, Grant)
    with pytest.raises(Refused) as refused:
        services.deny(directive=row.id, by=school.vice_principal, reason="Không phải tôi")
    assert refused.value.refusal.code == "not_your_word"
    services.deny(directive=row.id, by=school.principal, reason="Tôi không ra lệnh")
    assert code(asked(school, row)) == "oral_debt"
    assert Outbox.objects.filter(entry_type="view.deny", body__contains="not.confirmed").exists()


def test_what_can_not_be_ordered_by_word_of_mouth(school: SchoolScene) -> None:
    """Longer than an hour, a copy, the future, yesterday's word, by an officer, by oneself, of another school."""
    now_us = clock.now_us()
    wrong: list[dict[str, object]] = [
        {"footage": Range(now_us - 2 * clock.HOUR_US, now_us - clock.HOUR_US + 1)},
        {"acts": [Act.EXPORT]},
        {"said_us": now_us + 1},
        {"said_us": now_us - clock.DAY_US},
        {"ordered_by": school.it_teacher},
        {"ordered_by": hoa_sen().principal},
        {"cameras": []},
    ]
    for each in wrong:
        with pytest.raises(ValidationError):
            enter(school, **each)
    with pytest.raises(Refused):
        enter(school, entered_by=school.vice_principal)


def test_the_database_refuses_a_word_without_a_mouth_and_one_confirmed_late(
    school: SchoolScene,
) -> None:
    """I9 whatever the code does, with SQL's nulls."""
    row = enter(school)
    mine = Directive.objects.filter(pk=row.pk)
    late = (row.confirm_by_us or 0) + 1
    for change in (
        {"state": "confirmed"},
        {"state": "confirmed", "confirmed_us": late},
        {"state": "unconfirmed"},
        {"state": "issued"},
        {"entered_by": school.principal},
        {"entered_by": None},
        {"confirm_by_us": late},
        {"settled_us": 1, "settled_by": school.principal, "settlement": "x"},
        {"subjects": ["x"]},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            mine.update(**change)
    services.deny(directive=row.id, by=school.principal, reason="Không")
    with pytest.raises(IntegrityError), transaction.atomic():
        mine.update(settled_us=1, settled_by=school.duty_officer, settlement="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        mine.update(state="waiting", unconfirmed_us=None)
