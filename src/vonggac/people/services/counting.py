"""Attempts at a password, counted before the password is looked at: parallel ones do not slip past (ACCESS §6.7)."""

from django.db import transaction

from vonggac.kernel import clock
from vonggac.people.bindings import digest
from vonggac.people.models import AddressCounter

WINDOW_US = 10 * clock.MINUTE_US
PAIR_LIMIT = 5
"""Failures of one name from one address, or of one login's owner with the present password."""


def pair_key(address: str, username: str) -> str:
    """Of a user name at an address; the name itself, which may be a password typed there, is not kept."""
    return "pair " + digest(f"{address} {username}")[:40]


@transaction.atomic
def count(key: str, limit: int) -> bool:
    """Counts one attempt; False where the key has used up its window. Committed before it returns."""
    at_us = clock.now_us()
    row, made = AddressCounter.objects.get_or_create(
        address=key[:45], defaults={"window_us": at_us, "attempts": 1}
    )
    if made:
        return True
    if not 0 <= at_us - row.window_us < WINDOW_US:
        row.window_us, row.attempts = at_us, 0
    row.attempts += 1
    row.save(update_fields=["window_us", "attempts"])
    return row.attempts <= limit


@transaction.atomic
def uncount(key: str) -> None:
    """A success takes its own attempt back: only failures use the window up."""
    row = AddressCounter.objects.filter(address=key[:45]).first()
    if row is not None and row.attempts:
        row.attempts -= 1
        row.save(update_fields=["attempts"])


def forget(key: str) -> None:
    """A success forgives the failures before it."""
    AddressCounter.objects.filter(address=key[:45]).delete()
