"""Building, in the clerk's child: resumed after a kill, or failed in words; never without the grant (I1, I2).

``export.build`` and the line of the usage book are written in one transaction, when the package is made and has not yet
got its seal. What follows only makes the same bytes again.
"""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from vonggac.access import services as access
from vonggac.documents.client import NotRendered
from vonggac.duty import services as duty
from vonggac.duty.models import UsageLine
from vonggac.evidence import building
from vonggac.evidence.account import ChainBroken
from vonggac.evidence.copies import NotCopied
from vonggac.evidence.copy_plan import CopyPlan
from vonggac.evidence.cutting import NotAsEntered, SoundNotPermitted
from vonggac.evidence.keys import EvidenceKeys, NoKeys, load
from vonggac.evidence.manifest import CameraFacts, Order
from vonggac.evidence.producers import PRODUCERS
from vonggac.evidence.proving import NotSignedYet, find_deed, prove_entries
from vonggac.evidence.sealed_parts import PartAltered
from vonggac.evidence.stamps import Authority, NoStamp
from vonggac.exports.masks import masks_digest
from vonggac.exports.models import CopyOrder, Export
from vonggac.exports.scopes import scope_digest
from vonggac.exports.sealing import seal, unseal
from vonggac.exports.selectors import masks_of
from vonggac.exports.services.enveloping import NotWritten, envelope
from vonggac.exports.services.masking import offset_min
from vonggac.exports.states import APPROVED, Envelope, ExportState
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant, Refusal
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.ids import actor_id
from vonggac.kernel.ranges import Range, union
from vonggac.ledger import services as ledger
from vonggac.ledger.keys import log_verifier
from vonggac.ledger.proofs import ProofFile
from vonggac.ledger.reader import LedgerReader
from vonggac.people import selectors as people
from vonggac.places import selectors as places
from vonggac.playback.opening import Opener
from vonggac.playback.permission import NotPermitted
from vonggac.playback.reading import NoFootage
from vonggac.vault.errors import SegmentError
from vonggac.vault.keys import MachineKeyholder
from vonggac.watch.clocks import CameraClock, camera_clocks

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
RECENT = 20_000
"""Entries from the end in which a deed of a moment ago is looked for first."""
FAILURES: dict[type[Exception], str] = {
    NoKeys: "no_keys",
    building.NothingThere: "nothing_there",
    building.DiskShort: "disk_short",
    NotAsEntered: "altered",
    ChainBroken: "altered",
    SegmentError: "altered",
    PartAltered: "altered",
    SoundNotPermitted: "sound",
    NoStamp: "no_stamp",
    NotPermitted: "not_permitted",
    NoFootage: "nothing_there",
    NotSignedYet: "no_checkpoint",
    NotRendered: "no_paper",
    NotCopied: "no_copy",
    NotWritten: "disk",
}


class GrantOver(Exception):
    """What was approved is not permitted any more, or is not what was approved."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What the child brings: the machine's folder, who draws papers and stamps times, and how to wait."""

    data: DataFolder
    version: str
    render: building.Render
    authority: Callable[[EvidenceKeys], Authority]
    wait: Callable[[], bool]
    """Waits a moment for the archivist; False: it has taken too long."""


def build(*, export: UUID, workshop: Workshop) -> Export:
    """Makes the package of an approved export, or goes on where a killed process stopped. The row says how it ended."""
    try:
        row = _begin(export)
        tools = _tools(row, workshop)
        ready = building.prepared(tools)
        if ready is None:
            _await(tools.ledger, row.approval_deed, workshop)
            ready = _prepare(row, tools, workshop)
        if row.build_deed is None:
            row = _enter(export, ready, _grant(row))
        _finish(row, ready, tools, workshop)
    except tuple(FAILURES) as fault:
        log.warning("export %s was not made: %s", export, type(fault).__name__)
        code = next(code for kind, code in FAILURES.items() if isinstance(fault, kind))
        return _fail(export, code, workshop)
    except GrantOver as over:
        return _fail(export, str(over), workshop)
    except OSError as fault:
        log.warning("export %s was not made: %s", export, fault)
        return _fail(export, "disk", workshop)
    except Exception:
        log.exception("export %s was not made", export)
        return _fail(export, "unexpected", workshop)
    return Export.objects.get(pk=export)


def _prepare(row: Export, tools: building.Tools, workshop: Workshop) -> building.Prepared:
    """Custody names deeds of a second ago: waits until a checkpoint stands behind them. Raises NotSignedYet."""
    while True:
        try:
            return building.prepare(_order(row, workshop), tools)
        except NotSignedYet:
            if not workshop.wait():
                raise
            tools.ledger.refresh()


@transaction.atomic
def _begin(export: UUID) -> Export:
    row = Export.objects.select_for_update().get(pk=export)
    if row.state not in APPROVED or scope_digest(row) != row.approved_sha256:
        raise GrantOver("not_approved")
    if row.attempts >= MAX_ATTEMPTS:
        raise GrantOver("killed")
    row.state, row.attempts = ExportState.BUILDING, row.attempts + 1
    if not row.sealed_key:
        row.sealed_key = seal(secrets.token_bytes(32), export=row.id, what="key")
    row.save(update_fields=["state", "attempts", "sealed_key"])
    return row


def folder_of(data: DataFolder, export: UUID) -> Path:
    return data.exports / export.hex


def _tools(row: Export, workshop: Workshop) -> building.Tools:
    data = workshop.data
    keys = load(data.keys)
    return building.Tools(
        folder=folder_of(data, row.id),
        key=unseal(bytes(row.sealed_key), export=row.id, what="key"),
        ledger=LedgerReader(data.ledger),
        log=log_verifier(data.keys),
        keys=keys,
        authority=workshop.authority(keys),
        opener=Opener(MachineKeyholder(data.keys)),
        render=workshop.render,
        producers=PRODUCERS,
    )


def _order(row: Export, workshop: Workshop) -> Order:
    grant = _grant(row)
    cameras = places.cameras_named(row.cameras)
    clocks = camera_clocks(workshop.data.run, clock.now_us())
    return Order(
        number=row.label,
        request=row.scope_sha256,
        approvals=(actor_id(row.approver_id),),
        grant=grant,
        window=row.footage,
        cameras=tuple(
            _facts(key, f"{cameras[key].area.name}, {cameras[key].name}", clocks.get(key))
            for key in row.cameras
        ),
        version=workshop.version,
        words=_words(row),
        copies=_copies(row),
    )


def _copies(row: Export) -> CopyPlan | None:
    """With the masks that were closed, and no others. Raises GrantOver."""
    order = CopyOrder.objects.filter(export=row).first()
    if order is None:
        return None
    masks = tuple(masks_of(row.id)) if order.masked else ()
    if order.waits_for_masks or (order.masked and masks_digest(masks) != order.masks_sha256):
        raise GrantOver("not_approved")
    return CopyPlan(row.recipient, offset_min(row.footage_from_us), masks, order.masks_sha256)


def _facts(camera: str, place: str, known: CameraClock | None) -> CameraFacts:
    if known is None:
        return CameraFacts(camera, place, None, signs=False)
    return CameraFacts(
        camera,
        place,
        known.offset_us,
        signs=False,
        clock_at_us=known.measured_us,
        clock_by=known.by,
    )


def _words(row: Export) -> dict[str, Any]:
    """Who and why, for the paper alone: no name of a person stands in manifest or ledger."""
    approver = people.person(row.approver_id).full_name if row.approver_id else ""
    school = places.school(row.school_id)
    return {
        "authority": school.parent_body,
        "school": school.name,
        "requester": people.person(row.requester_id).full_name,
        "approver": approver,
        "reason": row.reason,
        "recipient": row.recipient,
        "basis_ref": row.basis_ref,
        "request_ref": row.request_ref,
        "purpose": row.purpose,
    }


def _grant(row: Export) -> Grant:
    """Asked anew at building, whatever was granted before (ACCESS §2.3). Raises GrantOver."""
    answer = access.may(
        person=row.requester_id,
        act=Act.EXPORT,
        cameras=row.cameras,
        footage=row.footage,
        at_us=clock.now_us(),
    )
    if isinstance(answer, Refusal):
        raise GrantOver("not_permitted")
    return answer


@transaction.atomic
def _enter(export: UUID, ready: building.Prepared, grant: Grant) -> Export:
    """The entry that names the package and the line of the book: together, once (I2)."""
    row = Export.objects.select_for_update().get(pk=export)
    at_us = clock.now_us()
    line = _write_line(row, ready, grant, at_us)
    row.build_deed = ledger.record(
        "export.build",
        actor=actor_id(row.requester_id),
        export=row.label,
        request=row.scope_sha256,
        grant=row.grant_id.hex,
        cams=row.cameras,
        sums_sha256=ready.sums_sha256,
        p7s_sha256=ready.p7s_sha256,
        tsr_sha256=ready.tsr_sha256,
    ).deed
    row.usage_line = line
    row.save(update_fields=["build_deed", "usage_line"])
    return row


def _write_line(row: Export, ready: building.Prepared, grant: Grant, at_us: int) -> UsageLine:
    """What left the store, to the fragment: asked for was ``footage``, given is ``served`` (ACCESS §1.7)."""
    served: dict[str, list[Range]] = {}
    for camera, from_us, to_us in ready.served:
        served.setdefault(camera, []).append(Range(from_us, to_us))
    return duty.write_usage_line(
        school=row.school_id,
        person=row.requester_id,
        started_us=min(row.decided_us or at_us, at_us),
        ended_us=at_us,
        basis=grant.basis,
        basis_ref=row.basis_ref,
        cameras=[
            {"camera": each.id, "name": each.name, "area": each.area.name}
            for each in places.cameras_named(served).values()
        ],
        served=[
            {"camera": cam, "ranges": [[each.from_us, each.to_us] for each in union(found)]}
            for cam, found in sorted(served.items())
        ],
        footage=row.footage,
        form="export",
        purpose=row.purpose,
        note=row.label,
        sound=ready.sound,
    )


def _proof(tools: building.Tools, index: int, workshop: Workshop) -> ProofFile:
    """Of the entry, once a checkpoint stands behind it. Raises NotSignedYet."""
    while True:
        try:
            return prove_entries(tools.ledger, tools.log, [index]).proofs[index]
        except NotSignedYet:
            if not workshop.wait():
                raise


def _finish(
    row: Export, ready: building.Prepared, tools: building.Tools, workshop: Workshop
) -> None:
    index = _await(tools.ledger, row.build_deed, workshop)
    proof = _proof(tools, index, workshop)
    made = building.finish(ready, tools, tools.ledger.entry(index), proof)
    identity = b""
    if row.envelope != Envelope.NONE:
        made, identity = envelope(row, tools, made)
    with transaction.atomic():
        ended = Export.objects.select_for_update().get(pk=row.id)
        ended.state, ended.ready_us = ExportState.READY, clock.now_us()
        ended.size, ended.sha256 = made.size, made.sha256
        ended.sealed_identity = identity
        ended.save(update_fields=["state", "ready_us", "size", "sha256", "sealed_identity"])
    spare = building.PARTS if row.envelope != Envelope.NONE else ()
    for part in (building.PREPARED, *spare):
        (tools.folder / part).unlink(missing_ok=True)


def _await(reader: LedgerReader, deed: UUID | None, workshop: Workshop) -> int:
    """The entry of an outbox row, once the archivist has appended it. Raises NotSignedYet."""
    name = deed.hex if deed else ""
    while True:
        found = find_deed(reader, name, max(0, reader.size - RECENT))
        if found is None:
            found = find_deed(reader, name)
        if found is not None:
            return found
        if not workshop.wait():
            raise NotSignedYet(name)


@transaction.atomic
def _fail(export: UUID, code: str, workshop: Workshop) -> Export:
    """In words; what was entered in the ledger stays, and a package named there is kept for another try."""
    row = Export.objects.select_for_update().get(pk=export)
    if row.state in APPROVED:
        row.state, row.failure = ExportState.FAILED, code
        row.save(update_fields=["state", "failure"])
        if row.build_deed is None:
            building.discard(folder_of(workshop.data, export))
    return row
