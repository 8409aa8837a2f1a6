"""Every address, every role: answered as the matrix says, never with a fault, never with another's words.

The school is lived in once for the module; what a question does is undone after it, so that no step stands on another.
An address of a part that ``lived`` does not know yet gets one that names nothing, and only has to answer.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django import forms
from django.conf import settings
from django.core.cache import cache as counted
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter
from pytest_django.plugin import DjangoDbBlocker

from tests.scenes.lived import FIXED, Parts, lived, member
from tests.scenes.markup import wants
from tests.scenes.schools import BROWSER, hoa_sen, yen_cuong
from tests.scenes.stand_ins import stand_in
from tests.web.conftest import ADDRESS
from vonggac.access.deeds import MATRIX, Deed
from vonggac.factors import selectors as shown
from vonggac.factors import services as factors
from vonggac.kernel.clock import now_us
from vonggac.ledger.models import Outbox
from vonggac.people import selectors
from vonggac.people import services as people
from vonggac.people.models import Account
from vonggac.people.roles import BOARD, OPERATING, Role
from vonggac.web.acts import ACTS
from vonggac.web.viewer import viewer_from

OWN, FOREIGN = "chuyện-nhà-mình", "chuyện-trường-bạn"
ANSWERS = {200, 204, 302, 400, 401, 403, 404, 405, 409, 410, 429}
HOSTILE = "e\u0323\u202e=cmd|' /C calc'!A0\x00<script>alert(1)</script>" + "9" * 300
FORM = "application/x-www-form-urlencoded"
LEADS_OUT = {"sign_out", "sign_in", "set_up", "language"}
ASKS_THE_NETWORK = {
    "camera_find", "camera_found", "found_device", "found_picture", "camera_test", "camera_add_found",
}  # fmt: skip
"""Their children are tried in ``test_finding``; here only who may not ask asks."""


DOERS = BOARD | OPERATING
NOT_ALLOWED: set[tuple[str, str]] = set()
"""Page and method that answered 405 once, to whomever: they are not asked again."""


@dataclass(frozen=True)
class Town:
    """Two schools in which everything has happened: what one's people may name, and what nobody here may."""

    own: Parts
    foreign: Parts
    browsers: dict[Role, Client]


@pytest.fixture(scope="module")
def town(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Town]:
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        for alias in ("default", "archive"):
            stack.enter_context(transaction.atomic(using=alias))
        stand_in(stack, tmp_path_factory.mktemp("town"))
        own, other = yen_cuong(), hoa_sen()
        parts = lived(own, OWN), lived(other, FOREIGN)
        browsers = {role: _signed_in(member(own, role)) for role in Role}
        _remember(stack, browsers.values())
        yield Town(*parts, browsers)
        for alias in ("default", "archive"):
            transaction.set_rollback(True, using=alias)


def _remember(stack: ExitStack, browsers: Iterable[Client]) -> None:
    """Who it is and what he holds stay as they are, for everything is undone: asked once, not ten thousand times."""
    patch = stack.enter_context(pytest.MonkeyPatch.context())
    resume, positions = people.resume, selectors.positions_now
    logins: dict[str, Any] = {}
    held: dict[UUID, Any] = {}
    viewers: dict[UUID, Any] = {}
    for each in browsers:
        key = each.cookies[settings.SESSION_KEY_COOKIE].value
        active = logins[key] = resume(
            session_key=key, user_agent=BROWSER, address=ADDRESS, human=True, at_us=now_us()
        )
        assert isinstance(active, people.Active)
        viewers[active.session] = viewer_from(active)
        held[active.person] = positions(active.person, now_us())
    patch.setattr(people, "resume", lambda **how: logins.get(how["session_key"]) or resume(**how))
    patch.setattr("vonggac.web.middleware.viewer_from", lambda active: viewers[active.session])

    def now(person: UUID, at_us: int) -> Any:
        return held[person] if person in held else positions(person, at_us)

    patch.setattr(selectors, "positions_now", now)
    patch.setattr(shown, "is_fresh", lambda *_: True)


def _signed_in(who: UUID) -> Client:
    account = Account.objects.get(person_id=who)
    login = people.open_session(account=account.id, user_agent=BROWSER, address=ADDRESS)
    factors.note_shown(session=login.session, how="totp")
    client = Client(headers={"user-agent": BROWSER})
    client.cookies[settings.SESSION_KEY_COOKIE] = login.key
    return client


@pytest.fixture(autouse=True)
def _uncounted() -> None:
    """What another role was refused is not counted here."""
    counted.clear()


@cache
def named() -> dict[str, dict[str, Any]]:
    """Every page's name, and the parts of its address with their converters."""
    pages = get_resolver().reverse_dict
    names = {each for each in pages if isinstance(each, str)} - LEADS_OUT
    kinds = {name: pages.getlist(name)[0] for name in sorted(names)}
    return {name: {part: kind[3][part] for part in kind[0][0][1]} for name, kind in kinds.items()}


def knows(parts: Parts, name: str, needed: dict[str, Any]) -> bool:
    return all(part in parts or f"{name}.{part}" in parts for part in needed)


def address_of(parts: Parts, name: str, needed: dict[str, Any]) -> str:
    """A part of one page alone stands under ``page.part``; one that is not known names nothing."""

    def value(part: str) -> object:
        return parts.get(f"{name}.{part}", parts.get(part, made_up(needed[part])))

    return reverse(name, kwargs={part: value(part) for part in needed})


def made_up(converter: object) -> object:
    if isinstance(converter, UUIDConverter):
        return uuid4()
    return 999_999 if isinstance(converter, IntConverter) else "zzzzzz"


@cache
def hostile() -> str:
    """Every field that any form of the product has, filled with what nobody should send."""
    found: set[str] = {"recipients", "answer", "next", "paper", "cameras", "kind"}
    todo: list[type] = [forms.BaseForm]
    while todo:
        each = todo.pop()
        todo += each.__subclasses__()
        found |= set(getattr(each, "base_fields", {}))
    return urlencode(dict.fromkeys(sorted(found), HOSTILE))


def asked(client: Client, method: str, address: str, body: str = "") -> Any:
    """The answer; whatever it did is undone."""
    with transaction.atomic(), transaction.atomic(using="archive"):
        before = Outbox.objects.count()
        answer: Any = client.generic(method.upper(), address, body, FORM)
        told = b"".join(answer.streaming_content) if answer.streaming else answer.content
        answer.told = told.decode("utf-8", "replace")
        rows = Outbox.objects.order_by("pk")[before:]
        answer.deeds = list(rows.values_list("entry_type", flat=True))
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="archive")
    if answer.status_code == 405:
        NOT_ALLOWED.add((answer.resolver_match.url_name, method))
    return answer


def wanted_deeds(name: str) -> set[Deed]:
    """What ``acts`` says first: any of these deeds is needed, by whatever method."""
    says = re.match(r"Deed\.([A-Z_]+)(?: or (?:Deed\.)?([A-Z_]+))?", ACTS[name].why)
    return {Deed[each] for each in says.groups() if each} if says else set()


def may_come(name: str, role: Role) -> bool:
    wanted = wanted_deeds(name)
    return not wanted or any(role in MATRIX[each].roles for each in wanted)


def questions(name: str, role: Role) -> list[tuple[str, str]]:
    """Method and body. Nobody is asked again what no role is answered; an empty form is sent by who may do most."""
    told = [("get", ""), ("post", hostile())]
    if may_come(name, role) and role in DOERS:
        told.append(("post", ""))
    return [each for each in told if (name, each[0]) not in NOT_ALLOWED]


def faults(name: str, role: Role, answer: Any) -> Iterator[str]:
    """What is wrong with the answer to a person of the own school."""
    led = str(answer.get("Location", ""))
    if answer.status_code not in ANSWERS:
        yield f"{answer.status_code}"
    if led.startswith("/sign-in") and not ACTS[name].door:
        yield f"leads to {led}"
    if not may_come(name, role) and answer.status_code not in (403, 404, 405):
        yield f"{answer.status_code} without the deed"
    if not may_come(name, role) and OWN in answer.told:
        yield "tells without the deed"
    if FOREIGN in answer.told:
        yield "tells of another school"
    if answer.status_code == 200 and "<!doctype html" in answer.told[:100].lower():
        yield from wants(answer.told)


@pytest.mark.parametrize("role", list(Role))
def test_every_address_answers_every_role_as_the_matrix_says(town: Town, role: Role) -> None:
    """G1: no address is a fault, and none with a deed answers who has not got it."""
    client, wrong = town.browsers[role], []
    for name, needed in named().items():
        if name in ASKS_THE_NETWORK and may_come(name, role):
            continue
        address = address_of(FIXED | town.own, name, needed)
        for method, body in questions(name, role):
            try:
                answer = asked(client, method, address, body)
            except Exception as fault:  # noqa: BLE001  (which address it was is what matters)
                wrong.append(f"{method} {name}: {type(fault).__name__} {fault}")
                continue
            wrong += [f"{method} {name}: {each}" for each in faults(name, role, answer)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", list(Role))
def test_the_other_schools_rows_are_not_found_by_any_role(town: Town, role: Role) -> None:
    """ACCESS §1.6: as a number that was never given; nothing is told, and nothing done but a refusal noted."""
    wrong: list[str] = []
    rows = {part.rpartition(".")[2] for part in town.own}
    for name, needed in named().items():
        own_rows = rows & set(needed)
        asks = name in ASKS_THE_NETWORK and may_come(name, role)
        if not may_come(name, role) and role != Role.STAFF:
            continue  # refused before any row is looked for: shown with the own rows, and here once
        if not own_rows or asks or ACTS[name].door or not knows(FIXED | town.own, name, needed):
            continue
        for method in ("get", "post"):
            if (name, method) in NOT_ALLOWED:
                continue
            try:
                wrong += [
                    f"{method} {name}: {each}" for each in tells_apart(town, role, method, name)
                ]
            except Exception as fault:  # noqa: BLE001  (which address it was is what matters)
                wrong.append(f"{method} {name}: {type(fault).__name__} {fault}")
    assert not wrong, "\n".join(wrong)


def tells_apart(town: Town, role: Role, method: str, name: str) -> Iterator[str]:
    """What differs between a row of the other school and one that never was."""
    client, needed = town.browsers[role], named()[name]
    foreign = asked(client, method, address_of(FIXED | town.foreign, name, needed))
    if FOREIGN in foreign.told:
        yield "tells of the other school"
    if foreign.status_code == 404 and not foreign.deeds:
        return
    nothing = asked(client, method, address_of(FIXED | {"camera": "zzzzzz"}, name, needed))
    if foreign.status_code != nothing.status_code or foreign.status_code == 200:
        yield f"{foreign.status_code}, {nothing.status_code}"
    if foreign.deeds != nothing.deeds:
        yield f"did {foreign.deeds} {nothing.deeds}"
