"""Reading the certificate of an authority that a school trusts: no parser of PDFs, so in any process."""

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from vonggac.signing.facts import BadCertificate

LARGEST_BYTES = 64 << 10


def read_root(content: bytes) -> tuple[str, bytes, str]:
    """Name, DER and SHA-256 (hex) of one certificate in PEM or DER. Raises BadCertificate."""
    if len(content) > LARGEST_BYTES:
        raise BadCertificate("unreadable")
    try:
        armoured = b"-----BEGIN CERTIFICATE-----" in content
        read = x509.load_pem_x509_certificate if armoured else x509.load_der_x509_certificate
        found = read(content)
        extension = found.extensions.get_extension_for_class(x509.BasicConstraints)
    except x509.ExtensionNotFound as fault:
        raise BadCertificate("no_authority") from fault
    except (ValueError, TypeError, x509.DuplicateExtension) as fault:
        raise BadCertificate("unreadable") from fault
    if not extension.value.ca:
        raise BadCertificate("no_authority")
    names = found.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    name = str(names[0].value) if names else found.subject.rfc4514_string()
    printable = "".join(each for each in name if each.isprintable())[:200]
    return (
        printable or "?",
        found.public_bytes(Encoding.DER),
        found.fingerprint(hashes.SHA256()).hex(),
    )
