"""Writes deeds: one outbox row in the caller's own transaction (I2).

The archivist appends them to the ledger.
"""

from typing import Any

from django.db import transaction

from vonggac.kernel.clock import now_us
from vonggac.kernel.ids import new_uuid
from vonggac.ledger import canonical
from vonggac.ledger.entries import check_unfilled
from vonggac.ledger.models import Outbox


def record(entry_type: str, /, **fields: Any) -> Outbox:
    """Says that a deed was done. A field that is None or an empty text is left out.

    Raises ``entries.Refused`` on a type or field that the schema does not have,
    TransactionManagementError outside a transaction: a deed and its rows stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a deed is recorded in a transaction")
    deed = new_uuid()
    entry = {name: value for name, value in fields.items() if value not in (None, "")}
    entry |= {"t": entry_type, "deed": deed.hex}
    check_unfilled(entry)
    body = canonical.dumps(entry).decode()
    return Outbox.objects.create(deed=deed, entry_type=entry_type, body=body, created_us=now_us())
