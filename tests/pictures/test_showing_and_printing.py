"""A kept picture is shown to whom access lets; a sheet is made of a numbered copy and of nothing else."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.pictures.conftest import asked, recorded, taken
from tests.pictures.test_taking import entries
from tests.scenes.schools import SchoolScene, directive, hoa_sen, login, yesterday
from tests.scenes.times import HandClock
from vonggac.directives import services as directives
from vonggac.documents import client
from vonggac.duty.models import UsageForm, UsageLine
from vonggac.kernel.authority import Act, Refused
from vonggac.kernel.text import TextRefused
from vonggac.pictures import selectors, services
from vonggac.pictures.models import PrintCopy, PrintRun, PrintSlip, Snapshot


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What was given to the typesetter, which is tested in its own room."""
    given: list[dict[str, object]] = []

    def render(form: str, data: dict[str, object], kind: str, *, at_us: int) -> bytes:
        assert (form, kind) == ("print_sheet", "pdf")
        given.append(data)
        return b"%PDF-" + str(len(given)).encode()

    monkeypatch.setattr(client, "render", render)
    return given


def shown(row: Snapshot, who: object) -> bytes:
    return services.show(snapshot=row.id, person=who, session=login(who))  # type: ignore[arg-type]


def test_each_showing_is_an_entry_before_the_picture_leaves(school: SchoolScene) -> None:
    """I2, ACCESS §9: whatever shows the footage is footage."""
    row = taken(school)
    picture = shown(row, school.vice_principal)
    (entry,) = entries("thumb")
    assert picture.endswith(b"AN-2026-001")
    assert entry["basis_ref"] == "AN-2026-001" and entry["basis"] == "snapshot"


def test_strangers_are_shown_nothing_and_leave_a_refusal(school: SchoolScene) -> None:
    """Another school's head, a colleague without a directive."""
    row = taken(school)
    for who in (hoa_sen().principal, school.it_teacher, school.duty_officer):
        with pytest.raises(Refused):
            shown(row, who)
    assert not entries("thumb")
    assert len(entries("view.deny")) == 3
    assert selectors.snapshot(uuid4(), row.id) is None


def test_the_address_of_a_picture_dies_with_the_directive(
    school: SchoolScene, hands: HandClock
) -> None:
    """A picture's address replayed after the directive was withdrawn shows nothing."""
    footage = yesterday()
    moment = footage.from_us + 90_000_000
    paper = directive(school, footage=footage, acts=[Act.SNAPSHOT])
    made = services.capture(asked(school, school.duty_officer, at_us=moment), recorded(moment))
    row = made.keep()
    assert shown(row, school.duty_officer)
    hands.pass_by(seconds=1)
    directives.withdraw(directive=paper.id, by=school.principal, reason="xong việc")
    with pytest.raises(Refused):
        shown(row, school.duty_officer)
    assert len(entries("thumb")) == 1


def test_a_picture_that_was_exchanged_on_the_disk_is_not_shown(
    school: SchoolScene, folder: Path
) -> None:
    """I8: changed bytes, another row's file, no file."""
    one, two = taken(school), taken(school)
    other = (folder / two.id.hex).read_bytes()
    for content in (other, b"x" * 40, b""):
        (folder / one.id.hex).write_bytes(content)
        with pytest.raises(Refused) as told:
            shown(one, school.principal)
        assert told.value.refusal.code == "snapshot_altered"
    (folder / one.id.hex).unlink()
    with pytest.raises(Refused):
        shown(one, school.principal)
    assert not entries("thumb")


def printed(row: Snapshot, who: object, *recipients: str) -> PrintSlip:
    return services.print_copies(
        snapshot=row.id,
        person=who,  # type: ignore[arg-type]
        reason="Gửi công an xã",
        recipients=recipients or ("Công an xã", "Cô Ánh"),
    )


def test_a_slip_numbers_its_copies_and_stands_in_the_book(school: SchoolScene) -> None:
    """G2: IA number, usage line, one entry a copy; codes of 26 letters that name those entries."""
    slip = printed(taken(school), school.principal)
    copies = list(slip.copies.order_by("number"))
    line = UsageLine.objects.get(form=UsageForm.PRINT)
    found = entries("print.footage")
    assert slip.label == "IA-2026-001"
    assert [(each.number, each.recipient) for each in copies] == [(1, "Công an xã"), (2, "Cô Ánh")]
    assert slip.usage_line == line and "IA-2026-001" in line.note
    assert [each["no"] for each in found] == [1, 2]
    assert [each["deed"] for each in found] == [each.deed.hex for each in copies]
    assert all(len(each.code) == 26 for each in copies)
    assert selectors.copy_by_code(copies[1].code) == copies[1]


def test_there_is_no_print_without_a_number(
    school: SchoolScene, words: list[dict[str, object]]
) -> None:
    """The sheet is made of a copy's row; made again it is the same number, with one more row and entry."""
    slip = printed(taken(school), school.principal)
    copy = slip.copies.get(number=2)
    with pytest.raises(PrintCopy.DoesNotExist):
        services.sheet(copy=uuid4(), person=school.principal, verify_at="https://x/")
    for _ in range(2):
        made = services.sheet(copy=copy.id, person=school.principal, verify_at="https://x/k/")
        assert made.name == "IA-2026-001-2.pdf"
    assert [each["copy"] for each in words] == ["2/2", "2/2"]
    assert words[0]["verify"] == "https://x/k/" + copy.code
    assert words[0]["recipient"] == "Cô Ánh"
    assert words[0]["school"] == "TRƯỜNG TIỂU HỌC YÊN CƯỜNG", "a sheet says whose it is"
    assert PrintRun.objects.count() == 2
    assert len(entries("print.footage")) == 4
    assert PrintCopy.objects.count() == 2


def test_a_print_is_for_whom_the_matrix_or_a_directive_names(
    school: SchoolScene, words: list[dict[str, object]], hands: HandClock
) -> None:
    """Khoản 5 Điều 5: taken is not printed; and the right is asked again at each sheet."""
    footage = yesterday()
    moment = footage.from_us + 90_000_000
    directive(school, footage=footage, acts=[Act.SNAPSHOT])
    wanted = asked(school, school.duty_officer, at_us=moment)
    row = services.capture(wanted, recorded(moment)).keep()
    with pytest.raises(Refused):
        printed(row, school.duty_officer)
    paper = directive(school, footage=footage, acts=[Act.PRINT])
    copy = printed(row, school.duty_officer).copies.get(number=1)
    hands.pass_by(seconds=1)
    directives.withdraw(directive=paper.id, by=school.principal, reason="đủ rồi")
    with pytest.raises(Refused):
        services.sheet(copy=copy.id, person=school.duty_officer, verify_at="https://x/")
    with pytest.raises(Refused):
        printed(row, hoa_sen().principal)
    assert not PrintRun.objects.exists()
    assert PrintSlip.objects.count() == 1


@pytest.mark.parametrize("recipients", [[], ["", "  "], ["x"] * 21])
def test_each_copy_has_its_recipient(school: SchoolScene, recipients: list[str]) -> None:
    """FORMS §4.4: a number and a recipient each, twenty at most."""
    row = taken(school)
    with pytest.raises(ValidationError):
        services.print_copies(
            snapshot=row.id, person=school.principal, reason="x", recipients=recipients
        )
    with pytest.raises(TextRefused):
        printed(row, school.principal, "a\x00b")
    assert not PrintSlip.objects.exists()


def test_the_database_knows_no_copy_beyond_its_slip(school: SchoolScene) -> None:
    """G2: a copy 3/2 and a second 2/2 are refused, whatever the code does."""
    slip = printed(taken(school), school.principal)
    for number in (2, 3):
        with pytest.raises(IntegrityError), transaction.atomic():
            PrintCopy.objects.create(
                slip=slip, number=number, recipient="x", deed=uuid4(), code=uuid4().hex[:26]
            )
    for change in (
        lambda: slip.copies.update(recipient="khác"),
        lambda: PrintCopy.objects.filter(slip=slip).delete(),
        lambda: PrintSlip.objects.filter(pk=slip.pk).update(reason="khác"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_register_is_searched_by_what_people_remember(school: SchoolScene) -> None:
    """Numbers, places, recipients, the begin of the hash; each school its own."""
    row = taken(school)
    printed(row, school.principal)
    for text in ("AN-2026-001", "ia-2026-001", "cổng", "Công an", row.sha256[:12], "tường rào"):
        assert [each.pk for each in selectors.snapshots(school.id, text=text)] == [row.pk], text
    assert not selectors.snapshots(school.id, text="AN-2026-002 cổng")
    assert not selectors.snapshots(hoa_sen().id)
    assert not selectors.snapshots(school.id, person=school.it_teacher)
