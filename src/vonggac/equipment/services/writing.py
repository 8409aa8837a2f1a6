"""A failure's rows: its number, its lines with their entries in the ledger, and who is told. Not for outside."""

import hashlib
import hmac
import json
import secrets
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from vonggac.equipment.book import BOOK, SYSTEM, What
from vonggac.equipment.models import Asset, Failure, FailureLine, FailureLineKey, FailureSign
from vonggac.equipment.selectors import asset_of_camera
from vonggac.equipment.states import FailureState
from vonggac.equipment.troubles import Sign
from vonggac.kernel import clock
from vonggac.kernel.ids import actor_id
from vonggac.ledger import services as ledger
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role
from vonggac.places.numbering import calendar_year, next_number

ABOUT_FAILURES = (Role.IT_TEACHER, *BOARD)


def opened(
    *,
    school: UUID,
    trouble: str,
    sign: Sign,
    detail: str = "",
    by: UUID | None = None,
    text: str = "",
    asset: UUID | None = None,
) -> Failure:
    """A new failure with its first sign, its first line, and its notices."""
    at_us = clock.now_us()
    year = calendar_year(at_us)
    camera = None if trouble in ("machine", "disk") else sign.camera or None
    row = Failure.objects.create(
        school_id=school,
        year=year,
        number=next_number(Failure.objects.filter(school_id=school, year=year)),
        trouble=trouble[:80],
        cause=sign.cause,
        camera_id=camera,
        asset=_asset(school, camera, asset),
        detail=detail,
        first_us=sign.from_us,
        detected_us=at_us,
        opened_by_id=by,
        state=FailureState.DETECTED,
    )
    add_sign(row, sign)
    write_line(row, What.OPENED, by=by, told_us=sign.from_us, cause=sign.cause, text=text)
    tell(row, NoticeKind.FAILURE_OPENED, f"{row.id.hex}:opened", urgency=Urgency.URGENT, but=by)
    return row


def add_sign(row: Failure, sign: Sign) -> None:
    FailureSign.objects.create(
        failure=row,
        ref=sign.ref,
        cause=sign.cause,
        camera_id=sign.camera or None,
        from_us=sign.from_us,
        to_us=sign.to_us,
        at_us=sign.at_us,
    )
    # What was told of the event alone is now told of its failure: nobody needs both.
    notices.settle(key=event_key(sign.cause, sign.camera))


def event_key(kind: str, camera: str) -> str:
    """Key of the notice of an event, by kind and camera."""
    return f"{kind}:{camera}"


def write_line(
    row: Failure,
    what: What,
    *,
    by: UUID | None,
    told_us: int,
    cause: str = "",
    text: str = "",
) -> FailureLine:
    """One more line and its entry: book, year, number of the failure, and a commitment to the line (FORMATS §4.3)."""
    line = FailureLine(
        failure=row,
        place=row.lines.count() + 1,
        at_us=clock.now_us(),
        told_us=told_us,
        person_id=by,
        what=what.value,
        state=row.state,
        cause=cause,
        text=text,
    )
    line.save(force_insert=True)
    key = secrets.token_bytes(32)
    FailureLineKey.objects.create(line=line, key=key)
    ledger.record(
        "book.line",
        actor=SYSTEM if by is None else actor_id(by),
        book=BOOK,
        year=str(row.year),
        no=row.number,
        cams=[row.camera_id] if row.camera_id else None,
        commit=hmac.new(key, line_text(line), hashlib.sha256).hexdigest(),
    )
    return line


def line_text(line: FailureLine) -> bytes:
    """What the ledger's commitment binds: every column of the line, as canonical JSON."""
    columns = {}
    for field in FailureLine._meta.concrete_fields:
        value = getattr(line, field.attname)
        columns[field.attname] = value.hex if isinstance(value, UUID) else value
    return json.dumps(
        columns, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    ).encode()


def tell(
    row: Failure,
    kind: NoticeKind,
    key: str,
    *,
    urgency: Urgency = Urgency.RAISED,
    roles: tuple[Role, ...] = ABOUT_FAILURES,
    but: UUID | None = None,
    at_us: int | None = None,
    cause: str = "",
) -> None:
    """Everybody who holds one of the roles now, except who did it."""
    now_us = clock.now_us()
    held = people.holders(row.school_id, roles, now_us).values_list("id", flat=True)
    notices.tell(
        persons=[each for each in held if each != but],
        kind=kind,
        params={
            "no": row.label,
            "cause": cause or row.cause,
            "camera": row.camera.name if row.camera else "",
            "at_us": at_us or row.first_us,
        },
        key=key,
        url=address(row),
        urgency=urgency,
    )


def address(row: Failure) -> str:
    """The page of a failure; empty where this process has no pages."""
    try:
        return reverse("failure", args=[row.id])
    except NoReverseMatch:
        return ""


def _asset(school: UUID, camera: str | None, asset: UUID | None) -> Asset | None:
    """The device that it is of: named, or the camera's."""
    if asset is not None:
        return Asset.objects.filter(school_id=school, pk=asset).first()
    return asset_of_camera(camera) if camera else None
