"""The child process makes one document and ends. Started by ``client``, which knows the module of each kind.

A module of its own for PDF, DOCX and XLSX: each loads its library and none of the others', which is most of the time
that a document takes. What a library leaks or breaks ends with the process.
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any

from vonggac.documents import framing
from vonggac.documents.filling import BadData

Head = dict[str, Any]
Makers = Mapping[str, Callable[[Head, list[bytes]], bytes]]
"""By kind: from what was asked and the bytes that came along to the answer, framed."""


def answer(request: bytes, makers: Makers) -> bytes:
    """The document, or why there is none: ``bad_data`` is the caller's fault, ``failed`` ours or the template's."""
    head, blobs = framing.parse(request)
    try:
        if head["kind"] not in makers:
            raise BadData("kind", f"no such kind: {head['kind']}")
        return makers[head["kind"]](head, blobs)
    except BadData as error:
        return framing.message({"code": "bad_data", "field": error.field, "why": str(error)})
    except KeyError as error:
        return framing.message({"code": "bad_data", "field": "form", "why": f"unknown: {error}"})
    except Exception as error:  # noqa: BLE001  (whatever it is, the caller must hear why)
        return framing.message({"code": "failed", "why": f"{type(error).__name__}: {error}"})


def filled(head: Head, blobs: list[bytes]) -> Head:
    """The form's data, with the pictures that came along."""
    data: Head = head["data"]
    for name, at in head["pictures"].items():
        data[name] = blobs[at]
    return data


def main(makers: Makers) -> int:
    """One request from standard input, its answer to standard output. Exit 1 where nobody can have it."""
    try:
        sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), makers))
        sys.stdout.buffer.flush()
    except (BrokenPipeError, framing.Garbled):
        return 1
    return 0
