"""Pages of accounts and positions: asked, approved and carried out by three, each told what the clause is."""

import re
from uuid import UUID

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.scenes.factors import enrolled
from tests.scenes.schools import SchoolScene, hoa_sen, holder, person, supervised
from tests.web.conftest import Browser
from vonggac.factors.models import Shown
from vonggac.kernel.clock import DAY_US, MINUTE_US, now_us
from vonggac.people import selectors, services
from vonggac.people.models import Account, Delegation, LoginSession, Position
from vonggac.people.roles import Role
from vonggac.web.local_time import form_text
from vonggac.web.people.waiting import waiting

pytestmark = pytest.mark.django_db(databases=["default", "archive"])

NEW = {"full_name": "Hoàng Thị Lan", "form_of_address": "co", "role": "VCVH", "username": "lan"}
DECIDED = {"decision_no": "90/QĐ-THYC", "decided_on": "2025-09-05"}
SHOWN = re.compile(r"data-temporary-password>([a-z-]+)<")


def do(client: Client, who: UUID, step: str, **data: str) -> int:
    return client.post(reverse("person_step", args=[who, step]), data).status_code


def test_an_account_is_asked_for_approved_and_opened(school: SchoolScene, browser: Browser) -> None:
    """Khoản 1 Điều 4: the IT teacher asks, the Board approves, the head appoints; the password is shown once."""
    teacher, deputy = browser(school.it_teacher), browser(school.vice_principal)
    asked = teacher.post(reverse("account_ask"), NEW)
    lan = Account.objects.get(username="lan").person_id
    assert asked["Location"] == reverse("person", args=[lan])
    assert do(teacher, lan, "approve") == 403
    assert do(teacher, lan, "pledge", signed_on="2025-09-05") == 302
    training = {"held_on": "2025-09-05", "trainer": "Lê Văn Cường", "passed": "yes"}
    assert do(teacher, lan, "training", **training) == 302
    assert do(deputy, lan, "approve") == 302
    assert do(browser(school.principal), lan, "appoint", role="VCVH", **DECIDED) == 302
    opened = teacher.post(reverse("person_step", args=[lan, "open"]))
    shown = SHOWN.search(opened.content.decode())
    assert shown is not None
    assert opened["Cache-Control"] == "no-store"
    account = Account.objects.get(username="lan")
    assert account.check_password(shown.group(1))
    again = teacher.get(reverse("person", args=[lan])).content.decode()
    assert shown.group(1) not in again
    assert "Hoạt động" in again


def test_the_head_adds_somebody_who_has_signed_already(
    school: SchoolScene, browser: Browser
) -> None:
    """One form where the papers are there; without them the account waits for them."""
    client = browser(school.principal)
    papers = {"pledged_on": "2025-09-05", "trained_on": "2025-09-05", "trainer": "Hãng"}
    answer = client.post(reverse("person_new"), NEW | DECIDED | papers)
    assert SHOWN.search(answer.content.decode())
    other = NEW | {"username": "lien", "full_name": "Ngô Thị Liên"}
    answer = client.post(reverse("person_new"), other | DECIDED)
    assert answer.status_code == 302
    assert Account.objects.get(username="lien").state == "requested"
    assert client.post(reverse("person_new"), other | DECIDED).status_code == 400


def test_a_password_is_reset_by_two(school: SchoolScene, browser: Browser) -> None:
    """Asked for by one, approved by another, carried out; the page says what waits."""
    teacher = browser(school.it_teacher)
    who = school.duty_officer
    assert do(teacher, who, "reset_ask", reason="Quên mật khẩu") == 302
    assert do(teacher, who, "reset_approve") == 403
    assert do(teacher, who, "reset_do") == 302  # not approved: told so, nothing done
    assert "Quên mật khẩu" in teacher.get(reverse("person", args=[who])).content.decode()
    assert do(browser(school.vice_principal), who, "reset_approve") == 302
    answer = teacher.post(reverse("person_step", args=[who, "reset_do"]))
    shown = SHOWN.search(answer.content.decode())
    assert shown is not None
    assert Account.objects.get(person_id=who).check_password(shown.group(1))


def test_a_position_is_ended_on_its_page(school: SchoolScene, browser: Browser) -> None:
    """The open login of who lost it is over; another's position cannot be slipped in."""
    held = Position.objects.get(person_id=school.duty_officer)
    other = browser(school.duty_officer)
    client = browser(school.principal)
    foreign = Position.objects.get(person_id=hoa_sen().duty_officer)
    end = {"decision_no": "95/QĐ", "decided_on": "2025-10-01"}
    assert do(client, school.duty_officer, "end", position=str(foreign.id), **end) == 400
    assert do(client, school.duty_officer, "end", position=str(held.id), **end) == 302
    held.refresh_from_db()
    assert held.to_us is not None
    assert other.get(reverse("home")).status_code == 302
    assert not LoginSession.objects.filter(
        account__person_id=school.duty_officer, ended_us=None
    ).exists()


def test_the_page_offers_what_the_viewer_may_and_nothing_about_oneself(
    school: SchoolScene, browser: Browser
) -> None:
    """A supervisor reads names and positions; the clerk too; a member of staff only the own page."""
    who = school.duty_officer
    for role in (Role.SUPERVISOR, Role.CLERK, Role.DUTY_OFFICER):
        text = browser(holder(school, role)).get(reverse("person", args=[school.it_teacher]))
        assert text.status_code == 200
        assert "person_step" not in text.content.decode()
        assert "/step/" not in text.content.decode()
    staff = holder(school, Role.STAFF)
    assert browser(staff).get(reverse("person", args=[who])).status_code == 403
    assert browser(staff).get(reverse("person", args=[staff])).status_code == 200
    own = browser(school.principal).get(reverse("person", args=[school.principal]))
    assert "/step/" not in own.content.decode()
    assert "/step/appoint" in browser(school.principal).get(reverse("person", args=[who])).text


def test_nobody_does_a_step_about_himself_or_a_stranger(
    school: SchoolScene, browser: Browser
) -> None:
    """1.6, I9: another school's person does not exist; one's own page has no steps, whatever is posted."""
    client = browser(school.principal)
    stranger = hoa_sen().duty_officer
    assert client.get(reverse("person", args=[stranger])).status_code == 404
    assert do(client, stranger, "pledge", signed_on="2025-09-05") == 404
    before = selectors.pledges(school.principal).count()
    assert do(client, school.principal, "pledge", signed_on="2025-09-05") == 302
    assert selectors.pledges(school.principal).count() == before
    assert do(client, school.duty_officer, "nonsense") == 404


def test_the_board_confirms_the_review(school: SchoolScene, browser: Browser) -> None:
    """Khoản 1 Điều 4: every account is listed; the IT teacher reads, the Board answers."""
    address = reverse("account_review")
    client = browser(school.principal)
    text = client.get(address).content.decode()
    names = re.findall(r'name="(account-[0-9a-f-]+)"', text)
    assert len(names) == len(selectors.accounts(school.id)) == 4
    officer = Account.objects.get(person_id=school.duty_officer)
    answers = dict.fromkeys(names, "keep") | {f"account-{officer.id}": "suspend"}
    assert browser(school.it_teacher).post(address, answers).status_code == 403
    assert client.post(address, answers | {"note": "Quý IV"}).status_code == 302
    officer.refresh_from_db()
    assert officer.state == "suspended"
    assert client.post(address, {"account-x": "keep"}).status_code == 404
    assert client.post(address, {"note": "vội"}).status_code == 400
    assert "Quý IV" in client.get(address).content.decode()


def test_powers_are_left_and_taken_back(school: SchoolScene, browser: Browser) -> None:
    """Giấy ủy quyền: seen by all who see people, given by the head."""
    address, at_us = reverse("delegations"), now_us()
    asked = {
        "to": str(school.vice_principal),
        "powers": ["issue_directive", "approve_copy"],
        "paper": "05/GUQ-THYC",
        "signed_on": "2025-09-05",
        "from_us": form_text(at_us),
        "to_us": form_text(at_us + 3 * DAY_US),
    }
    assert browser(school.vice_principal).post(address, asked).status_code == 403
    client = browser(school.principal)
    assert client.post(address, asked | {"powers": ["everything"]}).status_code == 400
    assert client.post(address, asked).status_code == 302
    assert "05/GUQ-THYC" in browser(school.duty_officer).get(address).content.decode()
    row = Delegation.objects.get()
    assert browser(school.vice_principal).get(reverse("directive_new")).status_code == 200
    assert client.post(reverse("delegation_withdraw", args=[row.id])).status_code == 302
    assert browser(school.vice_principal).get(reverse("directive_new")).status_code == 403


def test_the_headship_is_handed_over(school: SchoolScene, browser: Browser) -> None:
    """Only to somebody with an open account, with a number, knowingly; the old head is signed out."""
    client, address = browser(school.principal), reverse("head_hand_over")
    assert browser(school.vice_principal).get(address).status_code == 403
    new = person("Hồ Thị Sáu", "sau")
    asked = {"to": str(school.vice_principal), "role": "PHT", **DECIDED, "sure": "on"}
    for wrong in ({"sure": ""}, {"decision_no": ""}, {"to": str(new)}, {"role": "GVTH"}):
        assert client.post(address, asked | wrong).status_code == 400, wrong
    assert client.post(address, asked)["Location"] == reverse("sign_in")
    head = selectors.head_of(school.id, now_us())
    assert head is not None
    assert head.id == school.vice_principal
    assert client.get(reverse("home")).status_code == 302


def test_the_list_says_what_waits_and_what_is_overdue(
    school: SchoolScene, browser: Browser
) -> None:
    """What nobody has decided yet is on top; who manages nothing sees names and positions only."""
    teacher = browser(school.it_teacher)
    teacher.post(reverse("account_ask"), NEW)
    assert "Đang chờ" in teacher.get(reverse("people")).content.decode()
    assert "Đang chờ" not in browser(school.duty_officer).get(reverse("people")).content.decode()


def test_whoever_changes_roles_shows_a_factor_first(school: SchoolScene, browser: Browser) -> None:
    """ACCESS 5.6: role changes, accounts, powers: none of them from a page that was left open."""
    client = browser(school.principal)
    enrolled(school.principal)
    Shown.objects.update(at_us=F("at_us") - 6 * MINUTE_US)
    who = school.duty_officer
    held = Account.objects.get(person_id=who)
    asked = [
        (reverse("person_step", args=[who, "suspend"]), {"reason": "x"}),
        (reverse("person_state", args=[held.id]), {"state": "suspended"}),
        (reverse("person_new"), NEW | DECIDED),
        (reverse("head_hand_over"), {}),
        (reverse("delegations"), {}),
        (reverse("account_review"), {}),
    ]
    for address, data in asked:
        answer = client.post(address, data)
        assert answer.status_code == 403, address
        assert "factor_code" in answer.content.decode(), address
    held.refresh_from_db()
    assert held.state == "active"


def test_each_is_told_what_waits_for_whom(school: SchoolScene, browser: Browser) -> None:
    """G4: the Board approves what another asked for; the IT teacher carries out; a quarter's review is the Board's."""

    def said(who: UUID) -> list[str]:
        return [each.title.split(":")[0] for each in waiting(who, school.id, now_us())]

    teacher, deputy = browser(school.it_teacher), browser(school.vice_principal)
    deputy.post(reverse("account_ask"), NEW)
    lan = Account.objects.get(username="lan").person_id
    with translation.override("en"):
        assert said(school.principal) == ["Approve the account", "Account review"]
        assert said(school.vice_principal) == ["Account review"]
        assert said(school.it_teacher) == ["Pledge and training"]
        assert said(school.duty_officer) == []
        assert do(browser(school.principal), lan, "approve") == 302
        assert do(teacher, lan, "pledge", signed_on="2025-09-05") == 302
        training = {"held_on": "2025-09-05", "trainer": "Hãng", "passed": "yes"}
        assert do(teacher, lan, "training", **training) == 302
        assert said(school.it_teacher) == ["Open the account"]


def test_a_supervisor_is_appointed_only_once_the_head_has_switched_the_role_on(
    school: SchoolScene, browser: Browser
) -> None:
    """REQUIREMENTS §7.1: the role GS is off until a decision; the page says where it is switched on."""
    head = browser(school.principal)
    refused = head.post(
        reverse("person_step", args=[school.duty_officer, "appoint"]), DECIDED | {"role": "GS"}
    )
    assert refused.status_code == 403
    added = head.post(reverse("person_new"), NEW | DECIDED | {"role": "GS"})
    assert added.status_code == 403
    assert not Account.objects.filter(username="lan").exists()
    supervised(school)
    assert do(head, school.duty_officer, "appoint", role="GS", **DECIDED) == 302
    assert Position.objects.filter(role="GS").count() == 1


def test_a_head_whom_no_page_can_help_is_shown_the_way_at_the_machine(
    school: SchoolScene, browser: Browser
) -> None:
    """One Board member: the page offers no reset that nobody could approve, and says what to do."""
    address = reverse("person", args=[school.principal])
    before = browser(school.it_teacher).get(address).content.decode()
    assert "/step/reset_ask" in before
    assert "vonggac recover" not in before
    held = Position.objects.get(person_id=school.vice_principal, to_us=None)
    services.end_position(position=held.id, by=None)
    for who in (school.it_teacher, school.principal):
        page = browser(who).get(address).content.decode()
        assert "/step/reset_ask" not in page
        assert "vonggac recover anh --password" in page
