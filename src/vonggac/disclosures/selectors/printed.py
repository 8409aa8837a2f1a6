"""What the printed forms of a request say (FORMS §4.1, §4.3, §4.5, phiếu trả lời), as texts by the forms' own names.

Papers are Vietnamese whatever language the page is in; a field that has no text prints dotted lines.
"""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from vonggac.disclosures.deadlines import local_day
from vonggac.disclosures.models import Decision, Handover, Minutes, Request
from vonggac.disclosures.selectors.rows import facts_of, handover_of, minutes_of, sealed_of
from vonggac.disclosures.states import MediumEnd, RequestState, Verdict
from vonggac.documents.wording import moment, moment_in_words, number, place_and_date, span
from vonggac.kernel.authority import Act
from vonggac.kernel.clock import SECOND_US
from vonggac.people import selectors as people
from vonggac.people.models import Person
from vonggac.places import selectors as places
from vonggac.places.models import School

_FORMS = {Act.PLAYBACK.value: "view", Act.PRINT.value: "print", Act.EXPORT.value: "copy"}
_FORM_WORDS = {"view": "xem tại trường", "print": "in ảnh", "copy": "sao chép"}
_DECISIONS = {Verdict.AGREED: "agreed", Verdict.AGREED_PART: "part", Verdict.REFUSED: "refused"}
_ROLES = {
    "HT": "Hiệu trưởng",
    "PHT": "Phó Hiệu trưởng",
    "GVTH": "Giáo viên Tin học",
    "VCVH": "Viên chức được phân công",
    "QTM": "Cán bộ quản trị mạng",
    "VT": "Văn thư",
    "KT": "Kế toán",
    "NV": "Viên chức",
    "GS": "Người giám sát",
}
_FOR_THE_HEAD = "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG"
"""A deputy signs for the head, in charge of the school too (Nghị định 30/2020 Điều 13)."""
_CONSENT = "khoản 3 Điều 4 của Quy định quản lý, sử dụng hệ thống camera giám sát"
Data = dict[str, Any]


def forms_data(row: Request) -> dict[str, Data]:
    """By the form's code: ``viewing_request`` always; ``viewing_minutes``, ``handover``, ``reply_letter`` once due.

    Raises Unsealable.
    """
    found = {"viewing_request": _request(row)}
    minutes = minutes_of(row)
    if minutes:
        found["viewing_minutes"] = _minutes(row, minutes[-1])
    handover = handover_of(row)
    if handover is not None:
        found["handover"] = _handover(row, handover)
    letter = _letter(row)
    if letter is not None:
        found["reply_letter"] = letter
    return {code: {**_top(row.school), **data} for code, data in found.items()}


def printable_forms(row: Request) -> list[str]:
    """Codes of the forms that ``forms_data`` has, without unsealing anything."""
    found = ["viewing_request"]
    decided = row.decisions.filter(verdict__in=[Verdict.REFUSED, Verdict.AGREED_PART])
    if row.state == RequestState.NO_DATA or decided.exists():
        found.append("reply_letter")
    if row.minutes.exists():
        found.append("viewing_minutes")
    return [*found, "handover"] if handover_of(row) is not None else found


def blank_data(school: UUID) -> Data:
    """The request form with the school's name and nothing else."""
    row = places.school(school)
    return {**_top(row), "addressee": f"Ban Giám hiệu {row.name}"}


def _top(school: School) -> Data:
    return {"authority": school.parent_body.upper(), "school": school.name.upper()}


def _request(row: Request) -> Data:
    facts = facts_of(row)
    return {
        "addressee": f"Ban Giám hiệu {row.school.name}",
        "requester": row.requester_name,
        "born": _day(facts.get("birth_date", "")),
        "identity_no": facts.get("id_number", ""),
        "address": facts.get("address", ""),
        "phone": facts.get("phone", ""),
        "standing": _standing(facts),
        "purpose": row.purpose,
        "reason": facts.get("reason", ""),
        "event": facts.get("account", ""),
        "cameras": "; ".join(each for each in (facts.get("place", ""), _cameras_of(row)) if each),
        "footage": span(row.footage_from_us, row.footage_to_us),
        "forms": ",".join(_FORMS[each] for each in row.acts if each in _FORMS),
        "attachments": facts.get("attachments", ""),
        "place_and_date": _on(row.school, row.sent_us),
        "number": row.label if row.number is not None else "",
        "received_at": moment(row.received_us) if row.received_us else "",
        "receiver": row.received_by.full_name if row.received_by else "",
        **_opinion(row),
    }


def _opinion(row: Request) -> Data:
    """The lower half: the newest decision."""
    decision = row.decisions.select_related("by", "executor", "supervisor").last()
    if decision is None:
        return {}
    return {
        "decision": _DECISIONS[Verdict(decision.verdict)],
        "decision_reason": " ".join(filter(None, (decision.reason, _bracketed(decision.clause)))),
        "scope": _scope(decision),
        "executor": _name(decision.executor),
        "supervisor": _name(decision.supervisor),
        "valid_to": moment(decision.valid_to_us) if decision.valid_to_us else "",
        "decider": decision.superior or decision.by.full_name,
        "decided_on": _on(row.school, decision.at_us),
    }


def _minutes(row: Request, minutes: Minutes) -> Data:
    said = sealed_of(minutes)
    decision = row.decisions.exclude(verdict=Verdict.REFUSED).last()
    paper = f"; Phiếu chỉ đạo số {decision.directive_no}" if decision is not None else ""
    seen = decision if decision is not None else row
    return {
        "began": moment_in_words(minutes.from_us),
        "place": said["where"],
        "attendants": _attendants(said["participants"]),
        "ground": f"Đề nghị số {row.label}{paper}",
        "cameras": _named(decision.cameras) if decision is not None else _cameras_of(row),
        "footage": span(seen.footage_from_us or 0, seen.footage_to_us or 0),
        "seen": "\n".join(filter(None, (_elsewhere(said), said["seen"]))),
        "opinions": said["opinions"],
        "copies": number(2),
        "copies_each": number(1),
        "ended": moment_in_words(minutes.to_us),
        "requester": row.requester_name,
        "executor": _name(decision.executor) if decision is not None else "",
        "supervisor": _name(decision.supervisor) if decision is not None else "",
        "clerk": minutes.written_by.full_name,
    }


def _elsewhere(said: dict[str, str]) -> str:
    """Minutes of before have no such word."""
    how = said.get("elsewhere", "")
    return f"(Không xem trên hệ thống: {how})" if how else ""


def _attendants(text: str) -> list[dict[str, str]]:
    """``Name, position, as what``, or ``Name, as what``: one to a line, or parted by semicolons."""
    found = []
    for line in filter(None, (each.strip() for each in re.split(r"[\n;]", text))):
        name, *more = (each.strip() for each in line.split(","))
        part = more.pop() if more else ""
        found.append({"name": name, "position": ", ".join(more), "part": part})
    return found


def _handover(row: Request, handover: Handover) -> Data:
    to = sealed_of(handover)
    head = people.head_of(row.school_id, handover.given_us)
    role = people.role_at(handover.given_by_id, row.school_id, handover.given_us)
    facts = facts_of(row)
    return {
        "began": moment_in_words(handover.given_us),
        "place": row.school.name,
        "giver": handover.given_by.full_name,
        "giver_position": ", ".join(filter(None, (_ROLES.get(role, ""), row.school.name))),
        "receiver": to["name"],
        "receiver_position": ", ".join(
            each for each in (to.get("position", ""), to.get("unit", "")) if each
        ),
        "letter_no": to.get("letter", ""),
        "identity_no": to.get("id_number", ""),
        "ground": "; ".join(
            filter(None, (facts.get("letter_no", ""), f"đề nghị số {row.label}", _agreed_by(row)))
        ),
        "files": _files(handover),
        "medium": f"{handover.medium}, sê-ri {handover.serial}",
        "seal_no": handover.seal_no,
        "clock_offset": handover.clock_offset,
        "condition": "masked" if handover.masked else "original",
        **_seven(handover),
        "copies": number(handover.copies),
        "copies_each": number(1),
        "head": head.full_name if head is not None else "",
    }


def _seven(handover: Handover) -> Data:
    """The seven contents by the form's names; the agreed end of the medium stands with its keeping."""
    said = handover.contents
    end = "trả lại" if handover.back == MediumEnd.RETURNED else "hủy"
    day = local_day(handover.back_due_us - 1)
    return {
        "transfer_purpose": said["transfer_purpose"],
        "data_kinds": said["data_kind"],
        "keeping": f"{said['keeping']} Bên nhận {end} trước hết ngày {day:%d/%m/%Y}.",
        "legal_ground": said["legal_basis"],
        "protection": said["protection"],
        "subject_rights": said["subject_rights"],
        "violation": said["violation"],
    }


def _files(handover: Handover) -> list[dict[str, str]]:
    names = {key: each.name for key, each in _by_id(each["camera"] for each in handover.files)}
    return [
        {
            "number": str(place),
            "name": each["name"],
            "camera": names.get(each["camera"], each["camera"]),
            "footage": span(each["from_us"], each["to_us"]),
            "duration": _length(each["to_us"] - each["from_us"]),
            "size": f"{each['bytes'] / 1e6:.1f} MB".replace(".", ","),
            "sha256": each["sha256"],
        }
        for place, each in enumerate(handover.files, start=1)
    ]


def _letter(row: Request) -> Data | None:
    """Phiếu trả lời: refusing, agreeing in part, or saying that nothing is left; None where none is due."""
    answered = (Verdict.REFUSED, Verdict.AGREED_PART)
    decision = row.decisions.select_related("by").filter(verdict__in=answered).last()
    line = row.lines.filter(what=RequestState.NO_DATA).last()
    if line is not None:
        answer, reason, at_us = "no_data", line.text, line.at_us
        signer = people.head_of(row.school_id, at_us)
        role = "HT" if signer is None else people.role_at(signer.id, row.school_id, at_us)
    elif decision is not None:
        answer, reason, at_us = (
            _DECISIONS[Verdict(decision.verdict)],
            decision.reason,
            decision.at_us,
        )
        signer, role = decision.by, decision.by_role
    else:
        return None
    clause = decision.clause if decision is not None and decision.clause else ""
    return {
        "place_and_date": _on(row.school, at_us),
        "addressee": row.requester_name,
        "request_no": row.label,
        "request_day": f"{local_day(row.sent_us or row.made_us):%d/%m/%Y}",
        "answer": answer,
        "scope": _scope(decision) if decision is not None and answer == "part" else "",
        "reason": reason or ("Dữ liệu đã hết thời hạn lưu giữ." if answer == "no_data" else ""),
        "ground": _CONSENT if _CONSENT.startswith(clause) else f"{clause}; {_CONSENT}",
        "signed_as": _FOR_THE_HEAD if role == "PHT" else _ROLES.get(role, "").upper(),
        "signer": _name(signer),
    }


def _scope(decision: Decision) -> str:
    if decision.footage_from_us is None or decision.footage_to_us is None:
        return ""
    forms = ", ".join(_FORM_WORDS[_FORMS[each]] for each in decision.acts if each in _FORMS)
    when = span(decision.footage_from_us, decision.footage_to_us)
    return f"{_named(decision.cameras)}, {when}; {forms}, có người giám sát"


def _standing(facts: dict[str, str]) -> str:
    parts = [facts.get("relation", ""), facts.get("representative", "")]
    for name, words in (("letter_no", "công văn số"), ("introduction_no", "giấy giới thiệu số")):
        if facts.get(name):
            parts.append(f"{words} {facts[name]}")
    return ", ".join(each for each in parts if each)


def _agreed_by(row: Request) -> str:
    decision = row.decisions.select_related("by").exclude(verdict=Verdict.REFUSED).last()
    if decision is None:
        return ""
    who = decision.superior or _ROLES.get(decision.by_role, decision.by.full_name)
    return f"ý kiến đồng ý của {who}"


def _cameras_of(row: Request) -> str:
    return _named(row.cameras.values_list("camera_id", flat=True))


def _named(ids: Iterable[str]) -> str:
    return "; ".join(f"{each.name} ({each.area.name})" for _key, each in _by_id(ids))


def _by_id(ids: Iterable[str]) -> list[tuple[str, Any]]:
    return sorted(places.cameras_named(ids).items(), key=lambda each: each[1].name)


def _on(school: School, at_us: int | None) -> str:
    return place_and_date(school.locality or "…………", local_day(at_us)) if at_us else ""


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-"))) if iso else ""


def _bracketed(clause: str) -> str:
    return f"({clause})" if clause else ""


def _name(person: Person | UUID | None) -> str:
    return person.full_name if isinstance(person, Person) else ""


def _length(length_us: int) -> str:
    minutes, seconds = divmod(length_us // SECOND_US, 60)
    return f"{minutes} phút {seconds:02d} giây" if seconds else f"{minutes} phút"
