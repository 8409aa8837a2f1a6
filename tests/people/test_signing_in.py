"""Guessing is slow, and locks nobody else out (ACCESS 6.5, 6.7)."""

import unicodedata
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError

from tests.scenes.schools import PASSWORD, person
from tests.scenes.times import HandClock
from vonggac.people import selectors, services
from vonggac.people.models import Account, AccountState, AddressCounter
from vonggac.people.services.signing_in import ADDRESS_LIMIT, PasswordRight, SignInRefused


@pytest.fixture
def account() -> Account:
    return Account.objects.get(person_id=person("Nguyễn Thị Ánh", "anh"))


@pytest.fixture
def quick_hasher(account: Account) -> Iterator[None]:
    """Argon2 is slow on purpose; where only the counters matter, it answers at once.

    The account comes first: scenes keep one hash of the known password for the whole run, and it is to be a true one.
    """
    with (
        patch.object(Argon2PasswordHasher, "encode", lambda *_: "argon2$x"),
        patch.object(Argon2PasswordHasher, "verify", lambda _, typed, __: typed == PASSWORD),
        patch.object(Argon2PasswordHasher, "must_update", lambda *_: False),
    ):
        yield


def _try(
    username: str = "anh", password: str = PASSWORD, address: str = "10.0.0.9"
) -> PasswordRight | SignInRefused:
    return services.check_password(
        username=username, password=password, address=address, user_agent="test"
    )


def _code(answer: PasswordRight | SignInRefused) -> str:
    return answer.code if isinstance(answer, SignInRefused) else "in"


def test_the_right_password_names_its_account(account: Account) -> None:
    """Also with capitals in the user name, and typed as decomposed characters."""
    decomposed = unicodedata.normalize("NFD", PASSWORD)
    assert decomposed != PASSWORD
    answer = _try(" Anh ", decomposed)
    assert isinstance(answer, PasswordRight)
    assert answer.account == account.id


def test_every_wrong_answer_is_the_same(account: Account) -> None:
    """Unknown name, wrong password, suspended account: the same words after one run of the hasher."""
    answers = set()
    for username, state in [("anh", "active"), ("nobody", "active"), ("anh", "suspended")]:
        Account.objects.filter(pk=account.id).update(state=AccountState(state))
        password = "wrong" if state == "active" else PASSWORD
        with (
            patch.object(Argon2PasswordHasher, "encode", return_value="argon2$x") as encode,
            patch.object(Argon2PasswordHasher, "verify", return_value=state != "active") as verify,
            patch.object(Argon2PasswordHasher, "must_update", return_value=False),
        ):
            answers.add(_try(username, password))
        assert encode.call_count + verify.call_count == 1
    assert len(answers) == 1
    assert {_code(each) for each in answers} == {"wrong"}


@pytest.mark.usefixtures("quick_hasher")
def test_five_failures_lock_the_pair_and_not_the_account(account: Account) -> None:
    """A pupil at one computer can't lock the principal out at another."""
    for _ in range(5):
        _try(password="wrong")
    assert _code(_try()) == "throttled"
    assert _code(_try(address="10.0.0.8")) == "in"
    kinds = [each.kind for each in selectors.sign_in_history(account.id)]
    assert kinds.count("lock") >= 1


@pytest.mark.usefixtures("quick_hasher")
def test_a_success_forgets_the_failures(account: Account) -> None:
    """Four wrong, one right, four wrong again: not locked."""
    for _ in range(2):
        for _ in range(4):
            _try(password="wrong")
        assert _code(_try()) == "in"


@pytest.mark.usefixtures("quick_hasher")
def test_one_address_can_not_try_every_name(account: Account, hands: HandClock) -> None:
    """The limit of the address alone holds across user names, and passes with its window."""
    for number in range(ADDRESS_LIMIT):
        assert _code(_try(f"user{number}", "wrong")) == "wrong"
    assert _code(_try("another", "wrong")) == "throttled"
    assert _code(_try()) == "throttled"
    hands.pass_by(minutes=10)
    assert _code(_try()) == "in"


def test_the_attempt_is_counted_before_the_password_is_looked_at(account: Account) -> None:
    """Parallel attempts do not slip past the limit (6.7)."""
    seen = []

    def looked(*_args: object, **_more: object) -> bool:
        seen.append(AddressCounter.objects.get(pk="10.0.0.9").attempts)
        return False

    with patch.object(Argon2PasswordHasher, "verify", looked):
        _try(password="wrong")
    assert seen == [1]


@pytest.mark.usefixtures("quick_hasher")
def test_a_success_does_not_use_the_window_up(account: Account) -> None:
    """A staff room behind one address signs in all day."""
    for _ in range(3):
        _try()
    assert AddressCounter.objects.get(pk="10.0.0.9").attempts == 0


def test_attempts_at_the_same_moment_do_not_slip_past(
    account: Account, quick_hasher: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """6.7: while none of them has failed yet, the sixth is refused all the same; from elsewhere she gets in."""
    monkeypatch.setattr(AxesProxyHandler, "is_allowed", lambda *_: True)
    codes = [_code(_try(password="wrong")) for _ in range(7)]
    assert codes == ["wrong"] * 5 + ["throttled"] * 2
    assert _code(_try()) == "throttled"
    assert _code(_try(address="10.0.0.10")) == "in"


def test_the_present_password_cannot_be_guessed_at_an_open_page(
    account: Account, quick_hasher: None, hands: HandClock
) -> None:
    """As few tries as at the door; ten minutes later the owner changes it."""
    codes: list[str | None] = []
    for _ in range(7):
        with pytest.raises(ValidationError) as refused:
            services.change_password(
                account=account.id, old_password="wrong", new_password="another long sentence"
            )
        codes += [each.code for each in refused.value.error_dict["old_password"]]
    assert codes == ["wrong_password"] * 5 + ["throttled"] * 2
    with pytest.raises(ValidationError):
        services.change_password(
            account=account.id, old_password=PASSWORD, new_password="another long sentence"
        )
    hands.pass_by(minutes=11)
    services.change_password(
        account=account.id, old_password=PASSWORD, new_password="another long sentence"
    )
