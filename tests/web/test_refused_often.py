"""Who asks for footage again and again and is refused is shut out for a minute, and is told of (ACCESS §1, §5.12)."""

from collections.abc import Iterator

import pytest

from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser, Watched
from vonggac.kernel import clock
from vonggac.notices.kinds import NoticeKind
from vonggac.notices.models import Notice
from vonggac.web.often import MOST_REFUSED, SHUT_US, often
from vonggac.web.streams import footage

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    often.forget()
    yield
    often.forget()


def _told() -> set[object]:
    return set(
        Notice.objects.filter(kind=NoticeKind.REFUSED_OFTEN).values_list("person_id", flat=True)
    )


def test_many_refusals_shut_the_login_and_are_told_once(
    school: SchoolScene, watched: Watched
) -> None:
    """Even a right ticket opens nothing then; Board and IT teacher have one notice each."""
    assert watched.ask(footage._playlist).status_code == 200
    for _ in range(2 * MOST_REFUSED):
        assert watched.ask(footage._playlist, text="guessed").status_code == 403
    answer = watched.ask(footage._playlist)
    assert answer.status_code == 403
    assert b"refused_often" in answer.body
    assert _told() == {school.principal, school.vice_principal, school.it_teacher}
    assert Notice.objects.filter(kind=NoticeKind.REFUSED_OFTEN).count() == 3


def test_pages_that_ask_for_footage_count_too(school: SchoolScene, browser: Browser) -> None:
    """And are shut too, while the rest of the person's pages go on."""
    client = browser(school.duty_officer)
    codes = {client.get("/live").status_code for _ in range(MOST_REFUSED + 1)}
    assert codes == {403, 429}
    assert client.get("/notices").status_code == 200


def test_nobody_shuts_out_the_principal(school: SchoolScene, browser: Browser) -> None:
    """From the same address: another's refusals, and those of invented cookies, are not the principal's."""
    head, officer = browser(school.principal), browser(school.duty_officer)
    for _ in range(MOST_REFUSED + 1):
        officer.get("/live")
    for _ in range(MOST_REFUSED + 1):
        often.note("invented")
    assert head.get("/live").status_code == 200


def test_it_is_over_after_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measured by the clock that nobody sets; slow refusals never shut."""
    now = clock.monotonic_us()
    monkeypatch.setattr(clock, "monotonic_us", lambda: now)
    for _ in range(MOST_REFUSED - 1):
        assert not often.note("a")
    assert often.refusal("a") is None
    assert often.note("a")
    assert often.refusal("a") is not None
    now += SHUT_US
    assert often.refusal("a") is None
    for _ in range(3 * MOST_REFUSED):
        now += 2 * clock.SECOND_US
        assert not often.note("a")
