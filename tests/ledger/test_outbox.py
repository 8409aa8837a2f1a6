"""Deeds go into the office's database with the rows that they speak of (I2)."""

import pytest
from django.db import transaction

from vonggac.ledger import selectors, services
from vonggac.ledger.entries import Refused
from vonggac.ledger.models import Outbox

PRINCIPAL = "p-0c1"


@pytest.mark.django_db
def test_a_deed_waits_in_order_for_the_archivist() -> None:
    """Rows come back in the order of the deeds, each with its own id in the entry."""
    first = services.record("auth.login", actor=PRINCIPAL, session="ab12", address=None, reason="")
    second = services.record("search", actor=PRINCIPAL, cams=["c7f3a"], ranges=[[1, 2]])
    waiting = selectors.pending(0, 10)
    assert [each.id for each in waiting] == [first.id, second.id]
    assert waiting[0].entry == {
        "t": "auth.login",
        "actor": PRINCIPAL,
        "session": "ab12",
        "deed": first.deed.hex,
    }
    assert waiting[1].entry["ranges"] == [[1, 2]]
    assert selectors.pending(first.id, 10) == waiting[1:]
    assert selectors.pending(0, 1) == waiting[:1]
    assert selectors.last_id() == second.id


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("entry_type", "fields"),
    [
        ("auth.hello", {}),
        ("auth.login", {"actor": PRINCIPAL}),
        ("auth.login", {"actor": "Nguyễn Thị Ánh", "session": "ab12"}),
        ("auth.login", {"actor": PRINCIPAL, "session": "ab12", "password": "x"}),
        ("search", {"actor": PRINCIPAL, "ranges": [[2, 1]]}),
        ("view.start", {"actor": PRINCIPAL, "grant": "../x"}),
        ("snapshot", {"actor": PRINCIPAL, "cam": "c7f3a", "at_us": 1.5}),
    ],
)
def test_what_the_schema_does_not_know_is_refused(
    entry_type: str, fields: dict[str, object]
) -> None:
    """No unknown type, no missing or unknown field, no name of a person, no float."""
    with pytest.raises(Refused):
        services.record(entry_type, **fields)
    assert selectors.pending(0, 10) == []


@pytest.mark.django_db(transaction=True)
def test_a_deed_stands_or_falls_with_its_rows() -> None:
    """Outside a transaction it is refused; rolled back with it, it was never done."""
    with pytest.raises(transaction.TransactionManagementError):
        services.record("search", actor=PRINCIPAL)
    with pytest.raises(RuntimeError), transaction.atomic():
        services.record("search", actor=PRINCIPAL)
        raise RuntimeError
    assert not Outbox.objects.exists()
