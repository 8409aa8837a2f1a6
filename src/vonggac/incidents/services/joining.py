"""Hồ sơ and sổ at once (3.2-2c): a use that belongs to a case writes its dossier line before its usage line.

Belongs to a case: a use under a directive that was joined with it, and whatever is written with the case's number.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vonggac.duty.models import UsageLine
from vonggac.incidents.models import Case
from vonggac.incidents.services.writing import write_line
from vonggac.incidents.states import LineKind

_CASE = re.compile(r"VV-(\d{4})-(\d{3,6})")
_DIRECTIVE = re.compile(r"PCĐ-(\d{4})-(\d{3,6})\b")


def join(line: UsageLine) -> str:
    """``VV-2026-001/4``: the line of the dossier that was written for it; empty where it belongs to no case.

    Raises ValidationError where ``related_no`` names a case that the school has not.
    """
    row = _case_of(line)
    if row is None:
        return ""
    written = write_line(
        row, LineKind.USE, by=line.person_id, text=line.result or line.note, use=line
    )
    return f"{row.label}/{written.place}"


def _case_of(line: UsageLine) -> Case | None:
    cases = Case.objects.select_for_update().filter(school_id=line.school_id)
    if line.related_no.startswith("VV-"):
        named = _CASE.fullmatch(line.related_no)
        found = named and cases.filter(year=int(named[1]), number=int(named[2])).first()
        if not found:
            raise ValidationError({"related_no": _("There is no case of that number.")})
        return found
    paper = _DIRECTIVE.match(line.basis_ref)
    if paper is None or line.related_no:
        return None
    return cases.filter(
        directives__directive__school_id=line.school_id,
        directives__directive__year=int(paper[1]),
        directives__directive__number=int(paper[2]),
    ).first()
