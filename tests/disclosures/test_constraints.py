"""The database refuses, whatever the code does (I9, G4; ACCESS §2.8): each is tried by ``update()``, with NULL too."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from tests.scenes.requests import agreed, awaiting, clerk, filed, own, received
from tests.scenes.schools import SchoolScene
from tests.scenes.times import HandClock
from vonggac.disclosures import services
from vonggac.disclosures.models import (
    Decision,
    Request,
    RequestCamera,
    RequestLine,
    RequestSubject,
    TimeLimits,
)

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def broken(name: str, act: Callable[[], object]) -> None:
    """The database's own refusal, by the name of the constraint or trigger."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        act()


def changed(row: Request, **values: object) -> Callable[[], object]:
    return lambda: Request.objects.filter(pk=row.pk).update(**values)


def asked_by_the_officer(school: SchoolScene) -> Request:
    """Cô Dung's own request, before the Board."""
    row = own(school, school.duty_officer)
    services.send(request=row.id, by=school.duty_officer)
    services.receive(request=row.id, by=clerk(school), identity_checked=True)
    return services.put_to_board(request=row.id, by=clerk(school))


def test_the_requester_is_not_the_approver(school: SchoolScene) -> None:
    row = asked_by_the_officer(school)
    broken("requester_is_not_approver", changed(row, approver=school.duty_officer))
    broken("requester_is_not_approver", changed(row, approver=F("requester")))


def test_an_outsider_has_no_account_to_be_the_approver_of(school: SchoolScene) -> None:
    """NULL as requester names nobody: any member of the Board may be the approver."""
    row = awaiting(school)
    changed(row, approver=school.principal)()
    row.refresh_from_db()
    assert (row.requester_id, row.approver_id) == (None, school.principal)


def test_the_approver_is_not_the_executor(school: SchoolScene) -> None:
    row = awaiting(school)
    both = changed(row, approver=school.principal, executor=school.principal)
    broken("approver_is_not_executor", both)


def test_the_supervisor_is_neither_requester_nor_executor(school: SchoolScene) -> None:
    row = asked_by_the_officer(school)
    broken("supervisor_is_not_requester", changed(row, supervisor=school.duty_officer))
    same = changed(row, supervisor=school.it_teacher, executor=school.it_teacher)
    broken("supervisor_is_not_executor", same)


@pytest.mark.parametrize("hand", ["approver", "executor", "supervisor"])
def test_who_it_is_about_has_no_hand_in_it(school: SchoolScene, hand: str) -> None:
    """Subjects ∉ {approver, executor, supervisor}, whichever is written first; NULL meets nobody."""
    row = awaiting(school, subjects=[school.it_teacher])
    broken("hands_are_not_subjects", changed(row, **{hand: school.it_teacher}))
    changed(row, **{hand: school.vice_principal})()
    changed(row, **{hand: None})()
    RequestSubject.objects.all().delete()
    changed(row, **{hand: school.it_teacher})()
    late = lambda: RequestSubject.objects.create(request=row, person_id=school.it_teacher)  # noqa: E731
    broken("subject_has_no_hand_in_it", late)


def test_an_approval_without_its_digest_is_none(school: SchoolScene) -> None:
    """SQL's third truth value: a NULL digest is not the request's (ACCESS §2.8)."""
    row = awaiting(school)
    hands = {
        "state": "agreed",
        "approver": school.principal,
        "executor": school.duty_officer,
        "supervisor": school.it_teacher,
    }
    broken("approval_binds_the_request", changed(row, **hands))
    broken("approval_binds_the_request", changed(row, **hands, approved_sha256="0" * 64))
    whole = hands | {"approved_sha256": row.request_sha256}
    for missing in ("approver", "executor", "supervisor"):
        broken("approval_binds_the_request", changed(row, **(whole | {missing: None})))
    changed(row, **whole)()


def test_a_request_before_the_board_is_in_writing(school: SchoolScene) -> None:
    row = filed(school)
    services.send(request=row.id, by=clerk(school))
    name = "request_is_in_writing_before_the_board_sees_it"
    broken(name, changed(row, state="awaiting"))
    broken("request_typed_only_under_an_account", changed(row, written="typed"))
    broken("request_filed_paper_has_a_number", changed(row, written="filed"))


def test_a_refusal_has_somebody_who_refused(school: SchoolScene) -> None:
    row = awaiting(school)
    broken("a_refusal_has_who_refused", changed(row, state="refused"))


def test_a_sent_request_keeps_its_number(school: SchoolScene) -> None:
    row = received(school)
    broken("request_keeps_its_number", changed(row, number=77))
    broken("request_keeps_its_number", changed(row, number=None))
    other = filed(school)
    broken("request_has_a_number_once_sent", changed(other, state="sent"))
    broken("request_has_a_number_once_sent", changed(other, number=9))


def test_who_asked_stays(school: SchoolScene) -> None:
    row = received(school)
    broken("request_keeps_who_asked", changed(row, requester=school.duty_officer))
    broken("request_keeps_who_asked", changed(row, entered_by=school.principal))


def test_an_approved_request_stays_what_was_approved(school: SchoolScene) -> None:
    """ACCESS §2.2: a later edit is refused by the database itself."""
    row = agreed(school)
    name = "approved_request_stays_what_it_was"
    for values in (
        {"footage_to_us": F("footage_to_us") + 1},
        {"acts": ["export", "playback"]},
        {"sealed": b"other"},
        {"supervisor": school.vice_principal},
        {"approved_sha256": "0" * 64, "request_sha256": "0" * 64},
    ):
        broken(name, changed(row, **values))
    camera = school.cameras["canteen"]
    more = lambda: RequestCamera.objects.create(request=row, camera_id=camera)  # noqa: E731
    broken("approved_request_gains_no_camera", more)
    broken("approved_request_loses_no_camera", RequestCamera.objects.all().delete)


def test_a_settled_request_is_not_changed_any_more(school: SchoolScene) -> None:
    row = filed(school)
    services.withdraw(request=row.id, by=clerk(school))
    broken("settled_request_stays", changed(row, state="draft"))


def test_what_was_written_is_never_changed_or_removed(school: SchoolScene) -> None:
    """I7: history, decisions, requests."""
    agreed(school)
    broken("requestline_is_not_changed", lambda: RequestLine.objects.update(text="x"))
    everything = RequestLine.objects.all()
    broken("requestline_is_not_removed", lambda: everything._raw_delete("default"))
    broken("decision_is_not_changed", lambda: Decision.objects.update(reason="x"))


def test_a_decision_is_not_its_subjects_nor_its_requesters(school: SchoolScene) -> None:
    row = awaiting(school, subjects=[school.principal])
    facts = {
        "request": row,
        "place": 1,
        "at_us": 1,
        "by_role": "HT",
        "verdict": "refused",
        "request_sha256": row.request_sha256,
        "cameras": [],
        "acts": [],
        "reason": "x",
        "clause": "y",
    }
    by_subject = lambda: Decision.objects.create(by_id=school.principal, **facts)  # noqa: E731
    broken("decision_is_not_a_subjects", by_subject)
    mine = asked_by_the_officer(school)
    by_requester = lambda: Decision.objects.create(  # noqa: E731
        by_id=school.duty_officer, **(facts | {"request": mine})
    )
    broken("decision_is_not_the_requesters", by_requester)


def test_time_limits_are_kept_as_decided(school: SchoolScene, hands: HandClock) -> None:
    facts = {
        "school_id": school.id,
        "by_id": school.principal,
        "decided_us": hands.now_us(),
        "legal_basis": "Nghị định",
        "subject_receive_days": 2,
        "subject_complete_days": 10,
        "subject_extend_days": 10,
    }
    none = lambda: TimeLimits.objects.create(number=1, execute_days=0, basis="QĐ", **facts)  # noqa: E731
    broken("request_limits_within_reason", none)
    bare = lambda: TimeLimits.objects.create(number=1, execute_days=1, basis="", **facts)  # noqa: E731
    broken("request_limits_have_a_basis", bare)
