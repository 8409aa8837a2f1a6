"""Dự thảo of an order by word of mouth (REQUIREMENTS §4, §5.2): kept for its officer, permits nothing."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from vonggac.directives.models import OralDraft
from vonggac.directives.refusals import not_an_officer
from vonggac.directives.services.issuing import EXECUTING
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.text import one_line
from vonggac.people import selectors as people

TEXTS = {"ordered_by": 40, "said_how": 200, "purpose": 20, "purpose_detail": 500}
"""Fields and their longest texts."""
INSTANTS = ("said_us", "footage_from_us", "footage_to_us")
MOST_CAMERAS = 200


@transaction.atomic
def save_draft(*, by: UUID, school: UUID, values: Mapping[str, Any]) -> OralDraft:
    """What is there so far, whole or not; the officer's one open draft. Raises Refused, TextRefused."""
    at_us = clock.now_us()
    held = people.positions_now(by, at_us)
    if not any(each.school == school and each.role in EXECUTING for each in held):
        raise Refused(not_an_officer())
    row = OralDraft.objects.select_for_update().filter(**_open(by, school)).first()
    row = row or OralDraft(school_id=school, by_id=by)
    row.values, row.saved_us = _kept(values), at_us
    row.save()
    return row


@transaction.atomic
def lay_draft_aside(*, by: UUID, school: UUID) -> None:
    """It is not needed any more; the row stays."""
    OralDraft.objects.filter(**_open(by, school)).update(laid_aside_us=clock.now_us())


def draft_entered(*, by: UUID, school: UUID, directive: UUID) -> None:
    """Chờ xác nhận: the draft became this order. Called in the transaction that writes it."""
    OralDraft.objects.filter(**_open(by, school)).update(directive_id=directive)


def _open(by: UUID, school: UUID) -> dict[str, Any]:
    return {"by_id": by, "school_id": school, "directive": None, "laid_aside_us": None}


def _kept(values: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {
        name: one_line(name, str(values[name]), max_length=longest, required=False)
        for name, longest in TEXTS.items()
        if name in values
    }
    for name in INSTANTS:
        if type(values.get(name)) is int:
            kept[name] = values[name]
    cameras = [each for each in values.get("cameras", ()) if isinstance(each, str)]
    kept["cameras"] = [one_line("cameras", each, max_length=16) for each in cameras[:MOST_CAMERAS]]
    return kept
