"""The child process: ``python -m vonggac.documents.worker`` makes one document and ends. Started by ``client``.

It alone loads typst, docxtpl and openpyxl; what they leak or break ends with it.
"""

import sys
from typing import Any, BinaryIO

from vonggac.documents import framing, inspection, render, typesetting
from vonggac.documents.filling import BadData
from vonggac.documents.typesetting import NotTypeset


def answer(request: bytes) -> bytes:
    """The document, or why there is none: ``bad_data`` is the caller's fault, ``failed`` ours or the template's."""
    head, blobs = framing.parse(request)
    try:
        if head["kind"] == "check":
            found = inspection.check(head["form"], blobs[0])
            return framing.message({"ok": True, "findings": [[f.code, f.detail] for f in found]})
        return framing.message({"ok": True}, _made(head, blobs))
    except BadData as error:
        return framing.message({"code": "bad_data", "field": error.field, "why": str(error)})
    except KeyError as error:
        return framing.message({"code": "bad_data", "field": "form", "why": f"unknown: {error}"})
    except NotTypeset as error:
        return framing.message({"code": "failed", "why": str(error)})
    except Exception as error:  # noqa: BLE001  (whatever it is, the caller must hear why)
        return framing.message({"code": "failed", "why": f"{type(error).__name__}: {error}"})


def _made(head: dict[str, Any], blobs: list[bytes]) -> bytes:
    data: dict[str, Any] = head["data"]
    for name, at in head["pictures"].items():
        data[name] = blobs[at]
    match head["kind"]:
        case "pdf":
            return render.pdf(head["form"], data, head["at_us"])
        case "docx":
            return render.docx(head["form"], data, blobs[0])
        case "xlsx":
            return render.xlsx(head["form"], data)
        case "labels":
            return typesetting.labels(data, head["at_us"])
        case other:
            raise BadData("kind", f"no such kind: {other}")


def main(source: BinaryIO, out: BinaryIO) -> int:
    try:
        out.write(answer(source.read()))
        out.flush()
    except (BrokenPipeError, framing.Garbled):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
