"""What of the room is printed, as its forms have it: the fields of ``documents.forms``, in Vietnamese."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import override

from vonggac.closing import selectors as years
from vonggac.closing.books import YEAR
from vonggac.documents.wording import VIETNAM, moment, moment_in_words, place_and_date, span
from vonggac.equipment import selectors
from vonggac.equipment.states import Condition
from vonggac.equipment.troubles import BY_HAND
from vonggac.kernel.clock import now_us
from vonggac.ledger.checkpoints import Checkpoint
from vonggac.ledger.printed import as_printed
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.places import selectors as places
from vonggac.web import alarm_words
from vonggac.web.closing.words import certificate, signers, total_text
from vonggac.web.duty.printed import open_code
from vonggac.web.local_time import date_text, local

if TYPE_CHECKING:
    from vonggac.closing.models import Closing
    from vonggac.equipment.models import Asset, DeviceLine, Failure

NONE = "–"
CONDITIONS = {Condition.GOOD: "BT", Condition.WARNING: "Cảnh báo", Condition.BROKEN: "Hỏng"}


def head_of_paper(school: UUID) -> dict[str, Any]:
    here = places.school(school)
    return {"authority": here.parent_body.upper(), "school": here.name.upper()}


def _names(school: UUID) -> dict[str, str]:
    at_us = now_us()
    head = people.head_of(school, at_us)
    teacher = people.holders(school, [Role.IT_TEACHER], at_us).first()
    return {
        "head": head.full_name if head else "",
        "keeper": teacher.full_name if teacher else "",
    }


def book_pages(
    school: UUID, year: str, volume: int, checkpoint: Checkpoint | None = None
) -> dict[str, Any]:
    """One volume (quyển) of the device book."""
    lines = selectors.device_volume(school, year, volume)
    code, closings = open_code(checkpoint), years.closings(school, year, "device")
    closed = next((each for each in closings if each.period == YEAR), None)
    days = [each.day for each in lines]
    checked: dict[Any, tuple[str, ...]] = {}
    if days:
        checked = {
            each.day: each.checked for each in selectors.book_days(school, min(days), max(days))
        }
    return {
        **head_of_paper(school),
        "head": _names(school)["head"],
        "year": year.replace("-", " - "),
        "volume": f"{volume:02d}",
        "opened_on": f"{lines[0].day:%d/%m/%Y}" if lines else "",
        "closed_on": date_text(closed.closed_us) if closed else "",
        "pages": "",
        "lines": _with_totals(lines, checked, code, closings, volume),
    }


def _with_totals(
    lines: list["DeviceLine"],
    checked: dict[Any, tuple[str, ...]],
    code: str,
    closings: list["Closing"],
    volume: int,
) -> list[dict[str, str]]:
    """A month's total after its last line, the year's certificate at the end; each line with its code (G8)."""
    ends = {each.to_number: each for each in closings if each.period != YEAR}
    found: list[dict[str, str]] = []
    for line in reversed(lines):
        month = ends.get(line.number)
        if month is not None:
            code = as_printed(month.printed)
            found.append({"total": total_text(month), "checkpoint": code, **signers(month)})
        found.append({**_line(line, checked), "checkpoint": code})
    found.reverse()
    for each in closings if lines else []:
        if each.period == YEAR:
            of = years.volumes("device", each.to_number)
            text = certificate(each, volume, of, lines[0].number, lines[-1].number)
            code = as_printed(each.printed)
            found.append({"total": text, "checkpoint": code, **signers(each)})
    return found


def _line(line: "DeviceLine", checked: dict[Any, tuple[str, ...]]) -> dict[str, str]:
    text = f"Ghi bổ sung. {line.text}" if line.late else line.text
    return {
        "number": str(line.number),
        "day": f"{line.day:%d/%m/%Y}",
        "at": f"{local(line.checked_us):%H:%M}",
        "device": line.device,
        "condition": CONDITIONS[Condition(line.condition)],
        "picture": line.picture or NONE,
        "clock": clock_text(line.clock_us) or NONE,
        "kept": NONE if line.kept_days is None else str(line.kept_days),
        "free": size_text(line.free_bytes) or NONE,
        "event": text or "Bình thường",
        "failure": line.ticket or NONE,
        "writer": line.person_name or "Hệ thống",
        "checked": "\n".join(checked.get(line.day, ())),
    }


def clock_text(clock_us: int | None) -> str:
    """``0,4``."""
    return "" if clock_us is None else f"{clock_us / 1_000_000:.1f}".replace(".", ",")


def size_text(size: int | None) -> str:
    """``2,1 TB``."""
    if size is None:
        return ""
    unit, by = ("TB", 10**12) if size >= 10**12 else ("GB", 10**9)
    return f"{size / by:.1f} {unit}".replace(".", ",")


def money(cost: int | None) -> str:
    return "" if cost is None else f"{cost:,} đồng".replace(",", ".")


def device_sheet(row: "Asset") -> dict[str, Any]:
    """Lý lịch thiết bị: history of the record, and its failures."""
    with override("vi"):
        events = [
            (each.at_us, str(each.get_what_display()).capitalize(), each.basis, each.person)
            for each in selectors.changes(row.id)
        ]
        known = selectors.failures(row.school_id)
        events += [
            (each.first_us, alarm_words.cause(each.cause).capitalize(), each.label, each.opened_by)
            for each in known.filter(asset=row)
        ]
        kind, state = str(row.get_kind_display()), str(selectors.shown_state(row).label)
    return {
        **head_of_paper(row.school_id),
        **_names(row.school_id),
        **_particulars(row),
        "kind": kind.capitalize(),
        "state": state.capitalize(),
        "events": [
            {
                "day": f"{local(at_us):%d/%m/%Y}",
                "what": what,
                "number": number,
                "who": who.full_name if who else "Hệ thống",
            }
            for at_us, what, number, who in sorted(events, key=lambda each: each[0])
        ],
    }


def _particulars(row: "Asset") -> dict[str, str]:
    return {
        "number": row.code,
        "name": row.name,
        "model": " ".join(filter(None, (row.brand, row.model))),
        "serial": row.serial,
        "mac": row.mac,
        "place": place_of(row),
        "funding": row.funding,
        "in_use_on": f"{row.in_use_on:%d/%m/%Y}" if row.in_use_on else "",
        "cost": money(row.cost_vnd),
        "warranty": f"{row.warranty_until:%d/%m/%Y}" if row.warranty_until else "",
        "supplier": row.supplier,
    }


def place_of(row: "Asset") -> str:
    return ", ".join(filter(None, (row.area.name if row.area else "", row.position)))


def connection_slip(row: "Asset") -> dict[str, Any]:
    """Phiếu đấu nối: filled as far as the register knows; the Board's answer where it was given."""
    known = _particulars(row)
    names = ("number", "name", "model", "serial", "mac", "place")
    return {
        **head_of_paper(row.school_id),
        **_names(row.school_id),
        **{name: known[name] for name in names},
        "answer": "agreed" if row.approved_us is not None else "",
        "day": "" if row.approved_us is None else f"{local(row.approved_us):%d/%m/%Y}",
    }


def device_list(school: UUID) -> dict[str, Any]:
    with override("vi"):
        rows = [
            {
                "number": str(number),
                "code": each.code,
                "name": each.name,
                "serial": "\n".join(filter(None, (each.serial, each.mac))),
                "place": place_of(each),
                "year": str(each.in_use_on.year) if each.in_use_on else "",
                "cost": money(each.cost_vnd).removesuffix(" đồng"),
                "state": str(selectors.shown_state(each).label).capitalize(),
            }
            for number, each in enumerate(selectors.assets(school), start=1)
        ]
    day = local(now_us())
    return {**head_of_paper(school), **_names(school), "day": f"{day:%d/%m/%Y}", "devices": rows}


def failure_minutes(row: "Failure") -> dict[str, Any]:
    """Biên bản sự cố, as far as the failure's history tells it."""
    told = _told(row)
    return {
        **head_of_paper(row.school_id),
        "began": moment_in_words(row.detected_us),
        "failure_no": row.label,
        "device": _device(row),
        "found": _found(row),
        "course": row.course or told.get("opened", ""),
        "cause": _cause(row),
        "measures": _measures(row, told),
        "lost": _lost(row),
        "related": row.related,
        "proposal": told.get("reported", ""),
        "after_fix": _after(row, told),
        "clerk": _names(row.school_id)["keeper"],
        "receivers": ["Ban Giám hiệu;", "Lưu: VT, HSCM."],
    }


def failure_report(row: "Failure") -> dict[str, Any]:
    """Báo cáo sự cố: drafted from the failure."""
    told, here = _told(row), places.school(row.school_id)
    state = told.get("running", told.get("acknowledged", ""))
    if row.stopped_us:
        state = f"Đã ngừng thiết bị lúc {moment(row.stopped_us)}. {told.get('stopped', '')}"
    elif state:
        state = f"Không cần ngừng: {state}"
    return {
        **head_of_paper(row.school_id),
        "place_and_date": place_and_date(here.locality, local(now_us()).astimezone(VIETNAM).date()),
        "addressee": f"Ban Giám hiệu {here.name}",
        "failure_no": row.label,
        "device": _device(row),
        "found": _found(row),
        "state": state,
        "course": row.course or told.get("opened", ""),
        "lost": _lost(row),
        "done": told.get("repairing", ""),
        "proposal": told.get("reported", ""),
        "signed_as": "GIÁO VIÊN TIN HỌC",
        "signer": _names(row.school_id)["keeper"],
        "receivers": ["Như trên;", "Lưu: VT, HSCM."],
    }


def damage_minutes(row: "Failure") -> dict[str, Any]:
    """Biên bản kiểm tra tình trạng hư hỏng, for the failure's device."""
    asset = row.asset
    device = {}
    if asset is not None:
        device = {
            "number": "1",
            "code": asset.code,
            "name": asset.name,
            "place": place_of(asset),
            "year": str(asset.in_use_on.year) if asset.in_use_on else "",
            "damage": row.course[:300],
            "cause": "",
            "plan": "",
        }
    return {
        **head_of_paper(row.school_id),
        "ground": f"Sự cố {row.label}",
        "devices": [device] if device else [],
        "clerk": _names(row.school_id)["keeper"],
        "receivers": ["Ban Giám hiệu;", "Lưu: VT, HSCM."],
    }


def _told(row: "Failure") -> dict[str, str]:
    """By the step: the words of its first line."""
    found: dict[str, str] = {}
    for each in selectors.lines(row.id):
        if each.text:
            found.setdefault(each.what, each.text)
    return found


def _device(row: "Failure") -> str:
    if row.asset is not None:
        parts = (row.asset.code, row.asset.name, place_of(row.asset), row.asset.serial)
        return ", ".join(filter(None, parts))
    return f"{row.camera.name}, {row.camera.area.name}" if row.camera else "Toàn hệ thống"


def _found(row: "Failure") -> str:
    return f"{moment(row.detected_us)}, {row.opened_by.full_name if row.opened_by else 'hệ thống'}"


def _lost(row: "Failure") -> str:
    signs = [each for each in selectors.signs(row.id) if each.ref.startswith("gap:")]
    if not signs:
        return ""
    begin = min(each.from_us for each in signs)
    ends = [each.to_us for each in signs if each.to_us is not None]
    if len(ends) < len(signs):
        return f"Từ {moment(begin)}"
    return span(begin, max(ends))


def _measures(row: "Failure", told: dict[str, str]) -> str:
    stopped = f"Ngừng thiết bị lúc {moment(row.stopped_us)}." if row.stopped_us else ""
    return " ".join(filter(None, (stopped, told.get("repairing", ""), told.get("testing", ""))))


def _after(row: "Failure", told: dict[str, str]) -> str:
    back = f"Chạy lại lúc {moment(row.back_us)}." if row.back_us else ""
    test = told.get("passed", told.get("tested", ""))
    result = f"Kiểm tra đạt: {test}" if test else ""
    said = (back, result, row.after_fix)
    return "\n".join(each for each in said if each)


def _cause(row: "Failure") -> str:
    """What the system saw; of what a person found, the person writes it."""
    causes = [each.cause for each in selectors.signs(row.id) if each.cause != BY_HAND]
    with override("vi"):
        seen = ", ".join(dict.fromkeys(alarm_words.cause(each) for each in causes))
    return f"{seen[:1].upper()}{seen[1:]} (hệ thống ghi nhận)" if seen else ""
