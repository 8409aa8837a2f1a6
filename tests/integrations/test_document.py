"""The API as a whole: its document is true, its complaints are problems, and no footage comes out of it."""

import re
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver
from hypothesis import HealthCheck, settings

from tests.integrations.conftest import call, made
from tests.scenes.schools import SchoolScene, hoa_sen
from vonggac.integrations.scopes import Scope
from vonggac.kernel.clock import now_us
from vonggac.people.days import day_of
from vonggac.web.acts import ACTS
from vonggac.web.api import guard
from vonggac.web.api.document import document

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
SCHEMA = schemathesis.openapi.from_dict(document())
SCHEMA.app = WSGIHandler()


def test_the_document_names_every_address_and_no_other() -> None:
    """A new address is not finished until it is described."""
    tokened = {name for name, each in ACTS.items() if each.token}
    found = {
        "/" + re.sub(r"%\((\w+)\)s", r"{\1}", get_resolver().reverse_dict.getlist(name)[0][0][0][0])
        for name in tokened
    }
    assert found == set(document()["paths"])


def test_the_document_is_served_to_everybody() -> None:
    answer = call("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")


@pytest.mark.parametrize("scope", list(Scope))
def test_a_token_opens_its_scope_and_no_other(school: SchoolScene, scope: Scope) -> None:
    """Each address asks for the scope that its description says."""
    _row, text = made(school, scope)
    camera, day = school.cameras["gate"], day_of(now_us()).isoformat()
    for path, methods in document()["paths"].items():
        query = f"?day={day}" if path.endswith("events") else ""
        answer = call(path.format(camera=camera, day=day) + query, text)
        expected = 200 if scope.value in methods["get"]["description"] else 403
        assert answer.status_code == expected, (path, answer.content)


def test_a_complaint_is_a_problem_in_the_callers_language(school: SchoolScene) -> None:
    """RFC 9457: type, title, status; what is missing is told, and nothing else."""
    for language in ("vi", "en"):
        answer = call("/api/v1/cameras", "vg_wrong", language=language)
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["Content-Language"] == language
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert {"type", "title", "status", "code"} <= set(answer.json())
    assert call("/api/v1/nothing").json()["code"] == "not_found"


def test_a_login_opens_nothing_of_the_api(school: SchoolScene) -> None:
    """A page of another site cannot call it with somebody's cookie."""
    answer = call("/api/v1/cameras", HTTP_COOKIE="vonggac=whatever")
    assert answer.status_code == 401


def test_nothing_is_written_through_the_api(school: SchoolScene) -> None:
    _row, text = made(school)
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert call("/api/v1/cameras", text, method=method).status_code == 405


def test_lists_come_in_pages(school: SchoolScene) -> None:
    """All of them together are the whole, none twice."""
    _row, text = made(school)
    seen: list[str] = []
    page: int | None = 1
    while page is not None:
        body = call(f"/api/v1/cameras?page={page}&page_size=3", text).json()
        seen += [each["id"] for each in body["items"]]
        page = body["next_page"]
    assert sorted(seen) == sorted(school.cameras.values())
    for query in (
        "page=0",
        "page=x",
        "page_size=201",
        "page=1e3",
        "page=٣",
        "pages=1",
        "page=1&page=2",
    ):
        assert call(f"/api/v1/cameras?{query}", text).status_code == 400


def test_another_schools_camera_cannot_be_told_from_none(school: SchoolScene) -> None:
    """ACCESS §1.6."""
    _row, text = made(school)
    theirs = hoa_sen().cameras["gate"]
    answers = [
        call(f"/api/v1/cameras/{each}/coverage/2026-11-22", text) for each in (theirs, "nosuch")
    ]
    assert {each.status_code for each in answers} == {404}
    assert answers[0].content == answers[1].content
    assert theirs not in call("/api/v1/cameras", text).content.decode()


def test_no_name_of_a_person_leaves(school: SchoolScene) -> None:
    """Nor an address, nor a password of a camera."""
    _row, text = made(school)
    for path in ("areas", "cameras", "requests", "health", "events?day=2026-11-22"):
        told = call(f"/api/v1/{path}", text).content.decode()
        assert not re.search("Nguyễn|Phạm|rtsp|10\\.0\\.1", told)


def test_calls_are_paced(school: SchoolScene) -> None:
    """A token that calls too often waits; another goes on; wrong tokens do not stop a right one."""
    _row, one = made(school)
    _row, other = made(school, name="Cổng thông tin")
    codes = [call("/api/v1/areas", one).status_code for _ in range(2 * guard.MOST_A_MINUTE + 2)]
    assert 429 in codes
    assert call("/api/v1/areas", other).status_code == 200


def test_a_guesser_is_told_to_wait() -> None:
    """By address, for a minute."""
    codes = [call("/api/v1/areas", "vg_x").status_code for _ in range(2 * guard.MOST_A_MINUTE + 2)]
    assert set(codes) == {401, 429}


def test_no_page_of_footage_with_a_token(school: SchoolScene) -> None:
    """Whatever asks for an act leads to the sign-in."""
    _row, text = made(school)
    for path in ("/live", "/search", "/play", "/exports", "/pictures"):
        assert call(path, text).status_code in (302, 401, 403, 404, 405)


@SCHEMA.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_api_is_what_its_document_says(
    case: "schemathesis.Case[Any]", school: SchoolScene
) -> None:
    """schemathesis walks the whole schema against the real application: known statuses, known bodies, no 500."""
    guard.by_token.forget()
    text = _token(school)
    response = case.call(headers={"Authorization": f"Bearer {text}"})
    # It counts its own invented tokens as sent; what wrong ones open is asked above.
    own: Any = schemathesis.checks.CHECKS.get_one("ignored_auth")
    case.validate_response(response, excluded_checks=[own])


def _token(school: SchoolScene) -> str:
    if school.id not in _TOKENS:
        _TOKENS[school.id] = made(school)[1]
    return _TOKENS[school.id]


_TOKENS: dict[object, str] = {}
