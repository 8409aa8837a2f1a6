"""Words of failures, events and alarms: causes, states, steps (LANGUAGE §6; REQUIREMENTS §5.5)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vonggac.equipment.book import What
from vonggac.equipment.rules import Limit
from vonggac.equipment.troubles import BY_HAND, SHORTFALL, VOLUME_LOST
from vonggac.kernel.events import EventKind, EventSource
from vonggac.web.words import CAUSES

Words = str | Promise

EVENTS: dict[EventKind, Words] = {
    EventKind.MOTION: _("motion"),
    EventKind.COVERED: _("camera covered"),
    EventKind.BLINDED: _("camera blinded"),
    EventKind.DEFOCUSED: _("camera out of focus"),
    EventKind.TURNED: _("camera turned away"),
    EventKind.FROZEN: _("picture frozen"),
    EventKind.LOOPED: _("picture repeats itself"),
    EventKind.SIGNAL_LOST: _("signal lost"),
    EventKind.CLOCK_OFF: _("camera clock is off"),
    EventKind.STREAM_CHANGED: _("stream is not as commissioned"),
    EventKind.CAMERA: _("reported by the camera"),
    EventKind.INPUT: _("input line"),
    EventKind.BUTTON: _("marked by a person"),
}
SOURCES: dict[EventSource, Words] = {
    EventSource.PICTURE: _("picture analysis"),
    EventSource.CAMERA: _("the camera"),
    EventSource.INPUT: _("input line"),
    EventSource.PERSON: _("a person"),
    EventSource.STREAM: _("the stream"),
}
OTHERS: dict[str, Words] = {
    VOLUME_LOST: _("a storage volume cannot be read"),
    SHORTFALL: _("footage is kept for fewer days than decided"),
    BY_HAND: _("found by a person"),
}
STEPS: dict[What, Words] = {
    What.OPENED: _("Failure detected"),
    What.JOINED: _("Another cause has joined"),
    What.AGAIN: _("Interrupted again"),
    What.BACK: _("In operation again"),
    What.ACKNOWLEDGED: _(
        "Received by the IT teacher, no need to stop the device; reported to the board"
    ),
    What.CONFIRMED: _("The school board knows of it"),
    What.STOPPED: _("Device stopped"),
    What.RUNNING: _("No need to stop the device"),
    What.REPORTED: _("Reported to the school board"),
    What.DIRECTED: _("The school board directs"),
    What.TOLD: _("The school board directs, by word of mouth"),
    What.REPAIRING: _("Being repaired"),
    What.TESTING: _("Waiting for the test"),
    What.FAILED: _("Tested: not passed"),
    What.PASSED: _("Tested: passed"),
    What.REPLACED: _("Device replaced"),
    What.TESTED: _("Tested: passed, in operation again"),
    What.CLOSED: _("Failure closed"),
}
LIMITS: dict[Limit, Words] = {
    Limit.GAP: _("Interrupted recording"),
    Limit.PASSWORD: _("Camera refuses the password"),
    Limit.DISK: _("Disk full or failed"),
    Limit.TAMPER: _("Camera covered, blinded, out of focus, turned, frozen, repeating"),
    Limit.CLOCK: _("Camera clock off"),
    Limit.STREAM: _("Stream not as commissioned"),
    Limit.MERGE: _("Back within so long: the same failure"),
}
STATE_TONES = {
    "detected": "bad",
    "stopped": "bad",
    "running": "warn",
    "reported": "warn",
    "directed": "warn",
    "repairing": "info",
    "testing": "info",
    "passed": "good",
    "back": "good",
    "closed": "",
}
EVENT_TONES = dict.fromkeys(("motion", "camera", "button"), "plain") | {"input": "warn"}


def cause(code: str) -> str:
    """Of a failure, a sign or an event, whichever it is; an unknown code as it is."""
    known: dict[str, Words] = {**OTHERS}
    known |= {each.value: word for each, word in CAUSES.items()}
    known |= {each.value: word for each, word in EVENTS.items()}
    return str(known.get(code, code))


def event(code: str) -> str:
    return str(EVENTS[EventKind(code)])


def event_tone(code: str) -> str:
    """``bad`` for whatever keeps a camera from seeing."""
    return EVENT_TONES.get(code, "bad")


def source(code: str) -> str:
    return str(SOURCES[EventSource(code)])


def step(code: str) -> str:
    return str(STEPS[What(code)])


def state_tone(code: str) -> str:
    return STATE_TONES[code]
