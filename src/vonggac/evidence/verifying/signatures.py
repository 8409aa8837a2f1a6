"""Checks 2 and 3: time-stamp and export signature, today or at the stamp's time where a certificate has ended."""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier

from vonggac.evidence import names
from vonggac.evidence.signed_data import (
    BadSignature,
    Expired,
    Signed,
    load_signed,
    require_path,
    strictly,
    verify_signed,
)
from vonggac.evidence.stamps import verify_stamp
from vonggac.evidence.verifying.answers import Fail, Report
from vonggac.evidence.verifying.sources import Source, read
from vonggac.kernel.clock import now_us
from vonggac.kernel.instants import to_datetime


@dataclass(frozen=True, slots=True)
class Signers:
    """Who signed, as the package has it: fingerprints from outside say whether that means anything."""

    ca: x509.Certificate
    tsa: x509.Certificate
    stamped: datetime
    old: bool
    """A certificate has ended since: the time-stamp's authority must be known too."""


def check_signatures(source: Source, report: Report) -> Signers:
    """Raises Fail."""
    tsa, ca = _first(source, names.TSA_CA), _first(source, names.CA)
    signature = read(source, names.CMS)
    try:
        made = verify_stamp(read(source, names.TOKEN), signature, _all(source, names.TSA_CHAIN))
        old = _path(made.signed, tsa, ExtendedKeyUsageOID.TIME_STAMPING, made.at)
    except BadSignature as fault:
        raise Fail(names.TOKEN, str(fault)) from fault
    report.ok(f"time-stamp {made.at:%Y-%m-%d %H:%M:%S} UTC{_since(old)}")
    try:
        signed = verify_signed(load_signed(signature), read(source, names.SUMS), "data")
        ended = _path(signed, ca, ExtendedKeyUsageOID.EMAIL_PROTECTION, made.at)
    except BadSignature as fault:
        raise Fail(names.CMS, str(fault)) from fault
    report.ok(f"export signature{_since(ended)}")
    return Signers(ca, tsa, made.at, old or ended)


def _path(signed: Signed, root: x509.Certificate, usage: ObjectIdentifier, at: datetime) -> bool:
    """Whether the path held at that time and does not any more. Raises BadSignature."""
    try:
        require_path(signed, root, usage, to_datetime(now_us()))
    except Expired:
        require_path(signed, root, usage, at)
        return True
    return False


def _since(old: bool) -> str:
    return ", its certificate has ended since" if old else ""


def _first(source: Source, name: str) -> x509.Certificate:
    """One certificate, the first: others beside it are not trusted."""
    return _all(source, name)[0]


def _all(source: Source, name: str) -> list[x509.Certificate]:
    raw = read(source, name)
    try:
        with strictly("a certificate"):
            return x509.load_pem_x509_certificates(raw)
    except BadSignature as fault:
        raise Fail(name, str(fault)) from fault
