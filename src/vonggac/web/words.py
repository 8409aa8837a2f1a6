"""Codes as words: the page's names of purposes, causes, roles, acts (LANGUAGE §6)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.authority import Act, Basis, Purpose
from vonggac.kernel.events import EventKind
from vonggac.kernel.streams import GapCause
from vonggac.people.roles import Power, Role

Words = str | Promise

PURPOSES: dict[Purpose, Words] = {
    Purpose.SECURITY: _("Security"),
    Purpose.SAFETY: _("Safety"),
    Purpose.EDUCATION: _("Education"),
    Purpose.FIRE_SAFETY: _("Fire prevention"),
}
CAUSES: dict[GapCause, Words] = {
    GapCause.NOT_SCHEDULED: _("outside the recording schedule"),
    GapCause.NO_EVENT: _("no event"),
    GapCause.CAMERA_UNREACHABLE: _("camera disconnected"),
    GapCause.CREDENTIALS_REFUSED: _("camera refused the password"),
    GapCause.STREAM_STALLED: _("video loss"),
    GapCause.STREAM_UNDECODABLE: _("stream cannot be read"),
    GapCause.RECORDER_STOPPED: _("recording program stopped"),
    GapCause.HOST_OFF: _("computer switched off"),
    GapCause.DISK_FULL: _("disk full"),
    GapCause.DISK_FAILED: _("disk failure"),
    GapCause.MAINTENANCE: _("maintenance"),
    GapCause.OUT_OF_SERVICE: _("device stopped"),
    GapCause.CLOCK_STEP: _("computer clock was set"),
}
ROLES: dict[Role, Words] = {
    Role.PRINCIPAL: _("Principal"),
    Role.VICE_PRINCIPAL: _("Vice-principal"),
    Role.IT_TEACHER: _("IT teacher"),
    Role.DUTY_OFFICER: _("Duty officer"),
    Role.NETWORK_ADMIN: _("Network administrator"),
    Role.CLERK: _("Office clerk"),
    Role.ACCOUNTANT: _("Accountant"),
    Role.STAFF: _("Member of staff"),
    Role.SUPERVISOR: _("Supervisor"),
}
POWERS: dict[Power, Words] = {
    Power.ISSUE_DIRECTIVE: _("Issue directives"),
    Power.APPROVE_REQUEST: _("Approve requests to view"),
    Power.APPROVE_COPY: _("Approve copies"),
}
ACTS: dict[Act, Words] = {
    Act.LIVE: _("Live view"),
    Act.PLAYBACK: _("Playback"),
    Act.SNAPSHOT: _("Snapshot"),
    Act.PRINT: _("Printed picture"),
    Act.EXPORT: _("Extracted data"),
}
BASES: dict[Basis, Words] = {
    Basis.DIRECTIVE: _("Directive"),
    Basis.REQUEST: _("Viewing request"),
    Basis.BOARD: _("Right of the school board"),
    Basis.ROSTER: _("Operating shift"),
    Basis.ASSIGNMENT: _("Assignment decision"),
    Basis.TECHNICAL_CHECK: _("Technical check"),
}
AREA_KINDS: dict[str, Words] = {
    "gate": _("Gate"),
    "yard": _("School yard"),
    "corridor": _("Corridor"),
    "stairs": _("Stairs"),
    "canteen": _("Canteen"),
    "classroom": _("Classroom"),
    "office": _("Office"),
    "library": _("Library"),
    "parking": _("Parking"),
    "other": _("Other"),
    "private": _("Private area (no camera)"),
}
EVENTS: dict[str, tuple[Words, str]] = {
    "login": (_("Signed in"), "good"),
    "fail": (_("Wrong user name or password"), "bad"),
    "lock": (_("Too many attempts"), "bad"),
    "stale": (_("Temporary password too old"), "warn"),
    "signed_out": (_("Signed out by hand"), ""),
    "replaced": (_("Ended: signed in elsewhere"), "warn"),
    "idle": (_("Ended: no act for 10 minutes"), ""),
    "too_long": (_("Ended: 8 hours have passed"), ""),
    "anomaly": (_("Ended: used from another browser or network"), "bad"),
    "password_changed": (_("Ended: password changed"), ""),
    "account_stopped": (_("Ended: account suspended"), "warn"),
    "position_ended": (_("Ended: position ended"), "warn"),
}
HAPPENINGS: dict[EventKind, Words] = {
    EventKind.MOTION: _("Motion"),
    EventKind.COVERED: _("Camera covered"),
    EventKind.BLINDED: _("Camera blinded by light"),
    EventKind.DEFOCUSED: _("Picture out of focus"),
    EventKind.TURNED: _("Camera turned away"),
    EventKind.FROZEN: _("Picture frozen"),
    EventKind.LOOPED: _("Picture repeats itself"),
    EventKind.SIGNAL_LOST: _("Video signal lost"),
    EventKind.CLOCK_OFF: _("Camera clock is off"),
    EventKind.STREAM_CHANGED: _("Stream other than commissioned"),
    EventKind.CAMERA: _("Said by the camera"),
    EventKind.INPUT: _("Alarm input"),
    EventKind.BUTTON: _("Button pressed"),
}
CORRECTION: Words = _("Correction")


def purpose(code: str) -> str:
    return str(PURPOSES[Purpose(code)])


def cause(code: str) -> str:
    return str(CAUSES[GapCause(code)])


def role(code: str) -> str:
    return str(ROLES[Role(code)])


def power(code: str) -> str:
    return str(POWERS[Power(code)])


def act(code: str) -> str:
    return str(ACTS[Act(code)])


def basis(code: str) -> str:
    return str(BASES[Basis(code)])


def usage_form(code: str) -> str:
    """The usage book's column (7)."""
    return str(CORRECTION) if code == "correction" else act(code)


def area_kind(code: str) -> str:
    return str(AREA_KINDS[code])


def event(code: str) -> str:
    """Of the sign-in history; an unknown code as it is."""
    return str(EVENTS[code][0]) if code in EVENTS else code


def event_tone(code: str) -> str:
    return EVENTS[code][1] if code in EVENTS else ""
