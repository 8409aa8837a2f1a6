"""``may``: the one decision (ACCESS §1.1). Denies by default; an error inside it is a Refusal too.

Every answer leaves its trace in the same transaction: a grant's row and entry, or a refusal's.
"""

import logging
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction

from vonggac.access import refusals
from vonggac.access.grants import grant_of
from vonggac.access.models import GrantRow, RefusalRow
from vonggac.access.reach import live_reach
from vonggac.access.selectors import last_known_us
from vonggac.access.services import minting, taking
from vonggac.access.services.questions import Question
from vonggac.access.services.technical import decide_technical
from vonggac.directives import selectors as directives
from vonggac.directives import services as directive_services
from vonggac.directives.models import Directive
from vonggac.directives.scopes import scope_digest
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant, Purpose, Refusal, Refused
from vonggac.kernel.forward import forward
from vonggac.kernel.ids import actor_id, is_camera_id
from vonggac.kernel.ranges import Range
from vonggac.ledger import services as ledger
from vonggac.people import selectors as people
from vonggac.people.held import PositionNow
from vonggac.places import selectors as places

_LOG = logging.getLogger(__name__)
OWN_DEMAND_US = 8 * clock.HOUR_US
MAX_CAMERAS = 64


def may(
    *,
    person: UUID,
    act: Act,
    cameras: Iterable[str],
    footage: Range,
    at_us: int,
    purpose: Purpose | None = None,
    technical: bool = False,
    case: str = "",
) -> Grant | Refusal:
    """May this person do this with these cameras' footage, now?

    ``footage`` of live view is the stretch about to be watched, from ``at_us`` on; ``purpose`` counts for live
    view only (a directive has its own); ``technical``: a test of ten seconds, once a camera and day; ``case``: what
    a live snapshot is for. The Grant may permit more than was asked: all that its basis covers.
    """
    try:
        forward.prime(last_known_us)
        now_us = forward.not_before(at_us)
        asked = Question(
            person, Act(act), frozenset(cameras), footage, now_us, purpose, technical, case
        )
        with transaction.atomic():
            answer = _decide(asked)
            if isinstance(answer, Refusal):
                _write_refusal(asked, answer)
        return answer
    except Exception:  # noqa: BLE001 (fail closed, ACCESS §1.5: whatever broke, the answer is no)
        _LOG.exception("access could not be decided")
        return refusals.undecidable()


def own_demand(
    *,
    person: UUID,
    school: UUID,
    purpose: Purpose,
    cameras: Iterable[str],
    footage: Range,
    acts: Iterable[Act] = (Act.PLAYBACK,),
    purpose_detail: str = "",
    valid_for_us: int = OWN_DEMAND_US,
    audio: bool = False,
) -> Grant | Refusal:
    """Xem theo quyền Ban Giám hiệu (khoản 2 Điều 4): writes the directive and the grant in one transaction.

    Raises ValidationError, TextRefused for what the form can mend.
    """
    now_us = forward.not_before(clock.now_us())
    asked = Question(person, Act.PLAYBACK, frozenset(cameras), footage, now_us, purpose)
    try:
        with transaction.atomic():
            written = directive_services.own_demand(
                person=person,
                school=school,
                cameras=asked.cameras,
                footage=footage,
                acts=acts,
                purpose=purpose,
                purpose_detail=purpose_detail,
                valid_to_us=now_us + valid_for_us,
                audio=audio,
            )
            row = directives.directive(written.id)
            return _minted(row, asked)
    except Refused as refused:
        with transaction.atomic():
            _write_refusal(asked, refused.refusal)
        return refused.refusal


def _minted(row: Directive, asked: Question) -> Grant:
    """The grant of a directive that was written just now. Raises Refused."""
    held = people.positions_now(asked.person, asked.at_us)
    position = _position_for(row, held)
    if position is None:
        raise Refused(refusals.no_position())
    made = minting.for_directive(row, position, max(asked.at_us, row.issued_us))
    return _with_sound(made, asked.cameras)


def grants_within(
    *, person: UUID, cameras: Collection[str], footage: Range, at_us: int
) -> list[Grant]:
    """What lets the person play footage of some of these cameras in some of this range, now: for lists of what
    describes footage, each line of which must lie within one of these.

    A paper in force is put to ``may`` for what it and the list have in common: none needs to have been played under
    before. Laying out a list is no attempt, so where the answer would be no, it is not asked.
    """
    found: dict[UUID, Grant] = {}
    now_us = forward.not_before(at_us)
    held = people.positions_now(person, now_us)
    for row in directives.in_force_for(person, now_us):
        common = frozenset(sorted(directives.named(row) & set(cameras))[:MAX_CAMERAS])
        part = row.footage.overlap(footage)
        if not common or part is None:
            continue
        asked = Question(person, Act.PLAYBACK, common, part, now_us)
        if _directive_refusal(row, asked) or _position_for(row, held) is None:
            continue
        answer = may(person=person, act=Act.PLAYBACK, cameras=common, footage=part, at_us=now_us)
        if isinstance(answer, Grant):
            found[answer.id] = answer
    return list(found.values())


def _decide(asked: Question) -> Grant | Refusal:
    held = people.positions_now(asked.person, asked.at_us)
    if not held:
        return refusals.no_position()
    known = places.schools_of(asked.cameras)
    schools = set(known.values())
    if not 0 < len(asked.cameras) <= MAX_CAMERAS or len(known) != len(asked.cameras):
        return refusals.unknown_camera()
    here = [each for each in held if schools == {each.school}]
    if not here:  # another school's camera can't be told from none (ACCESS §1.6)
        return refusals.unknown_camera()
    if directives.has_oral_debt(asked.person, asked.at_us):
        return refusals.oral_debt()
    if asked.technical:
        return decide_technical(asked, here)
    if asked.act == Act.LIVE:
        return _decide_live(asked, here)
    if taking.is_live_snapshot(asked):
        return taking.either(
            taking.decide_live_snapshot(asked, here), lambda: _decide_stored(asked, held, here)
        )
    stored = _decide_stored(asked, held, here)
    if asked.act == Act.PRINT:
        return taking.either(stored, lambda: taking.decide_board_print(asked, here))
    return stored


def _decide_live(asked: Question, held: list[PositionNow]) -> Grant | Refusal:
    reach = live_reach(asked.person, held, asked.at_us)
    if isinstance(reach, Refusal):
        return reach
    if not asked.cameras <= reach.cameras:
        inside = asked.cameras <= places.areas_of(reach.position.school).keys()
        return refusals.area_not_in_shift() if inside else refusals.unknown_camera()
    if asked.footage.from_us < asked.at_us - clock.MINUTE_US:
        return refusals.outside_grant()  # the past is stored footage, whatever it is called
    return grant_of(minting.for_live(reach, asked.purpose or Purpose.SECURITY, asked.at_us))


def _decide_stored(
    asked: Question, held: list[PositionNow], here: list[PositionNow]
) -> Grant | Refusal:
    """Newest paper first; ``held``: all positions of the person, ``here``: those at the cameras' school."""
    for row in directives.covering(asked.person, asked.footage, asked.at_us):
        # The digest is the dear part: only a paper whose words would do is held against it.
        if _scope_refusal(row, directives.named(row), asked) or _directive_refusal(row, asked):
            continue
        position = _position_for(row, held)
        if position is not None:
            return _with_sound(minting.for_directive(row, position, asked.at_us), asked.cameras)
    if any(each.is_board for each in here):
        return refusals.needs_own_demand()
    newest = directives.newest_ever_for(asked.person)
    if newest is None:
        return refusals.no_directive()
    return _directive_refusal(newest, asked) or refusals.no_position()


def _with_sound(row: GrantRow, cameras: frozenset[str]) -> Grant:
    """The grant's sound counts while the areas of all the cameras that are asked for have it on."""
    audible = row.audio and cameras <= places.cameras_with_sound(cameras)
    return grant_of(row, audible=audible)


def _directive_refusal(row: Directive, asked: Question) -> Refusal | None:
    named = directives.named(row)
    if scope_digest(row, named, directives.entrusted(row)) != row.scope_sha256:
        return refusals.directive_altered(row.label)
    if row.state == "withdrawn":
        return refusals.directive_withdrawn(row.label)
    if row.state == "completed":
        return refusals.directive_completed(row.label)
    if row.state == "unconfirmed":
        return refusals.directive_unconfirmed(row.label)
    if row.state == "draft" or asked.at_us not in row.valid:
        return refusals.directive_expired(row.label)
    return _scope_refusal(row, named, asked)


def _scope_refusal(row: Directive, named: frozenset[str], asked: Question) -> Refusal | None:
    if not asked.cameras <= named:
        return refusals.outside_cameras(row.label)
    if not row.footage.covers(asked.footage):
        return refusals.outside_range(row.label)
    return None if asked.act in row.act_set else refusals.act_not_allowed(row.label)


def _position_for(row: Directive, positions: list[PositionNow]) -> PositionNow | None:
    """The one of the person's ``positions`` that the grant will stand and fall with."""
    held = [each for each in positions if each.school == row.school_id]
    if row.own_demand:
        strict = places.school(row.school_id).strict_vice_principal
        held = [each for each in held if each.is_head or (each.is_board and not strict)]
        return min(held, key=lambda each: not each.is_head, default=None)
    able = [each for each in held if each.role in directive_services.EXECUTING]
    return able[0] if able else None


def _write_refusal(asked: Question, refusal: Refusal) -> None:
    known = people.has_account(asked.person)
    RefusalRow.objects.create(
        person_id=asked.person if known else None,
        act=asked.act.value,
        cameras=sorted(each for each in asked.cameras if is_camera_id(each))[:MAX_CAMERAS],
        footage_from_us=asked.footage.from_us,
        footage_to_us=asked.footage.to_us,
        code=refusal.code,
        at_us=asked.at_us,
    )
    ledger.record(
        "view.deny",
        actor=actor_id(asked.person),
        act=asked.act.value,
        cams=sorted(places.schools_of(asked.cameras))[:MAX_CAMERAS],
        ranges=[[asked.footage.from_us, asked.footage.to_us]],
        reason=refusal.code,
        clause=refusal.clause,
    )
