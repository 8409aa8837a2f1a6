"""Every address says which act it asks for, or why none (ACCESS §11)."""

from django.urls import get_resolver

from vonggac.web.acts import ACTS
from vonggac.web.streams.app import app


def named() -> set[str]:
    pages = {each for each in get_resolver().reverse_dict if isinstance(each, str)}
    return pages | {route.name for route in app.routes if hasattr(route, "name")}


def test_the_register_holds_every_address_and_no_other() -> None:
    """A new URL pattern is not finished until it stands in ``acts.ACTS``."""
    assert named() == set(ACTS)


def test_every_entry_says_why() -> None:
    """An act without a place where it is asked is a hope."""
    assert all(each.why for each in ACTS.values())


def test_no_address_of_footage_stands_outside_the_door() -> None:
    """Whatever asks for an act needs a login."""
    assert [name for name, each in ACTS.items() if each.act and each.door] == []
