"""A suggestion moves along REQUIREMENTS §5.10 and none vanishes unanswered (Điều 7)."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.scenes.flows import only_the_flow_goes, path_to
from tests.scenes.schools import SchoolScene, hoa_sen, holder, yen_cuong
from vonggac.kernel.authority import Refused
from vonggac.people.roles import Role
from vonggac.suggestions import selectors, services
from vonggac.suggestions.models import Suggestion
from vonggac.suggestions.states import FLOW, SuggestionState

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


def sent(school: SchoolScene, by: UUID | None = None, **more: Any) -> Suggestion:
    said = {"subject": "device", "trouble": "Cây che camera hành lang", **more}
    return services.send(school=school.id, by=by or school.duty_officer, **said)


def answered(school: SchoolScene, how: str) -> Callable[[Suggestion], Any]:
    return lambda row: services.answer(
        suggestion=row.id, by=school.principal, answer=how, words="Đồng ý"
    )


def gathered(school: SchoolScene, row: Suggestion) -> None:
    """A batch takes all that was received; where this one is not among it, the step was refused."""
    with transaction.atomic():
        services.gather(school=school.id, by=school.it_teacher)
        row.refresh_from_db()
        if row.state != "gathered":
            raise ValidationError("not received")


def steps(school: SchoolScene) -> dict[str, Callable[[Suggestion], Any]]:
    teacher, head = school.it_teacher, school.principal
    return {
        "received": lambda row: services.receive(suggestion=row.id, by=teacher),
        "gathered": lambda row: gathered(school, row),
        "considered": lambda row: services.consider(suggestion=row.id, by=head),
        "accepted": answered(school, "accepted"),
        "declined": answered(school, "declined"),
        "amends": answered(school, "amends"),
        "closed": lambda row: services.close(suggestion=row.id, by=teacher),
    }


@pytest.mark.parametrize("state", SuggestionState.values)
def test_from_each_state_only_the_steps_of_the_flow(school: SchoolScene, state: str) -> None:
    """§5.10, transition by transition: the service and the database refuse every other."""
    only_the_flow_goes(FLOW, state, begin=lambda: sent(school), steps=steps(school))


def test_a_batch_takes_what_was_received_and_is_numbered_in_the_year(school: SchoolScene) -> None:
    for number in (1, 2):
        taken, left = sent(school), sent(school)
        services.receive(suggestion=taken.id, by=school.it_teacher)
        made = services.gather(school=school.id, by=school.it_teacher)
        assert made.number == number
        assert selectors.of_batch(made.id) == [taken]
        left.refresh_from_db()
        assert left.state == "sent"
    with pytest.raises(ValidationError):
        services.gather(school=school.id, by=school.it_teacher)


def test_an_anonymous_sender_is_known_to_the_board_alone(school: SchoolScene) -> None:
    """“May be anonymous to peers” (row 7b)."""
    row = sent(school, anonymous=True)
    name = "Phạm Thị Dung"
    assert selectors.named(row, reader=school.principal, board=True) == name
    assert selectors.named(row, reader=school.duty_officer, board=False) == name
    assert selectors.named(row, reader=school.it_teacher, board=False) == ""


def test_colleagues_read_answered_ones_and_their_own(school: SchoolScene) -> None:
    row, staff = sent(school), holder(school, Role.STAFF)
    assert selectors.suggestion(school.id, staff, row.id) is None
    assert selectors.suggestion(school.id, school.duty_officer, row.id) == row
    for each in path_to(FLOW, "accepted"):
        steps(school)[each](row)
    assert selectors.suggestion(school.id, staff, row.id) is not None
    other = hoa_sen()
    assert selectors.suggestion(other.id, other.principal, row.id) is None


def test_who_may_send_gather_and_answer(school: SchoolScene) -> None:
    """Matrix row “Kiến nghị”: the Board answers, GS takes no part."""
    for who in (school.principal, holder(school, Role.SUPERVISOR), hoa_sen().it_teacher):
        with pytest.raises(Refused):
            sent(school, by=who)
    row = sent(school)
    for who in (school.duty_officer, holder(school, Role.STAFF)):
        with pytest.raises(Refused):
            services.receive(suggestion=row.id, by=who)
    for each in path_to(FLOW, "considered"):
        steps(school)[each](row)
    with pytest.raises(Refused):
        services.answer(suggestion=row.id, by=school.it_teacher, answer="accepted", words="Có")


def test_an_answer_has_words_and_another_author(school: SchoolScene) -> None:
    """By the service and by the database."""
    row = sent(school)
    for each in path_to(FLOW, "considered"):
        steps(school)[each](row)
    with pytest.raises(ValueError, match="empty"):
        services.answer(suggestion=row.id, by=school.principal, answer="declined", words=" ")
    with pytest.raises(ValidationError):
        services.answer(
            suggestion=row.id,
            by=school.principal,
            answer="accepted",
            words="Có",
            due_on=date(2020, 1, 1),
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.filter(pk=row.pk).update(
            state="accepted", answer="Có", answered_by_id=school.duty_officer
        )
