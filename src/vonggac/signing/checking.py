"""What the signatures of a PDF say. Loaded by the child process alone.

Nothing is fetched: no revocation list of a stranger's address, no certificate. A revocation that the file itself brings
along counts.
"""

import io
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from vonggac.kernel.clock import now_us
from vonggac.kernel.instants import to_datetime
from vonggac.signing.certificates import common_name
from vonggac.signing.facts import MOST_SIGNATURES, Content, Found, NotChecked, Signer

_USAGE = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)


def check(content: bytes, roots: Sequence[bytes]) -> list[Found]:
    """In the order of the file, at most ``MOST_SIGNATURES``. Raises NotChecked."""
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    trusted = [x509.Certificate.load(each) for each in roots]
    try:
        reader = PdfFileReader(io.BytesIO(content))
        if reader.encrypted:
            raise NotChecked("unreadable")
        embedded = reader.embedded_regular_signatures
    except NotChecked:
        raise
    except Exception as fault:  # a parser of a stranger's bytes: whatever it raises means the same
        raise NotChecked("unreadable") from fault
    return [_found(each, trusted) for each in embedded[:MOST_SIGNATURES]]


def _found(embedded: Any, trusted: list[x509.Certificate]) -> Found:
    name, issuer, signed = "", "", None
    try:
        certificate = embedded.signer_cert
        name, issuer = common_name(certificate.subject), common_name(certificate.issuer)
        signed = embedded.self_reported_timestamp
        moment = _moment(signed)
        context = ValidationContext(
            trust_roots=trusted, moment=moment, allow_fetching=False, revocation_mode="soft-fail"
        )
        status = validate_pdf_signature(embedded, context, key_usage_settings=_USAGE)
    except (
        SignatureValidationError,
        SigningError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
    ):
        return Found(name, issuer, _us(signed), Content.UNREADABLE, Signer.UNKNOWN)
    return Found(name, issuer, _us(signed), _content(status), _signer(status, certificate, moment))


def _content(status: PdfSignatureStatus) -> Content:
    if not (status.intact and status.valid):
        return Content.ALTERED
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return Content.INTACT
    level = status.modification_level
    if status.coverage != SignatureCoverageLevel.ENTIRE_REVISION or not status.docmdp_ok:
        return Content.ALTERED
    if level in (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES):
        return Content.INTACT
    return Content.ADDED if level == ModificationLevel.FORM_FILLING else Content.ALTERED


def _signer(status: PdfSignatureStatus, certificate: x509.Certificate, moment: datetime) -> Signer:
    if status.revoked:
        return Signer.REVOKED
    if not certificate.not_valid_before <= moment <= certificate.not_valid_after:
        return Signer.EXPIRED
    return Signer.TRUSTED if status.trusted else Signer.UNKNOWN


def _moment(signed: datetime | None) -> datetime:
    """When it says that it was signed; a time to come is none."""
    now = to_datetime(now_us())
    return now if signed is None else min(signed, now)


def _us(signed: datetime | None) -> int | None:
    return None if signed is None else int(signed.timestamp()) * 1_000_000
