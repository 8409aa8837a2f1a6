"""What people write in a request, its minutes and its handover, made fit to be stored (FORMS §4.1, §4.3, §4.5)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vonggac.kernel.authority import Act, Purpose
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import fold, one_line, paragraph

ASKABLE = frozenset({Act.PLAYBACK, Act.PRINT, Act.EXPORT})
"""Hình thức: xem tại trường (always) · in ảnh · sao chép."""
COPYING = frozenset({Act.PRINT, Act.EXPORT})
"""What leaves the school (khoản 5 Điều 5)."""
_ID = re.compile(r"\d{12}|\d{9}|[A-Z]{1,2}\d{6,8}")
_PHONE = re.compile(r"0\d{9,10}")


@dataclass(frozen=True, slots=True)
class Party:
    """Who asks (FORMS §4.1, 2–7). Of an account's holder, the name comes from the account."""

    name: str = ""
    birth_date: date | None = None
    id_number: str = ""
    address: str = ""
    phone: str = ""
    relation: str = ""
    """Phụ huynh em … lớp …; giáo viên; cơ quan."""
    is_unit: bool = False
    representative: str = ""
    """Of a unit: who comes."""
    letter_no: str = ""
    introduction_no: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for (FORMS §4.1, 8–14)."""

    cameras: frozenset[str]
    footage: Range
    acts: frozenset[Act]
    purpose: Purpose
    reason: str = ""
    account: str = ""
    """Mô tả sự việc."""
    place: str = ""
    """Địa điểm, in the requester's words."""
    attachments: str = ""
    own_image: bool = False
    pledged: bool = False
    """Cam kết (14)."""


def party_facts(party: Party, *, outsider: bool, today: date) -> dict[str, str]:
    """The texts of ``party`` by name. Raises TextRefused, ValidationError by field."""
    facts = {
        "id_number": _id_number(party.id_number),
        "address": one_line("address", party.address, max_length=300, required=False),
        "phone": _phone(party.phone),
        "relation": one_line("relation", party.relation, max_length=300, required=outsider),
        "birth_date": _birth_date(party.birth_date, today),
        "representative": one_line(
            "representative", party.representative, max_length=120, required=party.is_unit
        ),
        "letter_no": one_line(
            "letter_no", party.letter_no, max_length=60, required=party.is_unit
        ),
        "introduction_no": one_line(
            "introduction_no", party.introduction_no, max_length=60, required=party.is_unit
        ),
    }  # fmt: skip
    return {name: text for name, text in facts.items() if text}


def missing(facts: Mapping[str, str], *, outsider: bool, is_unit: bool) -> list[str]:
    """Which of the regulation's fields are still empty: the completeness check names them."""
    wanted = ["account", "pledged"]
    if outsider and is_unit:
        wanted += ["address", "representative", "letter_no", "introduction_no"]
    elif outsider:
        wanted += ["birth_date", "id_number", "address", "phone", "relation"]
    return [each for each in wanted if not facts.get(each)]


def wish_facts(wish: Wish) -> dict[str, str]:
    """The texts of ``wish`` by name. Raises TextRefused."""
    facts = {
        "reason": one_line("reason", wish.reason, max_length=500, required=False),
        "account": paragraph("account", wish.account, max_length=4000),
        "place": one_line("place", wish.place, max_length=300, required=False),
        "attachments": one_line("attachments", wish.attachments, max_length=500, required=False),
        "pledged": "1" if wish.pledged else "",
    }
    return {name: text for name, text in facts.items() if text}


def party_name(name: str) -> str:
    """Raises TextRefused, ValidationError."""
    shown = one_line("name", name, max_length=160)
    if not any(each.isalpha() for each in shown):
        raise invalid("name", _("Give the full name."))
    return shown


def party_text(name: str, facts: Mapping[str, str]) -> str:
    """What tells one outsider from another: the number of the identity card, else name and birthday."""
    number = facts.get("id_number", "")
    return f"id {number}" if number else f"name {fold(name)} {facts.get('birth_date', '')}"


def _id_number(text: str) -> str:
    bare = re.sub(r"[\s.]", "", one_line("id_number", text, max_length=40, required=False)).upper()
    if bare and not _ID.fullmatch(bare):
        raise invalid(
            "id_number", _("A personal identification number has 12 digits; a passport letters first.")
        )  # fmt: skip
    return bare


def _phone(text: str) -> str:
    bare = re.sub(r"[\s.()-]", "", one_line("phone", text, max_length=40, required=False))
    bare = "0" + bare.removeprefix("+84") if bare.startswith("+84") else bare
    if bare and not _PHONE.fullmatch(bare):
        raise invalid("phone", _("A telephone number has 10 or 11 digits, such as 0912 345 678."))
    return bare


def _birth_date(day: date | None, today: date) -> str:
    if day is None:
        return ""
    if not date(1900, 1, 1) <= day < today:
        raise invalid("birth_date", _("The birthday must lie in the past."))
    return day.isoformat()


SEVEN = (
    "transfer_purpose",
    "data_kind",
    "keeping",
    "legal_basis",
    "protection",
    "subject_rights",
    "violation",
)
"""Nghị định 356/2025 Điều 7 khoản 1: mục đích chuyển giao · loại dữ liệu và chủ thể · thời hạn lưu và trách nhiệm xóa,
hủy · căn cứ pháp lý · trách nhiệm bảo vệ · trách nhiệm thực hiện quyền của chủ thể · phối hợp khi có vi phạm."""


@dataclass(frozen=True, slots=True)
class ShownWish:
    """What the minutes of a viewing say (FORMS §4.3)."""

    viewed: Range
    where: str
    participants: str
    """One a line: name, and as what."""
    seen: str
    opinions: str
    nothing_copied: bool
    elsewhere: str = ""
    """How it was seen where the system showed nothing in that time: printed pictures, another player; and why."""


def minutes_facts(wish: ShownWish) -> dict[str, str]:
    """Raises TextRefused."""
    return {
        "where": one_line("where", wish.where, max_length=200),
        "participants": paragraph(
            "participants", wish.participants, max_length=2000, required=True
        ),
        "seen": paragraph("seen", wish.seen, max_length=4000, required=True),
        "opinions": paragraph("opinions", wish.opinions, max_length=4000, required=True),
        "elsewhere": one_line("elsewhere", wish.elsewhere, max_length=300, required=False),
    }


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A line of the handover's table of files."""

    name: str
    camera: str
    footage: Range
    byte_count: int
    sha256: str

    def row(self) -> dict[str, str | int]:
        return {
            "name": one_line("name", self.name, max_length=200),
            "camera": self.camera,
            "from_us": self.footage.from_us,
            "to_us": self.footage.to_us,
            "bytes": self.byte_count,
            "sha256": self.sha256,
        }


@dataclass(frozen=True, slots=True)
class HandoverWish:
    """What the record of the handover says (FORMS §4.5)."""

    recipient: str
    recipient_position: str
    recipient_unit: str
    recipient_id: str
    recipient_letter: str
    medium: str
    serial: str
    seal_no: str
    copies: int
    masked: bool
    clock_offset: str
    back: str
    back_due_us: int
    contents: Mapping[str, str] = field(default_factory=dict)
    """By ``SEVEN``."""


def recipient_facts(wish: HandoverWish) -> dict[str, str]:
    """Raises TextRefused, ValidationError."""
    facts = {
        "name": one_line("recipient", wish.recipient, max_length=120),
        "position": one_line(
            "recipient_position", wish.recipient_position, max_length=120, required=False
        ),
        "unit": one_line("recipient_unit", wish.recipient_unit, max_length=160, required=False),
        "id_number": one_line("recipient_id", wish.recipient_id, max_length=40, required=False),
        "letter": one_line(
            "recipient_letter", wish.recipient_letter, max_length=120, required=False
        ),
    }
    return {name: text for name, text in facts.items() if text}


def seven_contents(wish: HandoverWish) -> dict[str, str]:
    """All seven, none empty. Raises TextRefused naming the field."""
    return {
        each: paragraph(each, wish.contents.get(each, ""), max_length=1000, required=True)
        for each in SEVEN
    }


def invalid(name: str, message: str) -> ValidationError:
    return ValidationError({name: ValidationError(message, "invalid")})
