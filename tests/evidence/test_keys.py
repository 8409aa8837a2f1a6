"""Keys of evidence: the CA leaves in two halves, and stays nowhere on the machine (FORMATS §2; I11)."""

from pathlib import Path

import pytest
from cryptography.x509 import ExtendedKeyUsage
from cryptography.x509.oid import ExtendedKeyUsageOID

from vonggac.evidence import keys
from vonggac.evidence.halves import BadHalf, join, split

SCHOOL = "Trường Tiểu học Yên Cường"


def test_the_authoritys_key_lies_in_no_file(tmp_path: Path) -> None:
    """Both halves are needed; the folder has neither, nor the key."""
    first, second = keys.make_keys(tmp_path, SCHOOL)
    value = join(first, second, keys.load(tmp_path).ca.public_key())
    everything = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert value not in everything
    assert first.encode() not in everything
    assert second.encode() not in everything


def test_a_second_making_is_refused(tmp_path: Path) -> None:
    """New keys would make strangers of every package so far."""
    keys.make_keys(tmp_path, SCHOOL)
    before = keys.load(tmp_path)
    with pytest.raises(keys.KeysExist):
        keys.make_keys(tmp_path, SCHOOL)
    assert keys.fingerprint(keys.load(tmp_path).ca) == keys.fingerprint(before.ca)


def test_with_both_halves_the_key_is_renewed_under_the_same_authority(tmp_path: Path) -> None:
    """Renewal is no compromise: the published fingerprint stays. Typed small, in either order."""
    first, second = keys.make_keys(tmp_path, SCHOOL)
    before = keys.load(tmp_path)
    keys.renew(tmp_path, second.lower(), first.replace("-", " "))
    after = keys.load(tmp_path)
    assert after.ca == before.ca
    assert after.evidence.certificate != before.evidence.certificate
    after.evidence.certificate.verify_directly_issued_by(after.ca)


def test_slips_and_strange_halves_are_refused(tmp_path: Path) -> None:
    """A slip of the pen, the same half twice, halves of another key."""
    first, second = keys.make_keys(tmp_path, SCHOOL)
    public = keys.load(tmp_path).ca.public_key()
    slip = first[:10] + ("B" if first[10] != "B" else "C") + first[11:]
    other = split(bytes(31) + b"\x07")
    for pair in ((slip, second), (first, first), (first, other[1]), other, ("", second)):
        with pytest.raises(BadHalf):
            join(*pair, public)


def test_without_keys_nothing_is_signed(tmp_path: Path) -> None:
    """The machine says so instead of making keys in secret, whose halves nobody would have."""
    with pytest.raises(keys.NoKeys):
        keys.load(tmp_path)


def test_certificates_are_for_one_purpose_each(tmp_path: Path) -> None:
    """EKU of FORMATS §2; the clock's own says that it is no authority."""
    keys.make_keys(tmp_path, SCHOOL)
    known = keys.load(tmp_path)
    assert _usages(known.evidence) == [ExtendedKeyUsageOID.EMAIL_PROTECTION]
    assert _usages(known.stamp) == [ExtendedKeyUsageOID.TIME_STAMPING]
    assert "not an authority" in known.stamp.certificate.subject.rfc4514_string()


def _usages(identity: keys.Identity) -> list[object]:
    extensions = identity.certificate.extensions
    return list(extensions.get_extension_for_class(ExtendedKeyUsage).value)
