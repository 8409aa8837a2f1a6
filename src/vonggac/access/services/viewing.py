"""The account of use (I2): started, served piece by piece before the bytes leave, folded into one line.

``serve`` commits before anything is sent, so after a crash the rows say what was, at most, seen; folding
writes the line of the usage book, its entry and the end of the viewing in one transaction, once.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import Q

from vonggac.access import refusals
from vonggac.access.models import Served, Viewing
from vonggac.access.selectors import grants
from vonggac.access.standing import grant_refusal, session_refusal
from vonggac.directives import services as directives
from vonggac.directives.models import Directive
from vonggac.duty import services as duty
from vonggac.duty.models import UsageLine
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Basis, Refusal
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.forward import forward
from vonggac.kernel.ids import actor_id
from vonggac.kernel.ranges import Range, union
from vonggac.ledger import services as ledger
from vonggac.people.models import LoginSession
from vonggac.people.services.sessions import ABSOLUTE_US, IDLE_US, short_id
from vonggac.places import selectors as places

_LOG = logging.getLogger(__name__)
BEAT_US = 15 * clock.SECOND_US
"""Without a heartbeat for so long a playback is over (ACCESS §4.5)."""
LIVE_REST_US = 15 * clock.MINUTE_US
"""Live view left and taken up again within this is one use, and one line (FORMS §3.1)."""
_ENTRY_RANGES = 100


class ViewingEnded(Exception):
    """The viewing was folded, or never covered that camera: nothing more is served under it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What is about to be sent: a stretch of one camera's stream. ``byte_count`` 0: a live lease."""

    camera: str
    stream: str
    footage: Range
    byte_count: int
    sound: bool = False
    """The bytes have the recorded sound in them."""


@transaction.atomic
def start_viewing(*, grant_id: UUID, session_id: UUID, act: Act, at_us: int) -> Viewing | Refusal:
    """Begins a use under a grant that stands. Live view goes on in the viewing this login has open."""
    now_us = forward.not_before(at_us)
    row = grants().filter(pk=grant_id).first()
    session = LoginSession.objects.select_related("account").filter(pk=session_id).first()
    if row is None:
        return refusals.grant_over()
    refusal = grant_refusal(row, now_us) or session_refusal(
        session, row, now_us, IDLE_US, ABSOLUTE_US
    )
    if refusal is not None:
        return refusal
    if act.value not in row.acts:
        return refusals.outside_grant()
    going_on = Viewing.objects.filter(session_id=session_id, grant=row, act="live", ended_us=None)
    if act == Act.LIVE and (viewing := going_on.first()) is not None:
        heartbeat(viewing=viewing.id, at_us=now_us)
        return viewing
    if row.directive is not None and _used_up(row.directive):
        return refusals.views_used_up(row.directive.label)
    viewing = Viewing.objects.create(
        grant=row, session_id=session_id, act=act.value, started_us=now_us, last_beat_us=now_us
    )
    if row.directive_id is not None:
        directives.begin(directive=row.directive_id)
    ledger.record(
        "view.start",
        actor=actor_id(row.person_id),
        grant=row.id.hex,
        view=viewing.id.hex,
        session=short_id(session_id),
        act=act.value,
        cams=row.cameras,
    )
    return viewing


def _used_up(directive: Directive) -> bool:
    """Counted in the transaction that adds the next one: of two at once, one is the last (ACCESS §2.5)."""
    if directive.max_views is None:
        return False
    return Viewing.objects.filter(grant__directive=directive).count() >= directive.max_views


def serve(
    *,
    viewing: UUID,
    camera: str,
    stream: str,
    footage: Range,
    byte_count: int,
    at_us: int,
    sound: bool = False,
) -> None:
    """Commits what is about to be sent. Raises ViewingEnded: then nothing may be sent."""
    piece = Piece(camera, stream, footage, byte_count, sound)
    serve_pieces(viewing=viewing, pieces=[piece], at_us=at_us)


@transaction.atomic
def serve_pieces(*, viewing: UUID, pieces: Iterable[Piece], at_us: int) -> None:
    """As ``serve``, several pieces in one commit: a wall of live pictures, cameras in step."""
    given = list(pieces)
    found = (
        Viewing.objects.filter(pk=viewing, ended_us=None)
        .values_list("grant__cameras", flat=True)
        .first()
    )
    rows = [
        Served(
            viewing_id=viewing,
            camera=each.camera,
            stream=each.stream,
            from_us=each.footage.from_us,
            to_us=each.footage.to_us,
            byte_count=each.byte_count,
            at_us=at_us,
        )
        for each in given
    ]
    if found is None or not {row.camera for row in rows} <= set(found):
        raise ViewingEnded(str(viewing))
    Served.objects.bulk_create(rows)
    Viewing.objects.filter(pk=viewing, last_beat_us__lt=at_us).update(last_beat_us=at_us)
    if any(each.sound for each in given):
        Viewing.objects.filter(pk=viewing, sound=False).update(sound=True)
    forward.learn(clock.now_us())


def heartbeat(*, viewing: UUID, at_us: int) -> bool:
    """The page is still on screen. False: the viewing has ended, the page must start anew."""
    open_one = Viewing.objects.filter(pk=viewing, ended_us=None)
    moved = open_one.filter(last_beat_us__lt=at_us).update(last_beat_us=at_us)
    return moved > 0 or open_one.exists()


def stop_viewing(*, viewing: UUID, at_us: int) -> UsageLine | None:
    """The page was left. A playback is folded now; live view rests, and is folded when it stays left."""
    row = Viewing.objects.filter(pk=viewing, ended_us=None).first()
    if row is None:
        return None
    if row.act == Act.LIVE:
        heartbeat(viewing=viewing, at_us=at_us)
        return None
    return fold(viewing=viewing, reason="stopped", at_us=at_us)


def fold_stale(*, at_us: int) -> int:
    """Folds every viewing that is over: left, signed out, shift closed, or cut off by a crash. How many.

    Safe to repeat and to run in several processes: each viewing is folded once.
    """
    lapsed = Q(last_beat_us__lte=at_us - BEAT_US)
    rested = Q(last_beat_us__lte=at_us - LIVE_REST_US)
    on_roster = Q(grant__basis=Basis.ROSTER)
    shift_over = Q(grant__shift__closed_us__isnull=False) | Q(grant__shift__to_us__lte=at_us)
    signed_out = Q(session__ended_us__isnull=False)
    over = (
        (~Q(act="live") & lapsed)
        | (Q(act="live") & ~on_roster & lapsed & signed_out)
        | (Q(act="live") & ~on_roster & rested)
        | (Q(act="live") & on_roster & lapsed & shift_over)
        | (Q(act="live") & lapsed & Q(grant__valid_to_us__lte=at_us))
    )
    found = Viewing.objects.filter(over, ended_us=None).values_list("id", flat=True)
    count = 0
    for viewing in list(found[:500]):
        try:
            _, done = _fold(viewing, "left", at_us)
        except OperationalError:
            raise  # the database is busy or gone: for all of them
        except Exception:  # noqa: BLE001 (one that can't be folded keeps no other from its line)
            _LOG.exception("viewing %s could not be folded", viewing)
            continue
        count += done
    return count


def fold(*, viewing: UUID, reason: str, at_us: int) -> UsageLine | None:
    """Ends a viewing and writes its one line; None where nothing was served, or it was folded before."""
    line, _done = _fold(viewing, reason, at_us)
    return line


@transaction.atomic
def _fold(viewing: UUID, reason: str, at_us: int) -> tuple[UsageLine | None, bool]:
    found = Viewing.objects.select_related("grant__position", "grant__directive")
    row = found.filter(pk=viewing, ended_us=None).first()
    if row is None:
        return None, False
    rows = [row]
    if row.act == Act.LIVE and row.grant.shift_id is not None:
        # Signed out and in again, or given another grant: a shift is one line, not one per login (FORMS §3.1).
        same = found.filter(grant__shift_id=row.grant.shift_id, act=row.act, ended_us=None)
        rows = list(same.order_by("started_us", "pk"))
    served = [_served(each) for each in rows]
    ends = [_end_of(each, at_us) for each in rows]
    ranges = _by_camera(*served)
    technical = row.grant.basis == Basis.TECHNICAL_CHECK  # the device book's matter, not this one's
    line = _write_line(rows[0], ranges, max(ends)) if ranges and not technical else None
    for each, its, ended_us in zip(rows, served, ends, strict=True):
        each.ended_us, each.end_reason, each.usage_line = ended_us, reason[:20], line
        each.save(update_fields=["ended_us", "end_reason", "usage_line"])
        _record_stop(each, its, reason)
    return line, True


def _end_of(row: Viewing, at_us: int) -> int:
    return min(max(at_us, row.started_us), max(row.last_beat_us, row.started_us))


def _served(row: Viewing) -> dict[tuple[str, str], list[Range]]:
    """What was really served, per camera and stream."""
    pieces: dict[tuple[str, str], list[Range]] = {}
    for camera, stream, from_us, to_us in row.served.values_list(
        "camera", "stream", "from_us", "to_us"
    ):
        pieces.setdefault((camera, stream), []).append(Range(from_us, to_us))
    return {key: union(pieces[key]) for key in sorted(pieces)}


def _by_camera(*served: dict[tuple[str, str], list[Range]]) -> dict[str, list[Range]]:
    """Main and sub stream are one camera (ACCESS §1.8)."""
    cameras: dict[str, list[Range]] = {}
    for each in served:
        for (camera, _stream), ranges in each.items():
            cameras.setdefault(camera, []).extend(ranges)
    return {camera: union(ranges) for camera, ranges in cameras.items()}


def _write_line(row: Viewing, ranges: dict[str, list[Range]], ended_us: int) -> UsageLine:
    grant = row.grant
    named = places.cameras_named(ranges)
    everything = union(each for camera in ranges.values() for each in camera)
    stored = Range(everything[0].from_us, everything[-1].to_us)
    return duty.write_usage_line(
        school=grant.position.school_id,
        person=grant.person_id,
        started_us=row.started_us,
        ended_us=ended_us,
        basis=grant.basis,
        basis_ref=grant.basis_ref,
        cameras=[
            {"camera": each.id, "name": each.name, "area": each.area.name}
            for each in named.values()
        ],
        served=[
            {"camera": camera, "ranges": [[each.from_us, each.to_us] for each in found]}
            for camera, found in ranges.items()
        ],
        footage=None if row.act == Act.LIVE else stored,
        form=row.act,
        purpose=grant.purpose,
        purpose_detail=grant.directive.purpose_detail if grant.directive else "",
        viewing=row.id,
        sound=row.sound,
    )


def _record_stop(row: Viewing, served: dict[tuple[str, str], list[Range]], reason: str) -> None:
    """An entry holds the first ranges; ``count`` and ``digest`` bind all of them."""
    flat = [
        [camera, stream, each.from_us, each.to_us]
        for (camera, stream), found in served.items()
        for each in found
    ]
    ledger.record(
        "view.stop",
        actor=actor_id(row.grant.person_id),
        grant=row.grant_id.hex,
        view=row.id.hex,
        act=row.act,
        served=flat[:_ENTRY_RANGES],
        count=len(flat),
        digest=facts_digest({"served": flat}),
        **({"what": "sound"} if row.sound else {}),
        reason=reason,
    )
