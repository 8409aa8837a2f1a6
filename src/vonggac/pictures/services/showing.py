"""A kept picture is shown: to whom ``access`` lets, with an entry for each showing, committed before it leaves (I2)."""

import hashlib
from uuid import UUID

from django.db import transaction

from vonggac.access import services as access
from vonggac.kernel import clock
from vonggac.kernel.authority import Refusal, Refused
from vonggac.kernel.ids import actor_id
from vonggac.ledger import services as ledger
from vonggac.people.services.sessions import short_id
from vonggac.pictures import refusals, sealing
from vonggac.pictures.models import Snapshot


def show(*, snapshot: UUID, person: UUID, session: UUID) -> bytes:
    """The JPEG. Raises Refused; Snapshot.DoesNotExist."""
    row = Snapshot.objects.get(pk=snapshot)
    grant = access.kept_picture(
        person=person,
        camera=row.camera,
        instant_us=row.asked_us,
        taken_under=row.grant,
        at_us=clock.now_us(),
    )
    if isinstance(grant, Refusal):
        raise Refused(grant)
    picture = opened(row)
    with transaction.atomic():
        ledger.record(
            "thumb",
            actor=actor_id(person),
            session=short_id(session),
            grant=grant.id.hex,
            cam=row.camera,
            stream=row.stream,
            at_us=row.frame_us,
            basis="snapshot",
            basis_ref=row.label,
        )
    return picture


def offered(row: Snapshot, person: UUID) -> bool:
    """Whether ``show`` would let the person see it now, for the page around it: nothing is shown or written."""
    return access.kept_picture_offered(
        person=person,
        camera=row.camera,
        instant_us=row.asked_us,
        taken_under=row.grant,
        at_us=clock.now_us(),
    )


def opened(row: Snapshot) -> bytes:
    """Whoever calls has asked ``access``. Raises Refused where file and register do not agree."""
    try:
        picture = sealing.kept(snapshot=row.id)
    except (sealing.Unsealable, OSError) as error:
        raise Refused(refusals.unreadable()) from error
    if hashlib.sha256(picture).hexdigest() != row.sha256:
        raise Refused(refusals.unreadable())
    return picture
