"""One sentence for each kind of notice, in the reader's language: a closed table (``notices.kinds``)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vonggac.duties.due import Kind
from vonggac.duty.checklists import Item
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.web import alarm_words
from vonggac.web.local_time import instant_text

if TYPE_CHECKING:
    from vonggac.notices.models import Notice

_CAMERA: dict[NoticeKind, str | Promise] = {
    NoticeKind.EVENT: _("%(camera)s: %(event)s at %(at)s."),
    NoticeKind.FAILURE_OPENED: _("%(no)s opened: %(camera)s, %(cause)s since %(at)s."),
    NoticeKind.FAILURE_WORSE: _("%(no)s: %(camera)s, now also %(cause)s since %(at)s."),
    NoticeKind.FAILURE_BACK: _("%(no)s: %(camera)s is in operation again since %(at)s."),
    NoticeKind.FAILURE_REPORTED: _("%(no)s is reported to the school board: %(camera)s."),
    NoticeKind.FAILURE_DIRECTED: _("%(no)s: the school board has directed the repair, %(camera)s."),
    NoticeKind.FAILURE_CLOSED: _("%(no)s is closed: %(camera)s."),
    NoticeKind.FACTOR_CHANGED: _("Your sign-in devices were changed at %(at)s."),
    NoticeKind.PASSWORD_RECOVERED: _(
        "The account %(account)s got a temporary password at the machine, at %(at)s."
    ),
    NoticeKind.TWO_PLACES: _("The account %(account)s was used in two places at %(at)s."),
    NoticeKind.CASE_OPENED: _("Case %(no)s was noted: %(camera)s, at %(at)s."),
}
_NO_CAMERA: dict[NoticeKind, str | Promise] = {
    NoticeKind.EVENT: _("%(event)s at %(at)s."),
    NoticeKind.FAILURE_OPENED: _("%(no)s opened: %(cause)s since %(at)s."),
    NoticeKind.FAILURE_WORSE: _("%(no)s: now also %(cause)s since %(at)s."),
    NoticeKind.FAILURE_BACK: _("%(no)s: in operation again since %(at)s."),
    NoticeKind.FAILURE_REPORTED: _("%(no)s is reported to the school board."),
    NoticeKind.FAILURE_DIRECTED: _("%(no)s: the school board has directed the repair."),
    NoticeKind.FAILURE_CLOSED: _("%(no)s is closed."),
    NoticeKind.FACTOR_CHANGED: _("Your sign-in devices were changed at %(at)s."),
    NoticeKind.PASSWORD_RECOVERED: _(
        "The account %(account)s got a temporary password at the machine, at %(at)s."
    ),
    NoticeKind.TWO_PLACES: _("The account %(account)s was used in two places at %(at)s."),
    NoticeKind.REQUEST_SENT: _("Viewing request %(no)s has come: receive it."),
    NoticeKind.REQUEST_RECEIVED: _("Viewing request %(no)s has been received."),
    NoticeKind.REQUEST_MORE: _("Viewing request %(no)s: more information is asked."),
    NoticeKind.REQUEST_AWAITS: _("Viewing request %(no)s awaits the school board’s decision."),
    NoticeKind.REQUEST_DECIDED: _("Viewing request %(no)s has been decided."),
    NoticeKind.REQUEST_TO_DO: _("Viewing request %(no)s is yours to carry out or to supervise."),
    NoticeKind.REQUEST_ENDED: _("Viewing request %(no)s: there is news."),
    NoticeKind.REQUEST_LATE: _("Viewing request %(no)s is past its time limit."),
    NoticeKind.REQUEST_MEDIUM_DUE: _(
        "%(no)s: the handed-over medium is due back or to be destroyed."
    ),
    NoticeKind.REFUSED_OFTEN: _(
        "The account %(account)s was refused very many times within a minute, at %(at)s."
    ),
    NoticeKind.ORAL_WAITING: _("%(no)s: confirm the order that you gave by word of mouth."),
    NoticeKind.ORAL_UNCONFIRMED: _("%(no)s: the order by word of mouth was not confirmed."),
    NoticeKind.HELD_MISSING: _("%(no)s: data that is held is missing or altered."),
    NoticeKind.CHECK_PROPOSED: _("An officer proposes to check data."),
    NoticeKind.CHECK_ANSWERED: _("Your proposal to check data is answered."),
    NoticeKind.SHIFT_COMPLAINT: _("Not in order on a shift’s checklist: %(item)s, %(at)s."),
    NoticeKind.SHIFT_HANDED: _("A shift is handed over to you: confirm it."),
    NoticeKind.CASE_OPENED: _("Case %(no)s was noted, at %(at)s."),
    NoticeKind.CASE_REPORTED: _("Case %(no)s is reported to the school board."),
    NoticeKind.CASE_DIRECTED: _("Case %(no)s: the school board has directed."),
    NoticeKind.CASE_RESULT: _("Case %(no)s has a result."),
    NoticeKind.CASE_CLOSED: _("Case %(no)s has ended."),
    NoticeKind.CASE_LATE: _("Case %(no)s was not reported to the school board within two hours."),
    NoticeKind.REMINDED: _("Reminder %(no)s: read and acknowledge it."),
    NoticeKind.SUGGESTION_SENT: _("Suggestion %(no)s has come."),
    NoticeKind.SUGGESTION_ANSWERED: _("Your suggestion %(no)s is answered."),
    NoticeKind.REPORT_SUBMITTED: _("%(no)s: a report waits for the signature."),
    NoticeKind.REPORT_RETURNED: _("%(no)s: the report was returned to be mended."),
    NoticeKind.REPORT_ISSUED: _("%(no)s: the report is signed and issued."),
    NoticeKind.REPAIR_SUBMITTED: _("%(no)s: a proposal waits for your decision."),
    NoticeKind.REPAIR_MORE: _("%(no)s: more is asked for before a decision."),
    NoticeKind.REPAIR_DECIDED: _("%(no)s has been decided on."),
    NoticeKind.REPAIR_ACCEPTED: _("%(no)s: the work was accepted."),
    NoticeKind.MAINTENANCE_PLAN_SENT: _("The maintenance plan %(year)s waits for your approval."),
    NoticeKind.MAINTENANCE_PLAN_DECIDED: _("The maintenance plan %(year)s has been decided on."),
    NoticeKind.MAINTENANCE_DUE: _("%(no)s is due."),
    NoticeKind.MAINTENANCE_OVERDUE: _("%(no)s is overdue."),
    NoticeKind.MAINTENANCE_POSTPONED: _("%(no)s was postponed."),
    NoticeKind.MAINTENANCE_HANDED_IN: _("%(no)s waits for your confirmation."),
    NoticeKind.MAINTENANCE_FAILED: _("%(no)s was not passed: a failure was opened."),
    NoticeKind.MAINTENANCE_RETURNED: _("%(no)s was returned: look again."),
    NoticeKind.STOCKTAKE_PLANNED: _("%(no)s: a stocktake waits for your decision."),
    NoticeKind.STOCKTAKE_DECIDED: _("%(no)s: you are a member of a stocktake board."),
    NoticeKind.STOCKTAKE_BEGUN: _("%(no)s: the counting has begun."),
    NoticeKind.STOCKTAKE_COUNTED: _("%(no)s: everything is counted; sign the minutes."),
    NoticeKind.STOCKTAKE_SIGNED: _("%(no)s is signed: propose what is to become of each device."),
    NoticeKind.STOCKTAKE_PROPOSED: _("%(no)s: the proposals of the stocktake wait for approval."),
    NoticeKind.STOCKTAKE_REMARK: _("%(no)s: the school board has a remark on the proposals."),
    NoticeKind.STOCKTAKE_APPROVED: _("%(no)s is approved: update the books."),
    NoticeKind.VIOLATION_FOUND: _("%(no)s: an act that bears signs of a violation was found."),
    NoticeKind.VIOLATION_REPORTED: _("%(no)s is reported to the school board."),
    NoticeKind.VIOLATION_ABOUT: _("%(no)s concerns you: your statement is asked for."),
    NoticeKind.VIOLATION_CONCLUDED: _("%(no)s has been concluded."),
    NoticeKind.BREACH_FOUND: _(
        "%(no)s: personal data leaked or were lost; the notice is due by %(at)s."
    ),
    NoticeKind.BREACH_DUE: _("%(no)s: the notice of the breach is not sent; due by %(at)s."),
    NoticeKind.BREACH_LATE: _("%(no)s: 72 hours have passed without the notice (due %(at)s)."),
    NoticeKind.BREACH_NOTIFIED: _("%(no)s: the notice of the breach is sent."),
    NoticeKind.NETWORK_UNKNOWN: _("%(no)s: an unknown device is on the camera network."),
    NoticeKind.NETWORK_SWAPPED: _("%(no)s: another device answers at a camera’s address."),
    NoticeKind.NETWORK_GONE: _("%(no)s: an approved device is no longer on the network."),
    NoticeKind.CONFIGURATION_CHANGED: _("%(no)s: the configuration of a camera was changed."),
    NoticeKind.BACKUP_OLD: _("No good backup of the system since %(at)s."),
    NoticeKind.WITNESS_PROPOSED: _("A witness of the ledger awaits your confirmation: %(no)s."),
    NoticeKind.WITNESS_END: _("A witness of the ledger is to end: %(no)s. You decide."),
    NoticeKind.ANCHOR_LATE: _("The witness %(no)s has not signed the ledger since %(at)s."),
    NoticeKind.TOKEN_LATE: _("No time-stamp over the ledger since %(at)s."),
    NoticeKind.LEDGER_OLD: _(
        "The ledger on this machine is an old copy: the witness %(no)s holds more. Nothing is signed any more."
    ),
    NoticeKind.LEDGER_FORKED: _(
        "The ledger on this machine was altered: the witness %(no)s holds another one. Nothing is signed any more."
    ),
    NoticeKind.NO_MANAGER: _("Nobody is in charge of the camera system since %(at)s."),
    NoticeKind.SYSTEM_HANDOVER: _("%(no)s: the handing over of the system waits for you."),
    NoticeKind.SYSTEM_HANDED: _("%(no)s: the handing over of the system is confirmed."),
    NoticeKind.DUTY_SOON: _("Due tomorrow, %(day)s: %(duty)s %(no)s."),
    NoticeKind.DUTY_TODAY: _("Due today: %(duty)s %(no)s."),
    NoticeKind.DUTY_LATE: _("Past its day, %(day)s: %(duty)s %(no)s."),
    NoticeKind.CASE_VIOLATION: _("Case %(no)s is passed on: acts that bear signs of a violation."),
}
_TONES = {Urgency.PLAIN: "", Urgency.RAISED: "info", Urgency.URGENT: "bad"}

_KINDS = frozenset(each.value for each in NoticeKind)


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as the page shows it."""

    notice: "Notice"
    text: str
    tone: str


def told(notice: "Notice") -> Told:
    return Told(notice, sentence(notice.kind, notice.params), _TONES[Urgency(notice.urgency)])


def sentence(kind: str, params: dict[str, Any]) -> str:
    """The sentence; of a row with parameters of another time, whatever of it can be said; of one whose kind was altered
    in the database, that it was.
    """
    if kind not in _KINDS:
        return _now("This notice was altered in the database: tell the IT teacher.")
    camera = str(params.get("camera", ""))
    table = _CAMERA if camera else _NO_CAMERA
    text = str(table[NoticeKind(kind)]) % {
        "no": params.get("no", ""),
        "camera": camera,
        "cause": alarm_words.cause(str(params.get("cause", ""))),
        "event": alarm_words.cause(str(params.get("event", ""))),
        "account": params.get("account", ""),
        "day": params.get("day", ""),
        "duty": _duty(str(params.get("duty", ""))),
        "item": _item(str(params.get("item", ""))),
        "at": instant_text(int(params.get("at_us", 0))),
    }
    return text.replace(" .", ".")[:1].upper() + text.replace(" .", ".")[1:]


def _item(code: str) -> str:
    return str(Item(code).label) if code in Item.values else code


def _duty(code: str) -> str:
    return str(Kind(code).label) if code in Kind.values else code
