"""Signing a PDF with a key that is given for this one act. Loaded by the child process alone.

The file only grows by one revision, so that PDF/A stays and earlier signatures stay whole.
"""

import io
import secrets

from asn1crypto import x509
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.stamp import StaticStampStyle

from vonggac.kernel.clock import now_us
from vonggac.kernel.instants import to_datetime
from vonggac.signing.certificates import common_name
from vonggac.signing.facts import NotSigned
from vonggac.signing.line import WIDTH_PT, line_pdf

BOX = (85, 18, 85 + int(WIDTH_PT), 44)
"""Points, at the foot of the last page, within the left margin's edge of NĐ 30."""

_WHOLE = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MIN, y_align=AxisAlignment.ALIGN_MID, margins=Margins.uniform(0)
)


def sign(content: bytes, signer: signers.Signer, *, visible: str = "") -> bytes:
    """``signer``: of a key file (``key_files``) or of a token (``usb_token``). Raises NotSigned."""
    certificate = signer.signing_cert
    _valid_now(certificate)
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


def _valid_now(certificate: x509.Certificate) -> None:
    now = to_datetime(now_us())
    if now > certificate.not_valid_after:
        raise NotSigned("expired")
    if now < certificate.not_valid_before:
        raise NotSigned("not_yet")


def _style(certificate: x509.Certificate, visible: str) -> StaticStampStyle:
    name = common_name(certificate.subject)
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
