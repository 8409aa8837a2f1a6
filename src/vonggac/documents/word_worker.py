"""``python -m vonggac.documents.word_worker``: one DOCX, or what is wrong with one as a template."""

import sys

from vonggac.documents import framing, inspection, word_filling
from vonggac.documents.worker import Head, filled, main


def _form(head: Head, blobs: list[bytes]) -> bytes:
    made = word_filling.docx(head["form"], filled(head, blobs), blobs[0])
    return framing.message({"ok": True}, made)


def _check(head: Head, blobs: list[bytes]) -> bytes:
    found = inspection.check(head["form"], blobs[0])
    return framing.message({"ok": True, "findings": [[each.code, each.detail] for each in found]})


MAKERS = {"docx": _form, "check": _check}

if __name__ == "__main__":
    sys.exit(main(MAKERS))
