"""The first run: one transaction makes the school, its head, and the head's account."""

import ipaddress
from typing import Any

from django.db import transaction

from vonggac.people import services
from vonggac.people.roles import Role
from vonggac.places import services as places


def at_the_machine(address: str, host: str, *, forwarded: bool) -> bool:
    """Somebody sits at the machine, or came in over its own shell: from loopback, to loopback.

    ``host`` is what the browser believes to talk to: a strange page whose name was made to resolve to this machine
    says its own. ``forwarded``: a proxy stands in front, and every caller seems to sit here.
    """
    name = host.rpartition(":")[0] or host if not host.endswith("]") else host
    return not forwarded and _is_loopback(address) and _is_loopback(name.strip("[]"))


def _is_loopback(name: str) -> bool:
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


@transaction.atomic
def set_up_school(data: dict[str, Any]) -> bool:
    """Raises ValidationError; then nothing was made."""
    day, month = (int(each) for each in data["year_begins"].split("/"))
    school = places.create_school(
        name=data["school_name"],
        symbol=data["symbol"],
        parent_body=data["parent_body"],
        locality=data["locality"],
        year_month=month,
        year_day=day,
        by=None,
    )
    person = services.create_person(
        full_name=data["full_name"], address=data["form_of_address"], by=None
    )
    services.create_account(
        person=person.id,
        username=data["username"],
        password=data["password"],
        by=None,
        must_change_password=False,
    )
    role = Role(data["head_role"])
    services.appoint(
        person=person.id,
        school=school.id,
        role=role,
        acting_head=role == Role.VICE_PRINCIPAL,
        by=None,
    )
    return True
