"""What others hold of this ledger, asked for ``vonggac verify``: witnesses, printed lines, notes that somebody kept."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.x509 import load_pem_x509_certificates

from vonggac.anchors import selectors as anchors
from vonggac.anchors.asker import recollections
from vonggac.archive.findings import FindingKind, Found
from vonggac.cli.output import could_not_run
from vonggac.evidence.signed_data import BadSignature
from vonggac.evidence.stamps import verify_stamp
from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger.anchor_files import TOKEN, WITNESS, kept, witness_keys
from vonggac.ledger.checkpoints import SignedCheckpoint, open_checkpoint
from vonggac.ledger.halting import halted
from vonggac.ledger.keys import log_verifiers
from vonggac.ledger.notes import BadNote, UnknownSigner, Verifier
from vonggac.ledger.printed import NotALine, Printed
from vonggac.ledger.verify import Remembered

COULD_NOT_JUDGE = 3


@dataclass(slots=True)
class Recalled:
    remembered: list[Remembered] = field(default_factory=list)
    compared: list[str] = field(default_factory=list)
    """Who outside of this machine was compared with in this run."""
    silent: list[str] = field(default_factory=list)
    findings: list[Found] = field(default_factory=list)

    def verdict(self) -> str:
        """The sentence for where nothing disagrees: never a bare OK (FORMATS §11)."""
        if self.compared:
            return f"Nothing disagrees, compared with {', '.join(self.compared)}."
        why = f" {', '.join(self.silent)} did not answer." if self.silent else ""
        return f"Nothing disagrees here.{why} Nobody outside was asked: this machine vouches for itself."


def recalled(data: DataFolder, printed: Iterable[str], notes: Iterable[Path]) -> Recalled:
    """Asked before the ledger is read, so that the ledger is at least as long. Exit 3 on what is no line or note."""
    made = Recalled()
    try:
        logs = log_verifiers(data.keys)
    except (BadNote, FileNotFoundError) as fault:
        could_not_run(f"The ledger's key cannot be read: {fault}", COULD_NOT_JUDGE)
    for name, found in recollections(data):
        if found is None:
            made.silent.append(name)
        elif found.checkpoint.size:
            made.compared.append(f"witness {name}")
            made.remembered.append(_of(f"witness {name}", found))
    for line in printed:
        made.remembered.append(_typed(line, logs))
        made.compared.append("a printed line")
    for path in notes:
        made.remembered.append(_of(path.name, _note(path, logs)))
        made.compared.append(path.name)
    made.remembered += _copies(data, logs)
    made.findings = [*_standing(data), *_tokens(data, logs, made.remembered)]
    return made


def _of(who: str, found: SignedCheckpoint) -> Remembered:
    told = found.checkpoint
    return Remembered(who, told.size, lambda root: root == told.root)


def _typed(line: str, logs: list[Verifier]) -> Remembered:
    try:
        read = Printed.parse(line)
    except NotALine as fault:
        could_not_run(f"{line}: {fault}.", COULD_NOT_JUDGE)
    origins = list({each.name for each in logs})
    return Remembered("the printed line", read.size, lambda root: read.agrees(root, origins))


def _note(path: Path, logs: list[Verifier]) -> SignedCheckpoint:
    try:
        return open_checkpoint(path.read_bytes(), logs)
    except (BadNote, OSError) as fault:
        could_not_run(f"{path} is no checkpoint of this ledger: {fault}", COULD_NOT_JUDGE)


def _copies(data: DataFolder, logs: list[Verifier]) -> list[Remembered]:
    """The last cosigned note that lies beside the ledger: it can show a fork, and counts as nobody outside."""
    for each in kept(data.ledger, WITNESS)[-1:]:
        try:
            found = open_checkpoint(each.path.read_bytes(), logs, witness_keys(data.ledger))
        except UnknownSigner:
            return []
        except (BadNote, OSError) as fault:
            return [Remembered(f"{each.path.name} ({fault})", each.size, lambda _root: False)]
        return [_of(each.path.name, found)]
    return []


def _tokens(data: DataFolder, logs: list[Verifier], remembered: list[Remembered]) -> list[Found]:
    """Each kept time-stamp is one of the note beside it; the note is held against the ledger."""
    found = []
    for each in kept(data.ledger, TOKEN, "tsr"):
        name = f"time-stamp {each.size}"
        try:
            note = each.path.with_suffix(".note").read_bytes()
            chain = load_pem_x509_certificates(each.path.with_suffix(".chain.pem").read_bytes())
            verify_stamp(each.path.read_bytes(), note, chain)
            remembered.append(_of(name, open_checkpoint(note, logs)))
        except (BadSignature, BadNote, OSError, ValueError) as fault:
            found.append(Found(FindingKind.LOG, name, f"does not hold: {fault}"))
    return found


def _standing(data: DataFolder) -> list[Found]:
    """What the clerk and the archivist have found by themselves."""
    found = [
        Found(FindingKind.OVERDUE, name, "this witness has not signed for more than 15 minutes")
        for name in anchors.outside().late
    ]
    why = halted(data.ledger)
    if why is not None:
        detail = (
            f"{why.name} held a signed tree of {why.size}, {why.here} were here: nothing is signed"
        )
        found.append(Found(FindingKind(why.alarm), "ledger", detail))
    return found
