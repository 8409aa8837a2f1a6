"""The one way a request changes its state: the row re-read and locked, a line of history, an entry in the ledger."""

import hashlib
import hmac
import json
import secrets
from uuid import UUID

from django.db.models import Max

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.disclosures import refusals
from vonggac.disclosures.models import Request, RequestLine, RequestLineKey
from vonggac.disclosures.scopes import request_digest
from vonggac.disclosures.states import RequestState, may_become
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import paragraph
from vonggac.ledger import services as ledger
from vonggac.people import selectors as people

_DENIED = frozenset(
    {
        RequestState.REFUSED,
        RequestState.WITHDRAWN,
        RequestState.NO_DATA,
        RequestState.OVERDUE,
    }
)
_APPROVED = frozenset({RequestState.AGREED, RequestState.AGREED_PART})
LONGEST_TEXT = 2000


def locked(request: UUID, by: UUID | None) -> Request:
    """The row, locked within the caller's transaction. Another school's is as if it were not there.

    Raises Request.DoesNotExist. ``by`` None: the system itself.
    """
    row = Request.objects.select_for_update().get(pk=request)
    if by is not None and not _at_school(by, row.school_id):
        raise Request.DoesNotExist
    return row


def has(deed: Deed, by: UUID, school: UUID) -> bool:
    return access.refusal_for(person=by, school=school, deed=deed, at_us=clock.now_us()) is None


def digest_of(row: Request) -> str:
    return request_digest(row, row.cameras.values_list("camera_id", flat=True))


def require_as_approved(row: Request) -> None:
    """The approval is of exactly this (ACCESS §2.2, §2.3): asked again at every use. Raises Refused."""
    if row.approved_sha256 is None or digest_of(row) != row.approved_sha256:
        raise Refused(refusals.approval_void())


def move(row: Request, to: RequestState, by: UUID | None, text: str = "") -> Request:
    """Saves the row in its new state. Raises Refused where the machine has no such way."""
    if not may_become(row.state, to):
        raise Refused(refusals.not_now(row.state))
    row.state = to
    row.save()
    note(row, to, by, text)
    return row


def note(row: Request, what: str, by: UUID | None, text: str = "") -> RequestLine:
    """A line of the history, committed to the ledger; ``what`` is a state, or a deed that changes none."""
    last = RequestLine.objects.filter(request=row).aggregate(last=Max("place"))["last"]
    line = RequestLine.objects.create(
        request=row,
        place=int(last or 0) + 1,
        at_us=max(clock.now_us(), row.made_us),
        person_id=by,
        what=what,
        state=row.state,
        text=paragraph("words", text, max_length=LONGEST_TEXT),
    )
    key = secrets.token_bytes(32)
    RequestLineKey.objects.create(line=line, key=key)
    if row.number is not None:
        _record(row, what, by, hmac.new(key, line_text(line), hashlib.sha256).hexdigest())
    return line


def line_text(line: RequestLine) -> bytes:
    """What the ledger's commitment binds: every column of the line, as canonical JSON."""
    columns = {
        field.attname: value.hex if isinstance(value, UUID) else value
        for field in RequestLine._meta.concrete_fields
        for value in [getattr(line, field.attname)]
    }
    return json.dumps(
        columns, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    ).encode()


def _record(row: Request, what: str, by: UUID | None, commit: str) -> None:
    """Number, scope and purpose; never who asks, nor a word of what was written (LAW §2.1)."""
    said = {
        "actor": actor_id(by),
        "request": row.request_sha256,
        "cams": sorted(row.cameras.values_list("camera_id", flat=True)),
        "ranges": [[row.footage_from_us, row.footage_to_us]],
        "basis": "request",
        "basis_ref": row.label,
        "clause": refusals.CONSENT,
        "purpose": row.purpose,
        "commit": commit,
    }
    if what in _DENIED:
        ledger.record("view.deny", reason=str(what), **said)
    elif what in _APPROVED and row.directive is not None:
        ledger.record(
            "view.approve", grant=row.directive.hex, until_us=row.due_us, what=str(what), **said
        )
    else:
        ledger.record("view.request", what=str(what), **said)


def _at_school(person: UUID, school: UUID) -> bool:
    held = people.positions_now(person, clock.now_us())
    return any(each.school == school for each in held)
