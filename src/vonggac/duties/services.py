"""Writes of the room: telling of duties, once each; addresses of feeds."""

import hashlib
import secrets
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.duties import selectors
from vonggac.duties.due import Duty, Kind
from vonggac.duties.models import Feed, Stage, Told
from vonggac.duties.periods import Days
from vonggac.kernel import clock
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.ledger import services as ledger
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.people import selectors as people
from vonggac.people.days import day_of

TOKEN_BYTES = 32
LONGEST_TOKEN = 64
LATE_TOLD_DAYS = 14
"""What was late longer is on the calendar; a school that begins with the product is not rung out of bed."""
_EACH = frozenset(Stage)
_STAGES: dict[Kind, frozenset[Stage]] = {
    Kind.DEVICE_DAY: frozenset({Stage.LATE}),
    Kind.SHIFT: frozenset(),
    Kind.BACKUP: frozenset(),
    Kind.BREACH: frozenset({Stage.LATE}),
    Kind.REMINDER: frozenset({Stage.LATE}),
    Kind.ORAL: frozenset({Stage.LATE}),
}
"""Of the others all three. Shifts, backups, breaches, reminders and oral orders are told of by their own rooms."""
_NOTICES = {
    Stage.BEFORE: NoticeKind.DUTY_SOON,
    Stage.TODAY: NoticeKind.DUTY_TODAY,
    Stage.LATE: NoticeKind.DUTY_LATE,
}


def follow(*, school: UUID, at_us: int) -> int:
    """Tells of what is due tomorrow, today, and was due: each once, the last to the Board too. Returns how many."""
    today = day_of(at_us)
    tomorrow = today + timedelta(days=1)
    told = 0
    for each in selectors.duties(school, Days(today, tomorrow), at_us):
        stage = _stage(each, today)
        if stage is not None and stage in _STAGES.get(each.kind, _EACH):
            told += _tell(each, stage, school, at_us)
    return told


def _stage(each: Duty, today: date) -> Stage | None:
    """None: done, or too long ago."""
    days = (today - each.day).days
    if each.done or days > LATE_TOLD_DAYS:
        return None
    if days > 0:
        return Stage.LATE
    return Stage.TODAY if days == 0 else Stage.BEFORE


@transaction.atomic
def _tell(each: Duty, stage: Stage, school: UUID, at_us: int) -> int:
    row, made = Told.objects.get_or_create(
        school_id=school, duty=each.name[:120], stage=stage, defaults={"at_us": at_us}
    )
    if not made:
        return 0
    persons = selectors.responsible(each, school, at_us)
    if stage is Stage.LATE:
        board = {one.id for one in access.who_may(school, Deed.INSPECT, at_us)}
        persons |= board - each.but
    notices.tell(
        persons=persons,
        kind=_NOTICES[stage],
        params={"duty": each.kind.value, "no": each.ref, "day": each.day.strftime("%d/%m/%Y")},
        key=f"duty:{row.duty}:{stage.value}"[:120],
        url=each.url,
        urgency=Urgency.RAISED,
    )
    return 1


# --------------------------------------------------------------------------- feeds


@transaction.atomic
def make_feed(*, person: UUID, school: UUID) -> str:
    """The secret of the person's feed, shown once and kept nowhere; the one before opens nothing any more."""
    _revoke(person)
    text = secrets.token_urlsafe(TOKEN_BYTES)
    row = Feed.objects.create(
        person_id=person, school_id=school, token_sha256=_digest(text), made_us=clock.now_us()
    )
    _record(row, person, "duties.feed")
    return text


@transaction.atomic
def revoke_feed(*, person: UUID) -> None:
    """Of one's own. Repeating does nothing."""
    _revoke(person)


def feed_for(*, text: str) -> Feed | None:
    """What a secret opens; None where it is none, was revoked, or its person holds no position any more (G9)."""
    if not text or len(text) > LONGEST_TOKEN:
        return None
    row = Feed.objects.filter(token_sha256=_digest(text), revoked_us=None).first()
    if row is None:
        return None
    held = people.positions_now(row.person_id, clock.now_us())
    return row if any(each.school == row.school_id for each in held) else None


def _revoke(person: UUID) -> None:
    for row in Feed.objects.select_for_update().filter(person_id=person, revoked_us=None):
        row.revoked_us = max(clock.now_us(), row.made_us)
        row.save(update_fields=["revoked_us"])
        _record(row, person, "duties.feed.revoked")


def _record(row: Feed, by: UUID, what: str) -> None:
    ledger.record(
        "config.change", actor=actor_id(by), what=what, digest=facts_digest({"feed": row.id.hex})
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
