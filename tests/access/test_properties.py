"""G1 and I1 of REQUIREMENTS §6 for people, papers, cameras, ranges and instants that nobody thought of."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scenes.schools import SchoolScene, hoa_sen, login, person, yen_cuong
from tests.scenes.times import HandClock
from vonggac.access import services
from vonggac.access.services.checking import views
from vonggac.directives import services as directives
from vonggac.directives.models import Directive
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant, Purpose, Refusal
from vonggac.kernel.forward import forward
from vonggac.kernel.ranges import Range

KINDS = ("gate", "yard", "corridor", "canteen")
EXECUTORS = ("it_teacher", "duty_officer")
ASKERS = ("principal", "vice_principal", "it_teacher", "duty_officer", "nobody", "stranger")
MINUTES = st.integers(0, 180)


@dataclass(frozen=True)
class Paper:
    """A directive: ``from_m``, ``length_m``: minutes of yesterday's three hours; ``hours``: how long it counts."""

    cameras: frozenset[str]
    from_m: int
    length_m: int
    acts: frozenset[Act]
    executors: frozenset[str]
    hours: int
    withdrawn: bool


@dataclass(frozen=True)
class Asked:
    who: str
    act: Act
    cameras: frozenset[str]
    from_m: int
    length_m: int
    later_m: int


PAPERS = st.builds(
    Paper,
    cameras=st.frozensets(st.sampled_from(KINDS), min_size=1),
    from_m=MINUTES,
    length_m=st.integers(1, 180),
    acts=st.sampled_from([frozenset({Act.PLAYBACK}), frozenset({Act.PLAYBACK, Act.EXPORT})]),
    executors=st.frozensets(st.sampled_from(EXECUTORS), min_size=1),
    hours=st.integers(1, 4),
    withdrawn=st.booleans(),
)
QUESTIONS = st.builds(
    Asked,
    who=st.sampled_from(ASKERS),
    act=st.sampled_from([Act.PLAYBACK, Act.EXPORT]),
    cameras=st.frozensets(st.sampled_from(KINDS), min_size=1),
    from_m=MINUTES,
    length_m=st.integers(1, 60),
    later_m=st.integers(0, 300),
)


class World:
    """A school, and who may ask: also somebody without a role, and the head of another school."""

    def __init__(self) -> None:
        self.school: SchoolScene = yen_cuong()
        self.nobody = person("Cao Văn Nam", "nam")
        self.stranger = hoa_sen().principal
        self.now_us = clock.now_us()
        self.begin_us = self.now_us - clock.DAY_US

    def begin(self) -> None:
        """What the last example taught of time is not this one's."""
        forward.forget()
        views.forget()

    def id_of(self, who: str) -> UUID:
        found = getattr(self, who, None) or getattr(self.school, who)
        assert isinstance(found, UUID)
        return found

    def range_of(self, each: Paper | Asked) -> Range:
        from_us = self.begin_us + each.from_m * clock.MINUTE_US
        return Range(from_us, from_us + each.length_m * clock.MINUTE_US)

    def write(self, paper: Paper) -> Directive:
        row = directives.issue(
            issuer=self.school.principal,
            school=self.school.id,
            cameras=[self.school.cameras[each] for each in paper.cameras],
            footage=self.range_of(paper),
            acts=paper.acts,
            executors=[self.id_of(each) for each in paper.executors],
            purpose=Purpose.SAFETY,
            valid_to_us=self.now_us + paper.hours * clock.HOUR_US,
        )
        if paper.withdrawn:
            self.withdraw(row)
        return row

    def withdraw(self, row: Directive) -> None:
        directives.withdraw(directive=row.id, by=self.school.principal, reason="Hết cần")

    def ask(self, asked: Asked) -> Grant | Refusal:
        return services.may(
            person=self.id_of(asked.who),
            act=asked.act,
            cameras=[self.school.cameras[each] for each in asked.cameras],
            footage=self.range_of(asked),
            at_us=self.now_us + asked.later_m * clock.MINUTE_US,
        )

    def covered(self, paper: Paper, asked: Asked) -> bool:
        """G1, in its own words: this paper covers person, cameras, footage, act and now."""
        return (
            not paper.withdrawn
            and asked.who in paper.executors
            and asked.act in paper.acts
            and asked.cameras <= paper.cameras
            and self.range_of(paper).covers(self.range_of(asked))
            and asked.later_m < paper.hours * 60
        )


@pytest.fixture
def world(hands: HandClock) -> World:
    return World()


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(papers=st.lists(PAPERS, max_size=3), asked=QUESTIONS)
def test_a_grant_is_given_where_a_paper_covers_it_and_nowhere_else(
    world: World, papers: list[Paper], asked: Asked
) -> None:
    """G1, I1: person, cameras, footage, act and instant; a withdrawn paper never; without a role never."""
    with transaction.atomic():
        world.begin()
        for each in papers:
            world.write(each)
        answer = world.ask(asked)
        expected = any(world.covered(each, asked) for each in papers)
        assert isinstance(answer, Grant) is expected, answer
        transaction.set_rollback(True)


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    paper=PAPERS.filter(lambda each: not each.withdrawn and "duty_officer" in each.executors),
    later_m=st.integers(0, 300),
    edge_us=st.integers(1, clock.HOUR_US),
)
def test_a_grant_permits_its_scope_and_not_a_microsecond_more(
    world: World, paper: Paper, later_m: int, edge_us: int
) -> None:
    """I1 at every fragment: cameras × range × validity × acts; from the withdrawal on, never again."""
    with transaction.atomic():
        world.begin()
        row = world.write(paper)
        inside = Asked("duty_officer", Act.PLAYBACK, paper.cameras, paper.from_m, 1, 0)
        grant = world.ask(inside)
        assert isinstance(grant, Grant)
        session = login(world.school.duty_officer)
        whole = world.range_of(paper)

        def granted(kind: str, act: Act, footage: Range, later_us: int = 0) -> bool:
            views.forget()
            forward.forget()
            answer = services.check(
                grant_id=grant.id,
                session_id=session,
                act=act,
                camera=world.school.cameras[kind],
                footage=footage,
                at_us=world.now_us + later_us,
            )
            return isinstance(answer, Grant)

        for kind in KINDS:
            assert granted(kind, Act.PLAYBACK, whole) is (kind in paper.cameras)
        named = min(paper.cameras)
        assert not granted(named, Act.LIVE, whole)
        assert granted(named, Act.EXPORT, whole) is (Act.EXPORT in paper.acts)
        assert not granted(named, Act.PLAYBACK, Range(whole.from_us - edge_us, whole.to_us))
        assert not granted(named, Act.PLAYBACK, Range(whole.from_us, whole.to_us + edge_us))
        assert not granted(
            named, Act.PLAYBACK, whole, (paper.hours * 60 + later_m) * clock.MINUTE_US
        )
        world.withdraw(row)
        assert not granted(named, Act.PLAYBACK, whole)
        assert isinstance(world.ask(inside), Refusal)
        transaction.set_rollback(True)
