"""The keys that a package is signed with, and the authority above them (FORMATS §2; docs/decisions/0015).

Made once at the machine. The evidence CA signs one certificate and its private key leaves in two halves, on paper, for
two envelopes: it lies nowhere on the disk. The evidence key stays, for the export clerk alone. The time-stamp key is
the school's own and says so in its name: an authority it is not.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from vonggac.evidence.halves import join, split
from vonggac.kernel.clock import now_us
from vonggac.kernel.files import write_whole
from vonggac.kernel.instants import to_datetime

CA_YEARS, LEAF_YEARS, STAMP_YEARS = 25, 5, 15
_KEY, _CERTIFICATE, _CA = "evidence.key", "evidence.pem", "evidence-ca.pem"
_STAMP_KEY, _STAMP, _STAMP_CA = "stamp.key", "stamp.pem", "stamp-ca.pem"
_CURVE = ec.SECP256R1()


class NoKeys(Exception):
    """No evidence keys have been made on this machine yet."""


class KeysExist(Exception):
    """There are keys already: new ones would make strangers of every package so far."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A private key and its certificate. The key is a secret; ``repr`` does not show it (cryptography's own)."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


@dataclass(frozen=True, slots=True)
class EvidenceKeys:
    """What the export clerk signs with."""

    evidence: Identity
    ca: x509.Certificate
    stamp: Identity
    stamp_ca: x509.Certificate


def make_keys(folder: Path, school: str) -> tuple[str, str]:
    """Makes all of it; returns the two halves of the CA's key, which are written nowhere. Raises KeysExist, OSError."""
    if (folder / _CA).exists():
        raise KeysExist(str(folder / _CA))
    ca_key = ec.generate_private_key(_CURVE)
    ca = _authority(ca_key, school, "Vong Gac evidence CA", CA_YEARS)
    _issue_evidence(folder, ca_key, ca, school)
    _make_stamp(folder, school)
    _put(folder / _CA, ca)  # last: what is half made is made anew
    return split(ca_key.private_numbers().private_value.to_bytes(32, "big"))


def renew(folder: Path, first: str, second: str) -> None:
    """A new evidence key under the same CA, with both halves of its key. Raises NoKeys, BadHalf, OSError."""
    keys = load(folder)
    value = int.from_bytes(join(first, second, keys.ca.public_key()), "big")
    ca_key = ec.derive_private_key(value, _CURVE)
    school = _organisation(keys.ca)
    _issue_evidence(folder, ca_key, keys.ca, school)


def load(folder: Path) -> EvidenceKeys:
    """Raises NoKeys, ValueError on a damaged file."""
    if not (folder / _CA).exists():
        raise NoKeys(str(folder))
    return EvidenceKeys(
        evidence=Identity(_private(folder / _KEY), _certificate(folder / _CERTIFICATE)),
        ca=_certificate(folder / _CA),
        stamp=Identity(_private(folder / _STAMP_KEY), _certificate(folder / _STAMP)),
        stamp_ca=_certificate(folder / _STAMP_CA),
    )


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of its DER, 64 hex digits: what stands on the school's published sheet (FORMATS §2)."""
    return sha256(certificate.public_bytes(serialization.Encoding.DER)).hexdigest()


def pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _authority(
    key: ec.EllipticCurvePrivateKey, school: str, name: str, years: int
) -> x509.Certificate:
    subject = _name(school, name)
    builder = _builder(subject, subject, key.public_key(), years)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(issues=True), critical=True)
    return builder.sign(key, hashes.SHA256())


def _issue_evidence(
    folder: Path, ca_key: ec.EllipticCurvePrivateKey, ca: x509.Certificate, school: str
) -> None:
    key = ec.generate_private_key(_CURVE)
    subject = _name(school, f"Vong Gac evidence key {secrets.token_hex(3)}")
    leaf = _leaf(key, subject, ca, LEAF_YEARS, ExtendedKeyUsageOID.EMAIL_PROTECTION, strict=False)
    made = Identity(key, leaf.sign(ca_key, hashes.SHA256()))
    _put_identity(folder / _KEY, folder / _CERTIFICATE, made)


def _make_stamp(folder: Path, school: str) -> None:
    """Its CA's key is used once and forgotten: it will never name another."""
    ca_key = ec.generate_private_key(_CURVE)
    ca = _authority(ca_key, school, "School clock, not an authority: CA", STAMP_YEARS)
    key = ec.generate_private_key(_CURVE)
    subject = _name(school, "School clock, not an authority")
    leaf = _leaf(key, subject, ca, STAMP_YEARS, ExtendedKeyUsageOID.TIME_STAMPING, strict=True)
    made = Identity(key, leaf.sign(ca_key, hashes.SHA256()))
    _put_identity(folder / _STAMP_KEY, folder / _STAMP, made)
    _put(folder / _STAMP_CA, ca)


def _leaf(
    key: ec.EllipticCurvePrivateKey,
    subject: x509.Name,
    ca: x509.Certificate,
    years: int,
    usage: ObjectIdentifier,
    *,
    strict: bool,
) -> x509.CertificateBuilder:
    """``strict``: RFC 3161 wants the time-stamping usage alone, and critical."""
    issuer = ca.public_key()
    assert isinstance(issuer, ec.EllipticCurvePublicKey)  # noqa: S101  (made above)
    builder = _builder(subject, ca.subject, key.public_key(), years)
    builder = builder.add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    builder = builder.add_extension(_usage(issues=False), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=strict)
    return builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer), critical=False
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, years: int
) -> x509.CertificateBuilder:
    at = to_datetime(now_us())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))  # a clock that is a little behind elsewhere
        .not_valid_after(at + timedelta(days=365 * years))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _usage(*, issues: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not issues,
        content_commitment=not issues,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=issues,
        crl_sign=issues,
        encipher_only=False,
        decipher_only=False,
    )


def _name(school: str, name: str) -> x509.Name:
    organisation = school.strip()[:64] or "Vong Gac"
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def _organisation(certificate: x509.Certificate) -> str:
    return str(certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value)


def _put_identity(key_path: Path, certificate_path: Path, made: Identity) -> None:
    private = made.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    write_whole(key_path, private)
    _put(certificate_path, made.certificate)


def _put(path: Path, certificate: x509.Certificate) -> None:
    write_whole(path, pem(certificate))


def _private(path: Path) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError(f"{path.name}: another kind of key")
    return key


def _certificate(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())
