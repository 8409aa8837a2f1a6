"""Names inside a package: made of ids and times, never of words, and safe to unpack on any system (FORMATS §10)."""

import re

from vonggac.kernel.instants import compact

READ_ME = "READ-ME-FIRST.pdf"
MANIFEST = "manifest.json"
CONTINUITY = "continuity.json"
CUSTODY = "custody.jsonl"
SUMS = "SHA256SUMS"
CMS = "SHA256SUMS.p7s"
TOKEN = "SHA256SUMS.p7s.tsr"  # noqa: S105  (a time-stamp token, nothing secret)
SEAL_ENTRY = "seal.entry.json"
SEAL_PROOF = "seal.tlog-proof"
UNLISTED = (SUMS, CMS, TOKEN, SEAL_ENTRY, SEAL_PROOF)
"""What the list cannot name: itself, and what is made of it."""
CA = "keys/ca.pem"
LOG_KEY = "keys/log.vkey"
TSA_CA = "keys/tsa-ca.pem"
TSA_CHAIN = "keys/tsa-chain.pem"
SCRIPT = "verify.sh"
PAGE = "verify.html"
VIDEO = "video/"
PROOFS = "proofs/"
CHAIN = "proofs/chain/"
ANCHORS = "proofs/anchors/"
CHECKPOINT = "proofs/anchors/checkpoint.note"
WITNESS_KEYS = "keys/witnesses.vkeys"
VIEWING = "viewing-copy/"

MAX_NAME = 100
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


class BadName(ValueError):
    """A name that would not stay in one folder everywhere, or that hides what it is."""


def require_name(name: str) -> str:
    """The name itself. Raises BadName."""
    parts = name.split("/")
    if (
        not _NAME.fullmatch(name)
        or len(name) > MAX_NAME
        or ".." in name
        or any(not part or part.endswith(".") or _DEVICE.fullmatch(part) for part in parts)
    ):
        raise BadName(name[:MAX_NAME])
    return name


def stem(camera: str, start_us: int, index: int) -> str:
    """``<cam>_<startZ>_<idx>``: of a segment's video, entry, proof and cut."""
    return f"{camera}_{compact(start_us)}_{index}"


def video(stem: str) -> str:
    return f"{VIDEO}{stem}.mp4"


def entry(stem: str) -> str:
    return f"{PROOFS}{stem}.entry.json"


def proof(stem: str) -> str:
    return f"{PROOFS}{stem}.tlog-proof"


def cut(stem: str) -> str:
    return f"{PROOFS}{stem}.cut"
