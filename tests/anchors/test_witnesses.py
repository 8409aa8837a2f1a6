"""A witness is entered by one and confirmed by another, and ended likewise (I9); nothing of it is rewritten (I7)."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.anchors.scenes import confirmed, standing
from tests.scenes.schools import SchoolScene, yen_cuong
from tests.scenes.witnesses import Log, witness_key
from vonggac.anchors import selectors, services
from vonggac.anchors.models import Witness
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import MINUTE_US, now_us
from vonggac.ledger.models import Outbox
from vonggac.notices.models import Notice
from vonggac.witness.asking import Fault, Place

pytestmark = pytest.mark.django_db
PLACE = Place("http://192.168.9.9:8090", witness_key().verifier)


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def proposed(school: SchoolScene) -> Witness:
    return services.propose(
        school=school.id,
        by=school.it_teacher,
        vkey=f" {PLACE.key.vkey}\n",
        address=PLACE.address + "/",
        place="Két của Hiệu trưởng",
    )


def test_it_counts_once_the_head_has_confirmed_it(school: SchoolScene) -> None:
    """Before that nobody is asked, and erasing waits for nobody."""
    row = proposed(school)
    assert (row.name, row.address) == (PLACE.name, PLACE.address)
    assert selectors.asked() == []
    assert selectors.anchored_size() is None
    services.confirm(witness=row.id, by=school.principal)
    (asked,) = selectors.asked()
    assert (asked.place, asked.size) == (PLACE, 0)
    assert selectors.anchored_size() == 0
    said = [each.body for each in Outbox.objects.filter(entry_type="config.change")]
    assert any('"what":"witness.propose"' in each for each in said)
    assert any('"what":"witness.confirm"' in each for each in said)
    assert not any("192.168" in each or "Két" in each for each in said)


def test_who_may(school: SchoolScene) -> None:
    """The IT teacher enters, the head decides; nobody else does either."""
    for who in (school.principal, school.vice_principal, school.duty_officer):
        with pytest.raises(Refused):
            services.propose(
                school=school.id, by=who, vkey=PLACE.key.vkey, address=PLACE.address, place="x"
            )
    row = proposed(school)
    for who in (school.it_teacher, school.vice_principal, school.duty_officer):
        with pytest.raises(Refused):
            services.confirm(witness=row.id, by=who)
        with pytest.raises(Refused):
            services.end(witness=row.id, by=who)
    with pytest.raises(Refused):
        services.ask_end(witness=row.id, by=school.duty_officer)


def test_one_person_alone_confirms_nothing_in_the_database_either(school: SchoolScene) -> None:
    """I9, and every half of a pair: the constraints themselves."""
    row = proposed(school)
    changes: tuple[dict[str, Any], ...] = (
        {"confirmed_by": school.it_teacher, "confirmed_us": 1},
        {"confirmed_by": school.principal},
        {"confirmed_us": 1},
        {"end_asked_us": 1},
        {"ended_us": 1},
        {"ended_by": school.principal},
    )
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            Witness.objects.filter(pk=row.pk).update(**change)
    services.confirm(witness=row.id, by=school.principal)
    changes = (
        {"ended_by": school.principal, "ended_us": 1},
        {"end_asked_by": school.principal, "end_asked_us": 1, "ended_by": school.principal, "ended_us": 1},
        {"address": "http://10.0.0.1"},
        {"confirmed_us": 5},
    )  # fmt: skip
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            Witness.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Witness.objects.filter(pk=row.pk).delete()


def test_two_end_it(school: SchoolScene) -> None:
    row = confirmed(school, PLACE)
    with pytest.raises(ValidationError):
        services.end(witness=row.id, by=school.principal)
    services.ask_end(witness=row.id, by=school.it_teacher)
    assert len(selectors.asked()) == 1
    services.end(witness=row.id, by=school.principal)
    assert selectors.asked() == []
    assert selectors.anchored_size() is None
    for again in (services.end, services.confirm):
        with pytest.raises(ValidationError):
            again(witness=row.id, by=school.principal)
    with pytest.raises(ValidationError):
        services.ask_end(witness=row.id, by=school.it_teacher)
    assert not services.note_cosigned(witness=row.id, size=3, time_s=3)
    confirmed(school, PLACE)


def test_what_nobody_confirmed_is_withdrawn_or_refused_by_one(school: SchoolScene) -> None:
    services.ask_end(witness=proposed(school).id, by=school.it_teacher)
    services.end(witness=proposed(school).id, by=school.principal)
    assert Witness.objects.filter(ended_us=None).count() == 0


@pytest.mark.parametrize(
    ("vkey", "address", "place"),
    [
        ("", PLACE.address, "x"),
        (Log().key.verifier.vkey, PLACE.address, "x"),
        (PLACE.key.vkey[:-2], PLACE.address, "x"),
        (PLACE.key.vkey, "ftp://host", "x"),
        (PLACE.key.vkey, "http://user@host", "x"),
        (PLACE.key.vkey, PLACE.address, " "),
    ],
)
def test_what_is_no_witness_is_not_entered(
    school: SchoolScene, vkey: str, address: str, place: str
) -> None:
    with pytest.raises((ValidationError, ValueError)):
        services.propose(
            school=school.id, by=school.it_teacher, vkey=vkey, address=address, place=place
        )


def test_one_name_once(school: SchoolScene) -> None:
    proposed(school)
    with pytest.raises(ValidationError):
        proposed(school)


def test_a_late_witness_is_told_once_and_settled_by_its_next_signature(school: SchoolScene) -> None:
    """The entry ``anchor.overdue``, a notice to Board and IT teacher; and nothing more until it is back."""
    row = confirmed(school, PLACE)
    for late in (False, True, True):
        services.note_fault(witness=row.id, fault=Fault.SILENT, late=late)
    assert standing(row).fault == "silent"
    assert Outbox.objects.filter(entry_type="anchor.overdue").count() == 1
    told = Notice.objects.filter(kind="anchor_late")
    assert {each.person_id for each in told} == {
        school.principal,
        school.vice_principal,
        school.it_teacher,
    }
    assert selectors.outside().late == (PLACE.name,)
    assert services.note_cosigned(witness=row.id, size=7, time_s=now_us() // 1_000_000)
    assert not Notice.objects.filter(kind="anchor_late", read_us=None).exists()
    assert selectors.outside().late == ()
    assert selectors.anchored_size() == 7
    (entry,) = Outbox.objects.filter(entry_type="witness")
    assert '"size":7' in entry.body
    assert timezone.now().timestamp() * 1e6 - (standing(row).seen_us or 0) < 60 * MINUTE_US
