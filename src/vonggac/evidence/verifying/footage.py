"""Checks 4 and 5: the log's key; each proof; and what its entry says of the file beside it."""

from hashlib import sha256
from typing import Any

from vonggac.evidence import names
from vonggac.evidence.cuts import BadCut, check_leaf, parse_cut
from vonggac.evidence.verifying.answers import Fail, Report
from vonggac.evidence.verifying.sources import Source, read
from vonggac.ledger.canonical import MAX_ENTRY, NotCanonical, loads
from vonggac.ledger.entries import SEGMENTS
from vonggac.ledger.notes import BadNote, KeyKind, Verifier
from vonggac.ledger.proofs import MAX_PROOF, BadProof, ProofFile

Proved = dict[str, tuple[int, dict[str, Any]]]
"""Stem (``seal``, ``proofs/…``) → index and entry."""
_ENTRY, _PROOF = ".entry.json", ".tlog-proof"


def check_log_key(source: Source) -> Verifier:
    """Raises Fail."""
    try:
        key = Verifier.parse(read(source, names.LOG_KEY, most=4096).decode("utf-8").strip("\n"))
    except (BadNote, UnicodeDecodeError) as fault:
        raise Fail(names.LOG_KEY, str(fault)) from fault
    if key.kind is not KeyKind.LOG:
        raise Fail(names.LOG_KEY, "not the key of a log")
    return key


def check_proofs(source: Source, log: Verifier, listed: dict[str, str], report: Report) -> Proved:
    """Every proof of the package, and every video by its own. Raises Fail."""
    proved: Proved = {"seal": _proved(source, log, "seal")}
    _check_seal(source, proved["seal"][1])
    report.ok(f"seal: entry {proved['seal'][0]}")
    for name in sorted(listed):
        if name.startswith(names.PROOFS) and name.endswith(_PROOF):
            stem = name.removesuffix(_PROOF)
            proved[stem] = _proved(source, log, stem)
    count = 0
    for name in sorted(listed):
        if name.startswith(names.VIDEO):
            _check_video(source, name, proved, listed)
            count += 1
    report.ok(f"{len(proved)} proofs, {count} files of footage")
    return proved


def _proved(source: Source, log: Verifier, stem: str) -> tuple[int, dict[str, Any]]:
    raw = read(source, stem + _ENTRY, most=MAX_ENTRY)
    try:
        proof = ProofFile.parse(read(source, stem + _PROOF, most=MAX_PROOF))
        proof.verify(raw, [log])
    except BadProof as fault:
        raise Fail(stem + _PROOF, str(fault)) from fault
    try:
        return proof.index, loads(raw)
    except NotCanonical as fault:
        raise Fail(stem + _ENTRY, str(fault)) from fault


def _check_seal(source: Source, entry: dict[str, Any]) -> None:
    said = (entry.get("t"), *(entry.get(f"{each}_sha256") for each in ("sums", "p7s", "tsr")))
    made = (_sha(source, each) for each in (names.SUMS, names.CMS, names.TOKEN))
    if said != ("export.build", *made):
        raise Fail(names.SEAL_ENTRY, "another package's entry")


def _check_video(source: Source, name: str, proved: Proved, listed: dict[str, str]) -> None:
    stem = name.removeprefix(names.VIDEO).removesuffix(".mp4")
    known = proved.get(names.PROOFS + stem)
    if known is None or name != names.video(stem):
        raise Fail(name, "has no proof")
    entry = known[1]
    if entry.get("t") not in SEGMENTS:
        raise Fail(names.entry(stem), "is not about footage")
    if names.cut(stem) in listed:
        _check_cut(source, stem, entry)
    elif entry.get("sha256") != listed[name]:
        raise Fail(name, "is not the file of its entry")


def _check_cut(source: Source, stem: str, entry: dict[str, Any]) -> None:
    name = names.video(stem)
    try:
        leaves = parse_cut(read(source, names.cut(stem)))
    except BadCut as fault:
        raise Fail(names.cut(stem), str(fault)) from fault
    root, count = bytes.fromhex(entry["file_root"]), int(entry["leaves"])
    left = source.sizes[name]
    with source.open(name) as file:
        for each in leaves:
            data = file.read(each.length)
            left -= len(data)
            try:
                check_leaf(each, data, leaves=count, root=root)
            except BadCut as fault:
                raise Fail(name, str(fault)) from fault
    if left:
        raise Fail(name, "bytes that no proof covers")


def _sha(source: Source, name: str) -> str:
    return sha256(read(source, name)).hexdigest()
