"""The gate in a school with many papers: what the old ones cost, and that they hide none that is in force."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.scenes.schools import SchoolScene, directive, yen_cuong
from vonggac.access import services
from vonggac.directives import services as directives
from vonggac.directives.models import Directive
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant, Refusal


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def _playback(school: SchoolScene, row: Directive, camera: str) -> Grant | Refusal:
    return services.may(
        person=school.duty_officer,
        act=Act.PLAYBACK,
        cameras=[school.cameras[camera]],
        footage=row.footage,
        at_us=clock.now_us(),
    )


def _withdrawn(school: SchoolScene, count: int) -> None:
    for _ in range(count):
        row = directive(school)
        directives.withdraw(directive=row.id, by=school.principal, reason="Đã rõ")


def _queries(school: SchoolScene, row: Directive, camera: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        _playback(school, row, camera)
    return len(asked)


def test_old_papers_make_no_question_longer(school: SchoolScene) -> None:
    """As many queries after twelve more papers as before, whether the answer is yes or no."""
    row = directive(school)
    _playback(school, row, "gate")
    before = [_queries(school, row, camera) for camera in ("gate", "yard")]
    _withdrawn(school, 12)
    assert [_queries(school, row, camera) for camera in ("gate", "yard")] == before


def test_a_paper_in_force_is_found_behind_any_number_of_newer_ones(school: SchoolScene) -> None:
    """G1: what is in force permits, however many papers the executor was given since."""
    row = directive(school)
    _withdrawn(school, 51)
    assert isinstance(_playback(school, row, "gate"), Grant)


def test_a_refusal_explains_itself_by_the_newest_paper(school: SchoolScene) -> None:
    """Not by an older one that would be refused for another reason."""
    row = directive(school)
    _withdrawn(school, 1)
    answer = _playback(school, row, "yard")
    assert isinstance(answer, Refusal)
    assert answer.code == "directive_withdrawn"
