"""A package's outside anchors: cosignatures, the ledger's time-stamp; both lead to the package's checkpoint."""

from cryptography import x509

from vonggac.evidence import names
from vonggac.evidence.outside import BadConsistency, Consistency
from vonggac.evidence.signed_data import BadSignature, strictly
from vonggac.evidence.stamps import verify_stamp
from vonggac.evidence.verifying.answers import Fail, Report
from vonggac.evidence.verifying.footage import Proved
from vonggac.evidence.verifying.sources import Source, read
from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.kernel.instants import to_datetime
from vonggac.ledger.anchor_files import TOKEN, WITNESS
from vonggac.ledger.checkpoints import SignedCheckpoint, open_checkpoint
from vonggac.ledger.notes import MAX_NOTE, BadNote, KeyKind, Verifier
from vonggac.ledger.proofs import MAX_PROOF
from vonggac.ledger.tree import verify_consistency

NONE = "no outside anchor in this package: only the school's own machine vouches for its ledger"


def check_anchors(
    source: Source, listed: dict[str, str], log: Verifier, proved: Proved, report: Report
) -> None:
    """Raises Fail. Whose the witnesses' keys are is said, and left to the reader: they come from the package."""
    if not any(each.startswith(names.ANCHORS) for each in listed):
        report.note(NONE)
        return
    here = _opened(source, names.CHECKPOINT, log, [])
    _check_same_tree(source, listed, here)
    for kind in (WITNESS, TOKEN):
        name = f"{names.ANCHORS}{kind}.note"
        if name not in listed:
            continue
        keys = _witness_keys(source) if kind == WITNESS else []
        told = _opened(source, name, log, keys)
        _check_beginning(source, kind, told, here)
        entries = [index for stem, (index, _entry) in proved.items() if stem != "seal"]
        held = sum(index < told.checkpoint.size for index in entries)
        covers = f"{told.checkpoint.size} entries, {held} of the {len(entries)} of this package"
        if kind == WITNESS:
            _tell_witnesses(told, keys, covers, report)
        else:
            _check_token(source, told, covers, report)


def _check_same_tree(source: Source, listed: dict[str, str], here: SignedCheckpoint) -> None:
    """Every proof climbs to the checkpoint that the anchors lead to: a log's key could sign two trees."""
    for name in sorted(listed):
        if name.startswith(names.PROOFS) and name.endswith(".tlog-proof"):
            note = read(source, name, most=MAX_PROOF).partition(b"\n\n")[2]
            if note != here.note:
                raise Fail(name, "of another tree than the anchored one")


def _opened(source: Source, name: str, log: Verifier, keys: list[Verifier]) -> SignedCheckpoint:
    try:
        raw = read(source, name, most=MAX_NOTE)
        return open_checkpoint(raw, [log], keys, now_s=now_us() // SECOND_US)
    except BadNote as fault:
        raise Fail(name, str(fault)) from fault


def _witness_keys(source: Source) -> list[Verifier]:
    try:
        lines = read(source, names.WITNESS_KEYS, most=MAX_NOTE).decode("utf-8").splitlines()
        keys = [Verifier.parse(each) for each in lines]
    except (BadNote, UnicodeDecodeError) as fault:
        raise Fail(names.WITNESS_KEYS, str(fault)) from fault
    if not keys or any(each.kind is not KeyKind.WITNESS for each in keys):
        raise Fail(names.WITNESS_KEYS, "not the keys of witnesses")
    return keys


def _check_beginning(
    source: Source, kind: str, told: SignedCheckpoint, here: SignedCheckpoint
) -> None:
    name = f"{names.ANCHORS}{kind}.consistency"
    try:
        said = Consistency.parse(read(source, name, most=MAX_NOTE))
    except BadConsistency as fault:
        raise Fail(name, str(fault)) from fault
    old, new = told.checkpoint, here.checkpoint
    fits = (said.old, said.size) == (old.size, new.size)
    if not fits or not verify_consistency(old.size, new.size, old.root, new.root, said.proof):
        raise Fail(name, "the anchored tree is not the beginning of this ledger")


def _tell_witnesses(
    told: SignedCheckpoint, keys: list[Verifier], covers: str, report: Report
) -> None:
    if not told.witnessed:
        raise Fail(f"{names.ANCHORS}{WITNESS}.note", "no witness of the package has signed it")
    for key in keys:
        if key.name in told.witnessed:
            at = to_datetime(told.witnessed[key.name] * SECOND_US)
            report.ok(f"witness {key.name}, {at:%Y-%m-%d %H:%M:%S} UTC: {covers}")
            report.note(f"key of {key.name}, from the package; ask the witness: {key.fingerprint}")


def _check_token(source: Source, told: SignedCheckpoint, covers: str, report: Report) -> None:
    name = f"{names.ANCHORS}{TOKEN}.tsr"
    try:
        with strictly("certificates"):
            raw = read(source, f"{names.ANCHORS}{TOKEN}.chain.pem", most=MAX_NOTE)
            chain = x509.load_pem_x509_certificates(raw)
        made = verify_stamp(read(source, name, most=MAX_NOTE << 2), told.note, chain)
    except BadSignature as fault:
        raise Fail(name, str(fault)) from fault
    report.ok(f"ledger time-stamped {made.at:%Y-%m-%d %H:%M:%S} UTC: {covers}")
