"""The navigation: what each role is offered, and that it fits."""

import pytest
from django.conf import settings
from django.urls import reverse

from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from vonggac.access.deeds import MATRIX
from vonggac.people.roles import Role
from vonggac.web.acts import ACTS
from vonggac.web.doors import DOORS, FEW, Group, navigation, tabs

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def test_every_entry_leads_to_a_page_that_is_known() -> None:
    """And no page stands under two entries."""
    under = [name for door in DOORS for name in (door.name, *door.others)]
    assert len(under) == len(set(under))
    assert set(under) <= set(ACTS)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_offered_what_its_deeds_allow(role: Role) -> None:
    """Neither more nor less; no group without an entry; at most four tabs on a phone."""
    groups = navigation([role], None)
    offered = [each.door for group in groups for each in group.entries]
    assert offered == [d for d in DOORS if d.deed is None or role in MATRIX[d.deed].roles]
    assert all(group.entries for group in groups)
    assert 1 <= len(tabs(groups)) <= 4


def test_the_group_of_the_page_is_open_and_the_first_never_folds() -> None:
    groups = navigation([Role.IT_TEACHER], "coverage_month")
    opened = [each.group for each in groups if each.open]
    assert opened == [Group.WATCH, Group.EQUIPMENT]
    here = [each.door.name for group in groups for each in group.entries if each.here]
    assert here == ["health"]


def test_few_entries_stand_open() -> None:
    """Who has hardly any needs no folding."""
    for role in Role:
        groups = navigation([role], "home")
        few = sum(len(group.entries) for group in groups) <= FEW
        assert all(each.open for each in groups) is few


def test_without_script_groups_unfold_and_the_menu_is_a_link(
    school: SchoolScene, browser: Browser
) -> None:
    """Details and a target do it: nothing of the navigation waits for a script."""
    text = browser(school.it_teacher).get(reverse("health")).content.decode()
    assert text.count('<details class="nav-fold"') == 3
    assert text.count('<details class="nav-fold" name="nav" open>') == 1
    assert 'href="#side"' in text
    assert 'id="side"' in text
    assert settings.LANGUAGE_CODE == "vi"
