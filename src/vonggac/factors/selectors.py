"""Reads of the room: which factors somebody has, who needs one, whether one was shown just now."""

from uuid import UUID

from vonggac.factors.models import Factor, FactorKind, RecoveryCode, Shown
from vonggac.kernel import clock
from vonggac.people import selectors as people

FRESH_US = 5 * clock.MINUTE_US
"""How old a shown factor may be for a deed of weight (ACCESS §5.6)."""
WITHOUT = frozenset({"NV", "KT"})
"""Who neither sees footage nor decides about it, and reads no book: the password is enough."""


def factors(account: UUID) -> list[Factor]:
    """Those that work now, oldest first."""
    return list(Factor.objects.filter(account_id=account, ended_us=None).order_by("made_us"))


def has_any(account: UUID) -> bool:
    return Factor.objects.filter(account_id=account, ended_us=None).exists()


def has_passkey(account: UUID, rp_id: str) -> bool:
    """For this host: a passkey works nowhere else."""
    mine = Factor.objects.filter(account_id=account, ended_us=None, kind=FactorKind.PASSKEY)
    return mine.filter(rp_id=rp_id).exists()


def has_totp(account: UUID) -> bool:
    return Factor.objects.filter(account_id=account, ended_us=None, kind=FactorKind.TOTP).exists()


def codes_left(account: UUID) -> int:
    """Recovery codes that still work."""
    return RecoveryCode.objects.filter(account_id=account, used_us=None, void_us=None).count()


def is_needed(person: UUID, at_us: int) -> bool:
    """Whoever can reach footage, decide about it or read the books of it (ACCESS §6.1)."""
    held = {each.role.value for each in people.positions_now(person, at_us)}
    return bool(held - WITHOUT)


def is_fresh(session: UUID, at_us: int) -> bool:
    """Was a factor shown in this login within the last five minutes? A clock set back does not prolong it."""
    row = Shown.objects.filter(pk=session).first()
    return row is not None and 0 <= at_us - row.at_us < FRESH_US


def shown(session: UUID) -> Shown | None:
    """How and when the login's factor was last shown; None where a password opened it."""
    return Shown.objects.filter(pk=session).first()
