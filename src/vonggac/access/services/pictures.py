"""Pictures that are shown singly: an alarm's, and snapshots that are kept.

An alarm's pictures are two instants of recorded footage, shown to who may watch the camera live now (ACCESS §9). That
is the only way to footage nobody has kept without a directive, so it is as narrow as can be: single pictures, seconds
around an alarm that stands in a failure, and an entry for each showing, committed before the picture leaves (I2).
"""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from vonggac.access.grants import grant_of
from vonggac.access.selectors import grants
from vonggac.access.services.deciding import grants_within, may
from vonggac.access.standing import grant_refusal
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant, Refusal
from vonggac.kernel.ids import actor_id
from vonggac.kernel.ranges import Range
from vonggac.ledger import services as ledger
from vonggac.people import selectors as people
from vonggac.places import selectors as places

BEFORE_US = clock.MINUTE_US
"""How long before the alarm the first of the two pictures may lie."""


def alarm_picture(
    *, person: UUID, camera: str, alarm_us: int, instant_us: int, at_us: int
) -> Grant | Refusal:
    """May this person be shown the camera's picture of ``instant_us``, which belongs to an alarm at ``alarm_us``?

    The Grant covers that one instant of that camera and nothing else. Whoever lets the picture out calls
    ``alarm_picture_shown`` first. Raises ValueError where the instant is not the alarm's.
    """
    if not alarm_us - BEFORE_US <= instant_us <= alarm_us:
        raise ValueError("an instant that is not the alarm's")
    now = Range(at_us, at_us + clock.SECOND_US)
    answer = may(person=person, act=Act.LIVE, cameras=[camera], footage=now, at_us=at_us)
    if isinstance(answer, Refusal):
        return answer
    instant = Range(instant_us, instant_us + 1)
    return replace(answer, cameras=frozenset({camera}), footage=instant)


@transaction.atomic
def alarm_picture_shown(grant: Grant, *, stream: str, basis_ref: str) -> None:
    """The entry of one showing, committed before the picture leaves (I2).

    ``grant``: of ``alarm_picture``; ``stream``: which the picture was decoded from; ``basis_ref``: the failure's
    number. Raises ValueError for a Grant of more than one instant of one camera.
    """
    (camera,) = grant.cameras
    if grant.footage.length_us != 1:
        raise ValueError("a grant of more than an instant")
    ledger.record(
        "thumb",
        actor=actor_id(grant.person),
        grant=grant.id.hex,
        cam=camera,
        stream=stream,
        at_us=grant.footage.from_us,
        basis="alarm",
        basis_ref=basis_ref,
    )


def kept_picture(
    *, person: UUID, camera: str, instant_us: int, taken_under: UUID, at_us: int
) -> Grant | Refusal:
    """May this person be shown the kept snapshot of that instant, now? To look at one is to look at stored footage.

    Who took it: while the grant it was ``taken_under`` stands. The Board: by its own right. Anybody else: under a
    directive to play that instant. The picture's keeper writes the entry of the showing before it leaves (I2).
    """
    instant = Range(instant_us, instant_us + 1)
    grant = _taken_under(taken_under, person, camera, instant, at_us)
    if grant is not None:
        return grant
    board = any(each.is_board for each in people.positions_now(person, at_us))
    act = Act.PRINT if board else Act.PLAYBACK
    return may(person=person, act=act, cameras=[camera], footage=instant, at_us=at_us)


def kept_picture_offered(
    *, person: UUID, camera: str, instant_us: int, taken_under: UUID, at_us: int
) -> bool:
    """Whether a page has a place for the picture that ``kept_picture`` would let out, or says in words that it does
    not. To open the page is no attempt: where the answer is no, none is written.
    """
    instant = Range(instant_us, instant_us + 1)
    if _taken_under(taken_under, person, camera, instant, at_us) is not None:
        return True
    for each in people.positions_now(person, at_us):
        strict = places.school(each.school).strict_vice_principal
        if each.is_head or (each.is_board and not strict):
            return True
    return bool(grants_within(person=person, cameras={camera}, footage=instant, at_us=at_us))


def _taken_under(
    taken_under: UUID, person: UUID, camera: str, instant: Range, at_us: int
) -> Grant | None:
    """The person's own grant, while it stands."""
    row = grants().filter(pk=taken_under, person_id=person).first()
    if row is None or grant_refusal(row, at_us) is not None:
        return None
    grant = grant_of(row)
    return grant if camera in grant.cameras and grant.footage.covers(instant) else None
