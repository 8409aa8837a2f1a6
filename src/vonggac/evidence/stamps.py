"""Time-stamps of RFC 3161: asked for, given by the school's own clock, and checked (FORMATS §7.2, §10).

Who gives the time is said by the root's name, which a recipient must know from elsewhere. Without an outside authority
the school's own key answers; its certificate says "not an authority", and a verifier that was told of no authority
takes the time as a claim.
"""

import hashlib
import secrets
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import algos, cms, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

from vonggac.evidence.keys import EvidenceKeys, Identity
from vonggac.evidence.signed_data import (
    BadSignature,
    Signed,
    der,
    load_signed,
    require_path,
    signed_attribute,
    strictly,
    verify_signed,
)
from vonggac.kernel.clock import now_us
from vonggac.kernel.instants import to_datetime

POLICY = "2.25.196556539987194312349856245628873852187"
"""A UUID as an object identifier (ITU-T X.667): the policy "by the recorder's clock, and nothing more"."""
TIMEOUT_S = 20.0
MAX_ANSWER = 256 << 10
_HASHES = frozenset({"sha256", "sha384", "sha512"})


class NoStamp(Exception):
    """The authority did not answer, or not with a time-stamp of these bytes."""


@dataclass(frozen=True, slots=True)
class Authority:
    """Who stamps: ``answer`` maps a request's DER to a response's; root and chain go into the package."""

    answer: Callable[[bytes], bytes]
    root: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    outside: bool
    """Somebody else's clock. False: the school's own."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time-stamp that holds, by whoever signed it."""

    at: datetime
    signed: Signed


def own_clock(keys: EvidenceKeys) -> Authority:
    """The school's own key: clearly named, and no authority (docs/decisions/0015)."""
    return Authority(
        lambda request: respond(request, keys.stamp),
        keys.stamp_ca,
        (keys.stamp.certificate,),
        outside=False,
    )


def outside_authority(
    url: str, root: x509.Certificate, chain: Sequence[x509.Certificate]
) -> Authority:
    """An authority on the network, by the address that the machine's administrator set."""

    def ask(request: bytes) -> bytes:
        if not url.startswith(("http://", "https://")):
            raise NoStamp("not an http address")
        headers = {"Content-Type": "application/timestamp-query"}
        asked = urllib.request.Request(url, request, headers)  # noqa: S310  (http or https, above)
        try:
            with urllib.request.urlopen(asked, timeout=TIMEOUT_S) as answer:  # noqa: S310  (as above)
                return bytes(answer.read(MAX_ANSWER))
        except OSError as fault:
            raise NoStamp(f"the authority does not answer: {fault}") from fault

    return Authority(ask, root, tuple(chain), outside=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request and its answer, raw: nothing is checked yet."""

    request: bytes
    nonce: int
    answer: bytes


def stamp(data: bytes, authority: Authority) -> bytes:
    """The response's bytes over this data, checked against the authority's root. Raises NoStamp."""
    asked = ask(data, authority)
    try:
        check(asked, data, authority)
    except BadSignature as fault:
        raise NoStamp(str(fault)) from fault
    return asked.answer


def ask(data: bytes, authority: Authority) -> Asked:
    """Raises NoStamp where nobody answers."""
    nonce = secrets.randbits(63) | 1 << 62
    request = request_for(hashlib.sha256(data).digest(), nonce)
    return Asked(request, nonce, authority.answer(request))


def check(asked: Asked, data: bytes, authority: Authority) -> Stamp:
    """The stamp, of these bytes, of this request, with a path to the authority's root. Raises BadSignature."""
    made = verify_stamp(asked.answer, data, authority.chain, nonce=asked.nonce)
    require_path(
        made.signed, authority.root, ExtendedKeyUsageOID.TIME_STAMPING, to_datetime(now_us())
    )
    return made


def request_for(digest: bytes, nonce: int) -> bytes:
    """DER of a request over a SHA-256: with a nonce, and asking for the certificate."""
    request = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": _imprint("sha256", digest),
            "nonce": nonce,
            "cert_req": True,
        }
    )
    return bytes(request.dump())


def verify_stamp(
    response: bytes,
    data: bytes,
    chain: Sequence[x509.Certificate] = (),
    *,
    nonce: int | None = None,
) -> Stamp:
    """The time and who signed it. The path to a root is asked for apart. Raises BadSignature."""
    with strictly("a time-stamp"):
        answer = tsp.TimeStampResp.load(response, strict=True)
        status = answer["status"]["status"].native
        if status not in ("granted", "granted_with_mods"):
            raise BadSignature(f"no time-stamp: {status}")
        token = load_signed(answer["time_stamp_token"].dump())
        info = token["encap_content_info"]["content"].parsed
        content = token["encap_content_info"]["content"].contents
        _check_info(info, data, nonce)
        signed = verify_signed(token, content, "tst_info", chain)
        _require_named(token, signed.signer)
        return Stamp(info["gen_time"].native, signed)


def respond(request: bytes, identity: Identity) -> bytes:
    """What an authority does: the response over a request's digest, by this key and the machine's clock."""
    asked = tsp.TimeStampReq.load(request)
    fields: dict[str, Any] = {
        "version": "v1",
        "policy": POLICY,
        "message_imprint": asked["message_imprint"],
        "serial_number": secrets.randbits(63),
        "gen_time": to_datetime(now_us()).replace(microsecond=0),
        "ordering": False,
    }
    if asked["nonce"].native is not None:
        fields["nonce"] = asked["nonce"].native
    content = tsp.TSTInfo(fields).dump()
    token = cms.ContentInfo({"content_type": "signed_data", "content": _sign(content, identity)})
    return bytes(
        tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump()
    )


def _sign(content: bytes, identity: Identity) -> cms.SignedData:
    certificate = asn1_x509.Certificate.load(der(identity.certificate))
    attributes = _attributes(content, certificate)
    sha = algos.DigestAlgorithm({"algorithm": "sha256"})
    named = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    sid = {"issuer_and_serial_number": cms.IssuerAndSerialNumber(named)}
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(sid),
            "digest_algorithm": sha,
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": identity.key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256())),
        }
    )
    return cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [sha],
            "encap_content_info": {
                "content_type": "tst_info",
                "content": cms.ParsableOctetString(content),
            },
            "certificates": [cms.CertificateChoices("certificate", certificate)],
            "signer_infos": [signer],
        }
    )


def _attributes(content: bytes, certificate: asn1_x509.Certificate) -> cms.CMSAttributes:
    digest = hashlib.sha256(certificate.dump()).digest()
    said = {
        "content_type": "tst_info",
        "message_digest": hashlib.sha256(content).digest(),
        "signing_certificate_v2": tsp.SigningCertificateV2({"certs": [{"cert_hash": digest}]}),
    }
    return cms.CMSAttributes(
        [cms.CMSAttribute({"type": name, "values": [value]}) for name, value in said.items()]
    )


def _imprint(algorithm: str, digest: bytes) -> tsp.MessageImprint:
    return tsp.MessageImprint(
        {
            "hash_algorithm": algos.DigestAlgorithm({"algorithm": algorithm}),
            "hashed_message": digest,
        }
    )


def _check_info(info: tsp.TSTInfo, data: bytes, nonce: int | None) -> None:
    imprint = info["message_imprint"]
    algorithm = imprint["hash_algorithm"]["algorithm"].native
    if algorithm not in _HASHES:
        raise BadSignature(f"digest {algorithm}")
    if imprint["hashed_message"].native != hashlib.new(algorithm, data).digest():
        raise BadSignature("a time-stamp of other bytes")
    if nonce is not None and info["nonce"].native != nonce:
        raise BadSignature("an old answer")


def _require_named(token: cms.SignedData, signer: x509.Certificate) -> None:
    """RFC 3161 §2.4.2: the signature must be bound to its certificate; the first form knows SHA-1 only."""
    named = signed_attribute(token, "signing_certificate_v2")
    algorithm = "sha1" if named is None else named["certs"][0]["hash_algorithm"]["algorithm"].native
    if named is None:
        named = signed_attribute(token, "signing_certificate")
    if named is None or algorithm not in {*_HASHES, "sha1"}:
        raise BadSignature("a time-stamp that names no certificate")
    if named["certs"][0]["cert_hash"].native != hashlib.new(algorithm, der(signer)).digest():
        raise BadSignature("a time-stamp of another certificate")
