"""Who asks: the signed-in person as every view needs to know them, and the request that carries them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from vonggac.access import deeds
from vonggac.kernel.clock import now_us
from vonggac.people import selectors as people
from vonggac.people.names import given_name
from vonggac.people.roles import BOARD, Role
from vonggac.people.services import Active
from vonggac.places import selectors as places


@dataclass(frozen=True, slots=True)
class Viewer:
    session: UUID
    account: UUID
    person: UUID
    full_name: str
    form_of_address: str
    roles: tuple[Role, ...]
    acting_head: bool
    school: UUID
    school_name: str
    must_change_password: bool

    @property
    def is_board(self) -> bool:
        return any(each in BOARD for each in self.roles)

    @property
    def is_it_teacher(self) -> bool:
        return Role.IT_TEACHER in self.roles

    @property
    def is_duty_officer(self) -> bool:
        return Role.DUTY_OFFICER in self.roles

    @property
    def sees_people(self) -> bool:
        """Whose navigation offers the list of colleagues."""
        return bool(deeds.MATRIX[deeds.Deed.SEE_PEOPLE].roles & set(self.roles))

    @property
    def called(self) -> str:
        """``Cô Ánh``."""
        title = _("Ms") if self.form_of_address == "co" else _("Mr")
        return f"{title} {given_name(self.full_name)}"

    @property
    def main_role(self) -> str:
        """Code of the first of the person's roles; empty where none is held any more."""
        return self.roles[0].value if self.roles else ""


class PageRequest(HttpRequest):
    """A request of a page behind the door; ``middleware.SignedIn`` put the viewer there."""

    viewer: Viewer


_ORDER = {role: rank for rank, role in enumerate(Role)}


def viewer_from(active: Active) -> Viewer:
    """Reads name, roles and school of an active login."""
    person = people.person(active.person)
    positions = people.positions_now(active.person, now_us())
    school = places.school(positions[0].school) if positions else places.the_school()
    roles = sorted({each.role for each in positions}, key=_ORDER.__getitem__)
    return Viewer(
        session=active.session,
        account=active.account,
        person=active.person,
        full_name=person.full_name,
        form_of_address=person.address,
        roles=tuple(roles),
        acting_head=any(each.acting_head for each in positions),
        school=school.id if school else UUID(int=0),
        school_name=school.name if school else "",
        must_change_password=active.must_change_password,
    )


def viewer_or_none(request: Any) -> Viewer | None:
    """For pages that exist on both sides of the door."""
    return getattr(request, "viewer", None)
