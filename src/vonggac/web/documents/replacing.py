"""The school's own template: proposed by the IT teacher, confirmed by the head, each with its entry in the ledger.

The files are the documents room's, which knows no ledger; this joins the two. The entry is written in a transaction
that stands only when the file was kept.
"""

from uuid import UUID

from django.conf import settings
from django.db import transaction

from vonggac.documents.templates import Chosen, Shelf
from vonggac.kernel.clock import now_us
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.ledger import services as ledger


def shelf() -> Shelf:
    return Shelf(settings.DATA.root)


def propose(code: str, content: bytes, *, by: UUID) -> Chosen:
    """Raises ``templates.Unfit``, ``client.NotRendered``, OSError."""
    with transaction.atomic():
        made = shelf().propose(code, content, by=str(by), at_us=now_us())
        _record("template_proposed", code, made.digest, by)
    return made


def confirm(code: str, digest: str, *, by: UUID) -> None:
    """Raises ``templates.NotTaken``: own, changed, none."""
    with transaction.atomic():
        shelf().confirm(code, digest, by=str(by), at_us=now_us())
        _record("template", code, digest, by)


def decline(code: str, digest: str, *, by: UUID) -> None:
    """Raises ``templates.NotTaken``."""
    with transaction.atomic():
        shelf().decline(code, digest)
        _record("template_declined", code, digest, by)


def return_to_ours(code: str, *, by: UUID) -> None:
    """Raises ``templates.NotTaken``."""
    with transaction.atomic():
        shelf().return_to_ours(code, by=str(by), at_us=now_us())
        _record("template", code, "", by)


def _record(what: str, code: str, digest: str, by: UUID) -> None:
    facts = {"form": code, "sha256": digest}
    ledger.record("config.change", actor=actor_id(by), what=what, digest=facts_digest(facts))
