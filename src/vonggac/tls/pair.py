"""Which certificate the pages show: the school's own authority's, or one that the school has from elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization

from vonggac.kernel.clock import now_us
from vonggac.kernel.files import sync_folder, write_whole
from vonggac.kernel.instants import from_datetime
from vonggac.tls import authority
from vonggac.tls.reach import Reach

GIVEN, GIVEN_KEY = "pages-given.pem", "pages-given.key"
LONGEST_BYTES = 64 << 10


class Unfit(StrEnum):
    """Why a certificate cannot be shown."""

    UNREADABLE = "unreadable"
    NO_KEY = "no_key"
    OTHER_KEY = "other_key"
    BROKEN_CHAIN = "broken_chain"
    NO_NAMES = "no_names"
    NOT_YET = "not_yet"
    OVER = "over"
    AUTHORITY = "authority"


class NotFit(ValueError):
    def __init__(self, why: Unfit) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Pair:
    """Files for the server, and what to tell of them."""

    certificate: Path
    key: Path
    own: bool
    """From the school's own authority."""
    names: tuple[str, ...]
    to_us: int
    serial: int


def current(keys: Path, reach: Reach) -> Pair:
    """What is to be shown now; the own one is made or renewed where it must be. Raises OSError, ValueError.

    A given certificate that is over is shown no more: a page that nobody can open would help nobody.
    """
    if (keys / GIVEN).exists():
        try:
            return _given(keys)
        except NotFit:
            pass
    leaf = authority.certificate_for(keys, reach)
    return _pair(keys / authority.LEAF, keys / authority.LEAF_KEY, leaf, own=True)


def shown(keys: Path) -> Pair | None:
    """What the pages show, without making anything; None: they were never opened to a network."""
    if (keys / GIVEN).exists():
        try:
            return _given(keys)
        except NotFit:
            pass
    try:
        leaf = x509.load_pem_x509_certificate((keys / authority.LEAF).read_bytes())
    except (OSError, ValueError):
        return None
    return _pair(keys / authority.LEAF, keys / authority.LEAF_KEY, leaf, own=True)


def give(keys: Path, certificate: Path, key: Path) -> Pair:
    """Takes over a certificate (with its chain) and its key, both PEM. Raises NotFit, OSError; then nothing changed."""
    chain, secret = _read(certificate), _read(key)
    _examined(chain, secret)
    write_whole(keys / GIVEN_KEY, secret)
    write_whole(keys / GIVEN, chain)
    return _given(keys)


def take_back(keys: Path) -> bool:
    """The school's own authority again; whether another certificate was there."""
    had = (keys / GIVEN).exists()
    for name in (GIVEN, GIVEN_KEY):
        (keys / name).unlink(missing_ok=True)
    sync_folder(keys)
    return had


def given_fault(keys: Path) -> Unfit | None:
    """What is wrong with the given certificate; None: nothing, or there is none."""
    if not (keys / GIVEN).exists():
        return None
    try:
        _given(keys)
    except NotFit as fault:
        return fault.why
    return None


def _given(keys: Path) -> Pair:
    try:
        leaf = _examined((keys / GIVEN).read_bytes(), (keys / GIVEN_KEY).read_bytes())
    except OSError:
        raise NotFit(Unfit.UNREADABLE) from None
    return _pair(keys / GIVEN, keys / GIVEN_KEY, leaf, own=False)


def _examined(chain: bytes, secret: bytes) -> x509.Certificate:
    try:
        certificates = x509.load_pem_x509_certificates(chain)
    except ValueError:
        raise NotFit(Unfit.UNREADABLE) from None
    leaf = certificates[0]
    _match(leaf, secret)
    _linked(certificates)
    if _is_authority(leaf):
        raise NotFit(Unfit.AUTHORITY)
    if not _names(leaf):
        raise NotFit(Unfit.NO_NAMES)
    if from_datetime(leaf.not_valid_before_utc) > now_us():
        raise NotFit(Unfit.NOT_YET)
    if from_datetime(leaf.not_valid_after_utc) <= now_us():
        raise NotFit(Unfit.OVER)
    return leaf


def _match(leaf: x509.Certificate, secret: bytes) -> None:
    try:
        key = serialization.load_pem_private_key(secret, None)
    except (ValueError, TypeError):  # TypeError: it has a password
        raise NotFit(Unfit.NO_KEY) from None
    shape = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    if key.public_key().public_bytes(*shape) != leaf.public_key().public_bytes(*shape):
        raise NotFit(Unfit.OTHER_KEY)


def _linked(certificates: Sequence[x509.Certificate]) -> None:
    for one, issuer in pairwise(certificates):
        try:
            one.verify_directly_issued_by(issuer)
        except (ValueError, TypeError, InvalidSignature):
            raise NotFit(Unfit.BROKEN_CHAIN) from None


def _is_authority(leaf: x509.Certificate) -> bool:
    try:
        return leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _names(leaf: x509.Certificate) -> tuple[str, ...]:
    try:
        said = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    return tuple(
        str(each.value) for each in said if isinstance(each, x509.DNSName | x509.IPAddress)
    )


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(LONGEST_BYTES + 1)
    if len(content) > LONGEST_BYTES:
        raise NotFit(Unfit.UNREADABLE)
    return content


def _pair(certificate: Path, key: Path, leaf: x509.Certificate, *, own: bool) -> Pair:
    to_us = from_datetime(leaf.not_valid_after_utc)
    return Pair(certificate, key, own, _names(leaf), to_us, leaf.serial_number)
