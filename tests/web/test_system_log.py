"""The system log as people read it (REQUIREMENTS §4, ACCESS §7.4)."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from tests.scenes.requests import clerk
from tests.scenes.schools import SchoolScene, hoa_sen, holder
from tests.web.conftest import Browser
from vonggac.kernel.clock import now_us
from vonggac.kernel.ids import actor_id
from vonggac.ledger import canonical, services
from vonggac.ledger.entries import TYPES
from vonggac.ledger.models import Outbox
from vonggac.people.days import day_of
from vonggac.people.roles import Role
from vonggac.web.system_log import words

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def shown(browser: Browser, who: UUID, **asked: str) -> str:
    answer = browser(who).get(reverse("system_log"), asked)
    assert answer.status_code == 200
    return str(answer.content.decode()).split('<section class="card-x">')[1]


def test_every_type_of_entry_has_its_sentence_and_its_family() -> None:
    """FORMATS §4.3: adding a type is a change of the sentence that a person reads, too."""
    assert words.TYPES.keys() == TYPES.keys()
    offered = {each for _, types in words.FAMILIES.values() for each in types}
    of_the_store = {
        "genesis",
        "segment",
        "segment.recovered",
        "gap.open",
        "gap.close",
        "camera.sig",
    }
    assert offered >= TYPES.keys() - of_the_store


def test_a_deed_stands_there_in_words_with_who_did_it_and_what_it_names(
    school: SchoolScene, browser: Browser
) -> None:
    services.record(
        "view.deny",
        actor=actor_id(school.it_teacher),
        reason="no_basis",
        basis_ref="PCĐ-2026-001",
        cams=[school.cameras["gate"]],
    )
    page = shown(browser, school.principal)
    assert all(said in page for said in ("Từ chối truy cập", "PCĐ-2026-001", "Cổng", "no_basis"))
    assert Outbox.objects.get(entry_type="view.deny").deed.hex[-12:] in page
    assert "Từ chối truy cập" not in shown(browser, school.principal, family="export")
    assert "Từ chối truy cập" in shown(browser, school.principal, family="refused")


@pytest.mark.parametrize(
    ("book", "said"),
    [
        ("SC", "SC-2026-015"),
        ("usage.month", "Sổ sử dụng 2026: 15"),
        ("devices", "Sổ thiết bị 2026: 15"),
    ],
)
def test_a_line_of_a_book_is_named_as_the_book_is(
    school: SchoolScene, browser: Browser, book: str, said: str
) -> None:
    services.record("book.line", book=book, year="2026", no=15, commit="0" * 64)
    assert said in shown(browser, school.principal)


def test_to_read_it_is_an_entry_of_it(school: SchoolScene, browser: Browser) -> None:
    """ACCESS §7.4: the trail is itself confidential."""
    shown(browser, school.vice_principal, family="books")
    (entry,) = Outbox.objects.filter(entry_type="audit.read")
    said = json.loads(entry.body)
    assert (said["actor"], said["what"]) == (actor_id(school.vice_principal), "log")
    assert "Đọc giấy tờ, nhật ký" in shown(browser, school.principal, family="books")


def test_an_officer_sees_his_own_deeds_and_others_nothing(
    school: SchoolScene, browser: Browser
) -> None:
    """◐ in the matrix; no column, no page."""
    services.record("search", actor=actor_id(school.duty_officer), what="of-hers")
    services.record("search", actor=actor_id(school.it_teacher), what="of-his")
    page = shown(browser, school.duty_officer, person=actor_id(school.it_teacher))
    assert "of-hers" in page
    assert "of-his" not in page
    assert browser(clerk(school)).get(reverse("system_log")).status_code == 403


def test_another_schools_deeds_and_cameras_are_not_in_it(
    school: SchoolScene, browser: Browser
) -> None:
    other = hoa_sen()
    services.record("config.change", actor=actor_id(other.principal), what="of-another")
    services.record(
        "config.change", actor="s-clerk", what="their-camera", cam=other.cameras["gate"]
    )
    services.record("config.change", actor="s-clerk", what="of-the-house")
    page = shown(browser, school.principal)
    assert "of-the-house" in page
    assert "of-another" not in page
    assert "their-camera" not in page


@pytest.mark.parametrize("day", ["", "x", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_any_day_may_be_asked_for(school: SchoolScene, browser: Browser, day: str) -> None:
    """What can't be read is today; the future has no deeds."""
    services.record("config.change", actor=actor_id(school.it_teacher), what="retention")
    page = shown(browser, school.principal, day=day, family="nothing", person="x", page="x")
    assert ("retention" in page) == (day != "0001-01-01")


def test_a_row_that_was_altered_is_shown_as_such_and_the_others_as_ever(
    school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who holds the disk can change the office's row; the ledger has what it was, and ``verify`` finds it."""
    services.record("config.change", actor=actor_id(school.it_teacher), what="altered-one")
    services.record("config.change", actor=actor_id(school.it_teacher), what="whole-one")
    whole = canonical.loads

    def loads(raw: bytes) -> dict[str, object]:
        if b"altered-one" in raw:
            raise canonical.NotCanonical("changed")
        return whole(raw)

    monkeypatch.setattr(canonical, "loads", loads)
    page = shown(browser, school.principal)
    assert "đã bị sửa" in page
    assert "whole-one" in page
    assert "altered-one" not in page


def test_one_day_is_shown_at_a_time(school: SchoolScene, browser: Browser) -> None:
    services.record("config.change", actor=actor_id(school.it_teacher), what="retention")
    yesterday = day_of(now_us()) - timedelta(days=1)
    assert "retention" not in shown(browser, school.principal, day=f"{yesterday:%Y-%m-%d}")


def test_who_supervises_reads_it_all_and_sees_no_picture(
    school: SchoolScene, browser: Browser
) -> None:
    services.record("config.change", actor=actor_id(school.it_teacher), what="retention")
    page = shown(browser, holder(school, Role.SUPERVISOR))
    assert "retention" in page
    assert "<img" not in page
