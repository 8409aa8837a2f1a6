"""The signed pledge and the training minutes as files (khoản 1 Điều 5, ACCESS §10)."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vonggac.kernel.ids import actor_id
from vonggac.ledger import services as ledger
from vonggac.papers import services as papers
from vonggac.people.models import Pledge, SignedScan, Training
from vonggac.people.services.standing import require_manager

MOST_SCANS = 6
"""Of one paper: a page each, where they are photographs."""


def attach_scan(*, signed: UUID, school: UUID, by: UUID, content: bytes) -> SignedScan:
    """``signed``: a pledge or a training of somebody else.

    Raises Refused, ValidationError, PaperRefused, Pledge.DoesNotExist, OSError.
    """
    paper = _paper(signed)
    require_manager(by, school, paper.person_id)
    pledge = isinstance(paper, Pledge)
    of = "cam-ket" if pledge else "tap-huan"
    with papers.keep(school=school, of=of, content=content, by=by) as scan:
        require_manager(by, school, paper.person_id)
        if paper.scans.count() >= MOST_SCANS:
            raise ValidationError(
                {"paper": ValidationError(_("This paper has six files already."))}
            )
        row = SignedScan.objects.create(
            scan=scan,
            pledge=paper if isinstance(paper, Pledge) else None,
            training=paper if isinstance(paper, Training) else None,
        )
        ledger.record(
            "role.change",
            actor=actor_id(by),
            subject=actor_id(paper.person_id),
            change="pledge.scan" if pledge else "training.scan",
            digest=scan.sha256,
        )
    return row


def _paper(signed: UUID) -> Pledge | Training:
    training = Training.objects.filter(pk=signed).first()
    return training if training is not None else Pledge.objects.get(pk=signed)
