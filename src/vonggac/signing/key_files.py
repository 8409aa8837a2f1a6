"""A PKCS#12 file as a signer, for one act. Loaded by the child process alone."""

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
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from vonggac.signing.facts import NotSigned


def signer(key_file: bytes, password: str) -> SimpleSigner:
    """With the chain that the file brings along. Raises NotSigned."""
    key, certificate, chain = _opened(key_file, password)
    store = SimpleCertificateStore()
    for each in chain:
        store.register(_asn1(each))
    raw = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(
        signing_cert=_asn1(certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(raw),
        cert_registry=store,
    )


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
