"""A PDF is signed and its signatures are told: who, when, intact or altered, known or not; every bad file in words."""

import io
from datetime import timedelta
from functools import cache

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from tests.scenes.certificates import PASSWORD, Authority, authority
from vonggac.documents import client as documents
from vonggac.kernel.clock import HOUR_US, now_us
from vonggac.kernel.papers import PaperKind, examine
from vonggac.signing import client
from vonggac.signing.facts import Content, NotChecked, NotSigned, Signer

NAME = "Trần Thị Ngọc Ánh"


@cache
def paper() -> bytes:
    return documents.render("breach_notice", {"number": "31/TB-THYC"}, "pdf")


@cache
def known() -> Authority:
    return authority()


@cache
def signed() -> bytes:
    return client.sign(paper(), known().key_file(NAME), PASSWORD)


def test_who_signed_when_and_that_nothing_changed_since() -> None:
    (found,) = client.check(signed(), [known().der])
    assert (found.name, found.issuer) == (NAME, "CA thử nghiệm")
    assert (found.content, found.signer) == (Content.INTACT, Signer.TRUSTED)
    assert found.signed_us is not None
    assert abs(found.signed_us - now_us()) < HOUR_US


def test_a_signer_whose_authority_the_school_does_not_know_is_unknown() -> None:
    """Neither no root nor another one makes him known."""
    for roots in ([], [authority().der]):
        (found,) = client.check(signed(), roots)
        assert (found.content, found.signer) == (Content.INTACT, Signer.UNKNOWN)


def test_a_byte_that_changed_is_told() -> None:
    changed = bytearray(signed())
    at = changed.index(b"/Producer") if b"/Producer" in changed else changed.index(b"/Creat")
    changed[at + 12] ^= 1
    (found,) = client.check(bytes(changed), [known().der])
    assert found.content == Content.ALTERED


def test_what_is_added_after_the_signature_is_told() -> None:
    """A second signature is an addition that the first one allows."""
    twice = client.sign(signed(), known().key_file("Nguyễn Văn Hưởng"), PASSWORD)
    first, second = client.check(twice, [known().der])
    assert (first.name, second.name) == (NAME, "Nguyễn Văn Hưởng")
    assert first.content in (Content.INTACT, Content.ADDED)
    assert second.content == Content.INTACT


def test_the_file_only_grows_and_says_pdf_a_still() -> None:
    """PDF/A-2b: its own words stand where they stood; the visible line brings its font along."""
    assert signed().startswith(paper())
    line = client.sign(paper(), known().key_file(NAME), PASSWORD, visible="Ký số bởi {name}")
    assert line.startswith(paper())
    root = PdfFileReader(io.BytesIO(line)).root
    assert b"pdfaid:part" in root["/Metadata"].data
    (found,) = client.check(line, [known().der])
    assert found.content == Content.INTACT
    assert len(line) > len(signed())
    assert examine(line) is PaperKind.PDF


def test_the_key_file_and_its_password_are_nowhere_in_what_is_made() -> None:
    assert PASSWORD.encode() not in signed()
    assert b"PRIVATE" not in signed()


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("password", "wrong_password"),
        ("expired", "expired"),
        ("no_key_file", "bad_key_file"),
        ("cut_key_file", "bad_key_file"),
        ("huge_key_file", "key_too_big"),
        ("not_pdf", "not_pdf"),
        ("huge", "too_big"),
        ("encrypted", "locked_pdf"),
        ("broken", "broken"),
    ],
)
def test_what_cannot_be_signed_is_refused_with_its_reason(what: str, code: str) -> None:
    content, key, password = paper(), known().key_file(NAME), PASSWORD
    match what:
        case "password":
            password = "khác"
        case "expired":
            key = known().key_file(NAME, ends_in=timedelta(days=-1))
        case "no_key_file":
            key = b"hello"
        case "cut_key_file":
            key = key[:300]
        case "huge_key_file":
            key = b"\x30" * (1 << 20)
        case "not_pdf":
            content = b"PK\x03\x04"
        case "huge":
            content = b"%PDF-" + bytes(17 << 20)
        case "encrypted":
            content = encrypted()
        case _:
            content = b"%PDF-1.7\n%%EOF\n"
    with pytest.raises(NotSigned) as refused:
        client.sign(content, key, password)
    assert refused.value.code == code


@cache
def encrypted() -> bytes:
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(paper())))
    writer.encrypt("owner", "user")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("what", ["cut", "garbage", "encrypted"])
def test_what_cannot_be_read_says_so(what: str) -> None:
    """No guess, and never “intact”."""
    content = {
        "cut": signed()[: len(signed()) // 2],
        "garbage": b"%PDF-1.7\n/ByteRange [0 1 2 3]\n%%EOF",
        "encrypted": encrypted(),
    }[what]
    with pytest.raises(NotChecked):
        client.check(content, [known().der])


def test_a_paper_without_a_signature_costs_no_child() -> None:
    assert not client.may_be_signed(paper())
    assert client.may_be_signed(signed())
    assert not client.may_be_signed(b"\xff\xd8\xff /ByteRange")
