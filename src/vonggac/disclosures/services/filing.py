"""Writing a request and sending it: by an account's holder for himself, or by the clerk for somebody without one."""

import secrets
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.disclosures import refusals
from vonggac.disclosures.deadlines import after_days, local_day, receive_by
from vonggac.disclosures.facts import (
    ASKABLE,
    Party,
    Wish,
    invalid,
    missing,
    party_facts,
    party_name,
    party_text,
    wish_facts,
)
from vonggac.disclosures.models import MAX_FOOTAGE_US, Request, RequestCamera, RequestSubject
from vonggac.disclosures.sealing import mark, seal_facts, unseal_facts
from vonggac.disclosures.selectors.limits import limits_of
from vonggac.disclosures.services import telling
from vonggac.disclosures.services.book import digest_of, has, locked, move, note
from vonggac.disclosures.states import EDITABLE, PaperFor, RequestState, Written
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Purpose, Refused
from vonggac.kernel.ids import new_uuid
from vonggac.kernel.text import fold
from vonggac.people import selectors as people
from vonggac.places import selectors as places
from vonggac.places.numbering import next_number

MAX_CAMERAS = 64


@transaction.atomic
def file(
    *,
    school: UUID,
    by: UUID,
    wish: Wish,
    party: Party,
    outsider: bool,
    subjects: Iterable[UUID] = (),
) -> Request:
    """A draft (Nháp). ``outsider``: the clerk enters it for somebody without an account, else it is the own.

    Raises Refused, ValidationError, TextRefused.
    """
    access.require(by, school, Deed.RECEIVE_REQUESTS if outsider else Deed.FILE_REQUEST)
    row = Request(
        id=new_uuid(),
        school_id=school,
        requester_id=None if outsider else by,
        entered_by_id=by,
        mark_key=secrets.token_bytes(32),
        state=RequestState.DRAFT,
        made_us=clock.now_us(),
    )
    _fill(row, wish, party, by)
    row.save(force_insert=True)
    _relate(row, wish.cameras, subjects)
    note(row, RequestState.DRAFT, by)
    return row


@transaction.atomic
def edit(
    *, request: UUID, by: UUID, wish: Wish, party: Party, subjects: Iterable[UUID] | None = None
) -> Request:
    """While it is a draft, or more was asked for: by the requester, or the clerk for an outsider's.

    ``subjects`` None: as they are. Raises Refused, ValidationError, TextRefused.
    """
    row = locked(request, by)
    _require_keeper(row, by)
    if row.state not in EDITABLE:
        raise Refused(refusals.not_now(row.state))
    _fill(row, wish, party, by)
    kept = list(row.subjects.values_list("person_id", flat=True))
    _relate(row, wish.cameras, kept if subjects is None else subjects)
    if row.number is not None:
        note(row, "edited", by)
    return row


@transaction.atomic
def send(*, request: UUID, by: UUID) -> Request:
    """Đã gửi: it gets its number, and the school's time runs. Raises Refused, ValidationError."""
    row = locked(request, by)
    _require_keeper(row, by)
    facts = unseal_facts(bytes(row.sealed), request=row.id)
    lacking = missing(facts, outsider=row.requester_id is None, is_unit=row.is_unit)
    if row.requester_id is not None and lacking:
        raise Refused(refusals.incomplete(lacking))
    at_us = clock.now_us()
    _number(row, at_us)
    limits, calendar = limits_of(row.school_id), places.calendar_of(row.school_id)
    row.due_us = receive_by(limits, calendar, at_us, own_image=row.own_image)
    if row.own_image:
        row.legal_due_us = after_days(at_us, limits.subject_complete_days)
    if row.requester_id is not None:
        row.written = Written.TYPED
    move(row, RequestState.SENT, by)
    telling.sent(row, by)
    return row


@transaction.atomic
def answer_more(*, request: UUID, by: UUID, words: str) -> Request:
    """What was asked for has come: Yêu cầu bổ sung → Đã tiếp nhận. Raises Refused, TextRefused."""
    row = locked(request, by)
    _require_keeper(row, by)
    move(row, RequestState.RECEIVED, by, words)
    telling.sent(row, by)
    return row


@transaction.atomic
def name_subjects(*, request: UUID, by: UUID, subjects: Iterable[UUID]) -> Request:
    """Colleagues whom it is about, until the Board has decided: they neither decide nor carry it out (G4)."""
    row = locked(request, by)
    access.require(by, row.school_id, Deed.RECEIVE_REQUESTS)
    if row.state not in (
        RequestState.SENT,
        RequestState.RECEIVED,
        RequestState.MORE,
        RequestState.AWAITING,
    ):
        raise Refused(refusals.not_now(row.state))
    _relate_subjects(row, subjects)
    note(row, "subjects", by)
    return row


def require_keeper(row: Request, by: UUID) -> None:
    """The requester; for an outsider whoever receives requests. Raises Refused."""
    _require_keeper(row, by)


def _require_keeper(row: Request, by: UUID) -> None:
    own = row.requester_id == by
    for_outsider = row.requester_id is None and has(Deed.RECEIVE_REQUESTS, by, row.school_id)
    if not own and not for_outsider:
        raise Refused(refusals.not_yours())


def _fill(row: Request, wish: Wish, party: Party, by: UUID) -> None:
    at_us = clock.now_us()
    outsider = row.requester_id is None
    name = party_name(party.name) if outsider else people.person(by).full_name
    row.is_unit = outsider and party.is_unit
    facts = party_facts(party, outsider=outsider, today=local_day(at_us)) | wish_facts(wish)
    _require_scope(row.school_id, wish, at_us)
    row.requester_name, row.search = name, fold(name)
    row.sealed = seal_facts(facts, request=row.id)
    row.party_mark = mark(party_text(name, facts)) if outsider else ""
    row.own_image = wish.own_image
    row.purpose = Purpose(wish.purpose).value
    row.footage_from_us, row.footage_to_us = wish.footage.from_us, wish.footage.to_us
    row.acts = sorted(each.value for each in wish.acts | {Act.PLAYBACK})


def _require_scope(school: UUID, wish: Wish, at_us: int) -> None:
    known = places.cameras_named(wish.cameras)
    ours = {key for key, each in known.items() if each.area.school_id == school}
    if not 0 < len(wish.cameras) <= MAX_CAMERAS or ours != wish.cameras:
        raise invalid("cameras", _("Choose cameras of the school, at most 64."))
    if not wish.acts <= ASKABLE:
        raise invalid("acts", _("Choose: view at school, print pictures, copy."))
    if wish.footage.length_us > MAX_FOOTAGE_US:
        raise invalid("footage_to_us", _("A request covers at most 31 days of data."))
    if wish.footage.to_us > at_us:
        raise invalid("footage_to_us", _("The data that is asked for must lie in the past."))


def _relate(row: Request, cameras: Iterable[str], subjects: Iterable[UUID]) -> None:
    """Cameras and subjects, then the digest of the whole."""
    RequestCamera.objects.filter(request=row).delete()
    for camera in sorted(cameras):
        RequestCamera.objects.create(request=row, camera_id=camera)
    row.request_sha256 = digest_of(row)
    row.save()
    _relate_subjects(row, subjects)


def _relate_subjects(row: Request, subjects: Iterable[UUID]) -> None:
    wanted = set(subjects)
    staff = {each.id for each in people.people(row.school_id)}
    if not wanted <= staff:
        raise invalid("subjects", _("Choose colleagues of the school."))
    RequestSubject.objects.filter(request=row).exclude(person_id__in=wanted).delete()
    there = set(row.subjects.values_list("person_id", flat=True))
    for person in sorted(wanted - there):
        RequestSubject.objects.create(request=row, person_id=person)


def _number(row: Request, at_us: int) -> None:
    row.year, row.sent_us = local_day(at_us).year, at_us
    row.number = next_number(Request.objects.filter(school_id=row.school_id, year=row.year))


def written_by_paper(row: Request, what: str) -> None:
    """A signed request, or the letter of a unit, is there: it is in writing (khoản 3 Điều 4)."""
    signed = what == PaperFor.REQUEST or (row.is_unit and what == PaperFor.LETTER)
    if signed and row.written in (Written.NOT_YET, Written.FILED):
        row.written = Written.PAPER
        row.save(update_fields=["written"])
