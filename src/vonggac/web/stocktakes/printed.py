"""What is printed of a stocktake: rows of the layout of C53-HD, without its code (FORMS §5.5)."""

from typing import Any

from django.utils.text import capfirst

from vonggac.documents.wording import day_in_words, moment_in_words
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.places import selectors as places
from vonggac.stocktakes import selectors
from vonggac.stocktakes.selectors import Standing
from vonggac.stocktakes.states import Found, LineKind


def minutes(row: Any) -> dict[str, Any]:
    """The fields of ``stocktake_minutes``."""
    here, found = places.school(row.school_id), selectors.standings(row.id)
    members = selectors.members(row.id)
    chair = next((each.name for each in members if each.part == "chair"), "")
    head = people.head_of(row.school_id, row.opened_us)
    keeper = people.holders(row.school_id, [Role.ACCOUNTANT], row.opened_us).first()
    return {
        "authority": here.parent_body.upper(),
        "school": here.name.upper(),
        "number": _number(row),
        "code": row.label,
        "occasion": str(row.get_occasion_display()).capitalize(),
        "frozen": moment_in_words(row.frozen_us) if row.frozen_us else "",
        "basis": _basis(row),
        "members": [
            {
                "name": each.name,
                "position": capfirst(each.position),
                "part": each.get_part_display().capitalize(),
            }
            for each in members
        ],
        "items": [_item(number, each) for number, each in enumerate(found, start=1)] + _sums(found),
        "states": [_state(each) for each in found],
        "result": _result(found),
        "head": head.full_name if head else "",
        "accountant": keeper.full_name if keeper else "",
        "chair": chair,
    }


def table(row: Any) -> list[list[Any]]:
    """Rows of the spreadsheet, in the order of ``sheets.COLUMNS``; numbers as numbers."""
    return [
        [
            number,
            each.item.code,
            each.item.name,
            str(each.item.get_kind_display()).capitalize(),
            each.item.serial,
            _place(each),
            int(not each.item.surplus),
            each.item.cost_vnd,
            each.item.left_vnd,
            _there(each),
            _there(each) - int(not each.item.surplus) if each.count else None,
            capfirst(each.count.get_found_display()) if each.count else "",
            capfirst(each.count.get_worth_display()) if each.count else "",
            capfirst(each.count.get_use_display()) if each.count else "",
            each.count.position if each.count else "",
            _way(each),
            each.count.by.full_name if each.count else "",
            each.count.note if each.count else "",
        ]
        for number, each in enumerate(selectors.standings(row.id), start=1)
    ]


def _number(row: Any) -> str:
    signed = [each for each in selectors.lines(row.id) if each.kind == LineKind.SIGNED]
    return signed[-1].ref if signed else ""


def _basis(row: Any) -> str:
    decided = (
        f"Quyết định số {row.decision_no} {day_in_words(row.decided_on)}" if row.decided_on else ""
    )
    return "; ".join(filter(None, (decided, row.requester, row.reason)))


def _place(each: Standing) -> str:
    return ", ".join(filter(None, (each.item.area, each.item.position)))


def _there(each: Standing) -> int:
    return int(each.count is not None and each.count.found != Found.MISSING)


def _differs(value: int) -> str:
    """``+1``, ``-1``, ``0``."""
    return f"{value:+d}" if value else "0"


def _money(value: int | None) -> str:
    return f"{value:,}".replace(",", ".") if value is not None else ""


def _item(number: int, each: Standing) -> dict[str, str]:
    booked, there = int(not each.item.surplus), _there(each)
    cost, left = (each.item.cost_vnd, each.item.left_vnd) if booked else (None, None)
    differs = there - booked if each.count else 0
    words = [capfirst(each.count.get_found_display()), each.count.note] if each.count else []
    return {
        "number": str(number),
        "name": each.item.name,
        "code": each.item.code,
        "place": _place(each),
        "booked": str(booked),
        "booked_cost": _money(cost),
        "booked_left": _money(left),
        "there": str(there) if each.count else "",
        "there_cost": _money(cost) if there else "",
        "there_left": _money(left) if there else "",
        "differs": _differs(differs) if each.count else "",
        "differs_cost": _money(-cost) if differs < 0 and cost is not None else "",
        "differs_left": _money(-left) if differs < 0 and left is not None else "",
        "note": ", ".join(filter(None, words)),
    }


def _sums(found: list[Standing]) -> list[dict[str, str]]:
    """Cộng of each group, then Tổng cộng."""
    if not found:
        return []
    groups = (
        ("Cộng tài sản cố định", [each for each in found if each.item.fixed]),
        ("Cộng công cụ, dụng cụ", [each for each in found if not each.item.fixed]),
        ("Tổng cộng", found),
    )
    return [_sum(name, rows) for name, rows in groups if rows]


def _values(rows: list[Standing]) -> tuple[int, int]:
    """Nguyên giá and giá trị còn lại."""
    items = [each.item for each in rows]
    return sum(each.cost_vnd or 0 for each in items), sum(each.left_vnd or 0 for each in items)


def _sum(name: str, rows: list[Standing]) -> dict[str, str]:
    booked = [each for each in rows if not each.item.surplus]
    there = [each for each in rows if _there(each)]
    cost, left = _values(booked)
    there_cost, there_left = _values(there)
    counted = all(each.count is not None for each in rows)
    return {
        "number": "",
        "name": name,
        "code": "",
        "place": "",
        "booked": str(len(booked)),
        "booked_cost": _money(cost),
        "booked_left": _money(left),
        "there": str(len(there)) if counted else "",
        "there_cost": _money(there_cost) if counted else "",
        "there_left": _money(there_left) if counted else "",
        "differs": _differs(len(there) - len(booked)) if counted else "",
        "differs_cost": _money(there_cost - cost) if counted else "",
        "differs_left": _money(there_left - left) if counted else "",
        "note": "",
    }


def _state(each: Standing) -> dict[str, str]:
    return {
        "code": each.item.code,
        "name": each.item.name,
        "worth": capfirst(each.count.get_worth_display()) if each.count else "",
        "use": capfirst(each.count.get_use_display()) if each.count else "",
        "way": _way(each),
    }


def _way(each: Standing) -> str:
    if each.way is None:
        return ""
    return "; ".join(filter(None, (capfirst(each.way.get_way_display()), each.way.text)))


def _result(found: list[Standing]) -> str:
    tally = selectors.tally(found)
    if not found or tally["open"]:
        return ""
    return f"Có {tally['present']}, thiếu {tally['missing']}, hỏng {tally['broken']}, thừa {tally['surplus']}"
