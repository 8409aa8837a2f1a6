"""The signed pledge and the training minutes as files: checked by content, painted anew, sealed (I11, ACCESS §10)."""

import contextlib
import hashlib
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.kernel import clock
from vonggac.kernel.files import write_whole
from vonggac.kernel.ids import actor_id, new_uuid
from vonggac.kernel.papers import PaperKind, examine
from vonggac.ledger import services as ledger
from vonggac.media.paper_pictures import repaint
from vonggac.people.models import Pledge, Scan, Training
from vonggac.people.services.standing import require_manager
from vonggac.vault import small
from vonggac.vault.small import Unsealable

MOST_SCANS = 6
"""Of one paper: a page each, where they are photographs."""


def attach_scan(*, signed: UUID, school: UUID, by: UUID, content: bytes) -> Scan:
    """``signed``: a pledge or a training. Raises Refused, ValidationError, PaperRefused, Pledge.DoesNotExist, OSError.

    The file is there before its row: a row that fails leaves nothing.
    """
    paper = _paper(signed)
    require_manager(by, school, paper.person_id)
    kind = examine(content)
    kept = content if kind is PaperKind.PDF else repaint(content, kind)
    row = Scan(
        id=new_uuid(),
        pledge=paper if isinstance(paper, Pledge) else None,
        training=paper if isinstance(paper, Training) else None,
        kind=kind.value,
        byte_count=len(kept),
        sha256=hashlib.sha256(kept).hexdigest(),
        added_by_id=by,
        added_us=clock.now_us(),
    )
    path = _path(row.id)
    write_whole(path, small.seal(_key(), kept, bound_to=_bound_to(row.id)))
    try:
        _add(row, paper, by, school)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    return row


def read_scan(*, scan: UUID, by: UUID) -> tuple[Scan, bytes]:
    """The file in clear; that it was read is an entry (ACCESS §7.4). Raises Scan.DoesNotExist, Unsealable, OSError.

    Whether the person may see it is asked before: ``selectors.scan_for``.
    """
    row = Scan.objects.get(pk=scan)
    content = small.unseal(_key(), _path(row.id).read_bytes(), bound_to=_bound_to(row.id))
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise Unsealable
    with transaction.atomic():
        ledger.record("audit.read", actor=actor_id(by), what="paper")
    return row, content


@transaction.atomic
def _add(row: Scan, paper: Pledge | Training, by: UUID, school: UUID) -> None:
    require_manager(by, school, paper.person_id)
    if paper.scans.count() >= MOST_SCANS:
        raise ValidationError({"paper": ValidationError(_("This paper has six files already."))})
    row.full_clean()
    row.save(force_insert=True)
    ledger.record(
        "role.change",
        actor=actor_id(by),
        subject=actor_id(paper.person_id),
        change="pledge.scan" if isinstance(paper, Pledge) else "training.scan",
        digest=row.sha256,
    )


def _paper(signed: UUID) -> Pledge | Training:
    training = Training.objects.filter(pk=signed).first()
    return training if training is not None else Pledge.objects.get(pk=signed)


def _key() -> bytes:
    key: bytes = settings.OFFICE_SEALING_KEY()
    return key


def _path(scan: UUID) -> Path:
    folder: Path = settings.DATA.papers
    return folder / scan.hex


def _bound_to(scan: UUID) -> bytes:
    return b"signed paper " + scan.bytes
