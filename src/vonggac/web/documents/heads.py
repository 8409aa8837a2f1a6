"""What several filled papers begin and end with: the school, who signs, the decision behind the regulation."""

from uuid import UUID

from django.utils.translation import override

from vonggac.documents.wording import day_in_words, place_and_date
from vonggac.kernel.clock import now_us
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.places import selectors as places
from vonggac.regulations import selectors as regulations
from vonggac.web.local_time import local
from vonggac.web.words import role as role_word


def top(school: UUID) -> dict[str, str]:
    """``authority`` and ``school``."""
    row = places.school(school)
    return {"authority": row.parent_body.upper(), "school": row.name.upper()}


def hands(school: UUID) -> dict[str, str]:
    """``head`` and ``keeper``: who they are now; empty where there is none."""
    at_us = now_us()
    head, keeper = people.head_of(school, at_us), people.manager(school, at_us)
    return {
        "head": head.full_name if head else "",
        "keeper": keeper.person.full_name if keeper else "",
    }


def signer(school: UUID) -> dict[str, str]:
    """``issuer``, ``signed_as``, ``signer`` of a decision of the head; a deputy in charge signs for the head."""
    head = people.head_of(school, now_us())
    role = people.role_at(head.id, school, now_us()) if head else ""
    deputy = role == Role.VICE_PRINCIPAL
    return {
        "issuer": f"HIỆU TRƯỞNG {places.school(school).name.upper()}",
        "signed_as": "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG" if deputy else "HIỆU TRƯỞNG",
        "signer": head.full_name if head else "",
    }


def today(school: UUID) -> str:
    """``Yên Cường, ngày 09 tháng 10 năm 2025``; dots where the school has not said its place."""
    locality = places.school(school).locality
    return place_and_date(locality, local(now_us()).date()) if locality else ""


def regulation(school: UUID) -> str:
    """Number and day of the decision that enacted the regulation in force; empty where there is none."""
    row = regulations.in_force(school, now_us())
    decision = getattr(row, "decision", None)
    return f"{decision.label} {day_in_words(decision.signed_on)}" if decision else ""


def position(code: str) -> str:
    """``Giáo viên Tin học``, in Vietnamese on every page."""
    with override("vi"):
        return str(role_word(Role(code))) if code else ""
