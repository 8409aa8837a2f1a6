"""Writes: entering and ending witnesses by two people, and what asking them brought.

Raises Refused where the position does not include it, ValidationError, TextRefused.
"""

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.anchors.models import Standing, Token, Witness
from vonggac.kernel import clock
from vonggac.kernel.authority import Refusal, Refused
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.ledger.halting import Alarm
from vonggac.ledger.notes import BadNote, KeyKind, Verifier
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role
from vonggac.witness.asking import Fault, require_address

URL = "/anchors"


@transaction.atomic
def propose(*, school: UUID, by: UUID, vkey: str, address: str, place: str) -> Witness:
    """The IT teacher enters a witness; it counts once the head has confirmed it."""
    access.require(by, school, Deed.KEEP_WITNESSES)
    key = _witness_key(vkey)
    row = Witness(
        school_id=school,
        name=key.name,
        vkey=key.vkey,
        address=_address(address),
        place=one_line("place", place, max_length=200),
        proposed_by_id=by,
        proposed_us=clock.now_us(),
    )
    row.validate_constraints()
    row.save(force_insert=True)
    _record("witness.propose", row, by)
    _tell(row, NoticeKind.WITNESS_PROPOSED, {"no": row.name}, heads=True)
    return row


@transaction.atomic
def confirm(*, witness: UUID, by: UUID) -> Witness:
    """The head; somebody else than who entered it (I9)."""
    row = _locked(witness)
    access.require(by, row.school_id, Deed.CONFIRM_WITNESSES)
    if row.confirmed_us is not None or row.ended_us is not None:
        raise ValidationError(_("It was decided already."), "decided")
    _require_another(by, row.proposed_by_id)
    row.confirmed_by_id, row.confirmed_us = by, max(clock.now_us(), row.proposed_us)
    row.save(update_fields=["confirmed_by", "confirmed_us"])
    Standing.objects.create(witness=row)
    _record("witness.confirm", row, by)
    notices.settle(key=_key(row))
    return row


@transaction.atomic
def ask_end(*, witness: UUID, by: UUID) -> Witness:
    """The IT teacher: what nobody confirmed is withdrawn; what counts waits for the head's word."""
    row = _locked(witness)
    access.require(by, row.school_id, Deed.KEEP_WITNESSES)
    if row.ended_us is not None or row.end_asked_us is not None:
        raise ValidationError(_("It was decided already."), "decided")
    at_us = clock.now_us()
    row.end_asked_by_id, row.end_asked_us = by, at_us
    if row.confirmed_us is None:
        row.ended_by_id, row.ended_us = by, at_us
    row.save(update_fields=["end_asked_by", "end_asked_us", "ended_by", "ended_us"])
    _record("witness.end_asked", row, by)
    if row.ended_us is not None:
        notices.settle(key=_key(row))
    else:
        _tell(row, NoticeKind.WITNESS_END, {"no": row.name}, heads=True)
    return row


@transaction.atomic
def end(*, witness: UUID, by: UUID) -> Witness:
    """The head refuses one that was only entered, or ends one that the IT teacher asked to end."""
    row = _locked(witness)
    access.require(by, row.school_id, Deed.CONFIRM_WITNESSES)
    if row.ended_us is not None:
        raise ValidationError(_("It was decided already."), "decided")
    if row.confirmed_us is not None:
        if row.end_asked_by_id is None:
            raise ValidationError(_("The IT teacher asks for it first."), "not_asked")
        _require_another(by, row.end_asked_by_id)
    row.ended_by_id, row.ended_us = by, clock.now_us()
    row.save(update_fields=["ended_by", "ended_us"])
    _record("witness.end", row, by)
    notices.settle(key=_key(row))
    notices.settle(key=_late_key(row))
    return row


@transaction.atomic
def note_cosigned(*, witness: UUID, size: int, time_s: int) -> bool:
    """A verified cosignature, whose copy lies on the disk; False where the witness was ended meanwhile."""
    row = _counting(witness)
    if row is None:
        return False
    was_late = row.overdue_us is not None
    row.size, row.time_s, row.seen_us = size, time_s, clock.now_us()
    row.fault, row.overdue_us = "", None
    row.save()
    ledger.record("witness", name=row.witness.name, size=size, time_s=time_s)
    if was_late:
        notices.settle(key=_late_key(row.witness))
    return True


@transaction.atomic
def note_fault(*, witness: UUID, fault: Fault, late: bool) -> None:
    """No cosignature, and why. ``late``: for too long; said once, in the ledger and to people."""
    row = _counting(witness)
    if row is None:
        return
    row.fault = fault.value
    begins = late and row.overdue_us is None
    if begins:
        since_us = max(row.seen_us or 0, row.witness.confirmed_us or 0)
        row.overdue_us = since_us
        ledger.record(
            "anchor.overdue",
            kind="witness",
            name=row.witness.name,
            size=row.size,
            since_us=since_us,
        )
        params: dict[str, str | int] = {"no": row.witness.name, "at_us": since_us}
        _tell(row.witness, NoticeKind.ANCHOR_LATE, params, key=_late_key(row.witness))
    row.save(update_fields=["fault", "overdue_us"])


@transaction.atomic
def note_alarm(*, witness: UUID, alarm: Alarm, size: int) -> None:
    """It holds proof that this ledger is an old copy, or another one. Nothing goes to the ledger: nothing is signed."""
    row = _counting(witness)
    if row is None or row.alarm == alarm.value:
        return
    row.alarm = alarm.value
    row.save(update_fields=["alarm"])
    kind = NoticeKind.LEDGER_OLD if alarm is Alarm.ROLLBACK else NoticeKind.LEDGER_FORKED
    key = f"ledger_alarm:{row.witness_id.hex}:{alarm.value}:{size}"
    params: dict[str, str | int] = {"no": row.witness.name}
    _tell(row.witness, kind, params, key=key, urgency=Urgency.URGENT)


def require_two(by: Collection[UUID], school: UUID) -> None:
    """The head and somebody else of Board and IT teacher, both at the machine (I9). Raises Refused."""
    at_us = clock.now_us()
    keepers = set(
        people.holders(school, [*BOARD, Role.IT_TEACHER], at_us).values_list("id", flat=True)
    )
    heads = [
        each
        for each in by
        if access.refusal_for(person=each, school=school, deed=Deed.CONFIRM_WITNESSES, at_us=at_us)
        is None
    ]
    if not heads or len(set(by) & keepers) < 2:
        raise Refused(
            Refusal(
                code="two_at_the_machine",
                reason=_(
                    "The principal and one more of the school board or the IT teacher do this together."
                ),
                clause="khoản 1 Điều 2",
                next_step=_("Come to the machine together."),
            )
        )


@transaction.atomic
def begin_anew(*, by: Collection[UUID], origin: str) -> int:
    """A new shard has begun (``ledger.shards``): no witness has seen it yet. How many there are."""
    for each in sorted(by):
        digest = facts_digest({"origin": origin})
        ledger.record("config.change", actor=actor_id(each), what="ledger.new_shard", digest=digest)
    rows = Standing.objects.select_for_update().filter(witness__ended_us=None)
    return rows.update(
        size=0, time_s=None, seen_us=None, fault=Fault.STRANGER.value, overdue_us=None, alarm=""
    )


@transaction.atomic
def note_token(
    *, school: UUID, size: int, authority: str, token_sha256: str, time_s: int, fault: str = ""
) -> Token:
    """A time-stamp whose bytes lie on the disk; one with a ``fault`` was kept, and does not count."""
    row = Token.objects.create(
        school_id=school,
        size=size,
        authority=authority,
        token_sha256=token_sha256,
        time_s=time_s,
        at_us=clock.now_us(),
        fault=fault[:80],
    )
    if not fault:
        ledger.record("anchor", kind="token", size=size, token_sha256=token_sha256, time_s=time_s)
        notices.settle(key=_token_key(school))
    return row


@transaction.atomic
def note_token_late(*, school: UUID, since_us: int, size: int) -> bool:
    """No time-stamp for more than 26 hours: said once until there is one again."""
    key = _token_key(school)
    roles = [*BOARD, Role.IT_TEACHER]
    told = people.holders(school, roles, clock.now_us()).values_list("id", flat=True)
    made = notices.tell(
        persons=list(told),
        kind=NoticeKind.TOKEN_LATE,
        params={"at_us": since_us},
        key=key,
        url=URL,
        merge_us=clock.DAY_US,
    )
    if made:
        ledger.record("anchor.overdue", kind="token", since_us=since_us, size=size)
    return bool(made)


def _witness_key(vkey: str) -> Verifier:
    try:
        key = Verifier.parse(vkey.strip())
    except BadNote:
        raise ValidationError(
            {"vkey": _("This is not the key that vonggac witness prints.")}
        ) from None
    if key.kind is not KeyKind.WITNESS:
        raise ValidationError({"vkey": _("This is the key of a ledger, not of a witness.")})
    if len(key.name) > 120:
        raise ValidationError({"vkey": _("This is not the key that vonggac witness prints.")})
    return key


def _address(address: str) -> str:
    try:
        return require_address(address)
    except ValueError:
        raise ValidationError(
            {"address": _("An address has the form http://192.168.1.9:8090.")}
        ) from None


def _require_another(by: UUID, other: UUID | None) -> None:
    if by == other:
        raise ValidationError(_("Somebody else than who entered it decides."), "same_person")


def _locked(witness: UUID) -> Witness:
    return Witness.objects.select_for_update().get(pk=witness)


def _counting(witness: UUID) -> Standing | None:
    rows = Standing.objects.select_for_update().select_related("witness")
    return rows.filter(witness_id=witness, witness__ended_us=None).first()


def _record(what: str, row: Witness, by: UUID) -> None:
    digest = facts_digest({"name": row.name, "vkey": row.vkey, "address": row.address})
    ledger.record("config.change", actor=actor_id(by), what=what, digest=digest)


def _tell(
    row: Witness,
    kind: NoticeKind,
    params: dict[str, str | int],
    *,
    key: str = "",
    heads: bool = False,
    urgency: Urgency = Urgency.RAISED,
) -> None:
    roles = list(BOARD) if heads else [*BOARD, Role.IT_TEACHER]
    told = people.holders(row.school_id, roles, clock.now_us()).values_list("id", flat=True)
    notices.tell(
        persons=list(told), kind=kind, params=params, key=key or _key(row), url=URL, urgency=urgency
    )


def _key(row: Witness) -> str:
    return f"witness:{row.id.hex}"


def _late_key(row: Witness) -> str:
    return f"anchor_late:{row.id.hex}"


def _token_key(school: UUID) -> str:
    return f"token_late:{school.hex}"
