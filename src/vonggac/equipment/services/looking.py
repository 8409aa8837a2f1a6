"""``look``: called by the clerk every few seconds with every sign there is; opens, feeds and settles failures.

Repeating it changes nothing (each sign has one ref, and one place). It loses nothing by being late: signs are read
from the archive's index, which remembers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from vonggac.equipment.book import What
from vonggac.equipment.models import Failure, FailureSign
from vonggac.equipment.rules import Limit, limits_us
from vonggac.equipment.selectors import seconds_of, stops
from vonggac.equipment.services import writing
from vonggac.equipment.states import FailureState
from vonggac.equipment.troubles import STEADY_US, Sign, lasting
from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.events import EventKind
from vonggac.kernel.streams import GapCause
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that is wrong now and says no begin: a volume that is away, footage kept for too few days."""

    cause: str
    subject: str
    """Which: a volume's path, a camera."""
    camera: str = ""

    @property
    def trouble(self) -> str:
        return f"{self.cause}:{facts_digest({'subject': self.subject})[:32]}"


@transaction.atomic
def look(
    *, school: UUID, signs: Iterable[Sign], conditions: Iterable[Condition] = (), at_us: int
) -> list[Failure]:
    """Failures that were opened now.

    ``signs``: of the last days at least, open ones whenever they began. Two failures of one trouble never stand beside
    each other, and a sign that lasts is in exactly one.
    """
    seconds = seconds_of(school)
    given = list(signs)
    known = {each.ref: each for each in given}
    seen = [each for each in given if each.cause != GapCause.OUT_OF_SERVICE]
    _link_stops(school, [each for each in given if each.cause == GapCause.OUT_OF_SERVICE])
    holding = {each.trouble: each for each in conditions}
    seen += _signs_of(school, holding, at_us)
    _end_signs(school, known, holding, at_us)
    made = [
        opened
        for sign in _unplaced(lasting(seen, limits_us(seconds), at_us))
        if (opened := _place(school, sign, seconds, holding)) is not None
    ]
    _settle(school, seen, at_us)
    return made


def _link_stops(school: UUID, gaps: list[Sign]) -> None:
    """A gap of a stopped device stands in the failure that it was stopped for (G5)."""
    for gap in _unplaced(gaps):
        for stop in stops(school, camera=gap.camera):
            ended_us = stop.restart.at_us if hasattr(stop, "restart") else None
            begins = stop.at_us - STEADY_US <= gap.from_us
            if begins and (ended_us is None or gap.from_us <= ended_us):
                row = Failure.objects.filter(school_id=school, stopped_us__isnull=False)
                found = next((each for each in row if each.label == stop.ticket), None)
                if found is not None and found.state != FailureState.CLOSED:
                    writing.add_sign(found, gap)
                break


def _unplaced(signs: list[Sign]) -> list[Sign]:
    placed = set(
        FailureSign.objects.filter(ref__in=[each.ref for each in signs]).values_list(
            "ref", flat=True
        )
    )
    return [each for each in signs if each.ref not in placed]


def _place(
    school: UUID, sign: Sign, seconds: dict[Limit, int], holding: dict[str, Condition]
) -> Failure | None:
    """Into the failure of its trouble, or a new one, which is returned."""
    row = _failure_for(school, sign, seconds[Limit.MERGE] * SECOND_US)
    if row is None:
        condition = holding.get(sign.trouble)
        detail = condition.subject[:300] if condition else ""
        return writing.opened(school=school, trouble=sign.trouble, sign=sign, detail=detail)
    fresh_cause = not row.signs.filter(cause=sign.cause).exists()
    writing.add_sign(row, sign)
    if row.state == FailureState.CLOSED:
        return None
    Failure.objects.filter(pk=row.pk).update(first_us=min(row.first_us, sign.from_us))
    if row.back_us is not None:
        _relapse(row, sign)
    elif fresh_cause:
        writing.write_line(row, What.JOINED, by=None, told_us=sign.from_us, cause=sign.cause)
        # A camera that is gone has lost its signal too: that is seen twice, and no news.
        if EventKind.SIGNAL_LOST not in (row.cause, sign.cause):
            _tell_worse(row, sign)
    return None


def _failure_for(school: UUID, sign: Sign, merge_us: int) -> Failure | None:
    """The one that stands, one that was back a short while before, or a closed one whose time the sign lies in."""
    rows = Failure.objects.filter(school_id=school, trouble=sign.trouble[:80])
    standing = rows.filter(back_us__isnull=True).first()
    if standing is not None:
        return standing
    for row in rows.order_by("-first_us")[:20]:
        until_us = row.back_us or 0
        inside = row.first_us <= sign.from_us + sign.length_us(until_us) and sign.from_us < until_us
        if row.state == FailureState.CLOSED:
            if inside and sign.to_us is not None and sign.to_us <= until_us + merge_us:
                return row
        elif inside or row.first_us - merge_us <= sign.from_us <= until_us + merge_us:
            return row
    return None


def _relapse(row: Failure, sign: Sign) -> None:
    if sign.to_us is not None and row.back_us is not None and sign.to_us <= row.back_us:
        return  # known late, and over before the footage was back
    row.state, row.before_back, row.back_us = row.before_back, "", None
    row.first_us = min(row.first_us, sign.from_us)
    row.save(update_fields=["state", "before_back", "back_us", "first_us"])
    writing.write_line(row, What.AGAIN, by=None, told_us=sign.from_us, cause=sign.cause)
    _tell_worse(row, sign)


def _tell_worse(row: Failure, sign: Sign) -> None:
    writing.tell(
        row,
        NoticeKind.FAILURE_WORSE,
        f"{row.id.hex}:{sign.cause}",
        urgency=Urgency.URGENT,
        at_us=sign.from_us,
        cause=sign.cause,
    )


def _signs_of(school: UUID, holding: dict[str, Condition], at_us: int) -> list[Sign]:
    """A condition's sign: the open one it has, or one that begins now."""
    going_on = {
        each.failure.trouble: each
        for each in FailureSign.objects.filter(
            failure__school_id=school, failure__trouble__in=list(holding), to_us=None
        ).select_related("failure")
    }
    return [
        Sign(
            ref=going_on[trouble].ref if trouble in going_on else f"{trouble}:{at_us}",
            trouble=trouble,
            cause=each.cause,
            camera=each.camera,
            from_us=going_on[trouble].from_us if trouble in going_on else at_us,
            to_us=None,
            at_us=at_us,
        )
        for trouble, each in holding.items()
    ]


def _end_signs(
    school: UUID, known: dict[str, Sign], holding: dict[str, Condition], at_us: int
) -> None:
    """Signs that have ended meanwhile get their end; those of a camera taken out of use end with it."""
    rows = FailureSign.objects.filter(failure__school_id=school, to_us=None)
    for row in rows.select_related("failure", "camera"):
        sign = known.get(row.ref)
        if sign is not None:
            end_us = sign.to_us
        elif row.camera is not None and row.camera.out_of_use_us is not None:
            end_us = row.camera.out_of_use_us
        elif row.ref.startswith(("gap:", "event:", "hand:")) or row.failure.trouble in holding:
            end_us = None
        else:
            end_us = at_us
        if end_us is not None:
            row.to_us = max(end_us, row.from_us)
            row.save(update_fields=["to_us"])


def _settle(school: UUID, seen: list[Sign], at_us: int) -> None:
    """Failures without any sign for long enough are in operation again, since their last sign ended."""
    waiting = Failure.objects.filter(school_id=school, back_us__isnull=True)
    # What was found by hand is back by a test alone, and a stopped device is not back before its test (G7).
    by_hand = Q(trouble__startswith="hand:") & ~Q(state=FailureState.PASSED)
    untested = Q(stopped_us__isnull=False, tested_us__isnull=True)
    for row in waiting.exclude(by_hand).exclude(untested).select_related("camera"):
        out_us = row.camera.out_of_use_us if row.camera else None
        ends = [each.to_us or out_us for each in seen if each.trouble == row.trouble]
        ends += row.signs.values_list("to_us", flat=True)
        ends.append(row.tested_us or row.first_us)
        last_us = max((each for each in ends if each is not None), default=row.first_us)
        if any(each is None for each in ends) or at_us - last_us < STEADY_US:
            continue
        mark_back(row, max(last_us, row.first_us), by=None)


def mark_back(row: Failure, back_us: int, *, by: UUID | None, text: str = "") -> None:
    """Hoạt động trở lại, with the instant."""
    row.before_back, row.state, row.back_us = row.state, FailureState.BACK, back_us
    row.save(update_fields=["before_back", "state", "back_us"])
    what = What.BACK if by is None else What.TESTED
    writing.write_line(row, what, by=by, told_us=back_us, text=text)
    for key in ("opened", *row.signs.values_list("cause", flat=True).distinct()):
        notices.settle(key=f"{row.id.hex}:{key}")
    writing.tell(row, NoticeKind.FAILURE_BACK, f"{row.id.hex}:back", but=by, at_us=back_us)
