"""The whole check, in the order of FORMATS §11, to one of the four answers."""

from hashlib import sha256
from pathlib import Path

from vonggac.evidence.keys import fingerprint
from vonggac.evidence.verifying.accounts import check_accounts, check_read_me
from vonggac.evidence.verifying.anchors import check_anchors
from vonggac.evidence.verifying.answers import Answer, CannotJudge, Fail, Report
from vonggac.evidence.verifying.footage import check_log_key, check_proofs
from vonggac.evidence.verifying.listing import check_list
from vonggac.evidence.verifying.signatures import Signers, check_signatures
from vonggac.evidence.verifying.sources import open_source
from vonggac.ledger.notes import Verifier

UNKNOWN = (
    "UNKNOWN SIGNER: the lines above do not say who made this package. Take the fingerprints from the school's "
    "published sheet, never from the package"
)


def verify_package(path: Path, *, ca: str = "", log: str = "", tsa: str = "") -> Report:
    """A folder or a zip; fingerprints of 64 hex digits, from outside it. Never raises for what is wrong in it."""
    report = Report()
    try:
        with open_source(path) as source:
            listed = check_list(source, report)
            signers = check_signatures(source, report)
            key = check_log_key(source)
            proved = check_proofs(source, key, listed, report)
            check_anchors(source, listed, key, proved, report)
            check_accounts(source, listed, proved, key, report)
            check_read_me(source, signers, report)
        _judge(report, signers, key, (ca, log, tsa))
    except Fail as fault:
        report.answer, report.file = Answer.FAIL, fault.file
        report.last = f"FAIL  {fault}"
    except (CannotJudge, OSError) as fault:
        report.answer, report.last = Answer.CANNOT_JUDGE, f"CANNOT JUDGE: {fault}"
    return report


def _judge(report: Report, signers: Signers, key: Verifier, known: tuple[str, str, str]) -> None:
    a, t = fingerprint(signers.ca), fingerprint(signers.tsa)
    c = sha256(key.vkey.encode()).hexdigest()
    report.lines.append(f"this package claims:  CA {a}  LOG {c}  TSA {t}")
    ca, log, tsa = (_plain(each) for each in known)
    named = tsa == t
    words = "known" if named else "not named by you: take the time as a claim"
    if ca == a and log == c and (named or not signers.old):
        report.answer = Answer.VERIFIED
        report.last = f"VERIFIED: signer known; time-stamp authority {words}"
    else:
        report.answer, report.last = Answer.UNKNOWN_SIGNER, UNKNOWN


def _plain(text: str) -> str:
    """Case, blanks and colons do not count (FORMATS §2)."""
    return text.replace(" ", "").replace(":", "").lower()
