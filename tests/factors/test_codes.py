"""Codes of an app and of the sheet: each works once, few tries, sealed at rest (ACCESS §6.1–§6.4)."""

from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from tests.factors.conftest import AT_HER_DESK, code, half
from tests.scenes.factors import code_of, totp
from tests.scenes.schools import SchoolScene, login
from tests.scenes.times import HandClock
from vonggac.factors import sealing, selectors
from vonggac.factors import services as factors
from vonggac.factors.models import Factor, RecoveryCode
from vonggac.factors.services.passing import ACCOUNT_LIMIT
from vonggac.kernel.authority import Refused
from vonggac.people.models import Account, AccountState, LoginSession


def test_a_code_of_the_app_works_once(anh: UUID, secret: str, hands: HandClock) -> None:
    """6.3: not a second time, nor the one before it; the next one again."""
    hands.pass_by(seconds=60)
    shown = code_of(secret)
    assert code(factors.show_code(holder=half(anh), code=shown)) == "passed"
    assert code(factors.show_code(holder=half(anh), code=shown)) == "wrong"
    hands.pass_by(seconds=30)
    assert code(factors.show_code(holder=half(anh), code=code_of(secret))) == "passed"


def test_the_code_that_enrolled_is_used_up(anh: UUID, secret: str) -> None:
    """Who looked over the shoulder has nothing."""
    assert code(factors.show_code(holder=half(anh), code=code_of(secret))) == "wrong"


@pytest.mark.parametrize(("late_s", "answer"), [(30, "passed"), (90, "wrong")])
def test_a_phone_that_is_half_a_minute_late_gets_in(
    anh: UUID, secret: str, hands: HandClock, late_s: int, answer: str
) -> None:
    hands.pass_by(minutes=5)
    shown = code_of(secret)
    hands.pass_by(seconds=late_s)
    assert code(factors.show_code(holder=half(anh), code=shown)) == answer


def test_a_recovery_code_works_once_however_it_is_typed(anh: UUID) -> None:
    first, second, *_ = factors.new_recovery_codes(account=anh)
    typed = first.replace("-", " ").lower()
    assert code(factors.show_code(holder=half(anh), code=typed)) == "passed"
    assert code(factors.show_code(holder=half(anh), code=first)) == "wrong"
    assert code(factors.show_code(holder=half(anh), code=second)) == "passed"
    assert selectors.codes_left(anh) == 8


def test_a_new_sheet_voids_the_old_one(anh: UUID) -> None:
    old = factors.new_recovery_codes(account=anh)
    factors.new_recovery_codes(account=anh)
    assert code(factors.show_code(holder=half(anh), code=old[0])) == "wrong"


def test_a_sheet_is_nobody_elses(school: SchoolScene, anh: UUID) -> None:
    """Her code under his password opens nothing."""
    codes = factors.new_recovery_codes(account=anh)
    binh = Account.objects.get(person_id=school.vice_principal).id
    assert code(factors.show_code(holder=half(binh), code=codes[0])) == "wrong"


def test_five_wrong_codes_lead_back_to_the_password(anh: UUID, secret: str) -> None:
    """6.3: then the right one does not help either."""
    codes = factors.new_recovery_codes(account=anh)
    asked = half(anh)
    answers = [code(factors.show_code(holder=asked, code="000 000")) for _ in range(5)]
    assert answers == ["wrong"] * 4 + ["over"]
    assert code(factors.show_code(holder=asked, code=codes[0])) == "over"
    assert code(factors.show_code(holder=half(anh), code=codes[0])) == "passed"


def test_new_passwords_do_not_buy_new_tries_for_ever(
    school: SchoolScene, anh: UUID, secret: str, hands: HandClock
) -> None:
    """6.3: counted for the account, which only who has the password reaches; a colleague is not touched."""
    answers = {
        code(factors.show_code(holder=half(anh), code="000000")) for _ in range(ACCOUNT_LIMIT)
    }
    assert answers == {"wrong"}
    assert code(factors.show_code(holder=half(anh), code=code_of(secret))) == "throttled"
    binh = Account.objects.get(person_id=school.vice_principal).id
    codes = factors.new_recovery_codes(account=binh)
    assert code(factors.show_code(holder=half(binh), code=codes[0])) == "passed"
    hands.pass_by(minutes=11)
    assert code(factors.show_code(holder=half(anh), code=code_of(secret))) == "passed"


@pytest.mark.parametrize(
    "elsewhere", [{"user_agent": "another"}, {"address": "10.9.9.9"}], ids=["browser", "network"]
)
def test_a_half_is_bound_to_its_browser_and_network(anh: UUID, elsewhere: dict[str, str]) -> None:
    key = factors.begin(account=anh, **AT_HER_DESK)
    assert factors.half_of(key=key, **{**AT_HER_DESK, **elsewhere}) is None
    assert factors.half_of(key=key, **AT_HER_DESK) is not None


def test_a_half_lasts_five_minutes(anh: UUID, hands: HandClock) -> None:
    key = factors.begin(account=anh, **AT_HER_DESK)
    hands.pass_by(minutes=5)
    assert factors.half_of(key=key, **AT_HER_DESK) is None


def test_a_half_opens_one_login(anh: UUID) -> None:
    """Of two tabs that answer at once, one gets in."""
    codes = factors.new_recovery_codes(account=anh)
    asked = half(anh)
    passed = [factors.show_code(holder=asked, code=each) for each in codes[:2]]
    entered = [
        factors.enter(half=asked, passed=each, **AT_HER_DESK)
        for each in passed
        if isinstance(each, factors.Passed)
    ]
    assert [isinstance(each, factors.Entered) for each in entered] == [True, False]


def test_who_was_suspended_meanwhile_does_not_get_in(anh: UUID) -> None:
    codes = factors.new_recovery_codes(account=anh)
    asked = half(anh)
    passed = factors.show_code(holder=asked, code=codes[0])
    Account.objects.filter(pk=anh).update(state=AccountState.SUSPENDED)
    assert isinstance(passed, factors.Passed)
    entered = factors.enter(half=asked, passed=passed, **AT_HER_DESK)
    assert isinstance(entered, factors.NotPassed)


def test_no_secret_stands_in_the_database(anh: UUID, secret: str) -> None:
    """I11, 6.4: a copy of the rows shows neither key nor code, and a moved row opens nothing."""
    codes = factors.new_recovery_codes(account=anh)
    row = Factor.objects.get(account_id=anh)
    assert secret.encode() not in bytes(row.sealed)
    macs = " ".join(RecoveryCode.objects.values_list("mac", flat=True))
    assert not any(each.replace("-", "") in macs for each in codes)
    with pytest.raises(sealing.Unsealable):
        sealing.unseal(row.sealed, owner="another")


def test_an_app_is_enrolled_by_a_right_code_only(anh: UUID) -> None:
    asked = half(anh)
    factors.ask_totp(holder=asked, account=anh)
    with pytest.raises(ValidationError):
        factors.keep_totp(holder=asked, account=anh, code="123", label="App")
    assert not selectors.has_any(anh)


def test_a_new_app_takes_the_place_of_the_old(school: SchoolScene, anh: UUID, secret: str) -> None:
    totp(school.principal)
    assert len(selectors.factors(anh)) == 1
    assert Factor.objects.filter(account_id=anh).count() == 2


def test_the_last_device_stays(anh: UUID, secret: str) -> None:
    (only,) = selectors.factors(anh)
    with pytest.raises(ValidationError):
        factors.end_factor(factor=only.id, account=anh)
    assert selectors.has_any(anh)


def test_two_others_together_help_who_has_lost_everything(
    school: SchoolScene, anh: UUID, secret: str
) -> None:
    """6.7: every login ends, and the next password leads to enrolling anew."""
    session = login(school.principal)
    factors.forget_factors(account=anh, by=[school.vice_principal, school.it_teacher])
    assert not selectors.has_any(anh)
    assert LoginSession.objects.get(pk=session).ended_us is not None


@pytest.mark.parametrize("by", ["herself", "alone", "officer"])
def test_nobody_alone_opens_the_way_to_an_account(
    school: SchoolScene, anh: UUID, secret: str, by: str
) -> None:
    """I9: not the owner with one other, not one twice, not a duty officer."""
    binh, dung = school.vice_principal, school.duty_officer
    pairs = {"herself": [school.principal, binh], "alone": [binh, binh], "officer": [binh, dung]}
    with pytest.raises(Refused, match="two_others"):
        factors.forget_factors(account=anh, by=pairs[by])
    assert selectors.has_any(anh)
