"""The navigation as data: one table of entries. A new page is a line here, in the place where it is to stand.

An entry is offered to whose role the matrix gives its deed. Offering permits nothing: each view asks for itself.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vonggac.access.deeds import MATRIX, Deed
from vonggac.people.roles import Role

FEW = 8
"""So many entries stand open at once; of more, each group but the first is folded unless the page is in it."""


class Group(Enum):
    """In the order of the page. The first is never folded."""

    WATCH = _("Watch")
    PAPERS = _("Papers and books")
    EQUIPMENT = _("Equipment")
    SETTINGS = _("Settings")


@dataclass(frozen=True, slots=True)
class Door:
    group: Group
    name: str
    """Of its address."""
    icon: str
    label: str | Promise
    deed: Deed | None = None
    """None: everybody who is signed in."""
    others: tuple[str, ...] = ()
    """Pages that stand under this entry too."""
    tab: bool = False
    """In the bar at the bottom of a phone as well, while there is room."""


DOORS = (
    # The operator's four steps (khoản 2 Điều 3): signed in → area, camera → live → search by camera or day and hour.
    Door(Group.WATCH, "home", "home", _("Dashboard"), tab=True),
    Door(Group.WATCH, "wall", "live", _("Live view"), Deed.SEARCH, tab=True),
    Door(
        Group.WATCH,
        "search",
        "search",
        _("Search, playback"),
        Deed.SEARCH,
        ("play", "own_demand", "bookmarks"),
        tab=True,
    ),
    Door(Group.WATCH, "duties", "calendar", _("Calendar of duties")),
    Door(Group.WATCH, "notices", "bell", _("Notices"), others=("notice_ways",)),
    Door(Group.PAPERS, "find_books", "search", _("Find in the books")),
    Door(
        Group.PAPERS,
        "directives",
        "directive",
        _("Directives"),
        Deed.SEARCH,
        ("directive", "directive_new", "directive_order", "oral_new"),
        tab=True,
    ),
    Door(
        Group.PAPERS,
        "requests",
        "request",
        _("Viewing requests"),
        others=(
            "request",
            "request_new",
            "request_edit",
            "request_decide",
            "request_superior",
            "request_minutes",
            "request_handover",
            "request_limits",
        ),
    ),
    Door(
        Group.PAPERS,
        "proposals",
        "search",
        _("Proposals to check data"),
        Deed.SEARCH,
        ("proposal", "proposal_new"),
    ),
    Door(Group.PAPERS, "cases", "shield", _("Cases"), Deed.READ_CASES, ("case", "case_new")),
    Door(
        Group.PAPERS,
        "violations",
        "warning",
        _("Violations"),
        others=("violation", "violation_new"),
    ),
    Door(
        Group.PAPERS,
        "changes",
        "flag",
        _("Changes that the Board is to know of"),
        Deed.ACKNOWLEDGE_CHANGES,
    ),
    Door(
        Group.PAPERS,
        "breaches",
        "shield",
        _("Personal-data breaches"),
        Deed.REPORT_BREACH,
        ("breach", "breach_new", "breach_leader"),
    ),
    Door(Group.PAPERS, "holds", "keep", _("Holds"), Deed.READ_HOLDS, ("hold", "hold_new")),
    Door(
        Group.PAPERS,
        "exports",
        "keep",
        _("Exports"),
        Deed.SEARCH,
        ("export", "export_new", "export_masks"),
    ),
    Door(
        Group.PAPERS,
        "pictures",
        "print",
        _("Snapshots, prints"),
        Deed.READ_PICTURES,
        ("picture",),
    ),
    Door(
        Group.PAPERS,
        "usage_book",
        "book",
        _("Usage book"),
        Deed.OPEN_USAGE_BOOK,
        ("usage_correct",),
        tab=True,
    ),
    Door(
        Group.PAPERS,
        "roster",
        "roster",
        _("Shifts"),
        others=("roster_new", "shift", "shift_open", "shift_close", "shift_hand_over"),
    ),
    Door(
        Group.PAPERS,
        "inspections",
        "check",
        _("Checks, reminders"),
        others=("inspection", "reminder_new", "reminder"),
    ),
    Door(
        Group.PAPERS,
        "suggestions",
        "book",
        _("Suggestions"),
        others=("suggestion", "suggestion_new"),
    ),
    Door(Group.PAPERS, "year_turn", "calendar", _("New school year"), Deed.CORRECT_USAGE_BOOK),
    Door(
        Group.PAPERS,
        "reports",
        "sheet",
        _("Reports"),
        Deed.READ_REPORTS,
        ("report", "report_new"),
    ),
    Door(Group.PAPERS, "evaluation", "check", _("Evaluation"), Deed.INSPECT),
    Door(Group.PAPERS, "documents", "print", _("Forms"), others=("document",)),
    Door(Group.PAPERS, "sign_paper", "key", _("Sign a paper"), others=("signing_roots",)),
    Door(
        Group.PAPERS,
        "regulations",
        "book",
        _("Documents, regulation"),
        others=(
            "decision_new",
            "decision",
            "regulation_enter",
            "regulation_read",
            "regulation_readers",
            "notice_boards",
        ),
    ),
    Door(
        Group.EQUIPMENT,
        "cameras",
        "camera",
        _("Cameras, areas"),
        Deed.SEE_SYSTEM,
        (
            "camera_new",
            "camera_edit",
            "camera_find",
            "camera_import",
            "camera_watch",
            "camera_reference",
            "area_new",
            "area_edit",
            "area_audio",
            "camera_out_of_use",
        ),
    ),
    Door(
        Group.EQUIPMENT,
        "assets",
        "sheet",
        _("Assets, storage register"),
        Deed.READ_ASSETS,
        ("asset", "asset_new", "asset_import", "stores"),
    ),
    Door(
        Group.EQUIPMENT,
        "network",
        "shield",
        _("Camera network"),
        Deed.SEE_CONFIGURATION,
        ("sighting",),
    ),
    Door(Group.EQUIPMENT, "device_book", "book", _("Device book"), Deed.READ_DEVICE_BOOK),
    Door(
        Group.EQUIPMENT,
        "maintenance",
        "check",
        _("Maintenance"),
        Deed.READ_MAINTENANCE,
        (
            "maintenance_order",
            "maintenance_order_new",
            "maintenance_device",
            "maintenance_plans",
            "maintenance_plan",
            "maintenance_plan_new",
            "maintenance_readiness",
        ),
    ),
    Door(
        Group.EQUIPMENT,
        "repairs",
        "sheet",
        _("Repair, replacement"),
        Deed.READ_REPAIRS,
        ("repair", "repair_new", "repair_edit"),
    ),
    Door(
        Group.EQUIPMENT,
        "stocktakes",
        "roster",
        _("Stocktakes"),
        Deed.READ_STOCKTAKES,
        ("stocktake", "stocktake_new", "stocktake_item", "stocktake_surplus", "stocktake_ways"),
    ),
    Door(
        Group.EQUIPMENT,
        "failures",
        "warning",
        _("Failures"),
        Deed.READ_FAILURES,
        ("failure", "failure_new", "unexplained", "alarms", "inputs"),
    ),
    Door(Group.EQUIPMENT, "events", "clock", _("Events"), Deed.READ_FAILURES),
    Door(
        Group.EQUIPMENT,
        "health",
        "pulse",
        _("System health"),
        Deed.SEE_SYSTEM,
        ("coverage", "coverage_month", "volumes", "volume_add", "volume_change", "date_confirm"),
    ),
    Door(
        Group.EQUIPMENT,
        "technical",
        "check",
        _("Technical check"),
        Deed.TECHNICAL_CHECK,
        ("technical_play",),
    ),
    Door(
        Group.SETTINGS,
        "plans",
        "calendar",
        _("Recording schedules"),
        Deed.SEE_CONFIGURATION,
        ("plan_edit", "calendar"),
    ),
    Door(
        Group.SETTINGS, "access_settings", "check", _("Settings of access"), Deed.SEE_CONFIGURATION
    ),
    Door(Group.SETTINGS, "school", "home", _("The school on its papers"), Deed.SEE_CONFIGURATION),
    Door(Group.SETTINGS, "retention", "keep", _("Retention"), Deed.SEE_CONFIGURATION),
    Door(Group.SETTINGS, "anchors", "shield", _("Ledger, witnesses"), Deed.SEE_CONFIGURATION),
    Door(Group.SETTINGS, "system_log", "book", _("System log"), Deed.OPEN_AUDIT),
    Door(
        Group.SETTINGS,
        "tokens",
        "key",
        _("Other programs"),
        Deed.READ_TOKENS,
    ),
    Door(
        Group.SETTINGS,
        "people",
        "people",
        _("People"),
        Deed.SEE_PEOPLE,
        (
            "person_new",
            "account_ask",
            "person",
            "person_step",
            "head_hand_over",
            "delegations",
            "account_review",
        ),
    ),
    Door(
        Group.SETTINGS,
        "manager",
        "shield",
        _("Manager of the system"),
        Deed.READ_REGISTERS,
        ("system_handover", "system_handover_new"),
    ),
    Door(
        Group.SETTINGS,
        "security",
        "key",
        _("My sign-in"),
        others=("sign_in_history", "totp_new", "confirm_login", "change_password"),
    ),
)


@dataclass(frozen=True, slots=True)
class Entry:
    door: Door
    url: str
    here: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A group as it stands on a page: only what the person is offered, and only where that is something."""

    group: Group
    entries: tuple[Entry, ...]
    folds: bool
    open: bool


def navigation(roles: Collection[Role], page: str | None) -> list[Shown]:
    """What these roles are offered, in the table's order; ``page``: the name of the address that is shown."""
    offered = [each for each in DOORS if each.deed is None or MATRIX[each.deed].roles & set(roles)]
    few = len(offered) <= FEW
    groups = []
    for group in Group:
        entries = tuple(_entry(each, page) for each in offered if each.group is group)
        if entries:
            folds = group is not Group.WATCH and not few
            here = any(each.here for each in entries)
            groups.append(Shown(group, entries, folds, here or not folds))
    return groups


def tabs(groups: list[Shown], most: int = 4) -> list[Entry]:
    """The bar of a phone."""
    return [each for group in groups for each in group.entries if each.door.tab][:most]


def _entry(door: Door, page: str | None) -> Entry:
    return Entry(door, reverse(door.name), page == door.name or page in door.others)
