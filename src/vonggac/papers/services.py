"""Keeping a scan and reading it. Who may is asked by the room whose row it belongs to, before."""

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from vonggac.kernel import clock
from vonggac.kernel.files import write_whole
from vonggac.kernel.ids import actor_id, new_uuid
from vonggac.kernel.papers import PaperKind, examine
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.media.paper_pictures import repaint
from vonggac.papers.models import Scan
from vonggac.vault import small
from vonggac.vault.small import Unsealable

__all__ = ["Unsealable", "keep", "read"]


@contextlib.contextmanager
def keep(*, school: UUID, of: str, content: bytes, by: UUID) -> Iterator[Scan]:
    """Checks, paints anew, seals; the row is saved at the end of the block, together with what refers to it.

    The file is written before its row: where the block or its transaction fails, nothing stays but a sealed file that
    is removed. Raises PaperRefused, TextRefused, OSError.
    """
    kind = examine(content)
    kept = content if kind is PaperKind.PDF else repaint(content, kind)
    row = Scan(
        id=new_uuid(),
        school_id=school,
        of=one_line("of", of, max_length=60),
        kind=kind.value,
        byte_count=len(kept),
        sha256=hashlib.sha256(kept).hexdigest(),
        added_by_id=by,
        added_us=clock.now_us(),
    )
    path = _path(row.id)
    write_whole(path, small.seal(_key(), kept, bound_to=_bound_to(row.id)))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            yield row
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def read(*, scan: UUID, by: UUID) -> tuple[Scan, bytes]:
    """The file in clear; that it was read is an entry (ACCESS §7.4).

    Raises Scan.DoesNotExist, Unsealable (changed or moved), OSError.
    """
    row = Scan.objects.get(pk=scan)
    content = small.unseal(_key(), _path(row.id).read_bytes(), bound_to=_bound_to(row.id))
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise Unsealable
    with transaction.atomic():
        ledger.record("audit.read", actor=actor_id(by), what="paper", basis_ref=row.of)
    return row, content


def _path(scan: UUID) -> Path:
    folder: Path = settings.DATA.papers
    return folder / scan.hex


def _bound_to(scan: UUID) -> bytes:
    return b"scan " + scan.bytes


def _key() -> bytes:
    key: bytes = settings.OFFICE_SEALING_KEY()
    return key
