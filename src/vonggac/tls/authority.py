"""The school's own authority for its pages, and the certificates that it gives to this machine (RFC 5280).

A public authority certifies no name that exists inside a school only. Whoever trusts this one trusts it for nothing
else: name constraints keep it to ``.local``, ``localhost`` and private addresses (§4.2.1.10).
"""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from vonggac.kernel.clock import DAY_US, now_us
from vonggac.kernel.files import write_whole
from vonggac.kernel.instants import from_datetime, to_datetime
from vonggac.tls.reach import PRIVATE, Reach

ROOT_DAYS = 3650
LEAF_DAYS = 397
"""Apple's devices refuse more than 825 days, public authorities give 398: a year, and time to notice."""
RENEW_US = 60 * DAY_US
EARLY = timedelta(days=2)
"""Valid from before it was made: the clocks of phones differ, and a machine's own may be set right afterwards."""
ROOT, ROOT_KEY = "pages-ca.pem", "pages-ca.key"
LEAF, LEAF_KEY = "pages.pem", "pages.key"


@dataclass(frozen=True, slots=True)
class Root:
    """The authority. Its key is a secret; ``repr`` shows it as an object only (cryptography's own)."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def root(keys: Path, school: str = "Vong Gac") -> Root:
    """The one of this installation; made at the first call, and again when a year of it is left.

    Raises OSError, ValueError on a damaged file: it is not replaced in silence, every phone would have to be visited.
    """
    if (keys / ROOT).exists():
        found = Root(_certificate(keys / ROOT), _private(keys / ROOT_KEY))
        if days_left(found.certificate) > LEAF_DAYS:
            return found
    key = ec.generate_private_key(ec.SECP256R1())
    made = Root(_root(key, school), key)
    _put_key(keys / ROOT_KEY, key)
    write_whole(keys / ROOT, pem(made.certificate))
    return made


def certificate_for(keys: Path, reach: Reach) -> x509.Certificate:
    """What this machine shows: the one there is while it names all of ``reach`` and lasts, or a new one.

    Raises OSError, ValueError on a damaged root.
    """
    issuer = root(keys)
    found = _found(keys / LEAF)
    if found is not None and (keys / LEAF_KEY).exists() and fits(found, reach, issuer.certificate):
        return found
    key = ec.generate_private_key(ec.SECP256R1())
    made = issue(issuer, key.public_key(), reach)
    _put_key(keys / LEAF_KEY, key)
    write_whole(keys / LEAF, pem(made) + pem(issuer.certificate))
    return made


def fits(leaf: x509.Certificate, reach: Reach, issuer: x509.Certificate) -> bool:
    """Whether it is the issuer's, names everything, is valid already and for a while yet."""
    try:
        leaf.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    begun = from_datetime(leaf.not_valid_before_utc) <= now_us()
    lasts = from_datetime(leaf.not_valid_after_utc) - now_us() > RENEW_US
    return begun and lasts and set(_wanted(reach)) <= set(_alternatives(leaf))


def issue(issuer: Root, key: ec.EllipticCurvePublicKey, reach: Reach) -> x509.Certificate:
    """A certificate for a server by these names and addresses, and for nothing else."""
    begin = to_datetime(now_us()) - EARLY
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(reach.host))
        .issuer_name(issuer.certificate.subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=LEAF_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(issues=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(_wanted(reach)), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(_issuer_key(issuer.certificate), critical=False)
    )
    return made.sign(issuer.key, hashes.SHA256())


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of its DER in groups of four, as a person compares it."""
    digits = sha256(der(certificate)).hexdigest()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def days_left(certificate: x509.Certificate) -> int:
    return (from_datetime(certificate.not_valid_after_utc) - now_us()) // DAY_US


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _root(key: ec.EllipticCurvePrivateKey, school: str) -> x509.Certificate:
    subject, begin = _name(f"{school}: pages of the camera system"), to_datetime(now_us()) - EARLY
    names: list[x509.GeneralName] = [x509.DNSName("local"), x509.DNSName("localhost")]
    permitted = [*names, *(x509.IPAddress(each) for each in PRIVATE)]
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=ROOT_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(issues=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return made.sign(key, hashes.SHA256())


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common[:64])])


def _usage(*, issues: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not issues, key_cert_sign=issues, crl_sign=issues,
        content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _issuer_key(issuer: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    known = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(known)


def _wanted(reach: Reach) -> list[x509.GeneralName]:
    names: list[x509.GeneralName] = [x509.DNSName(each) for each in reach.names]
    return names + [x509.IPAddress(each) for each in reach.addresses]


def _alternatives(leaf: x509.Certificate) -> list[x509.GeneralName]:
    return list(leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)


def _found(path: Path) -> x509.Certificate | None:
    """None as well where it is damaged: another one costs nothing."""
    try:
        return _certificate(path)
    except (OSError, ValueError):
        return None


def _certificate(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def _private(path: Path) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError(f"{path} holds no elliptic key")
    return key


def _put_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    text = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    write_whole(path, text)
