"""Minutes of a viewing are of one that happened, or say how it was seen (I2, khoản 3 Điều 4)."""

import pytest
from django.core.exceptions import ValidationError

from tests.scenes.requests import agreed, shown_wish
from tests.scenes.schools import SchoolScene, login
from tests.scenes.times import HandClock
from vonggac.access import services as access
from vonggac.access.models import Viewing
from vonggac.disclosures import selectors, services
from vonggac.disclosures.models import Minutes, Request, RequestLine
from vonggac.disclosures.states import RequestState
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant
from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.ranges import Range

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def play(school: SchoolScene, row: Request, *, served: bool = True) -> None:
    """Cô Dung plays what was agreed to, for two seconds."""
    who, footage, at_us = school.duty_officer, row.footage, clock.now_us()
    decision = row.decisions.get()
    cameras = list(decision.cameras)
    grant = access.may(person=who, act=Act.PLAYBACK, cameras=cameras, footage=footage, at_us=at_us)
    assert isinstance(grant, Grant), grant
    viewing = access.start_viewing(
        grant_id=grant.id, session_id=login(who), act=Act.PLAYBACK, at_us=at_us
    )
    assert isinstance(viewing, Viewing)
    if served:
        access.serve(
            viewing=viewing.id,
            camera=cameras[0],
            stream="main",
            footage=Range(footage.from_us, footage.from_us + 2 * SECOND_US),
            byte_count=1000,
            at_us=at_us,
        )


def refused(school: SchoolScene, row: Request, viewed: Range) -> None:
    with pytest.raises(ValidationError) as told:
        services.write_minutes(
            request=row.id, by=school.duty_officer, wish=shown_wish(viewed=viewed, elsewhere="")
        )
    assert "elsewhere" in told.value.message_dict
    assert not Minutes.objects.exists()


def test_no_minutes_of_a_viewing_that_did_not_happen(school: SchoolScene, hands: HandClock) -> None:
    """Nothing played, or a player opened that was served nothing: both are told so."""
    row = agreed(school)
    from_us = clock.now_us()
    hands.pass_by(minutes=10)
    refused(school, row, Range(from_us, clock.now_us()))
    play(school, row, served=False)
    refused(school, row, Range(from_us, clock.now_us()))


def test_minutes_are_of_the_time_in_which_it_was_played(
    school: SchoolScene, hands: HandClock
) -> None:
    row = agreed(school)
    early = Range(clock.now_us(), clock.now_us() + 60 * SECOND_US)
    hands.pass_by(minutes=20)
    play(school, row)
    hands.pass_by(minutes=1)
    refused(school, row, early)
    wish = shown_wish(viewed=Range(early.to_us, clock.now_us()), elsewhere="")
    done = services.write_minutes(request=row.id, by=school.duty_officer, wish=wish)
    assert done.state == RequestState.SHOWN


def test_another_requests_viewing_is_none_of_this_one(
    school: SchoolScene, hands: HandClock
) -> None:
    """Asked of the directive that this request led to; all of it happens at one instant."""
    other = agreed(school)
    play(school, other)
    row = agreed(school)
    at_us = clock.now_us()
    hands.pass_by(minutes=1)
    assert other.directive != row.directive
    refused(school, row, Range(at_us, clock.now_us()))
    wish = shown_wish(viewed=Range(at_us, clock.now_us()), elsewhere="")
    services.write_minutes(request=other.id, by=school.duty_officer, wish=wish)


def test_what_was_seen_on_paper_says_so_in_minutes_and_history(
    school: SchoolScene, hands: HandClock
) -> None:
    row = agreed(school)
    from_us = clock.now_us()
    hands.pass_by(minutes=10)
    wish = shown_wish(viewed=Range(from_us, clock.now_us()), elsewhere="Xem trên ảnh in")
    done = services.write_minutes(request=row.id, by=school.duty_officer, wish=wish)
    seen = selectors.forms_data(done)["viewing_minutes"]["seen"]
    assert seen.startswith("(Không xem trên hệ thống: Xem trên ảnh in)")
    assert RequestLine.objects.filter(request=row, text="Xem trên ảnh in").count() == 1
