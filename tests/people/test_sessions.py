"""A login: one per person, bound, short (ACCESS 5.2–5.7)."""

import pytest
from django.db import IntegrityError, transaction

from tests.scenes.schools import ADDRESS, BROWSER, person
from tests.scenes.times import HandClock
from vonggac.kernel import clock
from vonggac.notices.kinds import NoticeKind
from vonggac.notices.selectors import unread
from vonggac.people import selectors, services
from vonggac.people.bindings import network_of
from vonggac.people.models import Account, LoginSession
from vonggac.people.services.sessions import Active, Ended, Opened


@pytest.fixture
def account() -> Account:
    return Account.objects.get(person_id=person("Nguyễn Thị Ánh", "anh"))


def _open(account: Account) -> Opened:
    return services.open_session(account=account.id, user_agent=BROWSER, address=ADDRESS)


def _resume(
    opened: Opened, *, human: bool = True, agent: str = BROWSER, address: str = ADDRESS
) -> Active | Ended:
    return services.resume(
        session_key=opened.key,
        user_agent=agent,
        address=address,
        human=human,
        at_us=clock.now_us(),
    )


def _reason(answer: Active | Ended) -> str:
    return answer.reason if isinstance(answer, Ended) else "active"


def test_a_fresh_login_is_active(account: Account) -> None:
    """And says whose it is."""
    answer = _resume(_open(account))
    assert isinstance(answer, Active)
    assert answer.person == account.person_id


def test_the_key_is_not_in_the_database(account: Account) -> None:
    """A copy of the database opens no session."""
    opened = _open(account)
    row = LoginSession.objects.get(pk=opened.session)
    assert opened.key not in str(vars(row))


def test_a_second_login_ends_the_first_and_both_are_told(account: Account) -> None:
    """5.3: one active session per person; the history has both."""
    first = _open(account)
    second = _open(account)
    assert not first.replaced
    assert second.replaced
    assert _reason(_resume(first)) == "replaced"
    assert _reason(_resume(second)) == "active"
    kinds = {each.kind for each in selectors.sign_in_history(account.id)}
    assert kinds == {"login", "replaced"}


@pytest.mark.parametrize(
    ("address", "minutes", "told"),
    [("10.9.9.9", 1, 1), (ADDRESS, 1, 0), ("10.9.9.9", 11, 0)],
    ids=["two networks within minutes", "the same desk", "from home in the evening"],
)
def test_an_account_in_use_in_two_places_is_told(
    account: Account, hands: HandClock, address: str, minutes: int, told: int
) -> None:
    """5.12: although each sign-in was right."""
    _open(account)
    hands.pass_by(minutes=minutes)
    services.open_session(account=account.id, user_agent=BROWSER, address=address)
    kinds = [each.kind for each in unread(account.person_id)]
    assert kinds.count(NoticeKind.TWO_PLACES.value) == told


def test_ten_minutes_without_a_human_act_end_it(account: Account, hands: HandClock) -> None:
    """5.4: a running player is no human act."""
    opened = _open(account)
    for _ in range(9):
        hands.pass_by(minutes=1)
        assert _reason(_resume(opened, human=False)) == "active"
    hands.pass_by(minutes=1)
    assert _reason(_resume(opened, human=False)) == "idle"
    assert _reason(_resume(opened)) == "idle"


def test_a_human_act_keeps_it(account: Account, hands: HandClock) -> None:
    """Until eight hours are over (5.5)."""
    opened = _open(account)
    for _ in range(53):
        hands.pass_by(minutes=9)
        assert _reason(_resume(opened)) == "active"
    hands.pass_by(minutes=3)
    assert _reason(_resume(opened)) == "too_long"


@pytest.mark.parametrize(
    ("agent", "address"), [("curl/8", ADDRESS), (BROWSER, "192.168.2.20"), (BROWSER, "::1")]
)
def test_a_copied_cookie_ends_the_login_for_both(
    account: Account, agent: str, address: str
) -> None:
    """5.2, 5.8: another browser or another network; the thief ends with the owner."""
    opened = _open(account)
    assert _reason(_resume(opened, agent=agent, address=address)) == "anomaly"
    assert _reason(_resume(opened)) == "anomaly"


def test_another_address_of_the_same_network_goes_on(account: Account) -> None:
    """A lease of the router that changes is no theft."""
    assert _reason(_resume(_open(account), address="192.168.1.77")) == "active"


def test_an_unknown_key_and_a_signed_out_one_are_no_login(account: Account) -> None:
    """5.10: after signing out, a replayed request shows nothing."""
    opened = _open(account)
    assert services.end_session(session=opened.session)
    assert not services.end_session(session=opened.session)
    assert _reason(_resume(opened)) == "signed_out"
    assert _reason(_resume(Opened("x", opened.session, False))) == "unknown"


def test_a_clock_set_back_does_not_prolong_it(account: Account, hands: HandClock) -> None:
    """2.6, for logins too: judged by the latest time that is known."""
    from_us = hands.now_us()
    opened = _open(account)
    hands.pass_by(minutes=9)
    assert _reason(_resume(opened, human=False)) == "active"
    hands.set_wall(from_us)
    hands.pass_by(minutes=2)
    assert _reason(_resume(opened, human=False)) == "idle"


def test_a_login_nobody_came_back_to_is_ended(account: Account, hands: HandClock) -> None:
    """Its end stands in the history though no request ever asked after it again."""
    opened = _open(account)
    hands.pass_by(minutes=9)
    assert services.end_lapsed(at_us=hands.now_us()) == 0
    hands.pass_by(minutes=1)
    assert services.end_lapsed(at_us=hands.now_us()) == 1
    assert LoginSession.objects.get(pk=opened.session).end_reason == "idle"


def test_networks() -> None:
    """/24 of IPv4, /64 of IPv6, a mapped address as what it is, rubbish as itself."""
    assert network_of("192.168.1.20") == "192.168.1.0/24"
    assert network_of("::ffff:192.168.1.20") == "192.168.1.0/24"
    assert network_of("2001:db8::1") == "2001:db8::/64"
    assert network_of("nonsense") == "unknown"


def test_the_database_refuses_two_open_logins(account: Account) -> None:
    """Whatever the code does."""
    opened = _open(account)
    with pytest.raises(IntegrityError), transaction.atomic():
        LoginSession.objects.create(
            account=account, key_sha256="0" * 64, started_us=1, last_human_us=1
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        LoginSession.objects.filter(pk=opened.session).update(ended_us=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        LoginSession.objects.filter(pk=opened.session).update(end_reason="idle")
