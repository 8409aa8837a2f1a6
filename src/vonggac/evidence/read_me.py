"""READ-ME-FIRST.pdf: the chain of custody in words, signed (PAdES B-T) with the manifest attached (FORMATS §10)."""

import io
from collections.abc import Sequence
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from pyhanko.pdf_utils import embed
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from vonggac.evidence.account import Link
from vonggac.evidence.cutting import Clip
from vonggac.evidence.keys import EvidenceKeys, fingerprint
from vonggac.evidence.manifest import FileFacts, Order
from vonggac.evidence.names import MANIFEST
from vonggac.evidence.signed_data import der
from vonggac.evidence.stamps import Authority
from vonggac.ledger.entries import SEGMENTS

FORM = "read_me_first"
FIELD = "VONGGAC"


class _Stamper(TimeStamper):
    """Gives pyHanko the time-stamps of our authority."""

    def __init__(self, authority: Authority) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._authority = authority

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        return tsp.TimeStampResp.load(self._authority.answer(req.dump()))


def sign_pdf(pdf: bytes, manifest: bytes, keys: EvidenceKeys, authority: Authority) -> bytes:
    """The PDF with the manifest inside, certified: nothing may be changed afterwards."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    attached = embed.EmbeddedFileObject.from_file_data(
        writer, data=manifest, mime_type="application/json"
    )
    embed.embed_file(writer, embed.FileSpec(file_spec_string=MANIFEST, embedded_data=attached))
    store = SimpleCertificateStore()
    store.register(asn1_x509.Certificate.load(der(keys.ca)))
    signer = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(der(keys.evidence.certificate)),
        signing_key=asn1_keys.PrivateKeyInfo.load(
            keys.evidence.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        ),
        cert_registry=store,
    )
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    made = io.BytesIO()
    signers.PdfSigner(meta, signer=signer, timestamper=_Stamper(authority)).sign_pdf(
        writer, output=made
    )
    return made.getvalue()


def words_of(
    order: Order,
    clips: Sequence[Clip],
    files: Sequence[FileFacts],
    chains: dict[str, list[Link]],
    prints: dict[str, str],
    *,
    made_us: int,
    clock: dict[str, Any],
    sound: bool,
    outside: bool,
) -> dict[str, Any]:
    """Data of the form ``read_me_first``: instants in µs UTC, ids and hashes; ``order.words`` says who and why."""
    return {
        **order.words,
        "export": order.number,
        "request": order.request,
        "made_us": made_us,
        "from_us": order.window.from_us,
        "to_us": order.window.to_us,
        "cameras": [{"id": each.id, "place": each.place, **each.clock()} for each in order.cameras],
        "clock": clock,
        "sound": sound,
        "outside_time": outside,
        "given": [
            {
                "camera": each.row.camera,
                "from_us": each.given.from_us,
                "to_us": each.given.to_us,
                "whole": each.whole,
            }
            for each in clips
        ],
        "not_given": _not_given(order, clips, chains),
        "files": [each.said() for each in files],
        "fingerprints": prints,
    }


def prints_of(keys: EvidenceKeys, log: str, authority: Authority) -> dict[str, str]:
    """Fingerprints as the sheet of the school has them (FORMATS §2)."""
    return {"ca": fingerprint(keys.ca), "log": log, "tsa": fingerprint(authority.root)}


def _not_given(
    order: Order, clips: Sequence[Clip], chains: dict[str, list[Link]]
) -> list[dict[str, Any]]:
    """Gaps, erased and undisclosed stretches that touch the window, by camera and time."""
    taken = {each.index for each in clips}
    found = []
    for camera, links in sorted(chains.items()):
        for link in links:
            to_us = order.window.to_us if link.to_us is None else link.to_us
            within = link.from_us < order.window.to_us and to_us > order.window.from_us
            if link.index in taken or not within:
                continue
            footage = link.entry["t"] in SEGMENTS
            why = "undisclosed" if footage else str(link.entry["cause"])
            found.append(
                {
                    "camera": camera,
                    "from_us": link.from_us,
                    "to_us": link.to_us,
                    "why": "erased" if link.tombstone is not None else why,
                }
            )
    return found
