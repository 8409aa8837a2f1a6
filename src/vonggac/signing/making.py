"""Signing a PDF with a key that is given for this one act. Loaded by the child process alone.

The file only grows by one revision, so that PDF/A stays and earlier signatures stay whole.
"""

import io
import secrets
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from vonggac.kernel.clock import now_us
from vonggac.kernel.instants import to_datetime
from vonggac.signing.facts import NotSigned
from vonggac.signing.line import WIDTH_PT, line_pdf

BOX = (85, 18, 85 + int(WIDTH_PT), 44)
"""Points, at the foot of the last page, within the left margin's edge of NĐ 30."""

_WHOLE = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MIN, y_align=AxisAlignment.ALIGN_MID, margins=Margins.uniform(0)
)


def sign(content: bytes, key_file: bytes, password: str, *, visible: str = "") -> bytes:
    """Raises NotSigned."""
    signer, certificate = _signer(key_file, password)
    writer = _writer(content)
    field = f"VONGGAC-{secrets.token_hex(4)}"
    # The algorithm follows the key; only SHA-256 is fixed.
    meta = signers.PdfSignatureMetadata(
        field_name=field, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    style = _style(certificate, visible) if visible else None
    spec = fields.SigFieldSpec(field, on_page=-1, box=BOX if visible else None)
    made = io.BytesIO()
    pdf_signer = signers.PdfSigner(meta, signer=signer, stamp_style=style, new_field_spec=spec)
    pdf_signer.sign_pdf(writer, output=made)
    return made.getvalue()


def _writer(content: bytes) -> IncrementalPdfFileWriter:
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        encrypted = writer.prev.encrypted
    except Exception as fault:  # a parser of a stranger's bytes: whatever it raises means the same
        raise NotSigned("broken") from fault
    if encrypted:
        raise NotSigned("locked_pdf")
    return writer


def _signer(key_file: bytes, password: str) -> tuple[signers.SimpleSigner, x509.Certificate]:
    key, certificate, chain = _opened(key_file, password)
    now = to_datetime(now_us())
    if now > certificate.not_valid_after_utc:
        raise NotSigned("expired")
    if now < certificate.not_valid_before_utc:
        raise NotSigned("not_yet")
    store = SimpleCertificateStore()
    for each in chain:
        store.register(_asn1(each))
    raw = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = signers.SimpleSigner(
        signing_cert=_asn1(certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(raw),
        cert_registry=store,
    )
    return signer, certificate


def _opened(key_file: bytes, password: str) -> tuple[Any, x509.Certificate, list[x509.Certificate]]:
    if not key_file.startswith(b"\x30"):
        raise NotSigned("bad_key_file")
    try:
        key, certificate, chain = pkcs12.load_key_and_certificates(key_file, password.encode())
    except ValueError as fault:
        wrong = "password" in str(fault).lower()
        raise NotSigned("wrong_password" if wrong else "bad_key_file") from fault
    if key is None or certificate is None:
        raise NotSigned("no_key")
    return key, certificate, chain


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _style(certificate: x509.Certificate, visible: str) -> StaticStampStyle:
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    name = str(names[0].value) if names else certificate.subject.rfc4514_string()
    background = _Line(line_pdf(visible.replace("{name}", name[:80])))
    return StaticStampStyle(
        background=background,
        background_layout=_WHOLE,
        background_opacity=1,
        border_width=0,
    )


class _Line(PdfContent):
    """The page of a small PDF as it is, with its font; without a file on disk."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content = content

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._content)))
        self.resources.xobject["/Line"] = page
        left, low, right, high = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(high - low))
        return b"/Line Do"
