"""Single pictures that a position includes without a directive: part of ``may`` (matrix of REQUIREMENTS §4).

*Chụp ảnh từ hình trực tiếp*: the Board; officers and the IT teacher for a case, of the cameras they may watch now.
*In ảnh*: the Board; everybody else under a directive that allows it.
"""

from collections.abc import Callable, Iterable

from vonggac.access import refusals
from vonggac.access.grants import grant_of
from vonggac.access.reach import STANDING_US, live_reach
from vonggac.access.services import minting
from vonggac.access.services.questions import Question
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Basis, Grant, Purpose, Refusal
from vonggac.people.held import PositionNow
from vonggac.places import selectors as places

LIVE_US = clock.MINUTE_US
"""What lies no further back is the live picture; the rest is stored footage, whatever it is called."""


def is_live_snapshot(asked: Question) -> bool:
    """Of the picture that is on the wall now."""
    begin, end = asked.at_us - LIVE_US, asked.at_us + LIVE_US
    inside = begin <= asked.footage.from_us and asked.footage.to_us <= end
    return asked.act == Act.SNAPSHOT and inside


def either(first: Grant | Refusal, second: Callable[[], Grant | Refusal]) -> Grant | Refusal:
    """The first answer that permits; where neither does, why the first did not."""
    if isinstance(first, Grant):
        return first
    other = second()
    return other if isinstance(other, Grant) else first


def decide_live_snapshot(asked: Question, held: Iterable[PositionNow]) -> Grant | Refusal:
    """A grant to take it, and to look at it as long as live view lasts."""
    reach = live_reach(asked.person, held, asked.at_us)
    if isinstance(reach, Refusal):
        return reach
    (camera, *others) = asked.cameras
    if others or camera not in reach.cameras:
        return refusals.area_not_in_shift()
    if not reach.position.is_board and not asked.case:
        return refusals.snapshot_needs_case()
    scope = minting.PictureScope(
        act=Act.SNAPSHOT,
        camera=camera,
        footage=asked.footage,
        basis=reach.basis,
        basis_ref=f"{asked.case}, {reach.basis_ref}" if asked.case else reach.basis_ref,
        to_us=reach.to_us,
        purpose=asked.purpose or Purpose.SECURITY,
        shift=reach.shift,
    )
    return grant_of(minting.for_picture(reach.position, scope, asked.at_us))


def decide_board_print(asked: Question, held: Iterable[PositionNow]) -> Grant | Refusal:
    """Of one instant of one camera: a picture that is kept already. A strict head keeps it from vice-principals."""
    (camera, *others) = asked.cameras
    for each in held:
        strict = places.school(each.school).strict_vice_principal
        if others or asked.footage.length_us != 1:
            break
        if each.is_head or (each.is_board and not strict):
            scope = minting.PictureScope(
                act=Act.PRINT,
                camera=camera,
                footage=asked.footage,
                basis=Basis.BOARD,
                basis_ref=refusals.BOARDS_RIGHT,
                to_us=asked.at_us + STANDING_US,
                purpose=asked.purpose or Purpose.SECURITY,
            )
            return grant_of(minting.for_picture(each, scope, asked.at_us))
    return refusals.no_directive()
