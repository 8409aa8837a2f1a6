"""A case's rows: its number, its dossier's lines with their entries in the ledger, and who is told. Not for outside."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.duty import selectors as duty
from vonggac.duty.models import UsageLine
from vonggac.incidents.models import Case, DossierLine, DossierLineKey
from vonggac.incidents.states import BOOK, ORDER, CaseState, LineKind
from vonggac.kernel import clock
from vonggac.kernel.ids import actor_id
from vonggac.ledger import services as ledger
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role

LONGEST = 2000


def may(by: UUID, school: UUID, deed: Deed) -> bool:
    at_us = clock.now_us()
    return access.refusal_for(person=by, school=school, deed=deed, at_us=at_us) is None


def row_of(case: UUID, by: UUID, deed: Deed) -> Case:
    """Locked, and only for whose position at its school includes the deed. Raises Refused, Case.DoesNotExist."""
    row = Case.objects.select_for_update().get(pk=case)
    access.require(by, row.school_id, deed)
    return row


def advance(row: Case, to: CaseState) -> None:
    """One step forward, and no other. Raises ValidationError."""
    if ORDER.index(to) - ORDER.index(CaseState(row.state)) != 1:
        raise ValidationError(_("The case is not at that step."), code="not_due")
    row.state = to


def write_line(
    row: Case,
    kind: LineKind,
    *,
    by: UUID,
    text: str = "",
    ref: str = "",
    use: UsageLine | None = None,
    corrects: DossierLine | None = None,
) -> DossierLine:
    """The next line and its entry: book, year, number of the case, and a commitment to the line (FORMATS §4.3)."""
    at_us = clock.now_us()
    last = DossierLine.objects.filter(case=row).aggregate(last=Max("place"))["last"]
    name, role = duty.person_in_book(by, row.school_id, at_us)
    line = DossierLine(
        case=row,
        place=int(last or 0) + 1,
        at_us=at_us,
        person_id=by,
        person_name=name,
        person_role=role,
        kind=kind,
        state=row.state,
        text=text,
        ref=ref,
        corrects=corrects,
    )
    if use is not None:
        line.usage_line_id, line.usage_no, line.usage_year = use.id, use.number, use.school_year
    line.save(force_insert=True)
    _commit(line)
    return line


def _commit(line: DossierLine) -> None:
    key = secrets.token_bytes(32)
    DossierLineKey.objects.create(line=line, key=key)
    ledger.record(
        "book.line",
        actor=actor_id(line.person_id),
        book=BOOK,
        year=str(line.case.year),
        no=line.case.number,
        commit=hmac.new(key, line_text(line), hashlib.sha256).hexdigest(),
    )


def line_text(line: DossierLine) -> bytes:
    """What the ledger's commitment binds: every column of the line, as canonical JSON."""
    columns = {}
    for field in DossierLine._meta.concrete_fields:
        value = getattr(line, field.attname)
        columns[field.attname] = value.hex if isinstance(value, UUID) else value
    return json.dumps(
        columns, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    ).encode()


def tell(
    row: Case,
    kind: NoticeKind,
    *,
    roles: Iterable[Role] = BOARD,
    persons: Iterable[UUID] = (),
    but: UUID | None = None,
    urgency: Urgency = Urgency.RAISED,
    camera: str = "",
) -> None:
    """Who holds one of the roles now, and these persons, except who did it. The number only, never what happened."""
    held = people.holders(row.school_id, roles, clock.now_us()).values_list("id", flat=True)
    notices.tell(
        persons=[each for each in {*held, *persons} if each != but],
        kind=kind,
        params={"no": row.label, "camera": camera, "at_us": row.footage_from_us},
        key=f"case:{row.id.hex}:{kind.value}",
        url=address(row),
        urgency=urgency,
    )


def address(row: Case) -> str:
    """The page of a case; empty where this process has no pages."""
    try:
        return reverse("case", args=[row.id])
    except NoReverseMatch:
        return ""
