"""Making, using and revoking tokens. Made by the head with a factor shown; revoked at once by Board or IT teacher."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.integrations.models import Token
from vonggac.integrations.scopes import Scope
from vonggac.kernel import clock
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.people import selectors as people

PREFIX = "vg_"
"""So that a token that was left in a file is found by who looks for it."""
TOKEN_BYTES = 32
LONGEST_TOKEN = 64
LONGEST_DAYS = 366
MOST_TOKENS = 32
_USED_US = clock.MINUTE_US


@dataclass(frozen=True, slots=True)
class Key:
    """A token that counts, now."""

    token: UUID
    school: UUID
    scopes: frozenset[Scope]


@transaction.atomic
def make_token(
    *, school: UUID, by: UUID, name: str, scopes: Iterable[str], days: int, basis: str
) -> tuple[Token, str]:
    """The row, and the token, which is shown once and kept nowhere. Raises Refused, ValidationError, TextRefused."""
    access.require(by, school, Deed.MAKE_TOKENS)
    at_us = clock.now_us()
    chosen = _scopes(scopes)
    if not 1 <= days <= LONGEST_DAYS:
        raise ValidationError({"days": ValidationError(_("One day to one year."), "days")})
    if Token.objects.filter(school_id=school, revoked_us=None).count() >= MOST_TOKENS:
        raise ValidationError(_("There are too many tokens: revoke one first."), "many")
    text = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    row = Token(
        school_id=school,
        owner_id=by,
        name=one_line("name", name, max_length=80),
        scopes=chosen,
        basis=one_line("basis", basis, max_length=300),
        token_sha256=_digest(text),
        made_us=at_us,
        expires_us=at_us + days * clock.DAY_US,
    )
    row.full_clean()
    row.save(force_insert=True)
    _record(row, by, "made")
    return row, text


@transaction.atomic
def revoke_token(*, token: UUID, by: UUID) -> None:
    """It opens nothing from the next request on; the row stays. Repeating does nothing. Raises Refused."""
    row = Token.objects.select_for_update().get(pk=token)
    access.require(by, row.school_id, Deed.READ_TOKENS)
    if row.revoked_us is None:
        row.revoked_us, row.revoked_by_id = max(clock.now_us(), row.made_us), by
        row.save(update_fields=["revoked_us", "revoked_by"])
        _record(row, by, "revoked")


def key_of(*, text: str) -> Key | None:
    """What the token opens; None where it is none, is over, was revoked, or its owner may not have one any more.

    Looked up by its hash: 256 random bits leave nothing to learn from how long that takes.
    """
    if not text.startswith(PREFIX) or len(text) > LONGEST_TOKEN:
        return None
    at_us = clock.now_us()
    row = Token.objects.filter(token_sha256=_digest(text), revoked_us=None).first()
    if row is None or not row.made_us <= at_us < row.expires_us:
        return None
    if not _stands(row, at_us):
        return None
    if row.last_us is None or at_us - row.last_us >= _USED_US:
        Token.objects.filter(pk=row.pk).update(last_us=at_us)
    return Key(row.id, row.school_id, frozenset(Scope(each) for each in row.scopes))


def _scopes(wanted: Iterable[str]) -> list[str]:
    chosen = sorted(set(wanted))
    if not chosen or not set(chosen) <= set(Scope.values):
        raise ValidationError(
            {"scopes": ValidationError(_("Choose what the program may read."), "none")}
        )
    return chosen


def _stands(row: Token, at_us: int) -> bool:
    """Whether its owner may have it, now."""
    account = people.account_of(row.owner_id)
    refusal = access.refusal_for(
        person=row.owner_id, school=row.school_id, deed=Deed.MAKE_TOKENS, at_us=at_us
    )
    return refusal is None and account is not None and account.is_active


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _record(row: Token, by: UUID, how: str) -> None:
    facts = {
        "token": row.id.hex,
        "scopes": list(row.scopes),
        "sha256": row.token_sha256,
        "expires": row.expires_us,
        "how": how,
    }
    ledger.record("config.change", actor=actor_id(by), what="token", digest=facts_digest(facts))
