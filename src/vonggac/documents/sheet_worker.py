"""``python -m vonggac.documents.sheet_worker``: one XLSX."""

import sys

from vonggac.documents import framing, spreadsheet
from vonggac.documents.worker import Head, filled, main


def _form(head: Head, blobs: list[bytes]) -> bytes:
    return framing.message({"ok": True}, spreadsheet.xlsx(head["form"], filled(head, blobs)))


MAKERS = {"xlsx": _form}

if __name__ == "__main__":
    sys.exit(main(MAKERS))
