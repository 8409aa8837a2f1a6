"""Every answer "no", in the regulation's words, with its clause and what to do next.

``next_step`` says what, the page knows where. Codes are what the ledger and the tests hold.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from vonggac.kernel.authority import Refusal
from vonggac.people.held import PositionNow
from vonggac.people.roles import Role

SUPERVISION = "khoản 1 Điều 2"
ASSIGNED_USE = "khoản 2 Điều 3"
BOARDS_RIGHT = "khoản 2 Điều 4"
NO_COPY = "khoản 5 Điều 5"
NO_ENTRY = "khoản 3 Điều 5"


def undecidable() -> Refusal:
    return Refusal(
        "undecidable",
        _("Access could not be checked, so it is refused."),
        NO_ENTRY,
        _("Try again; if it stays so, tell the IT teacher."),
    )


def no_position() -> Refusal:
    return Refusal(
        "no_position",
        _("The account has no position at the school now."),
        NO_ENTRY,
        _("Ask the principal for an assignment decision."),
    )


def unknown_camera() -> Refusal:
    return Refusal(
        "unknown_camera",
        _("There is no such camera."),
        NO_ENTRY,
        _("Choose a camera of the school."),
    )


def no_supervisor() -> Refusal:
    return Refusal(
        "no_supervisor",
        _("The role of supervisor is switched off at this school."),
        "khoản 1 Điều 4",
        _("Ask the principal: it is switched on by a decision, in the settings of access."),
    )


def no_ticket(clause: str) -> Refusal:
    return Refusal(
        "no_ticket",
        _(
            "This is open to you only while a failure or a maintenance order of the device is yours."
        ),
        clause,
        _("Ask the school board to hand the failure to you, or the IT teacher to do it."),
    )


def no_open_shift() -> Refusal:
    return Refusal(
        "no_open_shift",
        _("Live view is open to a duty officer only within an open shift."),
        ASSIGNED_USE,
        _("Open your shift, or ask the school board to put you on the roster."),
    )


def area_not_in_shift() -> Refusal:
    return Refusal(
        "area_not_in_shift",
        _("The camera’s area is not among those of your shift."),
        ASSIGNED_USE,
        _("Choose a camera of your areas, or ask the school board to change the roster."),
    )


def needs_own_demand() -> Refusal:
    return Refusal(
        "needs_own_demand",
        _("Stored data is played under a directive, which your own demand can be."),
        BOARDS_RIGHT,
        _("State purpose and scope: View by the school board’s right (khoản 2 Điều 4)."),
    )


def no_directive() -> Refusal:
    return Refusal(
        "no_directive",
        _("Playback is not possible: there is no directive of the principal."),
        SUPERVISION,
        _("Propose to the school board that the data be checked."),
    )


def directive_expired(label: str) -> Refusal:
    return _of_directive("directive_expired", _("Directive %s has expired."), label)


def directive_withdrawn(label: str) -> Refusal:
    return _of_directive("directive_withdrawn", _("Directive %s has been withdrawn."), label)


def directive_completed(label: str) -> Refusal:
    return _of_directive("directive_completed", _("Directive %s has been completed."), label)


def directive_unconfirmed(label: str) -> Refusal:
    return _of_directive(
        "directive_unconfirmed", _("Directive %s by word of mouth was not confirmed."), label
    )


def oral_debt() -> Refusal:
    return Refusal(
        "oral_debt",
        _("An order by word of mouth that you entered was not confirmed."),
        SUPERVISION,
        _("Viewing opens again when the principal has settled it."),
    )


def outside_technical() -> Refusal:
    return Refusal(
        "outside_technical",
        _("A technical check shows the newest ten seconds of one camera in low resolution."),
        "khoản 6 Điều 2",
        _("Check that the camera records its sub stream."),
    )


def checked_today() -> Refusal:
    return Refusal(
        "checked_today",
        _("This camera was checked today: once a day is enough."),
        "khoản 6 Điều 2",
        _("Look at coverage and events, or check it again tomorrow."),
    )


def views_used_up(label: str) -> Refusal:
    return _of_directive("views_used_up", _("The viewings of directive %s are used up."), label)


def directive_altered(label: str) -> Refusal:
    return _of_directive("directive_altered", _("Directive %s is not as it was issued."), label)


def outside_cameras(label: str) -> Refusal:
    return _of_directive("outside_cameras", _("Directive %s does not cover this camera."), label)


def outside_range(label: str) -> Refusal:
    return _of_directive("outside_range", _("Directive %s does not cover this time."), label)


def act_not_allowed(label: str) -> Refusal:
    return Refusal(
        "act_not_allowed",
        _("Directive %s allows to view, and not this.") % label,
        NO_COPY,
        _("Ask the principal for a directive that allows it."),
    )


def outside_grant() -> Refusal:
    return Refusal(
        "outside_grant",
        _("This lies outside what was permitted."),
        SUPERVISION,
        _("Ask the principal for a directive that covers it."),
    )


def snapshot_needs_case() -> Refusal:
    return Refusal(
        "snapshot_needs_case",
        _("A snapshot of the live picture is taken for a case."),
        ASSIGNED_USE,
        _("Press “Suspicion”: it opens the case, takes the picture and tells the school board."),
    )


def grant_over() -> Refusal:
    return Refusal(
        "grant_over",
        _("The permission to view has ended."),
        SUPERVISION,
        _("Open the page again; a new directive may be needed."),
    )


def too_many_bookmarks(most: int) -> Refusal:
    return Refusal(
        "too_many_bookmarks",
        _("You have %s bookmarks: there is no room for more.") % most,
        "",
        _("Take away those that you no longer need."),
        "bookmarks",
    )


def session_over() -> Refusal:
    return Refusal(
        "session_over",
        _("The sign-in has ended."),
        "khoản 1 Điều 5",
        _("Sign in again."),
    )


def not_for_your_role(clause: str, held: Iterable[PositionNow]) -> Refusal:
    """``held``: what the person holds; whoever is to be asked is somebody else."""
    return Refusal(
        "not_for_your_role",
        _("Your position does not include this."),
        clause,
        _other_than(list(held)),
    )


def _other_than(held: list[PositionNow]) -> str:
    if any(each.is_head for each in held):
        return _("Ask the IT teacher.")
    if any(each.role == Role.IT_TEACHER for each in held):
        return _("Ask the principal.")
    return _("Ask the principal or the IT teacher.")


def _of_directive(code: str, sentence: str, label: str) -> Refusal:
    return Refusal(code, sentence % label, SUPERVISION, _("Ask the principal for a new directive."))
