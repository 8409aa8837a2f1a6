"""Who decides: the policy of access, nobody for himself, and the superior body where nobody is left (I9, G4)."""

from typing import Any
from uuid import UUID

import pytest

from tests.scenes.requests import PDF, awaiting, clerk, own, scope
from tests.scenes.schools import SchoolScene
from vonggac.directives.models import Directive
from vonggac.disclosures import selectors, services
from vonggac.disclosures.models import Decision, Request
from vonggac.disclosures.states import PaperFor
from vonggac.holds import selectors as holds
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Refused
from vonggac.people.roles import Role

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
COPY = (Act.PLAYBACK, Act.EXPORT)


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=f"^{code}$")


def agree(school: SchoolScene, row: Request, by: UUID, **how: Any) -> Request:
    return services.agree(
        request=row.id,
        by=by,
        scope=scope(school, row, **how),
        read_sha256=row.request_sha256,
    )


def test_a_vice_principal_agrees_to_viewing_and_the_directive_is_his(school: SchoolScene) -> None:
    """REQUIREMENTS §7.1: any member of the Board approves a viewing."""
    done = agree(school, awaiting(school), school.vice_principal)
    paper = Directive.objects.get(request=done.id)
    assert (paper.issuer_id, paper.supervised) == (school.vice_principal, True)
    assert [each.person_id for each in paper.executors.all()] == [school.duty_officer]


def test_that_data_leaves_the_school_is_the_heads_to_allow(school: SchoolScene) -> None:
    """Khoản 5 Điều 5: the vice-principal may allow the viewing of what was asked as a copy."""
    row = awaiting(school, acts=COPY)
    with refused("copy_needs_head"):
        agree(school, row, school.vice_principal)
    part = agree(school, row, school.vice_principal, acts=frozenset({Act.PLAYBACK}))
    assert part.state == "agreed_part"


def test_nobody_decides_about_the_own_request(school: SchoolScene) -> None:
    row = own(school, school.principal)
    services.send(request=row.id, by=school.principal)
    services.receive(request=row.id, by=clerk(school), identity_checked=True)
    row = services.put_to_board(request=row.id, by=clerk(school))
    with refused("own_request"):
        agree(school, row, school.principal)
    assert selectors.deciders(row) == [school.vice_principal]
    assert agree(school, row, school.vice_principal).state == "agreed"


def test_who_it_is_about_neither_decides_nor_executes_nor_supervises(school: SchoolScene) -> None:
    row = awaiting(school, subjects=[school.principal, school.duty_officer])
    with refused("involved"):
        agree(school, row, school.principal)
    able = selectors.candidates(row, school.vice_principal)
    assert school.duty_officer not in {each.id for each in (*able.executors, *able.supervisors)}
    assert school.principal not in {each.id for each in able.supervisors}


@pytest.mark.parametrize("role", [Role.IT_TEACHER, Role.DUTY_OFFICER])
def test_who_is_not_on_the_board_decides_nothing(school: SchoolScene, role: Role) -> None:
    with refused("not_for_your_role"):
        agree(school, awaiting(school), school.people[role])


def test_a_board_that_is_wholly_involved_refers_to_the_superior_body(school: SchoolScene) -> None:
    """REQUIREMENTS §2: the system then only follows an entered decision, from its attached paper."""
    row = awaiting(school, subjects=[school.principal, school.vice_principal])
    at_desk = clerk(school)
    with refused("request_not_now"):
        services.enter_superior_decision(
            request=row.id, by=at_desk, superior="UBND xã", scope=scope(school, row)
        )
    services.escalate(request=row.id, by=at_desk)
    how: dict[str, Any] = {
        "request": row.id,
        "by": at_desk,
        "superior": "UBND xã Yên Cường, 12/UBND, 20/11/2026",
    }
    with refused("not_in_writing"):
        services.enter_superior_decision(**how, scope=scope(school, row))
    services.attach(request=row.id, by=at_desk, what=PaperFor.SUPERIOR, content=PDF)
    done = services.enter_superior_decision(**how, scope=scope(school, row))
    assert (done.state, done.approver_id) == ("agreed", None)
    decision = Decision.objects.get(request=row)
    assert (decision.by_id, decision.superior) == (at_desk, how["superior"])
    assert "UBND xã Yên Cường" in Directive.objects.get(request=row.id).content


def test_nothing_is_referred_while_somebody_may_decide(school: SchoolScene) -> None:
    row = awaiting(school, subjects=[school.principal])
    with refused("somebody_may_decide"):
        services.escalate(request=row.id, by=clerk(school))


def test_the_superior_body_may_refuse(school: SchoolScene) -> None:
    row = awaiting(school, subjects=[school.principal, school.vice_principal])
    services.escalate(request=row.id, by=clerk(school))
    services.attach(request=row.id, by=clerk(school), what=PaperFor.SUPERIOR, content=PDF)
    done = services.enter_superior_decision(
        request=row.id,
        by=clerk(school),
        superior="UBND xã Yên Cường, 12/UBND",
        scope=None,
        reason="Không đủ căn cứ",
        clause="khoản 3 Điều 4",
    )
    assert (done.state, done.approver_id) == ("refused", None)


def test_the_hold_lasts_seven_days_after_a_refusal_and_ends_on_completion(
    school: SchoolScene,
) -> None:
    """REQUIREMENTS §5.1."""
    row = awaiting(school)
    gate = school.cameras["gate"]
    assert holds.held(gate, row.footage)
    services.refuse(
        request=row.id,
        by=school.principal,
        reason="Không đủ căn cứ",
        clause="khoản 3 Điều 4",
        read_sha256=row.request_sha256,
    )
    now_us = clock.now_us()
    assert holds.held(gate, row.footage, now_us + 6 * clock.DAY_US)
    assert not holds.held(gate, row.footage, now_us + 8 * clock.DAY_US)
