"""Orders of maintenance and calibration, and how each state is reached."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.scenes.flows import path_to
from tests.scenes.schools import SchoolScene
from vonggac.duty.years import local
from vonggac.equipment import selectors as equipment
from vonggac.kernel.clock import now_us
from vonggac.maintenance import selectors, services
from vonggac.maintenance.models import Order
from vonggac.maintenance.services import Found
from vonggac.maintenance.states import FLOW, Item, items_of

NOWHERE = Path("/nonexistent")
"""A run folder in which nobody measures."""


def asset_of(school: SchoolScene, area: str = "gate") -> UUID:
    found = equipment.asset_of_camera(school.cameras[area])
    assert found is not None
    return found.id


def ordered(school: SchoolScene, work: str = "maintenance", *areas: str) -> Order:
    """Due in a week, of the camera at the gate where none is named."""
    return services.open_order(
        school=school.id,
        by=school.it_teacher,
        work=work,
        what="Vệ sinh ống kính",
        assets=[asset_of(school, each) for each in areas or ("gate",)],
        due_on=local(now_us()).date() + timedelta(days=7),
        responsible=school.it_teacher,
        reason="Sau mùa mưa",
    )


def answers(work: str = "maintenance", **other: str) -> Mapping[str, Found]:
    """Everything in order, but for what is named: ``lens="bad"``."""
    found: dict[str, Found] = {
        each: Found("good", "bụi", "sạch") for each in items_of(work, "camera")
    }
    return found | {Item(each): Found(verdict) for each, verdict in other.items()}


def checked(school: SchoolScene, row: Order, **other: str) -> None:
    for each in selectors.devices_of(row):
        services.check_device(
            order=row.id,
            asset=each.id,
            by=school.it_teacher,
            found=answers(row.work, **other),
            run_folder=NOWHERE,
        )


def steps(school: SchoolScene) -> dict[str, Callable[[Order], Any]]:
    """How each state is reached, by who may."""
    teacher, head = school.it_teacher, school.principal

    def handed_in(row: Order, **other: str) -> None:
        row.refresh_from_db()
        if row.state == "working":
            checked(school, row, **other)
        services.hand_in(order=row.id, by=teacher, conclusion="Đã kiểm tra")

    def working(row: Order) -> None:
        row.refresh_from_db()
        if row.state == "confirming":
            services.send_back(order=row.id, by=head, words="Lau lại")
        else:
            services.start(order=row.id, by=teacher, run_folder=NOWHERE)

    def due(row: Order) -> None:
        services.keep_orders(school=row.school_id, at_us=now_us() + 6 * 86_400 * 10**6)

    def planned(row: Order) -> None:
        row.refresh_from_db()
        later = row.due_on + timedelta(days=30)
        services.postpone(order=row.id, by=head, due_on=later, reason="Trường nghỉ lễ")

    return {
        "planned": planned,
        "due": due,
        "working": working,
        "confirming": handed_in,
        "failed": lambda row: handed_in(row, lens="bad"),
        "done": lambda row: services.confirm(order=row.id, by=head),
    }


def brought_to(school: SchoolScene, state: str, work: str = "maintenance") -> Order:
    row = ordered(school, work)
    for each in path_to(FLOW, state):
        steps(school)[each](row)
    row.refresh_from_db()
    assert row.state == state
    return row
