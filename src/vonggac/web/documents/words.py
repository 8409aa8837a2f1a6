"""What the page says of a template that can't be used, and of what it lacks."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vonggac.documents.findings import Finding

FINDINGS: dict[str, str | Promise] = {
    "too_large": _("The file is larger than 2 MB."),
    "no_docx": _("This is not a Word file (.docx), or it is damaged."),
    "bomb": _("The file unpacks to far more than a form needs."),
    "macro": _("The file holds macros: save it as .docx without macros."),
    "foreign_part": _("The file holds something that is neither text nor a picture."),
    "outside": _("The file refers to another file or to the network."),
    "syntax": _("A tag is not closed, or the form cannot be filled."),
    "code": _("A tag holds more than the name of a field."),
    "unknown": _("A tag that this form does not have:"),
    "missing": _("A field of the form that this file leaves out:"),
}


def sentence(finding: Finding) -> str:
    words = str(FINDINGS[finding.code])
    return f"{words} {finding.detail}" if finding.detail else words
