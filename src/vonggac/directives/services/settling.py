"""The head's decision on the settings of access (REQUIREMENTS §7.1–7.2): a new row, the whole policy as it then is."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.directives import policy
from vonggac.directives.models import PolicyDecision
from vonggac.directives.refusals import not_head
from vonggac.directives.selectors import policy_history
from vonggac.directives.services.issuing import invalid, position_at
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.kernel.instants import to_datetime
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.places import services as places

LONGEST_BACK_DAYS = 366


@transaction.atomic
def decide_policy(
    *,
    school: UUID,
    values: Mapping[str, bool | int],
    paper: str,
    decided_on: date,
    basis: str,
    by: UUID,
) -> PolicyDecision:
    """What is not named stays as it is. Raises Refused (not the head), ValidationError, TextRefused."""
    at_us = clock.now_us()
    position = position_at(by, school, at_us)
    if position is None or not position.is_head:
        raise Refused(not_head())
    before = asdict(policy.current(school))
    after = before | _checked(values, before)
    if after == before:
        raise invalid("__all__", _("Nothing would change."))
    _require_day(decided_on, at_us)
    row = PolicyDecision.objects.create(
        school_id=school,
        values=after,
        before=before,
        paper=one_line("paper", paper, max_length=120),
        decided_on=decided_on,
        basis=one_line("basis", basis, max_length=500),
        decided_us=_after_the_last(school, at_us),
        by_id=by,
    )
    strict = bool(after["strict_vice_principal"])
    if strict != before["strict_vice_principal"]:
        places.set_strict_vice_principal(school=school, strict=strict, by=by)
    ledger.record(
        "config.change",
        actor=actor_id(by),
        what="access.policy",
        digest=facts_digest({"policy": after, "paper": row.paper, "on": decided_on.isoformat()}),
        before=facts_digest({"policy": before}),
    )
    return row


def _after_the_last(school: UUID, at_us: int) -> int:
    """The newest decision counts: no two have the same instant, whatever the clock does."""
    last = policy_history(school).first()
    return at_us if last is None else max(at_us, last.decided_us + 1)


def _checked(
    values: Mapping[str, bool | int], before: Mapping[str, object]
) -> dict[str, bool | int]:
    for name, value in values.items():
        bounds = policy.BOUNDS.get(name)
        if name not in before or type(value) is not type(before[name]):
            raise invalid(name, _("There is no such setting."))
        if bounds is not None and not bounds[0] <= value <= bounds[1]:
            raise invalid(
                name, _("From %(least)d to %(most)d.") % {"least": bounds[0], "most": bounds[1]}
            )
    return dict(values)


def _require_day(decided_on: date, at_us: int) -> None:
    local: datetime = to_datetime(at_us).astimezone(ZoneInfo(settings.TIME_ZONE))
    if not 0 <= (local.date() - decided_on).days <= LONGEST_BACK_DAYS:
        raise invalid("decided_on", _("The decision is dated today or before, within a year."))
