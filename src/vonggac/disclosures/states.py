"""The states of a request and the only ways between them (REQUIREMENTS §5.1). Pure."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class RequestState(TextChoices):
    DRAFT = "draft", pgettext_lazy("request", "draft")
    SENT = "sent", pgettext_lazy("request", "sent")
    RECEIVED = "received", pgettext_lazy("request", "received")
    MORE = "more", pgettext_lazy("request", "more information asked")
    AWAITING = "awaiting", pgettext_lazy("request", "awaiting approval")
    AGREED = "agreed", pgettext_lazy("request", "agreed")
    AGREED_PART = "agreed_part", pgettext_lazy("request", "agreed in part")
    REFUSED = "refused", pgettext_lazy("request", "refused")
    IN_PROGRESS = "in_progress", pgettext_lazy("request", "in progress")
    SHOWN = "shown", pgettext_lazy("request", "shown")
    EXTRACTED = "extracted", pgettext_lazy("request", "extracted")
    HANDED_OVER = "handed_over", pgettext_lazy("request", "handed over")
    COMPLETED = "completed", pgettext_lazy("request", "completed")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "withdrawn")
    NO_DATA = "no_data", pgettext_lazy("request", "data no longer there")
    OVERDUE = "overdue", pgettext_lazy("request", "execution overdue")


S = RequestState
APPROVED = (S.AGREED, S.AGREED_PART, S.IN_PROGRESS, S.SHOWN, S.EXTRACTED, S.HANDED_OVER)
"""While a decision of the Board stands and is being carried out."""
TO_BE_SHOWN = (S.AGREED, S.AGREED_PART, S.IN_PROGRESS)
FINAL = (S.REFUSED, S.COMPLETED, S.WITHDRAWN, S.NO_DATA)
OPEN = tuple(each for each in S if each not in FINAL)
EDITABLE = (S.DRAFT, S.MORE)

_WAYS: dict[RequestState, tuple[RequestState, ...]] = {
    S.DRAFT: (S.SENT, S.WITHDRAWN),
    S.SENT: (S.RECEIVED, S.WITHDRAWN),
    S.RECEIVED: (S.MORE, S.AWAITING, S.WITHDRAWN, S.NO_DATA),
    S.MORE: (S.RECEIVED, S.WITHDRAWN, S.NO_DATA),
    S.AWAITING: (S.AGREED, S.AGREED_PART, S.REFUSED, S.WITHDRAWN, S.NO_DATA),
    S.AGREED: (S.IN_PROGRESS, S.OVERDUE, S.WITHDRAWN),
    S.AGREED_PART: (S.IN_PROGRESS, S.OVERDUE, S.WITHDRAWN),
    S.IN_PROGRESS: (S.SHOWN, S.OVERDUE, S.WITHDRAWN),
    S.OVERDUE: (S.AWAITING,),
    S.SHOWN: (S.EXTRACTED, S.COMPLETED),
    S.EXTRACTED: (S.HANDED_OVER,),
    S.HANDED_OVER: (S.COMPLETED,),
}


def may_become(before: str, after: str) -> bool:
    """Whether the regulation's machine has that way."""
    return after in _WAYS.get(RequestState(before), ())


class Written(TextChoices):
    """How the request is in writing (khoản 3 Điều 4)."""

    NOT_YET = "", pgettext_lazy("request", "not in writing yet")
    TYPED = "typed", pgettext_lazy("request", "typed by the requester under the own account")
    PAPER = "paper", pgettext_lazy("request", "signed paper, attached")
    FILED = "filed", pgettext_lazy("request", "signed paper, in the clerk’s files")


class PaperFor(TextChoices):
    """What an attached file is."""

    REQUEST = "request", pgettext_lazy("paper", "the signed request")
    LETTER = "letter", pgettext_lazy("paper", "official letter, introduction letter")
    SUPERIOR = "superior", pgettext_lazy("paper", "decision of the superior body")
    MINUTES = "minutes", pgettext_lazy("paper", "signed minutes of the viewing")
    HANDOVER = "handover", pgettext_lazy("paper", "signed record of the handover")
    OTHER = "other", pgettext_lazy("paper", "other paper")


class Verdict(TextChoices):
    AGREED = "agreed", pgettext_lazy("request", "agreed")
    AGREED_PART = "agreed_part", pgettext_lazy("request", "agreed in part")
    REFUSED = "refused", pgettext_lazy("request", "refused")


class MediumEnd(TextChoices):
    """What became of a medium that was handed over."""

    RETURNED = "returned", pgettext_lazy("medium", "returned")
    DESTROYED = "destroyed", pgettext_lazy("medium", "destroyed, data erased")
