"""Writes of the room: what a look found, what a night's fingerprint changed, and the answers of people.

Raises Refused where the position does not include it, ValidationError for what is answered already, TextRefused.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.kernel import clock
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.network import selectors
from vonggac.network.comparing import Device, Finding, Parts, Registered, changed, compare
from vonggac.network.models import Fingerprint, NetworkDevice, Sighting, WatchDecision
from vonggac.network.states import Answer, Kind, answers_to
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role
from vonggac.places.numbering import calendar_year, next_number

AGAIN_US = 7 * clock.DAY_US
"""A device that was to be registered, or was reported, and still is unknown after so long, is a new sighting."""
MOST_A_LOOK = 64
"""New sightings of one look; the next look goes on."""
_TOLD = {
    Kind.UNKNOWN: NoticeKind.NETWORK_UNKNOWN,
    Kind.SWAPPED: NoticeKind.NETWORK_SWAPPED,
    Kind.GONE: NoticeKind.NETWORK_GONE,
    Kind.CONFIGURATION: NoticeKind.CONFIGURATION_CHANGED,
}


@transaction.atomic
def note_look(
    *,
    school: UUID,
    seen: Collection[Device],
    cameras: Iterable[Registered],
    approved: Collection[str],
    whole: bool,
    absent: Collection[str] = (),
) -> list[Sighting]:
    """Writes what was seen and opens a record for what is not as approved, once each; returns the new ones.

    ``absent``: cameras that may be missing, since they are stopped under a number.
    While the head has ended the watch, nothing is written.
    """
    if not selectors.is_watched(school):
        return []
    at_us = clock.now_us()
    findings = [
        each
        for each in compare(seen, cameras, approved, whole=whole)
        if each.kind != Kind.GONE or each.camera not in absent
    ]
    # Before the devices are written: whether a missing one had come back since is read from their rows.
    fresh = [each for each in findings if _is_new(school, each, at_us)][:MOST_A_LOOK]
    for each in seen:
        _keep(school, each, at_us, whole=whole)
    return [_open(school, each, at_us) for each in fresh]


@transaction.atomic
def note_fingerprint(
    *, school: UUID, camera: str, parts: Parts, explained: bool
) -> Sighting | None:
    """Keeps a changed fingerprint; a change that no plan or asset change explains becomes a record for the Board."""
    if not selectors.is_watched(school):
        return None
    last, at_us = selectors.fingerprint_of(camera), clock.now_us()
    before: Parts = last.parts if last is not None else {}
    whole = {**before, **parts}  # what it does not tell tonight stays as it was last told
    digest = facts_digest(whole)
    if last is not None and last.digest == digest:
        return None
    Fingerprint.objects.create(camera_id=camera, digest=digest, parts=whole, at_us=at_us)
    what = changed(before, parts)
    if not what or explained:
        return None
    finding = Finding(Kind.CONFIGURATION, f"configuration:{camera}:{at_us}", Device(""), camera)
    return _open(school, finding, at_us, changes=what)


@transaction.atomic
def answer(*, sighting: UUID, by: UUID, answer: str, reason: str) -> Sighting:
    """By the Board or the IT teacher, in words, once."""
    row = Sighting.objects.select_for_update().get(pk=sighting)
    access.require(by, row.school_id, Deed.ANSWER_NETWORK)
    if row.answered_us is not None:
        raise ValidationError(_("It was answered already."), "answered")
    if answer not in answers_to(row.kind):
        raise ValidationError(_("This sighting has no such answer."), "answer")
    row.answer = Answer(answer).value
    row.reason = one_line("reason", reason, max_length=500)
    row.answered_by_id = by
    row.answered_us = max(clock.now_us(), row.found_us)
    row.save(update_fields=["answer", "reason", "answered_by", "answered_us"])
    facts = {"no": row.label, "answer": row.answer}
    ledger.record(
        "config.change", actor=actor_id(by), what="network_sighting", digest=facts_digest(facts)
    )
    notices.settle(key=f"sighting:{row.id.hex}")
    return row


@transaction.atomic
def decide(*, school: UUID, by: UUID, watched: bool, basis: str) -> WatchDecision:
    """Switches the watch off or on: the head alone (khoản 3 Điều 5)."""
    access.require(by, school, Deed.CHANGE_SETTINGS)
    row = WatchDecision.objects.create(
        school_id=school,
        watched=watched,
        basis=one_line("basis", basis, max_length=300),
        by_id=by,
        at_us=clock.now_us(),
    )
    ledger.record(
        "config.change",
        actor=actor_id(by),
        what="network_watch",
        digest=facts_digest({"watched": watched}),
    )
    return row


def _keep(school: UUID, each: Device, at_us: int, *, whole: bool) -> None:
    row, made = NetworkDevice.objects.get_or_create(
        school_id=school,
        ip=each.ip,
        mac=each.mac,
        defaults={
            "ports": list(each.ports),
            "words": each.words[:160],
            "first_us": at_us,
            "last_us": at_us,
        },
    )
    if made:
        return
    row.last_us = max(at_us, row.last_us)
    if whole:
        row.ports, row.words = list(each.ports), each.words[:160] or row.words
    row.save(update_fields=["last_us", "ports", "words"])


def _is_new(school: UUID, finding: Finding, at_us: int) -> bool:
    """Whether no record of it waits, and no answer holds for it."""
    last = Sighting.objects.filter(school_id=school, key=finding.key).first()
    if last is None:
        return True
    if last.answered_us is None:
        return False
    if finding.kind == Kind.GONE:
        here = selectors.devices(school).filter(ip=finding.device.ip, last_us__gt=last.found_us)
        return here.exists()
    return last.answer != Answer.HARMLESS and at_us - last.answered_us >= AGAIN_US


def _open(
    school: UUID,
    finding: Finding,
    at_us: int,
    changes: dict[str, dict[str, list[str]]] | None = None,
) -> Sighting:
    year = calendar_year(at_us)
    device = finding.device
    row = Sighting.objects.create(
        school_id=school,
        year=year,
        number=next_number(Sighting.objects.filter(school_id=school, year=year)),
        kind=finding.kind.value,
        key=finding.key,
        camera_id=finding.camera or None,
        ip=device.ip or None,
        mac=device.mac,
        ports=list(device.ports),
        words=device.words[:160],
        changes=changes or {},
        found_us=at_us,
    )
    roles = [*BOARD, Role.IT_TEACHER]
    notices.tell(
        persons=list(people.holders(school, roles, at_us).values_list("id", flat=True)),
        kind=_TOLD[finding.kind],
        params={"no": row.label},
        key=f"sighting:{row.id.hex}",
        url=f"/network/{row.id}",
        urgency=Urgency.URGENT if finding.kind == Kind.SWAPPED else Urgency.RAISED,
    )
    return row
