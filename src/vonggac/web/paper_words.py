"""Why a file is not taken, and what to do instead: a closed table (``kernel.papers``)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WORDS: dict[str, str | Promise] = {
    "empty": _("The file is empty."),
    "too_big": _("The file is larger than 16 MB: scan it in grey at 200 dpi, or in parts."),
    "too_many_pixels": _("The picture is too large: take it with fewer pixels."),
    "svg": _("A drawing (SVG) is not taken: attach a scan as PDF, or a photograph."),
    "macro": _("A document with macros is not taken: print it, have it signed, attach the scan."),
    "document": _(
        "A document that can be changed is not taken: attach the signed paper as PDF or photograph."
    ),
    "archive": _("A packed file is not taken: attach each paper by itself."),
    "heic": _(
        "The telephone saved the photograph as HEIC: choose JPEG (“most compatible”) and take it again."
    ),
    "webp": _("A WebP picture is not taken: save it as JPEG."),
    "program": _("A program is not taken."),
    "active_pdf": _(
        "The PDF carries a script or other files: print it to a new PDF, or scan the paper."
    ),
    "locked_pdf": _("The PDF is locked with a password: attach one without."),
    "broken": _("The file cannot be read: scan or photograph the paper again."),
    "unknown": _("Only PDF, JPEG and PNG are taken."),
}


def why_refused(code: str) -> str:
    return str(_WORDS.get(code, _WORDS["unknown"]))
