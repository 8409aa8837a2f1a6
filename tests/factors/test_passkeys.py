"""Passkeys: bound to one host and one account, each challenge answered once, clones noticed."""

from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from tests.factors.conftest import code, half
from tests.scenes.authenticator import Authenticator
from tests.scenes.schools import SchoolScene
from vonggac.factors import services as factors
from vonggac.factors.models import Factor
from vonggac.factors.services import passkeys
from vonggac.people.models import Account

HOST = "localhost"


@pytest.fixture
def phone(anh: UUID) -> Authenticator:
    """Enrolled for her account."""
    made = Authenticator()
    asked = half(anh)
    options = passkeys.ask_new(holder=asked, account=anh, rp_id=HOST)
    passkeys.keep_new(holder=asked, account=anh, label="Điện thoại", answer=made.make(options))
    return made


def test_a_passkey_is_shown(anh: UUID, phone: Authenticator) -> None:
    asked = half(anh)
    answer = phone.show(passkeys.ask(holder=asked, rp_id=HOST))
    assert passkeys.show(holder=asked, answer=answer) == factors.Passed(anh, "passkey")


def test_an_answer_is_good_once(anh: UUID, phone: Authenticator) -> None:
    """Who recorded it cannot send it again, to the same question or to a new one."""
    asked = half(anh)
    answer = phone.show(passkeys.ask(holder=asked, rp_id=HOST))
    passkeys.show(holder=asked, answer=answer)
    assert code(passkeys.show(holder=asked, answer=answer)) == "over"
    passkeys.ask(holder=asked, rp_id=HOST)
    assert code(passkeys.show(holder=asked, answer=answer)) == "wrong"


def test_a_copy_of_the_key_is_noticed_by_its_counter(anh: UUID, phone: Authenticator) -> None:
    for _ in range(3):
        asked = half(anh)
        passkeys.show(holder=asked, answer=phone.show(passkeys.ask(holder=asked, rp_id=HOST)))
    phone.counter = 1
    asked = half(anh)
    answer = phone.show(passkeys.ask(holder=asked, rp_id=HOST))
    assert code(passkeys.show(holder=asked, answer=answer)) == "wrong"


@pytest.mark.parametrize("origin", ["http://localhost.evil.example", "https://evil.example"])
def test_another_pages_answer_is_none(anh: UUID, phone: Authenticator, origin: str) -> None:
    """A false page that asks for the password too gets no further."""
    phone.origin = origin
    asked = half(anh)
    answer = phone.show(passkeys.ask(holder=asked, rp_id=HOST))
    assert code(passkeys.show(holder=asked, answer=answer)) == "wrong"


def test_a_colleagues_passkey_is_not_hers(school: SchoolScene, phone: Authenticator) -> None:
    binh = Account.objects.get(person_id=school.vice_principal).id
    asked = half(binh)
    answer = phone.show(passkeys.ask(holder=asked, rp_id=HOST))
    assert code(passkeys.show(holder=asked, answer=answer)) == "wrong"


def test_an_ended_passkey_opens_nothing(anh: UUID, phone: Authenticator) -> None:
    asked = half(anh)
    options = passkeys.ask(holder=asked, rp_id=HOST)
    Factor.objects.update(ended_us=1)
    assert code(passkeys.show(holder=asked, answer=phone.show(options))) == "wrong"


def test_alone_it_says_who_it_is_and_must_know_its_owner(anh: UUID, phone: Authenticator) -> None:
    """Without a password the device has to check finger, face or PIN."""
    nobody = half(None)
    answer = phone.show(passkeys.ask(holder=nobody, rp_id=HOST))
    assert passkeys.show(holder=nobody, answer=answer) == factors.Passed(anh, "passkey")
    phone.verifies = False
    nobody = half(None)
    answer = phone.show(passkeys.ask(holder=nobody, rp_id=HOST))
    assert code(passkeys.show(holder=nobody, answer=answer)) == "wrong"


def test_one_passkey_belongs_to_one_account(school: SchoolScene, phone: Authenticator) -> None:
    binh = Account.objects.get(person_id=school.vice_principal).id
    asked = half(binh)
    options = passkeys.ask_new(holder=asked, account=binh, rp_id=HOST)
    with pytest.raises(ValidationError):
        passkeys.keep_new(holder=asked, account=binh, label="x", answer=phone.make(options))


@pytest.mark.parametrize(
    "answer",
    [{}, {"id": 7}, {"id": "!!", "response": []}, {"id": "AA", "rawId": "AA", "response": {}}],
)
def test_nonsense_is_a_wrong_answer(
    anh: UUID, phone: Authenticator, answer: dict[str, object]
) -> None:
    asked = half(anh)
    passkeys.ask(holder=asked, rp_id=HOST)
    assert code(passkeys.show(holder=asked, answer=answer)) == "wrong"
    passkeys.ask_new(holder=asked, account=anh, rp_id=HOST)
    with pytest.raises(ValidationError):
        passkeys.keep_new(holder=asked, account=anh, label="x", answer=answer)
