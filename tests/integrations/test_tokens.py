"""Tokens: who makes them, what opens, when it stops (ACCESS §5.11)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from tests.integrations.conftest import call, made
from tests.scenes.schools import SchoolScene, hoa_sen
from tests.scenes.times import HandClock
from vonggac.integrations import services
from vonggac.integrations.models import Token
from vonggac.integrations.scopes import Scope
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.ledger.models import Outbox
from vonggac.people.models import Account

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def test_a_token_is_kept_as_a_hash_and_leaves_an_entry(school: SchoolScene) -> None:
    """I11: the database shows none; the ledger binds what was made and knows no name."""
    row, text = made(school)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM integrations_token")
        assert text not in str(cursor.fetchall())
    entries = Outbox.objects.filter(entry_type="config.change", body__contains='"what":"token"')
    assert entries.count() == 1
    assert row.name not in entries.get().body


@pytest.mark.parametrize("who", ["it_teacher", "vice_principal", "duty_officer"])
def test_only_the_head_makes_a_token(school: SchoolScene, who: str) -> None:
    """khoản 1 Điều 4."""
    with pytest.raises(Refused):
        services.make_token(
            school=school.id,
            by=getattr(school, who),
            name="Bảng tin",
            scopes=[Scope.CAMERAS],
            days=1,
            basis="Không có",
        )


def test_a_scope_that_does_not_exist_is_refused(school: SchoolScene) -> None:
    """There is none of footage to ask for."""
    for scopes in ([], ["footage:read"], [Scope.CAMERAS, "*"]):
        with pytest.raises(ValidationError):
            services.make_token(
                school=school.id,
                by=school.principal,
                name="Bảng tin",
                scopes=scopes,
                days=1,
                basis="15/QĐ-THYC",
            )


def test_a_revoked_token_opens_nothing_from_the_next_call_on(school: SchoolScene) -> None:
    """The IT teacher, too, may revoke; twice is once."""
    row, text = made(school)
    assert call("/api/v1/cameras", text).status_code == 200
    services.revoke_token(token=row.id, by=school.it_teacher)
    services.revoke_token(token=row.id, by=school.it_teacher)
    assert call("/api/v1/cameras", text).status_code == 401
    assert Outbox.objects.filter(body__contains='"what":"token"').count() == 2


def test_an_expired_token_opens_nothing(hands: HandClock, school: SchoolScene) -> None:
    """From the very instant."""
    row, text = made(school, days=2)
    hands.set_wall(row.expires_us - 1)
    assert services.key_of(text=text) is not None
    hands.set_wall(row.expires_us)
    assert services.key_of(text=text) is None


def test_a_token_dies_with_its_owner(school: SchoolScene) -> None:
    """ACCESS §5.11."""
    _row, text = made(school)
    Account.objects.filter(person_id=school.principal).update(state="suspended")
    assert services.key_of(text=text) is None


def test_the_last_use_is_known_to_the_minute(hands: HandClock, school: SchoolScene) -> None:
    """A call a second writes no row a second."""
    row, text = made(school)
    services.key_of(text=text)
    first_us = clock.now_us()
    hands.pass_by(seconds=30)
    services.key_of(text=text)
    assert Token.objects.get(pk=row.id).last_us == first_us
    hands.pass_by(seconds=30)
    services.key_of(text=text)
    assert Token.objects.get(pk=row.id).last_us == clock.now_us()


def test_another_schools_people_revoke_nothing(school: SchoolScene) -> None:
    row, _text = made(school)
    with pytest.raises(Refused):
        services.revoke_token(token=row.id, by=hoa_sen().principal)


@pytest.mark.parametrize(
    "change",
    [
        "scopes = '[]'",
        "expires_us = expires_us + 1",
        "owner_id = id",
        "basis = ''",
        "token_sha256 = 'a'",
        "revoked_us = 1",
    ],
)
def test_a_token_cannot_be_widened(school: SchoolScene, change: str) -> None:
    """Triggers and constraints hold it under the services; revoking needs somebody who did it."""
    made(school)
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE integrations_token SET {change}")  # noqa: S608 (our own words)


def test_a_token_row_stays(school: SchoolScene) -> None:
    """Revoked is not removed, and not taken back."""
    row, _text = made(school)
    services.revoke_token(token=row.id, by=school.principal)
    for statement in (
        "DELETE FROM integrations_token",
        "UPDATE integrations_token SET revoked_us = NULL, revoked_by_id = NULL",
    ):
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
