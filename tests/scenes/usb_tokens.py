"""USB tokens in software: SoftHSM's, with keys and certificates as an issuer hands them over."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pkcs11
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute
from pkcs11.util.x509 import decode_x509_certificate

from tests.scenes.certificates import Authority, SigningKey

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "246810"


@dataclass(frozen=True)
class Tokens:
    """A drawer of tokens, all plugged in. SoftHSM reads ``configuration`` from ``SOFTHSM2_CONF``, once a process."""

    folder: Path

    @property
    def configuration(self) -> Path:
        return self.folder / "softhsm2.conf"

    def open_drawer(self) -> None:
        """Before the module is loaded for the first time."""
        (self.folder / "tokens").mkdir(parents=True)
        self.configuration.write_text(f"directories.tokendir = {self.folder}/tokens\n")

    def plug_in(self, label: str) -> None:
        command = ["softhsm2-util", "--init-token", "--free", "--label", label]
        self._run([*command, "--pin", PIN, "--so-pin", "13579111"])
        pkcs11.lib(str(MODULE)).reinitialize()

    def hold(self, label: str, authority: Authority, name: str, key: SigningKey, no: int) -> None:
        """A key, its certificate and the authority's, as an issuer writes them."""
        pem = self.folder / "key.pem"
        pem.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        command = ["softhsm2-util", "--import", str(pem), "--token", label, "--pin", PIN]
        self._run([*command, "--label", name, "--id", f"{no:02x}"])
        pem.unlink()
        lib = pkcs11.lib(str(MODULE))
        lib.reinitialize()
        certificates = ((no, authority.signer(name, key)), (255, authority.certificate))
        with lib.get_token(token_label=label).open(user_pin=PIN, rw=True) as session:
            for number, each in certificates:
                made = decode_x509_certificate(each.public_bytes(Encoding.DER))
                session.create_object(
                    {**made, Attribute.TOKEN: True, Attribute.ID: bytes([number])}
                )

    def _run(self, command: list[str]) -> None:
        environment = {"SOFTHSM2_CONF": str(self.configuration), "PATH": "/usr/bin:/bin"}
        subprocess.run(command, check=True, capture_output=True, env=environment)


def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def curve_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())
