"""One search over all books: without marks, newest first, and only what the reader may read anyway."""

from uuid import UUID

import pytest
from django.db import connection

from tests.scenes.schools import SchoolScene, hoa_sen, holder, yen_cuong
from vonggac.equipment import services as equipment
from vonggac.equipment.models import Failure
from vonggac.inspections import services as inspections
from vonggac.kernel.clock import HOUR_US, now_us
from vonggac.notices.kinds import NoticeKind
from vonggac.notices.models import Notice
from vonggac.notices.services import tell
from vonggac.people.roles import Role
from vonggac.search import selectors, services
from vonggac.search.folding import marked
from vonggac.search.models import Entry
from vonggac.search.sources import SOURCES
from vonggac.suggestions import services as suggestions
from vonggac.suggestions.models import Suggestion
from vonggac.violations import services as violations
from vonggac.violations.services import Concerned

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def school(db: None) -> SchoolScene:
    made = yen_cuong()
    services.install()
    return made


def reach(school: SchoolScene, who: UUID) -> selectors.Reach:
    return selectors.reach(who, school.id, now_us())


def found(school: SchoolScene, who: UUID, text: str, book: str = "") -> list[str]:
    while services.keep_up():
        pass
    hits = selectors.find(reach(school, who), text=text, book=book).hits
    return [each.book for each in hits]


def failure(school: SchoolScene, words: str = "Ảnh mờ, đọng nước") -> Failure:
    return equipment.open_by_hand(
        school=school.id, by=school.it_teacher, words=words, camera=school.cameras["gate"]
    )


def violation(school: SchoolScene, by: UUID, about: UUID) -> object:
    return violations.report(
        school=school.id,
        by=by,
        rule="5.2",
        what="Rút dây đầu ghi",
        happened_us=now_us() - HOUR_US,
        where="Phòng trực",
        concerned=[Concerned(name="", person=about)],
    )


def suggested(
    school: SchoolScene, words: str = "Khó tìm camera", by: UUID | None = None
) -> Suggestion:
    return suggestions.send(
        school=school.id, by=by or holder(school, Role.STAFF), subject="use", trouble=words,
        anonymous=True,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["đọng", "dong nuoc", "ĐỌNG NƯỚC", "dong nu", "đo\u0323ng"])
def test_found_without_marks_and_by_a_beginning(school: SchoolScene, text: str) -> None:
    """LANGUAGE §2: đ as d, which unicode61 does not fold; composed or not; the last word may be begun."""
    failure(school)
    assert "failure" in found(school, school.it_teacher, text)


def test_every_word_has_to_stand_in_the_row(school: SchoolScene) -> None:
    failure(school)
    assert found(school, school.it_teacher, "đọng sét") == []
    assert found(school, school.it_teacher, "") == []


@pytest.mark.parametrize(
    "text", ['"', "a* OR b", "words:x", "(", "-", "NEAR(a b)", "'; DROP", "\x00"]
)
def test_what_looks_like_syntax_is_only_words(school: SchoolScene, text: str) -> None:
    """FTS5's own language is out of reach: nothing breaks, nothing opens."""
    failure(school)
    assert found(school, school.it_teacher, text) == []


def test_a_row_is_found_as_it_is_now(school: SchoolScene) -> None:
    """Triggers put a change down; the round brings the index after it, lines of the row too."""
    row = failure(school)
    found(school, school.it_teacher, "đọng")
    equipment.mark_tested(failure=row.id, by=school.it_teacher, words="Thay gioăng cao su")
    assert "failure" in found(school, school.it_teacher, "gioang")
    Failure.objects.filter(pk=row.id).update(detail="Đã sửa")
    assert "failure" in found(school, school.it_teacher, "da sua")
    assert selectors.behind() == 0


def test_a_row_that_is_gone_is_not_found(school: SchoolScene) -> None:
    """Notices are forgotten after their days; the index forgets with them."""
    me = school.it_teacher
    tell(persons=[me], kind=NoticeKind.REMINDED, params={"no": "NN-2026-777"}, key="k")
    assert found(school, me, "nn-2026-777") == ["notice"]
    Notice.objects.all().delete()
    assert found(school, me, "nn-2026-777") == []
    assert not Entry.objects.filter(book="notice").exists()


def test_nobody_finds_another_persons_notice(school: SchoolScene) -> None:
    tell(persons=[school.it_teacher], kind=NoticeKind.REMINDED, params={"no": "NN-1"}, key="k")
    assert found(school, school.principal, "nn 1") == []


def test_a_violation_is_found_by_board_and_reporter_only(school: SchoolScene) -> None:
    """REQUIREMENTS §4: whom it concerns has a notice of it and never the file."""
    violation(school, school.it_teacher, school.duty_officer)
    assert found(school, school.principal, "rut day") == ["violation"]
    assert found(school, school.it_teacher, "rut day") == ["violation"]
    for other in (school.duty_officer, holder(school, Role.STAFF), holder(school, Role.CLERK)):
        assert found(school, other, "rut day") == []


def test_a_leader_does_not_find_the_file_about_himself(school: SchoolScene) -> None:
    violation(school, school.it_teacher, school.vice_principal)
    assert found(school, school.vice_principal, "rut day") == []


def test_staff_find_nothing_of_books_that_are_not_theirs(school: SchoolScene) -> None:
    """Deny by default: failures, cases and the device book are not for every colleague."""
    failure(school)
    staff = holder(school, Role.STAFF)
    assert found(school, staff, "đọng nước") == []
    allowed = reach(school, staff)
    assert not {"failure", "device", "case", "hold", "asset"} & set(allowed.rules)


def test_a_suggestion_is_its_senders_until_it_is_answered(school: SchoolScene) -> None:
    suggested(school)
    assert found(school, holder(school, Role.CLERK), "khó tìm") == ["suggestion"]
    assert found(school, school.duty_officer, "khó tìm") == []


def test_an_anonymous_sender_is_found_by_no_name(school: SchoolScene) -> None:
    suggested(school)
    assert found(school, school.it_teacher, "Hoàng Thị Uyên") == []


def test_a_reminder_is_found_by_whom_it_reminds(school: SchoolScene) -> None:
    inspections.remind(
        school=school.id, to=school.duty_officer, by=school.principal, text="Ghi sổ đủ ngày"
    )
    assert "reminder" in found(school, school.duty_officer, "ghi so du ngay")
    assert found(school, school.it_teacher, "ghi so du ngay") == []


def test_another_school_finds_nothing(school: SchoolScene) -> None:
    failure(school)
    other = hoa_sen()
    assert found(other, other.it_teacher, "đọng nước") == []


def test_who_holds_no_position_finds_nothing(school: SchoolScene) -> None:
    failure(school)
    assert found(school, UUID(int=7), "đọng nước") == []


def test_one_book_and_one_person_may_be_asked_for(school: SchoolScene) -> None:
    failure(school)
    suggested(school, "Nước đọng trước cổng")
    head = school.principal
    assert sorted(found(school, head, "đọng")) == ["failure", "suggestion"]
    assert found(school, head, "đọng", book="failure") == ["failure"]
    assert found(school, head, "đọng", book="nothing of the kind") == []
    of_teacher = selectors.find(reach(school, head), text="đọng", about=school.it_teacher)
    assert [each.book for each in of_teacher.hits] == ["failure"]


def test_the_index_is_made_again_as_it_was(school: SchoolScene) -> None:
    """It holds no fact of its own."""
    failure(school)
    suggested(school)
    found(school, school.principal, "x")
    before = list(Entry.objects.order_by("id").values_list("book", "row", "shown", "people"))
    assert services.refill() >= len(before) > 0
    found(school, school.principal, "x")
    after = list(Entry.objects.order_by("id").values_list("book", "row", "shown", "people"))
    assert after == before


def test_triggers_that_were_lost_come_back_and_their_book_is_read_again(
    school: SchoolScene,
) -> None:
    """A migration that rebuilds a table takes its triggers along."""
    from_before = services.install()
    assert from_before == []
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER search_failure_0_insert")
    failure(school)
    assert services.install() == ["failure"]
    assert "failure" in found(school, school.it_teacher, "dong nuoc")


def test_migrations_find_no_trigger_in_their_way(school: SchoolScene) -> None:
    """SQLite drops no column that a trigger names; afterwards every book is read again."""
    failure(school)
    services.stand_aside()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE name GLOB 'search_*_insert'")
        assert cursor.fetchone() == (0,)
        cursor.execute("ALTER TABLE equipment_failure RENAME COLUMN course TO course_2")
        cursor.execute("ALTER TABLE equipment_failure RENAME COLUMN course_2 TO course")
    assert services.install() == sorted(each.sought.book for each in SOURCES)
    assert "failure" in found(school, school.it_teacher, "dong nuoc")


def test_pages_go_back_in_time_without_a_gap(school: SchoolScene) -> None:
    rows = [suggested(school, f"Bóng đèn {n} cháy", by=school.it_teacher) for n in range(35)]
    found(school, school.principal, "x")
    mine = reach(school, school.principal)
    first = selectors.find(mine, text="bong den")
    then = selectors.find(mine, text="bong den", before=first.before)
    assert len(first.hits) == selectors.PAGE
    assert then.before is None
    shown = [each.row for each in (*first.hits, *then.hits)]
    assert sorted(shown) == sorted(each.id for each in rows)


def test_what_was_asked_is_marked_in_the_words_as_written() -> None:
    pieces = marked("Ảnh mờ, đọng nước ở ống kính", ["dong", "nuo"])
    assert [text for text, hit in pieces if hit] == ["đọng", "nước"]
    assert "".join(text for text, _hit in pieces) == "Ảnh mờ, đọng nước ở ống kính"


def test_every_book_has_its_name_once() -> None:
    names = [each.sought.book for each in SOURCES]
    assert len(names) == len(set(names))
