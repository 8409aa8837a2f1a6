"""Between password and login: a half, bound to browser and network like a login, for five minutes and five tries."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F

from vonggac.factors.models import Challenge, Half
from vonggac.kernel import clock
from vonggac.kernel.forward import forward
from vonggac.people.bindings import digest, network_of

HALF_US = 5 * clock.MINUTE_US
TRIES = 5


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is being asked for a factor: a half, or a login that is to be confirmed. ``account`` None: nobody yet."""

    kind: str
    id: UUID
    account: UUID | None

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.id.hex}"

    @property
    def is_half(self) -> bool:
        return self.kind == "half"


def of_session(session: UUID, account: UUID) -> Holder:
    return Holder("session", session, account)


@transaction.atomic
def begin(*, account: UUID | None, user_agent: str, address: str) -> str:
    """A new half; its key is for the browser's cookie. Whatever the account had half open ends."""
    at_us = forward.not_before(clock.now_us())
    if account is not None:
        Half.objects.filter(account_id=account, ended_us=None).update(ended_us=at_us)
    key = secrets.token_urlsafe(32)
    Half.objects.create(
        account_id=account,
        key_sha256=digest(key),
        user_agent_sha256=digest(user_agent),
        network=network_of(address),
        made_us=at_us,
    )
    return key


def half_of(*, key: str, user_agent: str, address: str) -> Holder | None:
    """The half of this cookie while it stands, here and now; None otherwise."""
    row = Half.objects.filter(key_sha256=digest(key), ended_us=None).first() if key else None
    if row is None or row.tries >= TRIES:
        return None
    age_us = forward.not_before(clock.now_us()) - row.made_us
    bound = row.user_agent_sha256 == digest(user_agent) and row.network == network_of(address)
    return Holder("half", row.id, row.account_id) if bound and 0 <= age_us < HALF_US else None


@transaction.atomic
def count_try(holder: Holder) -> bool:
    """Before the answer is looked at; False where the half has used up its tries."""
    rows = Half.objects.filter(pk=holder.id, ended_us=None, tries__lt=TRIES)
    return rows.update(tries=F("tries") + 1) == 1


@transaction.atomic
def end(holder: Holder) -> bool:
    """Ends it, once: True where this call did. What it was asked and did not answer goes with it."""
    Challenge.objects.filter(holder=holder.name).delete()
    return Half.objects.filter(pk=holder.id, ended_us=None).update(ended_us=clock.now_us()) == 1


@transaction.atomic
def forget_old(*, at_us: int) -> int:
    """Halves and challenges of yesterday: nobody needs them, no book tells of them. Returns how many halves."""
    Challenge.objects.filter(made_us__lt=at_us - clock.DAY_US).delete()
    gone, _ = Half.objects.filter(made_us__lt=at_us - clock.DAY_US).delete()
    return gone
