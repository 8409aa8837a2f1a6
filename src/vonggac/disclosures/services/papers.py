"""Attaching and reading papers: checked by content, pictures painted anew in a child process, sealed on disk."""

import contextlib
import hashlib
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from vonggac.access.deeds import Deed
from vonggac.disclosures import refusals
from vonggac.disclosures.models import Paper, Request
from vonggac.disclosures.sealing import Unsealable, seal, unseal
from vonggac.disclosures.services.book import has, locked, note
from vonggac.disclosures.services.filing import written_by_paper
from vonggac.disclosures.states import APPROVED, PaperFor, RequestState
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.files import write_whole
from vonggac.kernel.ids import actor_id, new_uuid
from vonggac.kernel.papers import PaperKind, examine
from vonggac.ledger import services as ledger
from vonggac.media.paper_pictures import repaint

MOST_PAPERS = 40


def attach(*, request: UUID, by: UUID, what: str, content: bytes) -> Paper:
    """Checks, paints anew, seals and keeps the file. Raises Refused, PaperRefused, OSError.

    The file is written before its row: a row whose transaction fails leaves nothing but a sealed file that is removed.
    """
    wanted = PaperFor(what)
    _require_attacher(Request.objects.get(pk=request), by, wanted)
    kind = examine(content)
    kept = content if kind is PaperKind.PDF else repaint(content, kind)
    paper = Paper(
        id=new_uuid(),
        what=wanted.value,
        kind=kind.value,
        byte_count=len(kept),
        sha256=hashlib.sha256(kept).hexdigest(),
        added_by_id=by,
    )
    path = _path(paper.id)
    write_whole(path, seal(kept, bound_to=_bound_to(paper.id)))
    try:
        return _add(paper, request, by)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def read(*, paper: UUID, by: UUID) -> tuple[Paper, bytes]:
    """The file in clear; that it was read is an entry (ACCESS §7.4). Raises Paper.DoesNotExist, Unsealable, OSError.

    Whether the person may see the request is asked before: ``selectors.for_reader``.
    """
    row = Paper.objects.select_related("request").get(pk=paper)
    content = unseal(_path(row.id).read_bytes(), bound_to=_bound_to(row.id))
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise Unsealable
    with transaction.atomic():
        ledger.record(
            "audit.read", actor=actor_id(by), what="paper", basis_ref=row.request.label
        )  # fmt: skip
    return row, content


@transaction.atomic
def _add(paper: Paper, request: UUID, by: UUID) -> Paper:
    row = locked(request, by)
    _require_attacher(row, by, PaperFor(paper.what))
    paper.request = row
    paper.place = int(row.papers.aggregate(last=Max("place"))["last"] or 0) + 1
    paper.added_us = max(clock.now_us(), row.made_us)
    if paper.place > MOST_PAPERS:
        raise Refused(refusals.too_many_papers(MOST_PAPERS))
    paper.save(force_insert=True)
    written_by_paper(row, paper.what)
    note(row, "paper", by, str(PaperFor(paper.what).label))
    return paper


def _require_attacher(row: Request, by: UUID, what: PaperFor) -> None:
    """The requester while it is his turn; who receives requests always; who carries it out, minutes and handover."""
    if has(Deed.RECEIVE_REQUESTS, by, row.school_id):
        return
    own = row.requester_id == by and row.state not in (
        *APPROVED,
        RequestState.AWAITING,
        RequestState.REFUSED,
        RequestState.COMPLETED,
    )
    hands = by in (row.executor_id, row.supervisor_id)
    if not own and not (hands and what in (PaperFor.MINUTES, PaperFor.HANDOVER)):
        raise Refused(refusals.not_yours())


def _path(paper: UUID) -> Path:
    folder: Path = settings.DATA.papers
    return folder / paper.hex


def _bound_to(paper: UUID) -> bytes:
    return b"paper " + paper.bytes
