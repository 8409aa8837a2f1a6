"""``python -m vonggac.documents.pdf_worker``: one PDF. Of the libraries it loads typst alone."""

import sys

from vonggac.documents import framing, typesetting
from vonggac.documents.worker import Head, filled, main


def _form(head: Head, blobs: list[bytes]) -> bytes:
    made = typesetting.pdf(head["form"], filled(head, blobs), head["at_us"])
    return framing.message({"ok": True}, made)


def _labels(head: Head, blobs: list[bytes]) -> bytes:
    return framing.message({"ok": True}, typesetting.labels(filled(head, blobs), head["at_us"]))


MAKERS = {"pdf": _form, "labels": _labels}

if __name__ == "__main__":
    sys.exit(main(MAKERS))
