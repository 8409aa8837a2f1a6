"""Counting, and what becomes of the books: a frozen list, two phones, nothing lost (khoản 7 Điều 2)."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from tests.scenes.schools import SchoolScene, yen_cuong
from tests.stocktakes.scenes import brought_to, counted, item_at, proposed, steps
from vonggac.equipment import selectors as devices
from vonggac.equipment import services as equipment
from vonggac.equipment.models import Asset
from vonggac.kernel.clock import now_us
from vonggac.places import services as places
from vonggac.stocktakes import selectors, services
from vonggac.stocktakes.models import Count, Item, Proposed, Stocktake

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


def asset_of(school: SchoolScene, area: str) -> Asset:
    found = devices.asset_of_camera(school.cameras[area])
    assert found is not None
    return found


def settled(school: SchoolScene, row: Stocktake) -> Stocktake:
    """From signed to books updated."""
    for each in ("proposed", "approved", "updated"):
        steps(school)[each](row)
    row.refresh_from_db()
    return row


def test_assets_change_and_the_frozen_list_does_not(school: SchoolScene) -> None:
    """The list is as the books were in the instant of the decision; what comes later is not on it."""
    row = brought_to(school, "counting")
    gate = asset_of(school, "gate")
    equipment.change_asset(
        asset=gate.id, by=school.it_teacher, basis="Đổi chỗ", name="Camera mới", position="Nhà xe"
    )
    equipment.register_asset(
        school=school.id, by=school.it_teacher, code="OC-9", kind="disk", name="Ổ cứng"
    )
    item = item_at(row, "gate", school)
    assert (item.name, item.position) != ("Camera mới", "Nhà xe")
    assert [each.item.place for each in selectors.standings(row.id)] == [1, 2, 3, 4]
    with pytest.raises(DatabaseError), transaction.atomic():
        Item.objects.create(
            stocktake=row, place=9, asset=Asset.objects.get(code="OC-9"), kind="disk", name="Ổ"
        )


def test_two_phones_count_one_device_and_no_line_is_lost(school: SchoolScene) -> None:
    """Both lines stay with who and when; the newest counts, and its writer is told of the other."""
    row = brought_to(school, "counting")
    item = item_at(row, "gate", school)
    one = services.count(
        item=item.id, by=school.duty_officer, found="present", worth="good", use="often"
    )
    other = services.count(
        item=item.id, by=school.it_teacher, found="broken", position="Kho", note="Vỡ kính"
    )
    assert one.before is None
    assert other.before == one.made
    lines = selectors.counts(item.id)
    assert [(each.by_id, each.found, each.worth) for each in lines] == [
        (school.duty_officer, "present", "good"),
        (school.it_teacher, "broken", "broken"),
    ]
    now = {each.item.id: each.count for each in selectors.standings(row.id)}
    assert now[item.id] == other.made


def test_nothing_is_counted_or_proposed_but_in_its_time(school: SchoolScene) -> None:
    """By the service and by the database."""
    row = brought_to(school, "signed")
    item = item_at(row, "gate", school)
    with pytest.raises(ValidationError):
        services.count(item=item.id, by=school.duty_officer, found="missing")
    with pytest.raises(DatabaseError), transaction.atomic():
        Count.objects.create(
            item=item, place=9, found="missing", worth="lost", at_us=1, by_id=school.it_teacher
        )
    settled(school, row)
    with pytest.raises(ValidationError):
        services.propose(stocktake=row.id, by=school.it_teacher, ways={item.id: ("repair", "")})
    with pytest.raises(DatabaseError), transaction.atomic():
        Proposed.objects.create(
            item=item, place=9, way="keep", at_us=now_us(), by_id=school.it_teacher
        )


def test_what_cannot_be_said_of_a_device_is_refused(school: SchoolScene) -> None:
    row = brought_to(school, "counting")
    item = item_at(row, "gate", school)
    cases: tuple[dict[str, Any], ...] = (
        {"found": "surplus", "worth": "good"},
        {"found": "present"},
        {"found": "present", "worth": "lost"},
        {"found": "never"},
        {"found": "present", "worth": "good", "note": "a\u202eb"},
    )
    for wrong in cases:
        with pytest.raises((ValidationError, ValueError)):
            services.count(item=item.id, by=school.duty_officer, **wrong)
    assert not Count.objects.exists()


def test_the_books_are_updated_all_or_nothing(school: SchoolScene) -> None:
    """Condition, place, out of use and what was surplus, in one transaction with the step; a basis each time."""
    row = brought_to(school, "counting")
    gate, yard = item_at(row, "gate", school), item_at(row, "yard", school)
    corridor = item_at(row, "corridor", school)
    counted(row, school.duty_officer)
    services.count(
        item=gate.id, by=school.duty_officer, found="broken", worth="repair", position="Kho"
    )
    services.count(item=yard.id, by=school.duty_officer, found="missing")
    made = services.add_surplus(
        stocktake=row.id, by=school.duty_officer, kind="switch", name="Switch 8 cổng", code="SW-9"
    )
    services.finish(stocktake=row.id, by=school.duty_officer)
    steps(school)["signed"](row)
    places_of = {str(gate.place): "repair", str(yard.place): "dispose"}
    proposed(row, school.it_teacher, **places_of, **{str(corridor.place): "transfer"})
    for each in ("proposed", "approved"):
        steps(school)[each](row)
    with pytest.raises(ValidationError, match=yard.code):
        services.update(stocktake=row.id, by=school.it_teacher)
    assert asset_of(school, "gate").worth is None
    row.refresh_from_db()
    assert row.state == "approved"
    places.take_out_of_use(camera=school.cameras["yard"], by=school.it_teacher, reason="Mất")
    services.update(stocktake=row.id, by=school.it_teacher)
    assert (asset_of(school, "gate").worth, asset_of(school, "gate").position) == ("repair", "Kho")
    assert asset_of(school, "corridor").position == "Kho"
    lost = Asset.objects.get(code=yard.code)
    assert (lost.state, lost.worth) == ("out", "lost")
    assert row.label in lost.out_reason
    entered = Asset.objects.get(code="SW-9")
    assert (entered.name, entered.worth) == (made.name, "good")
    assert {each.basis for each in devices.changes(entered.id)} == {row.label}


def test_what_changed_meanwhile_stays_newer_than_the_count(school: SchoolScene) -> None:
    """Moved since the decision: its newer place stays. Out of use since: its record stays as it is."""
    row = brought_to(school, "counting")
    gate = item_at(row, "gate", school)
    counted(row, school.duty_officer)
    services.count(
        item=gate.id, by=school.duty_officer, found="present", worth="good", position="Kho"
    )
    equipment.change_asset(
        asset=asset_of(school, "gate").id, by=school.it_teacher, basis="Chuyển", position="Nhà xe"
    )
    yard = asset_of(school, "yard")
    places.take_out_of_use(camera=school.cameras["yard"], by=school.it_teacher, reason="Hỏng")
    equipment.take_out(asset=yard.id, by=school.it_teacher, reason="Hỏng")
    services.finish(stocktake=row.id, by=school.duty_officer)
    steps(school)["signed"](row)
    assert settled(school, row).state == "updated"
    assert asset_of(school, "gate").position == "Nhà xe"
    assert Asset.objects.get(pk=yard.id).worth is None


def test_a_missing_device_is_not_used_on(school: SchoolScene) -> None:
    row = brought_to(school, "counting")
    gate = item_at(row, "gate", school)
    counted(row, school.duty_officer, **{str(gate.place): "missing"})
    services.finish(stocktake=row.id, by=school.duty_officer)
    steps(school)["signed"](row)
    for way in ("keep", "add", "burn"):
        with pytest.raises(ValidationError):
            services.propose(stocktake=row.id, by=school.it_teacher, ways={gate.id: (way, "")})
    with pytest.raises(ValueError, match="empty"):
        services.propose(stocktake=row.id, by=school.it_teacher, ways={gate.id: ("transfer", "")})
