"""Asks the child process for a document; safe to call from pages and the clerk. Loads none of the libraries itself.

    client.render("directive", {"number": "PCĐ-2025-006", …}, "pdf")

Promises: bytes of a whole document, or ``NotRendered`` with ``code`` bad_data (the caller's data, ``field`` says
which), timeout, failed, busy. At most two documents at a time in a process.
"""

import dataclasses
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import vonggac
from vonggac.documents import framing
from vonggac.documents.findings import Finding
from vonggac.kernel.clock import now_us

Kind = Literal["pdf", "docx", "xlsx"]
CONTENT_TYPES: dict[Kind, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WORKERS = {
    "pdf": "pdf_worker",
    "labels": "pdf_worker",
    "docx": "word_worker",
    "check": "word_worker",
    "xlsx": "sheet_worker",
}
PATIENCE_S = 60.0
_AT_A_TIME = threading.BoundedSemaphore(2)
_CREATION_FLAGS: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class NotRendered(RuntimeError):
    """No document. ``code``: bad_data, timeout, failed, busy."""

    def __init__(self, code: str, why: str, field: str = "") -> None:
        super().__init__(f"{code}: {why}")
        self.code = code
        self.field = field


def render(
    form: str,
    data: Any,
    kind: Kind,
    *,
    template: bytes = b"",
    at_us: int | None = None,
    timeout_s: float = PATIENCE_S,
) -> bytes:
    """``data``: a paper of ``documents.forms`` or a mapping with its field names; what is missing is a dotted line.

    ``template``: the school's DOCX (``templates.current``). ``at_us``: the date in the PDF, now if left out.
    """
    request = _request(form, data, kind, template, now_us() if at_us is None else at_us)
    return _asked(kind, request, timeout_s)[1][0]


def labels(rows: list[dict[str, str]], *, timeout_s: float = PATIENCE_S) -> bytes:
    """PDF of labels for devices, 24 on a sheet: code, name, school, address (the QR code). Raises NotRendered."""
    head = {"form": "", "kind": "labels", "at_us": now_us(), "data": {"labels": rows}}
    return _asked("labels", framing.message({**head, "pictures": {}}, b""), timeout_s)[1][0]


def check(form: str, template: bytes, *, timeout_s: float = PATIENCE_S) -> list[Finding]:
    """What is wrong with a DOCX as a template of this form (``inspection.check``). Raises NotRendered."""
    head = {"form": form, "kind": "check"}
    answer, _ = _asked("check", framing.message(head, template), timeout_s)
    return [Finding(code, detail) for code, detail in answer["findings"]]


def _asked(kind: str, request: bytes, timeout_s: float) -> tuple[dict[str, Any], list[bytes]]:
    if not _AT_A_TIME.acquire(timeout=timeout_s):
        raise NotRendered("busy", "two documents are being made")
    try:
        return _answer(kind, request, timeout_s)
    finally:
        _AT_A_TIME.release()


def _request(form: str, data: Any, kind: str, template: bytes, at_us: int) -> bytes:
    plain = dict(data) if isinstance(data, Mapping) else _fields(data)
    pictures = {name: each for name, each in plain.items() if isinstance(each, bytes)}
    head = {
        "form": form,
        "kind": kind,
        "at_us": at_us,
        "data": {name: _plain(each) for name, each in plain.items() if name not in pictures},
        "pictures": {name: at for at, name in enumerate(pictures, start=1)},
    }
    try:
        return framing.message(head, template, *pictures.values())
    except TypeError as error:
        raise NotRendered("bad_data", str(error)) from error


def _fields(data: Any) -> dict[str, Any]:
    if not dataclasses.is_dataclass(data) or isinstance(data, type):
        raise NotRendered("bad_data", "not a mapping")
    return {each.name: getattr(data, each.name) for each in dataclasses.fields(data)}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


def _answer(kind: str, request: bytes, timeout_s: float) -> tuple[dict[str, Any], list[bytes]]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", f"vonggac.documents.{_WORKERS[kind]}"],
            input=request,
            capture_output=True,
            timeout=timeout_s,
            env=_environment(),
            creationflags=_CREATION_FLAGS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotRendered("timeout", f"no document within {timeout_s:g} s") from error
    try:
        head, blobs = framing.parse(done.stdout)
    except framing.Garbled as error:
        raise NotRendered("failed", f"the process ended with {done.returncode}") from error
    if not head.get("ok"):
        raise NotRendered(head["code"], head["why"], head.get("field", ""))
    return head, blobs


def _environment() -> dict[str, str]:
    ours = str(Path(vonggac.__file__).parents[1])
    before = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": f"{ours}{os.pathsep}{before}" if before else ours}
