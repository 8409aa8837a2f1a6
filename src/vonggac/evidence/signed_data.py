"""CMS SignedData, read strictly: one signer, signed attributes, SHA-2, ECDSA or RSA (RFC 5652).

What OpenSSL checks for ``verify.sh``, said again in Python, so that both give one answer.
"""

import contextlib
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms, core
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ObjectIdentifier

_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
MAX_CERTIFICATES = 16


class BadSignature(ValueError):
    """The signature, or the path to the authority, does not hold."""


class Expired(BadSignature):
    """Everything holds but the date."""


_NOT_SO = (
    ValueError, TypeError, LookupError, AttributeError, OverflowError, Warning,
    UnsupportedAlgorithm, x509.InvalidVersion, x509.DuplicateExtension, x509.ExtensionNotFound,
)  # fmt: skip
"""What the libraries raise on bytes that are not what they should be: none of it is ours, all of it is refused."""


@contextlib.contextmanager
def strictly(what: str) -> Iterator[None]:
    """Whatever a library makes of bad bytes becomes BadSignature."""
    try:
        yield
    except BadSignature:
        raise
    except _NOT_SO as fault:
        raise BadSignature(f"not {what}: {fault}"[:200]) from fault


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature over this content that holds; whether the signer is anybody is asked of ``require_path``."""

    signer: x509.Certificate
    others: tuple[x509.Certificate, ...]


def load_signed(der: bytes) -> cms.SignedData:
    """The SignedData of these DER bytes. Raises BadSignature."""
    with strictly("CMS"):
        info = cms.ContentInfo.load(der, strict=True)
        if info["content_type"].native != "signed_data":
            raise BadSignature("not SignedData")
        content = info["content"]
        content.native  # noqa: B018  (asn1crypto parses lazily: now, and all of it)
        return content


def verify_signed(
    data: cms.SignedData,
    content: bytes,
    content_type: str,
    more: Iterable[x509.Certificate] = (),
) -> Signed:
    """Raises BadSignature unless exactly one signer signed exactly these bytes."""
    with strictly("CMS as it is used here"):
        infos = data["signer_infos"]
        if len(infos) != 1:
            raise BadSignature(f"{len(infos)} signers")
        others = (*_certificates(data), *more)
        signer = _signer_of(infos[0], others)
        _check_attributes(infos[0], content, content_type)
        _check_signature(infos[0], signer)
        return Signed(signer, others)


def signed_attribute(data: cms.SignedData, name: str) -> core.Asn1Value | None:
    """The one value of a signed attribute; None where there is none. Raises BadSignature where there are several."""
    found = [
        each for each in data["signer_infos"][0]["signed_attrs"] if each["type"].native == name
    ]
    if not found:
        return None
    if len(found) != 1 or len(found[0]["values"]) != 1:
        raise BadSignature(f"{name} more than once")
    return found[0]["values"][0]


def require_path(
    signed: Signed, root: x509.Certificate, usage: ObjectIdentifier, at: datetime
) -> None:
    """The signer's certificate leads to this root, for this usage, at that time. Raises Expired, BadSignature."""
    with strictly("certificates"):
        path = _path(signed, root, usage)
    if any(not e.not_valid_before_utc <= at <= e.not_valid_after_utc for e in path):
        raise Expired("a certificate is not valid at that time")


def _path(
    signed: Signed, root: x509.Certificate, usage: ObjectIdentifier
) -> list[x509.Certificate]:
    """From the signer to the root, both with it."""
    _require_usage(signed.signer, usage)
    path, here = [signed.signer], signed.signer
    for _ in range(MAX_CERTIFICATES):
        if here == root or _issued(here, root):
            break
        here = next((e for e in signed.others if e not in path and _issued(here, e)), here)
        if here in path:
            raise BadSignature("no path to the authority")
        _require_authority(here)
        path.append(here)
    else:
        raise BadSignature("a path without end")
    if root != signed.signer:
        _require_authority(root)
    return [*path, root]


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _require_authority(certificate: x509.Certificate) -> None:
    basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    if not basic.ca or not usage.key_cert_sign:
        raise BadSignature("an issuer that is no authority")


def _require_usage(certificate: x509.Certificate, usage: ObjectIdentifier) -> None:
    found = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    if usage not in found:
        raise BadSignature("a certificate for another purpose")


def _certificates(data: cms.SignedData) -> tuple[x509.Certificate, ...]:
    found = data["certificates"]
    if found.native is None:
        return ()
    if len(found) > MAX_CERTIFICATES:
        raise BadSignature("too many certificates")
    return tuple(
        x509.load_der_x509_certificate(each.chosen.dump())
        for each in found
        if each.name == "certificate"
    )


def _signer_of(info: cms.SignerInfo, known: Iterable[x509.Certificate]) -> x509.Certificate:
    named = info["sid"].chosen
    for each in known:
        if info["sid"].name == "issuer_and_serial_number":
            issuer = each.issuer.public_bytes()
            if (
                named["serial_number"].native == each.serial_number
                and named["issuer"].dump() == issuer
            ):
                return each
        elif named.native == _key_identifier(each):
            return each
    raise BadSignature("the signer's certificate is not there")


def _key_identifier(certificate: x509.Certificate) -> bytes | None:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    except x509.ExtensionNotFound:
        return None
    return found.value.digest


def _check_attributes(info: cms.SignerInfo, content: bytes, content_type: str) -> None:
    attributes = {each["type"].native: each["values"] for each in info["signed_attrs"]}
    algorithm = info["digest_algorithm"]["algorithm"].native
    if algorithm not in _HASHES:
        raise BadSignature(f"digest {algorithm}")
    if len(attributes) != len(info["signed_attrs"]):
        raise BadSignature("an attribute twice")
    said = [each.native for each in attributes.get("message_digest", [])]
    if said != [hashlib.new(algorithm, content).digest()]:
        raise BadSignature("signed other bytes")
    if [each.native for each in attributes.get("content_type", [])] != [content_type]:
        raise BadSignature("signed another kind of content")


def _check_signature(info: cms.SignerInfo, signer: x509.Certificate) -> None:
    signed = info["signed_attrs"].untag().dump(force=True)
    algorithm = info["signature_algorithm"]
    digest = info["digest_algorithm"]["algorithm"].native
    kind = algorithm.signature_algo
    if kind != "rsassa_pss" and algorithm["algorithm"].native != "rsassa_pkcs1v15":
        digest = algorithm.hash_algo
    hashed, key, signature = _HASHES[digest], signer.public_key(), info["signature"].native
    try:
        if kind == "ecdsa" and isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, signed, ec.ECDSA(hashed))
        elif kind == "rsassa_pkcs1v15" and isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, signed, padding.PKCS1v15(), hashed)
        else:
            raise BadSignature(f"signature {kind}")
    except InvalidSignature:
        raise BadSignature("the signature does not hold") from None


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)
