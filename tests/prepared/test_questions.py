"""What is kept of a question is its words, never its answer and never a value."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import Q, QuerySet
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.scenes.schools import SchoolScene, hoa_sen, yen_cuong
from vonggac.kernel.clock import HOUR_US, now_us
from vonggac.people.models import Position
from vonggac.places.models import Camera
from vonggac.prepared import Prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def held(person: UUID, at_us: int) -> QuerySet[Position]:
    begun = Q(to_us__isnull=True) | Q(to_us__gt=at_us)
    return Position.objects.filter(begun, person_id=person, from_us__lte=at_us).select_related(
        "person", "school"
    )


def named(cameras: list[str], school: UUID) -> QuerySet[Camera, tuple[Any, ...]]:
    rows = Camera.objects.filter(pk__in=cameras, area__school_id=school).order_by("pk")
    return rows.values_list("id", "area__name")


def test_rows_and_their_relations_are_those_of_the_queryset(school: SchoolScene) -> None:
    """Of every person of two schools, with the school read in the same question."""
    hoa_sen()
    ask, at_us = Prepared(held), now_us()
    people = list(Position.objects.values_list("person_id", flat=True))
    for person in [*people, uuid4()]:
        answer, plain = ask(person, at_us), list(held(person, at_us))
        assert answer == plain
        assert [(each.school.name, each.person.full_name, each.role) for each in answer] == [
            (each.school.name, each.person.full_name, each.role) for each in plain
        ]


def test_the_answer_is_the_database_s_of_now(school: SchoolScene) -> None:
    """I1: a position that ended a moment ago is not held any more, however often it was asked for before."""
    ask, at_us = Prepared(held), now_us()
    assert len(ask(school.duty_officer, at_us)) == 1
    Position.objects.filter(person_id=school.duty_officer).update(to_us=at_us)
    assert ask(school.duty_officer, at_us) == []
    assert len(ask(school.duty_officer, at_us - 1)) == 1


def test_a_question_asked_again_costs_one_query_and_no_writing_of_it(
    school: SchoolScene, django_assert_num_queries: Any
) -> None:
    asked = []

    def counted(person: UUID, at_us: int) -> QuerySet[Position]:
        asked.append(person)
        return held(person, at_us)

    ask = Prepared(counted)
    ask(school.principal, now_us())
    written = len(asked)
    with django_assert_num_queries(2):
        ask(school.principal, now_us())
        ask(school.it_teacher, now_us())
    assert len(asked) == written


def test_lists_of_every_length_are_asked_about(school: SchoolScene) -> None:
    ask, cameras = Prepared(named), sorted(school.cameras.values())
    for count in (3, 1, len(cameras), 2, 0, 1):
        wanted = cameras[:count]
        assert ask(wanted, school.id) == list(named(wanted, school.id))
        assert [key for key, _ in ask(wanted, school.id)] == wanted


def test_a_value_that_the_question_works_with_first_is_refused(school: SchoolScene) -> None:
    """Else the first answer's hour would be everybody's."""

    def an_hour_ago(person: UUID, at_us: int) -> QuerySet[Position]:
        return held(person, at_us - HOUR_US)

    with pytest.raises(TypeError):
        Prepared(an_hour_ago)(school.principal, now_us())


def test_a_question_that_reads_the_clock_is_refused(school: SchoolScene) -> None:
    def at_present(person: UUID) -> QuerySet[Position]:
        return held(person, now_us())

    with pytest.raises(TypeError):
        Prepared(at_present)(school.principal)


def test_a_value_that_does_not_reach_the_database_is_refused(school: SchoolScene) -> None:
    """A filter that was forgotten answers about everybody."""

    def careless(person: UUID, at_us: int) -> QuerySet[Position]:
        return Position.objects.filter(from_us__lte=at_us)

    with pytest.raises(TypeError):
        Prepared(careless)(school.principal, now_us())


def test_a_question_whose_form_hangs_on_a_value_is_refused(school: SchoolScene) -> None:
    def either(person: UUID, at_us: int) -> QuerySet[Position]:
        rows = held(person, at_us)
        return rows.filter(role="HT") if at_us % 2 else rows

    with pytest.raises(TypeError):
        Prepared(either)(school.principal, now_us())


def test_a_question_that_leads_to_others_is_refused(school: SchoolScene) -> None:
    def leading(person: UUID, at_us: int) -> QuerySet[Position]:
        return held(person, at_us).prefetch_related("school")

    with pytest.raises(TypeError):
        Prepared(leading)(school.principal, now_us())


@pytest.mark.parametrize("value", [None, 1.5, b"gate"])
def test_what_is_no_number_text_or_key_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        Prepared(held)(value, now_us())


def test_threads_that_ask_at_once_hear_their_own_answers(school: SchoolScene) -> None:
    """Each thread has a connection of its own; only the words are shared."""

    def words(text: str, number: int) -> QuerySet[Camera, tuple[Any, ...]]:
        return Camera.objects.filter(pk=text, commissioned_us=number).values_list("id")

    ask = Prepared(words)
    ask("x", 1)
    (statement,) = ask._kept.values()
    assert statement is not None
    with ThreadPoolExecutor(8) as pool:
        bound = list(pool.map(lambda n: statement.bound([f"c{n}", n]), range(500)))
    assert bound == [(n, f"c{n}") for n in range(500)]


class AnyText(TestCase):
    """Whatever is asked for is bound, not written into the statement."""

    @given(st.lists(st.text(max_size=8), max_size=4, unique=True), st.uuids())
    def test_is_a_value(self, texts: list[str], school: UUID) -> None:
        clean = [each for each in texts if "\0" not in each and each.isprintable()]
        assert Prepared(named)(clean, school) == list(named(clean, school))
