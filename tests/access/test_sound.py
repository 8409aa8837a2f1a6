"""Recorded sound (ACCESS §1.8): ordered by itself, where an area's decision has it on, and asked again at each use."""

from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from tests.scenes.schools import SchoolScene, directive, login, yen_cuong, yesterday
from vonggac.access import services as access
from vonggac.access.models import GrantRow
from vonggac.access.services.checking import views
from vonggac.directives import selectors as directives
from vonggac.directives.models import Directive
from vonggac.directives.scopes import scope_digest
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant, Purpose
from vonggac.kernel.ids import new_uuid
from vonggac.kernel.ranges import Range
from vonggac.places import services as places


@pytest.fixture
def school() -> SchoolScene:
    """The gate has sound; yard and corridor have not."""
    made = yen_cuong()
    sound(made, allowed=True)
    return made


def sound(school: SchoolScene, *, allowed: bool) -> None:
    by, area = school.principal, school.areas["gate"]
    places.decide_audio(area=area, allowed=allowed, basis="QĐ 15", by=by)


def asked(school: SchoolScene, paper: Directive) -> Grant:
    answer = access.may(
        person=school.duty_officer,
        act=Act.PLAYBACK,
        cameras=[school.cameras["gate"]],
        footage=paper.footage,
        at_us=clock.now_us(),
    )
    assert isinstance(answer, Grant)
    return answer


def checked(school: SchoolScene, grant: Grant, session: UUID) -> Grant:
    views.forget()
    answer = access.check(
        grant_id=grant.id,
        session_id=session,
        act=Act.PLAYBACK,
        camera=school.cameras["gate"],
        footage=Range(grant.footage.from_us, grant.footage.from_us + 1),
        at_us=clock.now_us(),
    )
    assert isinstance(answer, Grant)
    return answer


def test_pictures_never_imply_their_sound(school: SchoolScene) -> None:
    """I1: an ordinary directive of a camera that records sound gives a grant without it."""
    assert not asked(school, directive(school)).audio


def test_a_directive_that_includes_the_sound_gives_it_while_the_area_has_it_on(
    school: SchoolScene,
) -> None:
    """The area's decision is read at each use: taken back, the sound is gone, and the pictures stay."""
    paper = directive(school, audio=True)
    grant, session = asked(school, paper), login(school.duty_officer)
    assert grant.audio
    assert checked(school, grant, session).audio
    sound(school, allowed=False)
    assert not checked(school, grant, session).audio
    assert not asked(school, paper).audio
    sound(school, allowed=True)
    assert checked(school, grant, session).audio


def test_it_can_only_be_ordered_where_every_area_has_it_on(school: SchoolScene) -> None:
    """LAW §2.2: the complaint names the cameras that have none; nothing is written."""
    with pytest.raises(ValidationError) as caught:
        directive(school, cameras=("gate", "yard"), audio=True)
    assert "Sân trường 1" in str(caught.value)
    assert "Cổng trường 1" not in str(caught.value)
    assert not Directive.objects.exists()


def test_a_board_members_own_demand_says_so_too(school: SchoolScene) -> None:
    """Khoản 2 Điều 4: by himself, and only when he ticks it."""
    for wanted in (False, True):
        grant = access.own_demand(
            person=school.principal,
            school=school.id,
            purpose=Purpose.SAFETY,
            cameras=[school.cameras["gate"]],
            footage=yesterday(),
            audio=wanted,
        )
        assert isinstance(grant, Grant)
        assert grant.audio is wanted


def test_the_digests_bind_it(school: SchoolScene) -> None:
    """2.2: what was ordered without sound cannot become an order with it; neither can its grant."""
    paper = directives.directive(directive(school).id)
    cameras, executors = [school.cameras["gate"]], [school.duty_officer]
    assert scope_digest(paper, cameras, executors) == paper.scope_sha256
    paper.audio = True
    assert scope_digest(paper, cameras, executors) != paper.scope_sha256
    asked(school, paper)
    for statement in (
        "UPDATE directives_directive SET audio = TRUE",
        "UPDATE access_grantrow SET audio = TRUE",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_no_grant_has_sound_that_its_directive_does_not_have(school: SchoolScene) -> None:
    """The seat belt under ``access.services``: neither a directive without it, nor no directive at all."""
    asked(school, directive(school))
    row = GrantRow.objects.get()
    for paper in (row.directive, None):
        row.pk, row.audio, row.directive, row.ended_us = new_uuid(), True, paper, 1
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)
