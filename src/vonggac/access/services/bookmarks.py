"""Notes of a person on what is being played: made inside a viewing, for the eyes of who made them."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from vonggac.access import refusals
from vonggac.access.models import Bookmark, Viewing
from vonggac.access.services.checking import check
from vonggac.kernel.authority import Act, Refusal, Refused
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import one_line

LONGEST_TITLE = 120
MOST_CAMERAS = 9
MOST = 500
"""Of one person."""


@transaction.atomic
def add_bookmark(
    *,
    viewing: UUID,
    session_id: UUID,
    title: str,
    cameras: Sequence[str],
    at_us: int,
    to_us: int | None,
    made_us: int,
) -> Bookmark:
    """Under the grant of an open viewing of this login, for footage that it covers now.

    Raises Refused where it is not covered, or there are ``MOST`` already; TextRefused, ValueError.
    """
    row = Viewing.objects.select_related("grant").filter(
        pk=viewing, session_id=session_id, act=Act.PLAYBACK.value, ended_us=None
    ).first()  # fmt: skip
    if row is None:
        raise Refused(refusals.grant_over())
    if not 1 <= len(set(cameras)) == len(cameras) <= MOST_CAMERAS:
        raise ValueError("one to nine different cameras")
    footage = Range(at_us, at_us + 1 if to_us is None else to_us)
    _require_covered(row, cameras, footage, made_us)
    if Bookmark.objects.filter(person_id=row.grant.person_id).count() >= MOST:
        raise Refused(refusals.too_many_bookmarks(MOST))
    return Bookmark.objects.create(
        person_id=row.grant.person_id,
        viewing=row,
        title=one_line("title", title, max_length=LONGEST_TITLE),
        cameras=list(cameras),
        at_us=at_us,
        to_us=to_us,
        made_us=made_us,
    )


def _require_covered(row: Viewing, cameras: Sequence[str], footage: Range, at_us: int) -> None:
    for camera in cameras:
        answer = check(
            grant_id=row.grant_id, session_id=row.session_id, act=Act.PLAYBACK, camera=camera,
            footage=footage, at_us=at_us,
        )  # fmt: skip
        if isinstance(answer, Refusal):
            raise Refused(answer)


def drop_bookmark(*, bookmark: UUID, person: UUID) -> bool:
    """Takes an own note away. False: there is none of that id, or it is another's."""
    count, _ = Bookmark.objects.filter(pk=bookmark, person_id=person).delete()
    return count > 0
