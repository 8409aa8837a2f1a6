"""Inputs from outside: made by the IT teacher with a basis, known by a token that is shown once."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.equipment.models import Input
from vonggac.kernel import clock
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.places import selectors as places

QUIET_US = 10 * clock.SECOND_US
"""A line that calls again within so long means the same: answered, and no second event."""
MOST_INPUTS = 64
TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class Heard:
    """An input called: ``cameras`` that an event is written for; none where it called a moment ago."""

    input: UUID
    name: str
    cameras: tuple[str, ...]


@transaction.atomic
def make_input(
    *, school: UUID, by: UUID, name: str, cameras: Iterable[str], basis: str
) -> tuple[Input, str]:
    """The row, and the token, which is shown once and kept nowhere. Raises Refused, ValidationError, TextRefused."""
    access.require(by, school, Deed.CONFIGURE_CAMERAS)
    wanted = set(cameras)
    known = list(places.cameras(school).filter(pk__in=wanted))
    if not wanted or len(known) != len(wanted):
        raise ValidationError(
            {"cameras": ValidationError(_("Choose at least one camera."), "none")}
        )
    if Input.objects.filter(school_id=school, revoked_us=None).count() >= MOST_INPUTS:
        raise ValidationError(_("There are too many input lines: revoke one first."), "many")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = Input(
        school_id=school,
        name=one_line("name", name, max_length=80),
        token_sha256=_digest(token),
        basis=one_line("basis", basis, max_length=300),
        made_us=clock.now_us(),
        made_by_id=by,
    )
    row.full_clean()
    row.save(force_insert=True)
    row.cameras.set(known)
    _record(row, by, "made")
    return row, token


@transaction.atomic
def revoke_input(*, input_id: UUID, by: UUID) -> None:
    """Its token opens nothing from now on; the row stays. Repeating does nothing. Raises Refused."""
    row = Input.objects.select_for_update().get(pk=input_id)
    access.require(by, row.school_id, Deed.CONFIGURE_CAMERAS)
    if row.revoked_us is None:
        row.revoked_us, row.revoked_by_id = max(clock.now_us(), row.made_us), by
        row.save(update_fields=["revoked_us", "revoked_by"])
        _record(row, by, "revoked")


@transaction.atomic
def heard(*, token: str) -> Heard | None:
    """Who calls; None where no input in use has that token. Every row is compared, none faster than another."""
    at_us, digest = clock.now_us(), _digest(token)
    found: Input | None = None
    for row in Input.objects.filter(revoked_us=None):
        if hmac.compare_digest(row.token_sha256, digest):
            found = row
    if found is None:
        return None
    recent = found.last_us is not None and 0 <= at_us - found.last_us < QUIET_US
    if recent:
        return Heard(found.id, found.name, ())
    Input.objects.filter(pk=found.pk).update(last_us=at_us)
    cameras = found.cameras.filter(out_of_use_us=None).order_by("pk").values_list("pk", flat=True)
    return Heard(found.id, found.name, tuple(cameras))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _record(row: Input, by: UUID, how: str) -> None:
    facts = {
        "input": row.id.hex,
        "cameras": sorted(row.cameras.values_list("pk", flat=True)),
        "token": row.token_sha256,
        "how": how,
    }
    ledger.record("config.change", actor=actor_id(by), what="input", digest=facts_digest(facts))
