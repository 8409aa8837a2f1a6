"""The closed list of notices; the page has one sentence for each (``web.notices.sentences``)."""

from enum import IntEnum, StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeKind(StrEnum):
    """The values stand in rows: never rename one."""

    EVENT = "event"
    """Something happened before a camera: ``event`` (an EventKind), ``camera`` (its name), ``at_us``."""
    FAILURE_OPENED = "failure_opened"
    """``no``, ``cause``, ``camera`` (empty: no single one)."""
    FAILURE_WORSE = "failure_worse"
    """Another cause joined it, or the trouble is back: as ``failure_opened``."""
    FAILURE_BACK = "failure_back"
    """``no``, ``camera``, ``at_us``."""
    FAILURE_REPORTED = "failure_reported"
    """The IT teacher reports it to the Board: ``no``, ``camera``."""
    FAILURE_DIRECTED = "failure_directed"
    """The Board said what is to be done: ``no``, ``camera``."""
    FAILURE_CLOSED = "failure_closed"
    """``no``, ``camera``."""
    REQUEST_SENT = "request_sent"
    """A viewing request was sent, or completed: ``no``. Never who asks."""
    REQUEST_RECEIVED = "request_received"
    """``no``."""
    REQUEST_MORE = "request_more"
    """More is asked of the requester: ``no``."""
    REQUEST_AWAITS = "request_awaits"
    """The Board is to decide: ``no``."""
    REQUEST_DECIDED = "request_decided"
    """``no``."""
    REQUEST_TO_DO = "request_to_do"
    """To executor and supervisor: ``no``."""
    REQUEST_ENDED = "request_ended"
    """Completed, withdrawn, data no longer there, prolonged: ``no``."""
    REQUEST_LATE = "request_late"
    """A time limit has passed: ``no``."""
    REQUEST_MEDIUM_DUE = "request_medium_due"
    """A medium that was handed over is to come back, or its data to be destroyed: ``no``."""

    FACTOR_CHANGED = "factor_changed"
    """A sign-in device or the sheet of codes of the reader's own account: ``change``, ``label``, ``at_us``."""

    PASSWORD_RECOVERED = "password_recovered"  # noqa: S105  (a kind of notice)
    """A temporary password was set at the machine, by two others: ``account``, ``at_us``."""
    TWO_PLACES = "two_places"
    """One account in use from two networks within minutes: ``account``, ``at_us``."""
    REFUSED_OFTEN = "refused_often"
    """A login asked for footage again and again and was refused: ``account``, ``at_us``."""
    ORAL_WAITING = "oral_waiting"
    """An order by word of mouth waits for the word of who gave it: ``no``."""
    ORAL_UNCONFIRMED = "oral_unconfirmed"
    """It was not confirmed, or not in time: ``no``."""
    HELD_MISSING = "held_missing"
    """Footage under a hold is missing or altered: ``no``."""
    CHECK_PROPOSED = "check_proposed"
    """An officer proposes to check data."""
    CHECK_ANSWERED = "check_answered"
    """The Board has answered a proposal to check data."""

    SHIFT_COMPLAINT = "shift_complaint"
    """On a checklist of a shift something is not in order: ``item`` (a checklist's), ``at_us``."""
    SHIFT_HANDED = "shift_handed"
    """A shift is handed over to the reader: ``at_us``."""
    CASE_OPENED = "case_opened"
    """``no``, ``camera`` (the first), ``at_us``. Never what happened, nor to whom."""
    CASE_REPORTED = "case_reported"
    """``no``."""
    CASE_DIRECTED = "case_directed"
    """``no``."""
    CASE_RESULT = "case_result"
    """``no``."""
    CASE_CLOSED = "case_closed"
    """``no``."""
    CASE_LATE = "case_late"
    """Two hours, and nobody has reported it: ``no``."""
    REMINDED = "reminded"
    """To the person: a reminder of the leaders, ``no``."""
    SUGGESTION_SENT = "suggestion_sent"
    """To who gathers them and the Board: ``no``."""
    SUGGESTION_ANSWERED = "suggestion_answered"
    """To who sent it: ``no``."""
    VIOLATION_FOUND = "violation_found"
    """An act that bears signs of a violation was found: ``no``."""
    VIOLATION_REPORTED = "violation_reported"
    """``no``."""
    VIOLATION_ABOUT = "violation_about"
    """To the person concerned: the own statement is asked for, ``no``."""
    VIOLATION_CONCLUDED = "violation_concluded"
    """``no``."""
    NETWORK_UNKNOWN = "network_unknown"
    """An unknown device is on the camera network: ``no``."""
    NETWORK_SWAPPED = "network_swapped"
    """Another device answers at a camera's address: ``no``."""
    NETWORK_GONE = "network_gone"
    """An approved device is no longer on the network: ``no``."""
    CONFIGURATION_CHANGED = "configuration_changed"
    """A camera is set up differently, and nobody has planned it: ``no``."""
    NO_MANAGER = "no_manager"
    """Nobody is entrusted with the system for more than a day: ``at_us`` (since)."""
    SYSTEM_HANDOVER = "system_handover"
    """The handing over of the system waits for the reader: ``no``."""
    SYSTEM_HANDED = "system_handed"
    """It is confirmed by the head: ``no``."""
    CASE_VIOLATION = "case_violation"
    """It is passed on as acts that bear signs of a violation: ``no``."""


class Urgency(IntEnum):
    PLAIN = 0
    RAISED = 1
    """The bell counts it; nothing more."""
    URGENT = 2
    """A banner on every page until it is read."""


class ChannelKind(TextChoices):
    """By what a notice leaves the house."""

    EMAIL = "email", _("e-mail")
    BOT = "bot", _("message of a bot")
