"""Taking a finished package: a one-time link for one person in one login; the same bytes every time (ACCESS §3.6)."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.db import transaction

from vonggac.access import services as access
from vonggac.evidence import building
from vonggac.exports import refusals
from vonggac.exports.models import Export, ExportDownload, ExportLink
from vonggac.exports.scopes import scope_digest
from vonggac.exports.sealing import unseal
from vonggac.exports.services.building import folder_of
from vonggac.exports.services.enveloping import ENVELOPE
from vonggac.exports.states import BUILT, Envelope, ExportState
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Refusal, Refused
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.ids import actor_id
from vonggac.ledger import services as ledger
from vonggac.people.services.sessions import short_id

LINK_US = 5 * clock.MINUTE_US
KEPT_US = 30 * clock.DAY_US
"""A package waits so long: then it has been handed over, or nobody wants it."""
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Package:
    """What is on its way."""

    name: str
    size: int
    sha256: str
    pieces: Iterable[bytes]


def make_link(*, export: UUID, person: UUID, session: UUID) -> str:
    """The token of a link that works once, for this login, within five minutes. Raises Refused."""
    row = Export.objects.get(pk=export)
    _require_takeable(row, person)
    token = secrets.token_urlsafe(32)
    at_us = clock.now_us()
    ExportLink.objects.create(
        export=row,
        person_id=person,
        session_id=session,
        token_sha256=_digest(token),
        made_us=at_us,
        until_us=at_us + LINK_US,
    )
    return token


def take(*, token: str, person: UUID, session: UUID, data: DataFolder) -> Package:
    """Uses the link up, writes it down, and only then gives the bytes. Raises Refused."""
    link = ExportLink.objects.select_related("export").filter(token_sha256=_digest(token)).first()
    at_us = clock.now_us()
    if link is None or (link.person_id, link.session_id) != (person, session):
        raise Refused(refusals.link_over())
    if not link.made_us <= at_us < link.until_us:
        raise Refused(refusals.link_over())
    _require_takeable(link.export, person)
    with transaction.atomic():
        row = Export.objects.select_for_update().get(pk=link.export_id)
        _, first = ExportDownload.objects.get_or_create(link=link, defaults={"at_us": at_us})
        if not first or row.state not in BUILT:
            raise Refused(refusals.link_over())
        if row.state == ExportState.READY:
            row.state = ExportState.DOWNLOADED
            row.save(update_fields=["state"])
        ledger.record(
            "export.download",
            actor=actor_id(person),
            export=row.label,
            session=short_id(session),
            grant=row.grant_id.hex,
            sha256=row.sha256,
        )
    return _package(row, data)


@transaction.atomic
def erase_old(*, data: DataFolder, at_us: int) -> int:
    """Packages whose days are over: their key goes, and with it every copy of their bytes here. Returns how many."""
    old = Export.objects.filter(state__in=BUILT, erased_us=None, ready_us__lt=at_us - KEPT_US)
    count = 0
    for row in old.select_for_update():
        row.erased_us, row.sealed_key, row.sealed_identity = at_us, b"", b""
        row.save(update_fields=["erased_us", "sealed_key", "sealed_identity"])
        building.discard(folder_of(data, row.id))
        count += 1
    return count


def _require_takeable(row: Export, person: UUID) -> None:
    """Ready, unaltered, and permitted to this person now. Raises Refused."""
    if row.state not in BUILT or row.erased_us is not None:
        raise Refused(refusals.not_ready())
    if scope_digest(row) != row.approved_sha256:
        raise Refused(refusals.altered())
    answer = access.may(
        person=person,
        act=Act.EXPORT,
        cameras=row.cameras,
        footage=row.footage,
        at_us=clock.now_us(),
    )
    if isinstance(answer, Refusal):
        raise Refused(answer)


def _package(row: Export, data: DataFolder) -> Package:
    folder = folder_of(data, row.id)
    if row.envelope == Envelope.NONE:
        key = unseal(bytes(row.sealed_key), export=row.id, what="key")
        pieces: Iterable[bytes] = building.package(folder, key)
        name = f"{row.label}.zip"
    else:
        pieces, name = _read(folder / ENVELOPE), f"{row.label}.zip.age"
    return Package(name, row.size or 0, row.sha256, pieces)


def _read(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
