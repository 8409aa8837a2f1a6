"""What a holder was asked and has not answered: kept sealed, used once, five minutes long."""

import json
from typing import Any

from django.db import transaction

from vonggac.factors import sealing
from vonggac.factors.models import Challenge
from vonggac.factors.services.halves import Holder
from vonggac.kernel import clock

CHALLENGE_US = 5 * clock.MINUTE_US


@transaction.atomic
def keep(holder: Holder, purpose: str, state: dict[str, Any]) -> None:
    """Replaces the one of the same purpose."""
    sealed = sealing.seal(json.dumps(state).encode(), owner=f"{holder.name} {purpose}")
    Challenge.objects.update_or_create(
        holder=holder.name,
        purpose=purpose,
        defaults={"state": sealed, "made_us": clock.now_us()},
    )


def look(holder: Holder, purpose: str) -> dict[str, Any] | None:
    """None where nothing was asked, or too long ago."""
    row = Challenge.objects.filter(holder=holder.name, purpose=purpose).first()
    if row is None or not 0 <= clock.now_us() - row.made_us < CHALLENGE_US:
        return None
    raw = sealing.unseal(row.state, owner=f"{holder.name} {purpose}")
    state: dict[str, Any] = json.loads(raw)
    return state


@transaction.atomic
def take(holder: Holder, purpose: str) -> dict[str, Any] | None:
    """As ``look``, once: a second answer to the same challenge finds none."""
    state = look(holder, purpose)
    gone, _ = Challenge.objects.filter(holder=holder.name, purpose=purpose).delete()
    return state if gone else None
