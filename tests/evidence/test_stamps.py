"""Time-stamps: OpenSSL and we say the same of them (FORMATS §7.2)."""

import subprocess
from pathlib import Path

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID

from vonggac.evidence import keys, stamps
from vonggac.evidence.signed_data import BadSignature, Expired, require_path
from vonggac.kernel.clock import DAY_US, now_us
from vonggac.kernel.instants import to_datetime

DATA = b"SHA256SUMS.p7s"
STAMPING = ExtendedKeyUsageOID.TIME_STAMPING


@pytest.fixture
def known(tmp_path: Path) -> keys.EvidenceKeys:
    keys.make_keys(tmp_path, "Trường Tiểu học Yên Cường")
    return keys.load(tmp_path)


def openssl_says(folder: Path, data: bytes, token: bytes) -> bool:
    (folder / "data").write_bytes(data)
    (folder / "token").write_bytes(token)
    command = "openssl ts -verify -data data -in token -CAfile stamp-ca.pem -untrusted stamp.pem"
    return not subprocess.run(
        command.split(), cwd=folder, capture_output=True, check=False
    ).returncode


def test_openssl_takes_the_schools_own_time_stamp(known: keys.EvidenceKeys, tmp_path: Path) -> None:
    """RFC 3161 as the world knows it."""
    token = stamps.stamp(DATA, stamps.own_clock(known))
    assert openssl_says(tmp_path, DATA, token)
    assert not openssl_says(tmp_path, DATA + b"!", token)
    made = stamps.verify_stamp(token, DATA)
    assert abs(made.at.timestamp() * 1_000_000 - now_us()) < DAY_US


def test_a_stamp_of_other_bytes_or_another_question_is_refused(known: keys.EvidenceKeys) -> None:
    """Imprint and nonce."""
    token = stamps.stamp(DATA, stamps.own_clock(known))
    with pytest.raises(BadSignature, match="other bytes"):
        stamps.verify_stamp(token, b"other")
    with pytest.raises(BadSignature, match="old answer"):
        stamps.verify_stamp(token, DATA, nonce=1)


def test_a_stranger_cannot_stamp_in_the_authoritys_name(
    known: keys.EvidenceKeys, tmp_path: Path
) -> None:
    """An answer that leads to another root is no time-stamp; an evidence key cannot stamp either."""
    keys.make_keys(tmp_path / "other", "Another school")
    other = keys.load(tmp_path / "other")
    for liar in (other.stamp, known.evidence):
        mixed = stamps.Authority(
            lambda request, liar=liar: stamps.respond(request, liar),  # type: ignore[misc]
            known.stamp_ca,
            (other.stamp.certificate, known.evidence.certificate),
            outside=True,
        )
        with pytest.raises(stamps.NoStamp):
            stamps.stamp(DATA, mixed)


def test_what_is_past_its_date_is_told_apart_from_what_is_wrong(known: keys.EvidenceKeys) -> None:
    """Expired is judged at the stamp's own time instead; a lie is not."""
    made = stamps.verify_stamp(stamps.stamp(DATA, stamps.own_clock(known)), DATA)
    later = to_datetime(now_us() + 40 * 365 * DAY_US)
    with pytest.raises(Expired):
        require_path(made.signed, known.stamp_ca, STAMPING, later)


def test_an_answer_that_is_no_answer_is_refused(known: keys.EvidenceKeys) -> None:
    """Whatever a server sends, it becomes one error."""
    for answer in (b"", b"<html>", bytes(300), b"\x30\x03\x02\x01\x02"):
        authority = stamps.Authority(lambda _r, a=answer: a, known.stamp_ca, (), outside=True)  # type: ignore[misc]
        with pytest.raises(stamps.NoStamp):
            stamps.stamp(DATA, authority)
