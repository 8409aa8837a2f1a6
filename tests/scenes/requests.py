"""Requests as people make them: the mother of a pupil by a paper, a teacher for himself, the police by letter."""

import io
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any
from unittest.mock import patch
from uuid import UUID

from PIL import Image

from tests.scenes.schools import SchoolScene, holder, yesterday
from vonggac.disclosures import services
from vonggac.disclosures.facts import SEVEN, HandoverWish, Party, ShownWish, Wish
from vonggac.disclosures.models import Request
from vonggac.disclosures.services import deciding, receiving
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Purpose
from vonggac.kernel.ranges import Range
from vonggac.people import selectors as people
from vonggac.people.roles import Role

MOTHER = Party(
    name="Đặng Thị Nụ",
    birth_date=date(1990, 5, 12),
    id_number="036090001234",
    address="Thôn 3, xã Yên Cường",
    phone="0912 345 678",
    relation="Mẹ em Nguyễn Văn Tí, lớp 3B",
)
POLICE = Party(
    name="Công an xã Yên Cường",
    address="Xã Yên Cường",
    relation="Cơ quan công an",
    is_unit=True,
    representative="Hoàng Văn Sáu",
    letter_no="45/CV-CAX",
    introduction_no="GGT 112",
)
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def clerk(school: SchoolScene) -> UUID:
    """Cô Thơ, văn thư: appointed when she is first needed."""
    there = people.holders(school.id, [Role.CLERK], clock.now_us()).first()
    return there.id if there is not None else holder(school, Role.CLERK)


@contextmanager
def footage_left(there: bool = True) -> Iterator[None]:
    """What is left of the footage is said by the test, and not by the archive."""
    with ExitStack() as stack:
        for module in (receiving, deciding):
            stack.enter_context(patch.object(module, "anything_left", lambda *_: there))
        yield


def photograph(size: tuple[int, int] = (60, 80), kind: str = "JPEG") -> bytes:
    """A sheet of paper, photographed."""
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def wish(
    school: SchoolScene,
    *,
    cameras: Iterable[str] = ("gate", "yard"),
    footage: Range | None = None,
    acts: Iterable[Act] = (Act.PLAYBACK,),
    own_image: bool = True,
    pledged: bool = True,
    account: str = "Cháu ngã ở cổng trường lúc tan học.",
) -> Wish:
    return Wish(
        cameras=frozenset(school.cameras[each] for each in cameras),
        footage=footage or yesterday(),
        acts=frozenset(acts),
        purpose=Purpose.SAFETY,
        reason="Tìm hiểu vì sao cháu ngã",
        account=account,
        place="Cổng trường",
        own_image=own_image,
        pledged=pledged,
    )


def filed(
    school: SchoolScene, *, party: Party = MOTHER, subjects: Iterable[UUID] = (), **how: Any
) -> Request:
    """The clerk's draft of the mother's paper."""
    return services.file(
        school=school.id,
        by=clerk(school),
        wish=wish(school, **how),
        party=party,
        outsider=True,
        subjects=subjects,
    )


def own(school: SchoolScene, who: UUID, **how: Any) -> Request:
    """A colleague's own draft."""
    return services.file(
        school=school.id,
        by=who,
        wish=wish(school, **how),
        party=Party(relation="Giáo viên"),
        outsider=False,
    )


def received(school: SchoolScene, **how: Any) -> Request:
    """The mother's paper is attached, sent and received."""
    at_desk = clerk(school)
    row = filed(school, **how)
    services.enter_filed_paper(request=row.id, by=at_desk, filed_no="128/CVĐ")
    services.send(request=row.id, by=at_desk)
    return services.receive(request=row.id, by=at_desk, identity_checked=True)


def awaiting(school: SchoolScene, **how: Any) -> Request:
    """Chờ duyệt."""
    row = received(school, **how)
    return services.put_to_board(request=row.id, by=clerk(school))


def scope(school: SchoolScene, row: Request, **how: Any) -> services.Scope:
    """All that is asked, by cô Dung, supervised by thầy Cường, for two days."""
    asked: dict[str, Any] = {
        "cameras": frozenset(row.cameras.values_list("camera_id", flat=True)),
        "footage": row.footage,
        "acts": row.act_set,
        "executor": school.duty_officer,
        "supervisor": school.it_teacher,
        "valid_to_us": clock.now_us() + 2 * clock.DAY_US,
    }
    return services.Scope(**(asked | how))


def agreed(school: SchoolScene, *, by: UUID | None = None, **how: Any) -> Request:
    """Cô Ánh has agreed to all of it."""
    row = awaiting(school, **how)
    return services.agree(
        request=row.id,
        by=by or school.principal,
        scope=scope(school, row),
        read_sha256=row.request_sha256,
    )


def shown_wish(**how: Any) -> ShownWish:
    """The last half hour, seen on paper: no test here plays footage unless it says so."""
    now_us = clock.now_us()
    said: dict[str, Any] = {
        "viewed": Range(now_us - 30 * clock.MINUTE_US, now_us),
        "where": "Phòng Hội đồng",
        "participants": "Đặng Thị Nụ, người đề nghị\nPhạm Thị Dung, người thực hiện",
        "seen": "16 giờ 42: cháu vấp bậc thềm.",
        "opinions": "Gia đình không có ý kiến gì thêm.",
        "nothing_copied": True,
        "elsewhere": "Xem trên ảnh in",
    }
    return ShownWish(**(said | how))


def handover_wish(**how: Any) -> HandoverWish:
    said: dict[str, Any] = {
        "recipient": "Hoàng Văn Sáu",
        "recipient_position": "Cán bộ điều tra",
        "recipient_unit": "Công an xã Yên Cường",
        "recipient_id": "036085004321",
        "recipient_letter": "GGT 112",
        "medium": "USB",
        "serial": "SN-778812",
        "seal_no": "NP-07",
        "copies": 1,
        "masked": False,
        "clock_offset": "+0,4 giây",
        "back": "returned",
        "back_due_us": clock.now_us() + 10 * clock.DAY_US,
        "contents": dict.fromkeys(SEVEN, "Theo quy định."),
    }
    return HandoverWish(**(said | how))
