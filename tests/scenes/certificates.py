"""Authorities and signers of a day, as a school may meet them."""

from dataclasses import dataclass
from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12

from vonggac.kernel.clock import now_us
from vonggac.kernel.instants import to_datetime

PASSWORD = "mật khẩu 1"
_YEAR = timedelta(days=365)
SigningKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])


@dataclass(frozen=True)
class Authority:
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    def signer(self, name: str, key: SigningKey, *, ends_in: timedelta = _YEAR) -> x509.Certificate:
        return _certificate(name, key, self.certificate.subject, self.key, ends_in, authority=False)

    def key_file(self, name: str, *, ends_in: timedelta = _YEAR) -> bytes:
        """A PKCS#12 file of a signer, under ``PASSWORD``."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = self.signer(name, key, ends_in=ends_in)
        return pkcs12.serialize_key_and_certificates(
            name.encode(), key, made, [self.certificate], BestAvailableEncryption(PASSWORD.encode())
        )


def authority(name: str = "CA thử nghiệm") -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    return Authority(key, _certificate(name, key, _name(name), key, 2 * _YEAR, authority=True))


def _certificate(
    name: str,
    key: SigningKey,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    ends_in: timedelta,
    *,
    authority: bool,
) -> x509.Certificate:
    now = to_datetime(now_us())
    usage = x509.KeyUsage(
        digital_signature=not authority, content_commitment=not authority, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=authority, crl_sign=authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _YEAR)
        .not_valid_after(now + ends_in)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(issuer_key, hashes.SHA256())
    )
