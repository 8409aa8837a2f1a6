"""The school's own authority vouches for this machine, inside the school, and for nothing else."""

from datetime import timedelta
from ipaddress import IPv4Address, ip_address
from pathlib import Path
from unittest.mock import patch

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.tls.handshake import complaint
from vonggac.kernel.clock import DAY_US, now_us
from vonggac.kernel.instants import to_datetime
from vonggac.tls import authority
from vonggac.tls.reach import Reach, addresses

HERE = Reach("vonggac.local", addresses("0.0.0.0", ["192.168.1.5"]))


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    return folder


def judged(keys: Path, name: str) -> str:
    root = authority.root(keys).certificate
    return complaint(keys / authority.LEAF, keys / authority.LEAF_KEY, root, name)


@pytest.mark.parametrize("name", ["vonggac.local", "localhost", "192.168.1.5", "127.0.0.1"])
def test_who_trusts_the_root_accepts_the_machine_by_name_and_number(keys: Path, name: str) -> None:
    authority.certificate_for(keys, HERE)
    assert judged(keys, name) == ""


@pytest.mark.parametrize("name", ["other.local", "192.168.1.6", "vonggac.vn"])
def test_and_by_no_other_name(keys: Path, name: str) -> None:
    authority.certificate_for(keys, HERE)
    assert "mismatch" in judged(keys, name) or "valid for" in judged(keys, name)


@pytest.mark.parametrize(
    "elsewhere",
    [
        Reach("www.google.com", ()),
        Reach("vonggac.vn", ()),
        Reach("vonggac.local", (IPv4Address("8.8.8.8"),)),
    ],
)
def test_a_thief_of_its_key_is_believed_for_no_page_of_the_world(
    keys: Path, elsewhere: Reach
) -> None:
    """Name constraints are critical: whoever trusts the root is not open to being read elsewhere."""
    authority.certificate_for(keys, elsewhere)
    name = str(elsewhere.addresses[0]) if elsewhere.addresses else elsewhere.host
    assert "permitted subtree" in judged(keys, name)


def test_the_root_can_make_no_other_authority(keys: Path) -> None:
    made = authority.root(keys).certificate
    basic = made.extensions.get_extension_for_class(x509.BasicConstraints)
    limits = made.extensions.get_extension_for_class(x509.NameConstraints)
    assert (basic.critical, basic.value.ca, basic.value.path_length) == (True, True, 0)
    assert limits.critical


def test_keys_are_for_one_user_only(keys: Path) -> None:
    """I11."""
    authority.certificate_for(keys, HERE)
    for name in (authority.ROOT_KEY, authority.LEAF_KEY):
        assert (keys / name).stat().st_mode & 0o777 == 0o600
    assert "PRIVATE" not in repr(authority.root(keys))


def test_what_is_there_is_kept(keys: Path) -> None:
    """Else every phone of the school would have to be visited again."""
    first, root = authority.certificate_for(keys, HERE), authority.root(keys)
    assert authority.certificate_for(keys, HERE) == first
    assert authority.root(keys).certificate == root.certificate


@pytest.mark.parametrize(
    "moved",
    [
        Reach("vonggac.local", addresses("0.0.0.0", ["192.168.1.77"])),
        Reach("camera.local", HERE.addresses),
    ],
)
def test_another_address_or_name_makes_another_certificate_of_the_same_root(
    keys: Path, moved: Reach
) -> None:
    first, root = authority.certificate_for(keys, HERE), authority.root(keys)
    again = authority.certificate_for(keys, moved)
    assert again.serial_number != first.serial_number
    assert authority.root(keys).certificate == root.certificate
    assert judged(keys, moved.host) == ""


def test_an_address_that_went_away_changes_nothing(keys: Path) -> None:
    """A cable that is pulled must not end everybody's pages."""
    first = authority.certificate_for(keys, HERE)
    assert authority.certificate_for(keys, Reach(HERE.host, addresses("0.0.0.0", []))) == first


def test_it_is_renewed_two_months_before_its_end(keys: Path) -> None:
    first = authority.certificate_for(keys, HERE)
    days = authority.LEAF_DAYS - 60
    for later, same in ((days - 4, True), (days + 1, False)):
        at_us = now_us() + later * DAY_US
        with patch.object(authority, "now_us", lambda at_us=at_us: at_us):
            assert (authority.certificate_for(keys, HERE) == first) is same


def test_a_clock_that_was_wrong_and_is_set_back_gets_a_certificate_that_counts_now(
    keys: Path,
) -> None:
    """Made in 2031 by a machine that lost its battery, unusable in 2026."""
    wrong_us = now_us() + 5 * 365 * DAY_US
    with patch.object(authority, "now_us", lambda: wrong_us):
        made = authority.certificate_for(keys, HERE)
    assert made.not_valid_before_utc > to_datetime(now_us())
    again = authority.certificate_for(keys, HERE)
    assert again.not_valid_before_utc <= to_datetime(now_us()) - timedelta(days=1)


def test_a_root_that_nears_its_end_is_made_anew(keys: Path) -> None:
    first = authority.root(keys).certificate
    late_us = now_us() + (authority.ROOT_DAYS - authority.LEAF_DAYS) * DAY_US
    with patch.object(authority, "now_us", lambda: late_us):
        assert authority.root(keys).certificate != first


def test_a_damaged_certificate_is_made_again_and_a_damaged_root_is_said(keys: Path) -> None:
    authority.certificate_for(keys, HERE)
    (keys / authority.LEAF).write_text("half a fi")
    authority.certificate_for(keys, HERE)
    assert judged(keys, "vonggac.local") == ""
    (keys / authority.ROOT).write_text("half a fi")
    with pytest.raises(ValueError):
        authority.certificate_for(keys, HERE)


def test_a_certificate_of_another_root_is_not_kept(keys: Path, tmp_path: Path) -> None:
    """Keys of two machines mixed by a hand that copied files."""
    other = tmp_path / "other"
    other.mkdir()
    authority.certificate_for(other, HERE)
    authority.root(keys)
    for name in (authority.LEAF, authority.LEAF_KEY):
        (keys / name).write_bytes((other / name).read_bytes())
    authority.certificate_for(keys, HERE)
    assert judged(keys, "vonggac.local") == ""


def test_the_fingerprint_is_openssls(keys: Path) -> None:
    made = authority.root(keys).certificate
    digits = authority.fingerprint(made).replace(" ", "")
    assert len(digits) == 64
    assert digits == made.fingerprint(SHA256()).hex()


def test_a_leaf_is_for_servers_and_lasts_as_long_as_phones_allow(keys: Path) -> None:
    made = authority.issue(
        authority.root(keys), ec.generate_private_key(ec.SECP256R1()).public_key(), HERE
    )
    use = made.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(use) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert made.not_valid_after_utc - made.not_valid_before_utc <= timedelta(days=398)
    named = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert ip_address("192.168.1.5") in named.get_values_for_type(x509.IPAddress)
