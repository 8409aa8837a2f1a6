"""Writes of the room: telling, reading, forgetting what is long read."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import F

from vonggac.kernel import clock
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.notices.models import Notice

MERGE_US = 10 * clock.MINUTE_US
"""Told again within so long, or before it was read: the same notice, counted."""
KEPT_US = 90 * clock.DAY_US
"""A notice is no book: what it tells of stands in one. Read ones are kept so long."""

Value = str | int


@transaction.atomic
def tell(
    *,
    persons: Iterable[UUID],
    kind: NoticeKind,
    params: Mapping[str, Value],
    key: str,
    url: str = "",
    urgency: Urgency = Urgency.RAISED,
    merge_us: int = MERGE_US,
) -> int:
    """Tells each of them once; returns how many new notices that made.

    The same ``key`` again, within ``merge_us`` of the last time or while it is unread, is the same notice: its count
    rises, and nobody is called a second time.
    """
    at_us = clock.now_us()
    made = 0
    for person in set(persons):
        same = Notice.objects.filter(person_id=person, key=key).order_by("-again_us").first()
        if same is not None and (same.read_us is None or at_us - same.again_us < merge_us):
            _merge(same, params, urgency, at_us)
            continue
        Notice.objects.create(
            person_id=person,
            kind=NoticeKind(kind).value,
            params=dict(params),
            url=url,
            urgency=Urgency(urgency).value,
            key=key,
            created_us=at_us,
            again_us=at_us,
        )
        made += 1
    return made


@transaction.atomic
def read(*, person: UUID, notice: UUID) -> Notice | None:
    """The notice, read; None where it is not this person's."""
    row = Notice.objects.select_for_update().filter(pk=notice, person_id=person).first()
    if row is not None and row.read_us is None:
        row.read_us = max(clock.now_us(), row.created_us)
        row.save(update_fields=["read_us"])
    return row


@transaction.atomic
def read_all(*, person: UUID) -> int:
    """Everything that waited; returns how many."""
    return Notice.objects.filter(person_id=person, read_us=None).update(read_us=clock.now_us())


@transaction.atomic
def read_about(*, person: UUID, url: str) -> int:
    """The person has opened the page that these notices lead to. Returns how many that reads."""
    mine = Notice.objects.filter(person_id=person, url=url, read_us=None)
    return mine.update(read_us=clock.now_us())


@transaction.atomic
def settle(*, key: str) -> int:
    """What the notices of this key told is over: they wait for nobody any more. Returns how many."""
    return Notice.objects.filter(key=key, read_us=None).update(read_us=clock.now_us())


@transaction.atomic
def forget_read(*, at_us: int) -> int:
    """Notices that were read long ago; unread ones stay however old they are."""
    gone, _ = Notice.objects.filter(read_us__lt=at_us - KEPT_US).delete()
    return gone


def _merge(row: Notice, params: Mapping[str, Value], urgency: Urgency, at_us: int) -> None:
    Notice.objects.filter(pk=row.pk).update(
        times=F("times") + 1,
        params=dict(params),
        urgency=max(row.urgency, Urgency(urgency).value),
        again_us=max(at_us, row.again_us),
    )
