"""A real handshake in memory: what a browser's OpenSSL says to a certificate."""

import ssl
from pathlib import Path

from cryptography import x509

from vonggac.tls.authority import pem


def complaint(certificate: Path, key: Path, root: x509.Certificate, name: str) -> str:
    """Empty where who trusts ``root`` accepts the certificate for ``name``."""
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(certificate, key)
    client_side = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client_side.load_verify_locations(cadata=pem(root).decode())
    to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = server_side.wrap_bio(to_server, to_client, server_side=True)
    client = client_side.wrap_bio(to_client, to_server, server_hostname=name)
    for _ in range(6):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLCertVerificationError as fault:
                return fault.verify_message
            except ssl.SSLError as fault:
                return str(fault)
    return "" if client.version() in ("TLSv1.2", "TLSv1.3") else "no connection"
