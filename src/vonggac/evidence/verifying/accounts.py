"""What only this verifier and the page check: manifest, continuity, custody, and the signed PDF (FORMATS §11)."""

import io
import json
from typing import Any

from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from vonggac.evidence import names
from vonggac.evidence.signed_data import BadSignature, der, strictly
from vonggac.evidence.verifying.answers import Fail, Report
from vonggac.evidence.verifying.footage import Proved
from vonggac.evidence.verifying.signatures import Signers
from vonggac.evidence.verifying.sources import Source, read
from vonggac.kernel.instants import iso
from vonggac.ledger.canonical import NotCanonical, jcs, loads
from vonggac.ledger.notes import BadNote, Verifier, decode_base64
from vonggac.ledger.proofs import BadProof, ProofFile
from vonggac.ledger.tree import leaf_hash

VERSION = 1


def check_accounts(
    source: Source, listed: dict[str, str], proved: Proved, log: Verifier, report: Report
) -> None:
    """Manifest, continuity and custody against files and proofs. Raises Fail, CannotJudge."""
    manifest = _json(source, names.MANIFEST)
    between = _json(source, names.CONTINUITY)
    try:
        _check_manifest(source, manifest, listed, proved)
        report.ok(f"manifest of {manifest['export']}, {len(manifest['files'])} files")
        if (between["export"], between["window"]) != (manifest["export"], manifest["window"]):
            raise Fail(names.CONTINUITY, "of another export")
        if {each["cam"] for each in between["cameras"]} != {e["cam"] for e in manifest["cameras"]}:
            raise Fail(names.CONTINUITY, "of other cameras")
        for camera in between["cameras"]:
            _check_chain(camera, between["window"], listed, proved, report)
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        raise Fail(names.CONTINUITY, f"not as such a file is: {fault!r}") from fault
    report.ok(f"custody: {_check_custody(source, log)} entries")


def check_read_me(source: Source, signers: Signers, report: Report) -> None:
    """The PDF's own signature, and the manifest inside. Raises Fail."""
    raw = read(source, names.READ_ME)
    try:
        with strictly("a signed PDF"):
            _check_pdf(raw, read(source, names.MANIFEST), signers)
    except (BadSignature, PdfError, SignatureValidationError) as fault:
        raise Fail(names.READ_ME, str(fault)[:200]) from fault
    report.ok("READ-ME-FIRST.pdf: signed by the export's key, with this manifest inside")


def _check_pdf(raw: bytes, manifest: bytes, signers: Signers) -> None:
    reader = PdfFileReader(io.BytesIO(raw))
    if len(reader.embedded_signatures) != 1:
        raise BadSignature("not exactly one signature")
    context = ValidationContext(
        trust_roots=[asn1_x509.Certificate.load(der(signers.ca))],
        allow_fetching=False,
        moment=signers.stamped,
    )
    stamps = ValidationContext(
        trust_roots=[asn1_x509.Certificate.load(der(signers.tsa))],
        allow_fetching=False,
        moment=signers.stamped,
    )
    status = validate_pdf_signature(reader.embedded_signatures[0], context, stamps)
    if not (status.intact and status.valid and status.trusted and status.bottom_line):
        raise BadSignature("its signature does not hold")
    files = reader.root["/Names"]["/EmbeddedFiles"]["/Names"]
    if len(files) != 2 or files[1]["/EF"]["/F"].data != manifest:
        raise BadSignature("another manifest is inside")


def _check_manifest(
    source: Source, manifest: dict[str, Any], listed: dict[str, str], proved: Proved
) -> None:
    bulk = {name for name in listed if name.startswith((names.VIDEO, names.VIEWING))}
    said = {each["path"]: each for each in manifest["files"]}
    if set(said) != bulk or len(said) != len(manifest["files"]):
        raise Fail(names.MANIFEST, "lists other files")
    for path, each in said.items():
        if (each["bytes"], each["sha256"]) != (source.sizes[path], listed[path]):
            raise Fail(names.MANIFEST, f"says other things of {path}")
        stem = path.removeprefix(names.VIDEO).removesuffix(".mp4")
        if each["kind"] == "master" and proved[names.PROOFS + stem][0] != each["entry"]:
            raise Fail(names.MANIFEST, f"names another entry of {path}")
    seal = proved["seal"][1]
    if (seal.get("export"), seal.get("request")) != (manifest["export"], manifest["request"]):
        raise Fail(names.SEAL_ENTRY, "of another export")


def _check_chain(
    camera: dict[str, Any],
    window: dict[str, int],
    listed: dict[str, str],
    proved: Proved,
    report: Report,
) -> None:
    """Every entry names the one before; nothing between the window's ends is left out."""
    before: int | None = None
    cam = camera["cam"]
    for place, item in enumerate(camera["chain"]):
        index, entry = proved[item["entry"].removesuffix(".entry.json")]
        if place and entry["prev_idx"] != before:
            raise Fail(names.CONTINUITY, f"{cam}: an entry is left out before {index}")
        _check_item(cam, item, (index, entry), _given(item, listed), proved)
        before = index
    videos = [name for name in listed if name.startswith(f"{names.VIDEO}{cam}_")]
    if len(videos) != sum(each["disclosed"] != "no" for each in camera["chain"]):
        raise Fail(names.CONTINUITY, f"{cam}: footage that the account does not tell of")
    _check_ends(camera, window, proved, report)


def _check_item(
    cam: str, item: dict[str, Any], known: tuple[int, dict[str, Any]], given: str, proved: Proved
) -> None:
    index, entry = known
    times = ("start_us", "end_us") if "start_us" in entry else ("from_us", "to_us")
    told = (index, entry["cam"], entry["t"], *(entry.get(each) for each in times))
    said = (item["index"], cam, item["kind"], item["from_us"], item["to_us"])
    # jcs gives the stored bytes again: whatever is not its own canonical form was refused before.
    leaf = leaf_hash(jcs(entry)).hex()
    if told != said or item["leaf"] != leaf or item["disclosed"] != given:
        raise Fail(names.CONTINUITY, f"{cam}: says other things of entry {index}")
    if "erased" in item:
        tombstone = proved[item["erased"].removesuffix(".entry.json")][1]
        if tombstone["t"] != "tombstone" or index not in tombstone["idx"]:
            raise Fail(names.CONTINUITY, f"{cam}: no tombstone of entry {index}")


def _given(item: dict[str, Any], listed: dict[str, str]) -> str:
    stem = item["entry"].removeprefix(names.PROOFS).removesuffix(".entry.json")
    if names.video(stem) not in listed:
        return "no"
    return "part" if names.cut(stem) in listed else "whole"


def _check_ends(
    camera: dict[str, Any], window: dict[str, int], proved: Proved, report: Report
) -> None:
    """The chain reaches over both ends, or says that nothing was entered there."""
    cam, chain = camera["cam"], camera["chain"]
    if not chain:
        report.note(f"{cam}: nothing was ever entered of it")
        return
    first = proved[chain[0]["entry"].removesuffix(".entry.json")][1]
    if chain[0]["from_us"] > window["from_us"] and first["prev_idx"] is not None:
        raise Fail(names.CONTINUITY, f"{cam}: begins after the window does")
    ends = [each["to_us"] for each in chain if each["to_us"] is not None]
    if max(ends, default=0) < window["to_us"] and chain[-1]["kind"] != "gap.open":
        report.note(f"{cam}: nothing had been entered after {iso(max(ends, default=0))}")
    report.ok(f"continuity of {cam}: {len(chain)} entries, none left out")
    for each in chain:
        low, high = each["from_us"], each["to_us"] or window["to_us"]
        if each["disclosed"] == "whole" or low >= window["to_us"] or high <= window["from_us"]:
            continue
        how = "disclosed in part" if each["disclosed"] == "part" else _why(each)
        report.note(f"{cam} {iso(low)} – {iso(high)}: {how}")


def _why(item: dict[str, Any]) -> str:
    if "erased" in item:
        return "erased by rule"
    return "not disclosed" if item["kind"].startswith("segment") else "no footage"


def _check_custody(source: Source, log: Verifier) -> int:
    before, count = -1, 0
    for line in read(source, names.CUSTODY).splitlines():
        try:
            said = json.loads(line)
            if jcs(said) != line or said["index"] <= before:
                raise Fail(names.CUSTODY, "lines out of order or not canonical")
            proof = ProofFile.parse(said["proof"].encode())
            raw = decode_base64(said["entry"])
            proof.verify(raw, [log])
            loads(raw)
            if proof.index != said["index"]:
                raise Fail(names.CUSTODY, f"another entry than {said['index']}")
        except (BadProof, BadNote, NotCanonical, ValueError, KeyError, TypeError) as fault:
            raise Fail(names.CUSTODY, f"line {count + 1}: {fault}") from fault
        before, count = said["index"], count + 1
    return count


def _json(source: Source, name: str) -> dict[str, Any]:
    raw = read(source, name)
    try:
        said = json.loads(raw)
        if not isinstance(said, dict) or jcs(said) + b"\n" != raw:
            raise Fail(name, "not canonical JSON")
    except (ValueError, RecursionError) as fault:
        raise Fail(name, f"not JSON: {fault}") from fault
    if said.get("v") != VERSION:
        raise Fail(name, "of another version")
    return said
