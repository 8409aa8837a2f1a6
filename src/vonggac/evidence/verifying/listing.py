"""Check 1: the list names every file by a plain name, nothing lies beside it, and every hash holds."""

import re
from hashlib import sha256

from vonggac.evidence import names
from vonggac.evidence.verifying.answers import Fail, Report
from vonggac.evidence.verifying.sources import Source, pieces, read

_LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._/-]*)")


def check_list(source: Source, report: Report) -> dict[str, str]:
    """SHA-256 by name. Raises Fail."""
    listed = _parse(read(source, names.SUMS))
    beside = set(source.sizes) ^ (set(listed) | set(names.UNLISTED))
    if beside:
        raise Fail(min(beside)[: names.MAX_NAME], "missing or unlisted")
    for name, expected in listed.items():
        digest = sha256()
        for piece in pieces(source, name):
            digest.update(piece)
        if digest.hexdigest() != expected:
            raise Fail(name, "its hash does not hold")
    report.ok(f"{len(listed)} file hashes")
    return listed


def _parse(raw: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    try:
        lines = raw.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise Fail(names.SUMS, "a line that is not allowed") from None
    if lines.pop():
        raise Fail(names.SUMS, "a line that does not end")
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None or ".." in match[2] or match[2] in found or match[2] in names.UNLISTED:
            raise Fail(names.SUMS, "a line that is not allowed")
        found[match[2]] = match[1]
    return found
