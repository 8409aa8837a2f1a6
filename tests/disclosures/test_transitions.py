"""The machine of REQUIREMENTS §5.1: each way is gone by a service, by who may; every other is refused."""

from itertools import product

import pytest

from tests.scenes.requests import (
    agreed,
    awaiting,
    clerk,
    filed,
    footage_left,
    handover_wish,
    own,
    received,
    scope,
    shown_wish,
)
from tests.scenes.schools import SchoolScene
from tests.scenes.times import HandClock
from vonggac.directives.models import Directive
from vonggac.disclosures import services
from vonggac.disclosures.models import Decision, Request, RequestLine
from vonggac.disclosures.states import RequestState, may_become
from vonggac.kernel.authority import Act, Refused
from vonggac.ledger.models import Outbox

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
S = RequestState


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=f"^{code}$")


def history(row: Request) -> list[str]:
    return [each.what for each in RequestLine.objects.filter(request=row)]


def directive_of(row: Request) -> Directive:
    assert row.directive is not None
    return Directive.objects.get(pk=row.directive)


def test_the_machine_is_the_regulations() -> None:
    """REQUIREMENTS §5.1, way by way."""
    ways = {(a.value, b.value) for a, b in product(S, S) if may_become(a, b)}
    assert ways == {
        ("draft", "sent"), ("sent", "received"), ("received", "more"), ("more", "received"),
        ("received", "awaiting"), ("awaiting", "agreed"), ("awaiting", "agreed_part"), ("awaiting", "refused"),
        ("agreed", "in_progress"), ("agreed_part", "in_progress"), ("in_progress", "shown"),
        ("shown", "completed"), ("shown", "extracted"), ("extracted", "handed_over"), ("handed_over", "completed"),
        *((each, "withdrawn") for each in (
            "draft", "sent", "received", "more", "awaiting", "agreed", "agreed_part", "in_progress")),
        *((each, "no_data") for each in ("received", "more", "awaiting")),
        *((each, "overdue") for each in ("agreed", "agreed_part", "in_progress")),
        ("overdue", "awaiting"),
    }  # fmt: skip


def test_the_whole_way_of_a_viewing(school: SchoolScene, hands: HandClock) -> None:
    """From the mother's paper to Hoàn thành, each step in history and ledger."""
    row = agreed(school)
    hands.pass_by(hours=1)
    services.begin(request=row.id, by=school.duty_officer)
    services.write_minutes(request=row.id, by=school.it_teacher, wish=shown_wish())
    done = services.complete(request=row.id, by=school.duty_officer, result="Đã cho xem.")
    assert done.state == S.COMPLETED
    assert history(row) == [
        "draft", "filed", "sent", "received", "held", "awaiting", "agreed", "in_progress", "shown", "completed",
    ]  # fmt: skip
    paper = directive_of(done)
    assert (paper.state, paper.result) == ("completed", "Đã cho xem.")


def test_the_whole_way_of_a_copy(school: SchoolScene, hands: HandClock) -> None:
    row = agreed(school, acts=(Act.PLAYBACK, Act.EXPORT))
    hands.pass_by(hours=1)
    services.begin(request=row.id, by=school.duty_officer)
    services.write_minutes(request=row.id, by=school.duty_officer, wish=shown_wish())
    services.mark_extracted(request=row.id, by=school.duty_officer, export="VG-2026-000001")
    services.hand_over(request=row.id, by=school.duty_officer, wish=handover_wish())
    done = services.complete(request=row.id, by=school.duty_officer, result="Đã bàn giao.")
    assert (done.state, done.export) == (S.COMPLETED, "VG-2026-000001")
    assert history(row)[-3:] == ["extracted", "handed_over", "completed"]


def test_every_step_is_in_the_ledger_and_tells_no_name(school: SchoolScene) -> None:
    """LAW §2.1: number, scope and purpose; never who asks, nor a word that was written."""
    row = agreed(school)
    entries = list(
        Outbox.objects.filter(entry_type__startswith="view.").values_list("entry_type", "body")
    )
    mine = [(kind, body) for kind, body in entries if row.label in body and "request" in body]
    assert [kind for kind, body in mine if '"basis":"request"' in body] == [
        "view.request", "view.request", "view.request", "view.request", "view.approve",
    ]  # fmt: skip
    everything = "".join(body for _, body in entries)
    for secret in ("Đặng", "Nụ", "036090001234", "Nguyễn Văn Tí", "0912345678", "Cháu ngã"):
        assert secret not in everything


def test_a_teacher_asks_for_himself_and_that_is_in_writing(school: SchoolScene) -> None:
    """Luật Giao dịch điện tử Điều 9: typed under the own account is “bằng văn bản”."""
    row = own(school, school.duty_officer)
    sent = services.send(request=row.id, by=school.duty_officer)
    assert (sent.written, sent.label) == ("typed", "DN-2026-001")
    services.receive(request=row.id, by=clerk(school), identity_checked=True)
    assert services.put_to_board(request=row.id, by=clerk(school)).state == S.AWAITING


def test_the_board_sees_no_request_that_is_not_in_writing(school: SchoolScene) -> None:
    """Khoản 3 Điều 4: đề nghị bằng văn bản."""
    row = filed(school)
    services.send(request=row.id, by=clerk(school))
    services.receive(request=row.id, by=clerk(school), identity_checked=True)
    with refused("not_in_writing"):
        services.put_to_board(request=row.id, by=clerk(school))


def test_the_board_sees_no_incomplete_request(school: SchoolScene) -> None:
    """FORMS §4.1: what is missing is named; the clerk asks for it, and it comes."""
    row = received(school, account="")
    with refused("request_incomplete"):
        services.put_to_board(request=row.id, by=clerk(school))
    more = services.ask_more(request=row.id, by=clerk(school), words="Mô tả sự việc")
    assert more.state == S.MORE
    assert services.answer_more(request=row.id, by=clerk(school), words="").state == S.RECEIVED


def test_only_who_receives_requests_receives_them(school: SchoolScene) -> None:
    row = filed(school)
    services.send(request=row.id, by=clerk(school))
    with refused("not_for_your_role"):
        services.receive(request=row.id, by=school.duty_officer, identity_checked=True)


def test_only_the_requester_or_the_clerk_for_an_outsider_sends_and_withdraws(
    school: SchoolScene,
) -> None:
    row = own(school, school.duty_officer)
    with refused("request_not_yours"):
        services.send(request=row.id, by=clerk(school))
    with refused("request_not_yours"):
        services.withdraw(request=row.id, by=clerk(school))
    assert services.withdraw(request=row.id, by=school.duty_officer).state == S.WITHDRAWN


@pytest.mark.parametrize("at", ["sent", "received", "awaiting", "agreed"])
def test_a_request_is_withdrawn_until_it_was_shown(school: SchoolScene, at: str) -> None:
    """Đã rút: what plays under its directive stops."""
    make = {"sent": filed, "received": received, "awaiting": awaiting, "agreed": agreed}
    row = make[at](school)
    if at == "sent":
        services.send(request=row.id, by=clerk(school))
    done = services.withdraw(request=row.id, by=clerk(school), words="Gia đình rút đơn")
    assert done.state == S.WITHDRAWN
    if at == "agreed":
        assert directive_of(done).state == "withdrawn"


def test_refusal_names_reason_and_clause(school: SchoolScene) -> None:
    row = awaiting(school)
    done = services.refuse(
        request=row.id,
        by=school.vice_principal,
        reason="Hình ảnh có nhiều học sinh khác.",
        clause="khoản 5 Điều 5",
        read_sha256=row.request_sha256,
    )
    decision = Decision.objects.get(request=row)
    assert (done.state, done.approver_id) == (S.REFUSED, school.vice_principal)
    assert (decision.verdict, decision.clause) == ("refused", "khoản 5 Điều 5")


def test_a_part_is_agreed_in_part(school: SchoolScene) -> None:
    """Narrower cameras: Đồng ý một phần, and the directive is that narrow."""
    row = awaiting(school)
    narrow = scope(school, row, cameras=frozenset({school.cameras["gate"]}))
    done = services.agree(
        request=row.id, by=school.principal, scope=narrow, read_sha256=row.request_sha256
    )
    assert done.state == S.AGREED_PART
    paper = directive_of(done)
    assert [each.camera_id for each in paper.cameras.all()] == [school.cameras["gate"]]


def test_nothing_wider_than_asked_is_allowed(school: SchoolScene) -> None:
    row = awaiting(school)
    wide = scope(school, row, acts=frozenset({Act.PLAYBACK, Act.EXPORT}))
    with refused("wider_than_asked"):
        services.agree(
            request=row.id, by=school.principal, scope=wide, read_sha256=row.request_sha256
        )


def test_without_a_copy_in_the_decision_nothing_is_extracted(
    school: SchoolScene, hands: HandClock
) -> None:
    """Khoản 5 Điều 5."""
    row = agreed(school)
    hands.pass_by(hours=1)
    services.write_minutes(request=row.id, by=school.duty_officer, wish=shown_wish())
    with refused("copy_not_allowed"):
        services.mark_extracted(request=row.id, by=school.duty_officer, export="VG-2026-000001")


def test_steps_belong_to_executor_and_supervisor(school: SchoolScene, hands: HandClock) -> None:
    row = agreed(school)
    hands.pass_by(hours=1)
    with refused("request_not_yours"):
        services.begin(request=row.id, by=school.it_teacher)
    with refused("request_not_yours"):
        services.write_minutes(request=row.id, by=school.principal, wish=shown_wish())
    services.write_minutes(request=row.id, by=school.duty_officer, wish=shown_wish())
    with refused("request_not_yours"):
        services.complete(request=row.id, by=clerk(school), result="Xong")


def test_overdue_execution_falls_back_to_the_board(school: SchoolScene, hands: HandClock) -> None:
    """Quá hạn thực hiện → Chờ duyệt: the approval is used up, and another one is needed."""
    row = agreed(school)
    hands.pass_by(days=3)
    assert services.follow(at_us=hands.now_us(), since_us=hands.now_us() - 1) == 1
    row.refresh_from_db()
    assert (row.state, row.approver_id, row.approved_sha256) == (S.AWAITING, None, None)
    assert history(row)[-2:] == ["overdue", "awaiting"]
    assert services.follow(at_us=hands.now_us(), since_us=hands.now_us() - 1) == 0
    again = services.agree(
        request=row.id,
        by=school.principal,
        scope=scope(school, row),
        read_sha256=row.request_sha256,
    )
    assert again.state == S.AGREED
    assert Decision.objects.filter(request=row).count() == 2


def test_data_that_is_gone_is_answered_and_not_approved(school: SchoolScene) -> None:
    """Không còn dữ liệu: only where nothing is left (khoản 3 Điều 2)."""
    row = awaiting(school)
    with refused("data_there"):
        services.answer_no_data(request=row.id, by=clerk(school))
    with footage_left(False):
        with refused("data_gone"):
            services.agree(
                request=row.id,
                by=school.principal,
                scope=scope(school, row),
                read_sha256=row.request_sha256,
            )
        done = services.answer_no_data(request=row.id, by=clerk(school), words="Đã quá 30 ngày.")
    assert done.state == S.NO_DATA


def test_a_range_that_is_erased_already_is_received_without_a_hold(school: SchoolScene) -> None:
    with footage_left(False):
        row = received(school)
    assert history(row)[-2:] == ["received", "nothing_left"]


@pytest.mark.parametrize("step", ["send", "receive", "put_to_board", "begin"])
def test_a_settled_request_takes_no_step(school: SchoolScene, step: str) -> None:
    row = filed(school)
    services.withdraw(request=row.id, by=clerk(school))
    how = {"identity_checked": True} if step == "receive" else {}
    by = clerk(school)
    with pytest.raises(Refused):
        getattr(services, step)(request=row.id, by=by, **how)


def test_two_tabs_decide_once(school: SchoolScene) -> None:
    """The second tab's answer finds the request decided (ACCESS §2.3)."""
    row = awaiting(school)
    agreed_scope = scope(school, row)
    services.agree(
        request=row.id,
        by=school.principal,
        scope=agreed_scope,
        read_sha256=row.request_sha256,
    )
    with refused("request_not_now"):
        services.refuse(
            request=row.id,
            by=school.vice_principal,
            reason="Không",
            clause="khoản 5 Điều 5",
            read_sha256=row.request_sha256,
        )
    assert Decision.objects.count() == Directive.objects.count() == 1


def test_a_request_that_changed_meanwhile_is_read_again(school: SchoolScene) -> None:
    """ACCESS §2.2: the approval is of what was read."""
    row = awaiting(school)
    with refused("request_changed"):
        services.agree(
            request=row.id, by=school.principal, scope=scope(school, row), read_sha256="0" * 64
        )
