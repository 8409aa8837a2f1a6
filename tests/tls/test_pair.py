"""A school's certificate from elsewhere is examined before anybody is shown it, and never locks the school out."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from vonggac.kernel.clock import now_us
from vonggac.kernel.instants import to_datetime
from vonggac.tls import authority, pair
from vonggac.tls.pair import NotFit, Unfit
from vonggac.tls.reach import Reach, addresses

HERE = Reach("vonggac.local", addresses("127.0.0.1", []))
Key = ec.EllipticCurvePrivateKey


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    return folder


def named(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def made(
    key: Key,
    *,
    names: tuple[str, ...] = ("camera.tieuhoc.edu.vn",),
    days: tuple[int, int] = (-1, 90),
    ca: bool = False,
    issuer: tuple[str, Key] | None = None,
) -> bytes:
    by, with_key = issuer or ("self", key)
    now = to_datetime(now_us())
    builder = x509.CertificateBuilder(
        issuer_name=named(by), subject_name=named("self"), public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=now + timedelta(days=days[0]), not_valid_after=now + timedelta(days=days[1]),
    )  # fmt: skip
    builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    if names:
        alternatives = x509.SubjectAlternativeName([x509.DNSName(each) for each in names])
        builder = builder.add_extension(alternatives, critical=False)
    return authority.pem(builder.sign(with_key, hashes.SHA256()))


def secret(key: Key, password: bytes = b"") -> bytes:
    sealed = serialization.BestAvailableEncryption(password) if password else None
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        sealed or serialization.NoEncryption(),
    )


def new() -> Key:
    return ec.generate_private_key(ec.SECP256R1())


Give = Callable[[bytes, bytes], pair.Pair]


@pytest.fixture
def give(keys: Path, tmp_path: Path) -> Give:
    def given(certificate: bytes, key: bytes) -> pair.Pair:
        (tmp_path / "c.pem").write_bytes(certificate)
        (tmp_path / "k.pem").write_bytes(key)
        return pair.give(keys, tmp_path / "c.pem", tmp_path / "k.pem")

    return given


def test_a_fit_one_is_shown_until_it_is_taken_back(keys: Path, give: Give) -> None:
    key = new()
    assert give(made(key), secret(key)).names == ("camera.tieuhoc.edu.vn",)
    assert not pair.current(keys, HERE).own
    assert pair.shown(keys) == pair.current(keys, HERE)
    assert (keys / pair.GIVEN_KEY).stat().st_mode & 0o777 == 0o600
    assert pair.take_back(keys)
    assert pair.current(keys, HERE).own
    assert not pair.take_back(keys)


def test_with_its_chain(keys: Path, give: Give) -> None:
    key, above = new(), new()
    chain = made(key, issuer=("self", above)) + made(above, ca=True)
    assert give(chain, secret(key)).names


@pytest.mark.parametrize(
    ("why", "certificate", "key"),
    [
        (Unfit.UNREADABLE, lambda _: b"no certificate", secret),
        (Unfit.UNREADABLE, lambda key: made(key) + b"x" * 70_000, secret),
        (Unfit.NO_KEY, made, lambda _: b"no key"),
        (Unfit.NO_KEY, made, lambda key: secret(key, b"mot mat khau")),
        (Unfit.OTHER_KEY, made, lambda _: secret(new())),
        (Unfit.BROKEN_CHAIN, lambda key: made(key) + made(new(), ca=True), secret),
        (Unfit.NO_NAMES, lambda key: made(key, names=()), secret),
        (Unfit.NOT_YET, lambda key: made(key, days=(1, 90)), secret),
        (Unfit.OVER, lambda key: made(key, days=(-90, -1)), secret),
        (Unfit.AUTHORITY, lambda key: made(key, ca=True), secret),
    ],
    ids=[
        "no certificate", "too long", "no key", "a key with a password", "another's key",
        "a chain of strangers", "no names", "not yet", "over", "an authority",
    ],
)  # fmt: skip
def test_an_unfit_one_changes_nothing(
    keys: Path,
    give: Give,
    why: Unfit,
    certificate: Callable[[Key], bytes],
    key: Callable[[Key], bytes],
) -> None:
    of = new()
    with pytest.raises(NotFit) as fault:
        give(certificate(of), key(of))
    assert fault.value.why is why
    assert not (keys / pair.GIVEN).exists()
    assert pair.given_fault(keys) is None


def test_one_that_has_run_out_gives_way_to_the_own_one_and_that_is_said(keys: Path) -> None:
    """Nobody is locked out of a school's cameras by a bill that was not paid."""
    key = new()
    (keys / pair.GIVEN).write_bytes(made(key, days=(-90, -1)))
    (keys / pair.GIVEN_KEY).write_bytes(secret(key))
    assert pair.given_fault(keys) is Unfit.OVER
    assert pair.current(keys, HERE).own
    assert (keys / pair.GIVEN).exists(), "the school's file is the school's"


def test_nothing_is_shown_before_the_pages_were_opened(keys: Path) -> None:
    assert pair.shown(keys) is None
    assert list(keys.iterdir()) == []
