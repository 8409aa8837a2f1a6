"""Each thing that is not as approved opens one record, is told once, and a person answers it (5.2, 5.3)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.scenes.schools import SchoolScene, yen_cuong
from vonggac.kernel.authority import Refused
from vonggac.kernel.text import TextRefused
from vonggac.network import selectors, services
from vonggac.network.comparing import Device, Registered
from vonggac.network.models import Sighting, WatchDecision
from vonggac.network.states import Answer, Kind
from vonggac.notices.models import Notice

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
STRANGER = Device("192.168.1.77", "9c:14:63:00:00:77", (80, 554), "IPC")


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


def look(school: SchoolScene, *seen: Device, whole: bool = False) -> list[Sighting]:
    gate = Registered(school.cameras["gate"], "192.168.1.20", "a4:14:37:00:00:20")
    return services.note_look(
        school=school.id, seen=seen, cameras=[gate], approved=["a4:14:37:00:00:21"], whole=whole
    )


def test_a_stranger_is_one_record_and_told_once(school: SchoolScene) -> None:
    (row,) = look(school, STRANGER, Device("192.168.1.21", "a4:14:37:00:00:21"))
    assert look(school, STRANGER) == []
    assert (row.kind, row.ports) == (Kind.UNKNOWN, [80, 554])
    told = Notice.objects.filter(kind="network_unknown")
    assert {each.person_id for each in told} >= {school.principal, school.it_teacher}
    assert told.filter(person=school.principal).count() == 1
    assert selectors.devices(school.id).count() == 2


def test_swapped_and_gone(school: SchoolScene) -> None:
    (swapped,) = look(school, Device("192.168.1.20", "9c:14:63:00:00:99"), whole=True)
    assert (swapped.kind, swapped.camera_id) == (Kind.SWAPPED, school.cameras["gate"])
    (gone,) = look(school, whole=True)
    assert gone.kind == Kind.GONE
    assert look(school, whole=True) == []


def test_what_is_gone_again_is_a_new_record(school: SchoolScene) -> None:
    """An answer holds for one absence."""
    (first,) = look(school, whole=True)
    harmless(school, first)
    assert look(school, whole=True) == []
    look(school, Device("192.168.1.20", "a4:14:37:00:00:20"))
    assert len(look(school, whole=True)) == 1


def harmless(school: SchoolScene, row: Sighting) -> Sighting:
    return services.answer(
        sighting=row.id, by=school.it_teacher, answer=Answer.HARMLESS, reason="Máy in"
    )


def test_an_answer_is_given_once_in_words_by_who_may(school: SchoolScene) -> None:
    (row,) = look(school, STRANGER)
    with pytest.raises(Refused):
        services.answer(
            sighting=row.id, by=school.duty_officer, answer=Answer.HARMLESS, reason="Máy in"
        )
    with pytest.raises(TextRefused):
        services.answer(sighting=row.id, by=school.principal, answer=Answer.HARMLESS, reason=" ")
    harmless(school, row)
    with pytest.raises(ValidationError):
        harmless(school, row)
    assert look(school, STRANGER) == []
    assert not selectors.waiting(school.id).exists()
    assert not Notice.objects.filter(kind="network_unknown", read_us=None).exists()


def test_what_is_gone_is_not_registered(school: SchoolScene) -> None:
    (row,) = look(school, whole=True)
    with pytest.raises(ValidationError):
        services.answer(sighting=row.id, by=school.principal, answer=Answer.REGISTER, reason="x")


def test_the_database_keeps_a_record_as_it_was_written(school: SchoolScene) -> None:
    """I7: nothing but the answer is added, whole, and once."""
    (row,) = look(school, STRANGER)
    rows = Sighting.objects.filter(pk=row.id)
    for change in ({"ip": "192.168.1.1"}, {"answer": "harmless"}, {"kind": "gone"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()
    harmless(school, row)
    nothing = dict.fromkeys(("answer", "reason", "answered_by", "answered_us"))
    for again in (nothing, {"reason": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**again)


def test_a_changed_configuration_without_a_basis_is_a_record(school: SchoolScene) -> None:
    """5.3, 5.4: the first night is the measure; what a plan explains is kept and no record."""
    camera = school.cameras["gate"]

    def night(explained: bool = False, **parts: list[str]) -> Sighting | None:
        return services.note_fingerprint(
            school=school.id, camera=camera, parts=parts, explained=explained
        )

    assert night(users=["admin"], firmware=["1"]) is None
    assert night(users=["admin"]) is None
    row = night(users=["admin", "ghost"], firmware=["1"])
    assert row is not None
    assert row.changes == {"users": {"gone": [], "new": ["ghost"]}}
    assert night(users=["admin", "ghost"]) is None
    assert night(firmware=["2"], explained=True) is None
    assert selectors.waiting(school.id).count() == 1


def test_only_the_head_ends_the_watch(school: SchoolScene) -> None:
    """5.3: nobody but HT turns the alarm off; it is written with its basis."""
    with pytest.raises(Refused):
        services.decide(school=school.id, by=school.it_teacher, watched=False, basis="x")
    services.decide(school=school.id, by=school.principal, watched=False, basis="QĐ 12")
    assert look(school, STRANGER) == []
    services.decide(school=school.id, by=school.principal, watched=True, basis="QĐ 13")
    assert len(look(school, STRANGER)) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        WatchDecision.objects.all().delete()
