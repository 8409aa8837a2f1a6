"""Keeping a scan and reading it. Who may is asked by the room whose row it belongs to, before."""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.kernel import clock
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.files import write_whole
from vonggac.kernel.ids import actor_id, new_uuid
from vonggac.kernel.papers import PaperKind, examine
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.media.paper_pictures import repaint
from vonggac.papers import selectors
from vonggac.papers.models import Check, Scan, TrustedRoot
from vonggac.signing import client as signing
from vonggac.signing import roots
from vonggac.signing.facts import BadCertificate, Found, NotChecked
from vonggac.vault import small
from vonggac.vault.small import Unsealable

__all__ = ["BadCertificate", "Unsealable", "check_again", "end_root", "keep", "read", "trust_root"]


@dataclass(frozen=True, slots=True)
class _Said:
    outcome: str
    found: list[Found]


@contextlib.contextmanager
def keep(*, school: UUID, of: str, content: bytes, by: UUID) -> Iterator[Scan]:
    """Checks, paints anew, seals; the row is saved at the end of the block, together with what refers to it.

    The file is written before its row: where the block or its transaction fails, nothing stays but a sealed file that
    is removed. What the signatures of a PDF say is kept beside it. Raises PaperRefused, TextRefused, OSError.
    """
    kind = examine(content)
    kept = content if kind is PaperKind.PDF else repaint(content, kind)
    said = _look(school, kept)
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
            if said is not None:
                _note(row, said, by=None)
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


def check_again(*, scan: UUID, by: UUID) -> None:
    """Asks its signatures once more: another root is trusted by now. Raises as ``read``."""
    row, content = read(scan=scan, by=by)
    said = _look(row.school_id, content)
    if said is not None:
        with transaction.atomic():
            _note(row, said, by=by)


@transaction.atomic
def trust_root(*, school: UUID, by: UUID, content: bytes, basis: str) -> TrustedRoot:
    """From now on signers of this authority are known. Raises BadCertificate, TextRefused, ValidationError."""
    name, der, sha256 = roots.read_root(content)
    if selectors.roots(school).filter(sha256=sha256).exists():
        problem = ValidationError(_("This certificate is trusted already."), "invalid")
        raise ValidationError({"certificate": problem})
    row = TrustedRoot.objects.create(
        school_id=school,
        name=name,
        sha256=sha256,
        certificate=der,
        basis=one_line("basis", basis, max_length=300),
        added_by_id=by,
        added_us=clock.now_us(),
    )
    _record(by, {"root": sha256, "basis": row.basis})
    return row


@transaction.atomic
def end_root(*, root: UUID, by: UUID) -> TrustedRoot:
    """Trusted no longer; what was said of papers by then stays. Raises TrustedRoot.DoesNotExist where it has ended."""
    row = TrustedRoot.objects.select_for_update().get(pk=root, ended_us=None)
    row.ended_us, row.ended_by_id = clock.now_us(), by
    row.save(update_fields=["ended_us", "ended_by"])
    _record(by, {"root": row.sha256, "ended_us": row.ended_us})
    return row


def _record(by: UUID, facts: dict[str, object]) -> None:
    ledger.record(
        "config.change", actor=actor_id(by), what="signing.root", digest=facts_digest(facts)
    )


def _look(school: UUID, content: bytes) -> _Said | None:
    """None: no PDF, or none that bears a signature. The paper is kept whatever is found."""
    if not signing.may_be_signed(content):
        return None
    trusted = [bytes(each.certificate) for each in selectors.roots(school)]
    try:
        found = signing.check(content, trusted)
    except NotChecked as failed:
        outcome = failed.code if failed.code in ("timeout", "busy") else "unreadable"
        return _Said(outcome, [])
    return _Said("checked", found) if found else None


def _note(scan: Scan, said: _Said, *, by: UUID | None) -> None:
    Check.objects.create(
        scan=scan,
        number=Check.objects.filter(scan=scan).count() + 1,
        outcome=said.outcome,
        found=[each.as_json() for each in said.found],
        by_id=by,
        checked_us=clock.now_us(),
    )


def _path(scan: UUID) -> Path:
    folder: Path = settings.DATA.papers
    return folder / scan.hex


def _bound_to(scan: UUID) -> bytes:
    return b"scan " + scan.bytes


def _key() -> bytes:
    key: bytes = settings.OFFICE_SEALING_KEY()
    return key
