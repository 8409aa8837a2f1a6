"""Signing on the page, and what a kept paper's signatures say: intact, altered, known, not known."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from tests.scenes.certificates import PASSWORD, Authority, authority
from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from vonggac.breaches import services as breaches
from vonggac.breaches.models import Breach
from vonggac.documents import client as documents
from vonggac.kernel.clock import HOUR_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger.models import Outbox
from vonggac.papers import selectors, services
from vonggac.papers.models import Check, Scan, TrustedRoot
from vonggac.signing import client
from vonggac.signing.facts import NotChecked

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
NAME = "Trần Thị Ngọc Ánh"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path))


@cache
def paper() -> bytes:
    return documents.render("breach_notice", {}, "pdf")


@cache
def known() -> Authority:
    return authority()


@cache
def key_file() -> bytes:
    return known().key_file(NAME)


@cache
def signed() -> bytes:
    return client.sign(paper(), key_file(), PASSWORD)


def upload(content: bytes, name: str = "tep.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def filled(**more: Any) -> dict[str, Any]:
    return {
        "paper": upload(paper()),
        "key_file": upload(key_file(), "khoa.p12"),
        "password": PASSWORD,
        **more,
    }


def attach(school: SchoolScene, browser: Browser, content: bytes) -> str:
    row: Breach = breaches.report(
        school=school.id, by=school.principal, discovered_us=now_us() - HOUR_US, discovered_by="x",
        how="x", happened="lost", what="x", data_kinds=["footage"],
    )  # fmt: skip
    head = browser(school.principal)
    said = {"kind": "evidence", "words": "Bản đã ký", "scan": upload(content)}
    done = head.post(reverse("breach_step", args=[row.id, "line"]), said)
    assert done.status_code == 302
    return head.get(reverse("breach", args=[row.id])).content.decode()


def test_a_form_is_signed_with_a_key_that_is_kept_nowhere(
    school: SchoolScene, browser: Browser, tmp_path: Path
) -> None:
    """Neither the file, nor the password, nor the paper lies anywhere afterwards."""
    officer = browser(school.duty_officer)
    answer = officer.post(reverse("sign_paper"), filled(visible="on"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(paper())
    (found,) = client.check(answer.content, [known().der])
    assert found.name == NAME
    assert not Scan.objects.exists()
    kept = b"".join(each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
    assert key_file() not in kept
    assert PASSWORD.encode() not in kept


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": "sai"}, "Mật khẩu không mở được"),
        ({"key_file": b"hello"}, "Không phải tệp khóa"),
        ({"paper": b"PK\x03\x04"}, "Chỉ ký được tệp PDF"),
        ({"paper": b"%PDF-1.7\n%%EOF\n"}, "Không đọc được tệp PDF"),
    ],
)
def test_what_cannot_be_signed_is_said_in_words(
    school: SchoolScene, browser: Browser, wrong: dict[str, Any], words: str
) -> None:
    given = {name: upload(v) if isinstance(v, bytes) else v for name, v in wrong.items()}
    answer = browser(school.principal).post(reverse("sign_paper"), filled(**given))
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert PASSWORD not in answer.content.decode()


def test_a_kept_paper_tells_who_signed_it_and_whether_he_is_known(
    school: SchoolScene, browser: Browser
) -> None:
    """Unknown until the head trusts the issuer, and asks again; every answer stays a row."""
    text = attach(school, browser, signed())
    assert NAME in text
    assert "nguyên vẹn từ khi ký" in text
    assert "không rõ người cấp" in text
    head = browser(school.principal)
    root = {"certificate": upload(known().pem, "ca.pem"), "basis": "Ban Cơ yếu, đã đối chiếu"}
    assert head.post(reverse("signing_roots"), root).status_code == 302
    scan = Scan.objects.get()
    assert head.post(reverse("signature_again", args=[scan.id])).status_code == 302
    said = selectors.signatures(scan.id)
    assert said is not None
    assert said.found[0].signer == "trusted"
    assert [each.number for each in Check.objects.order_by("number")] == [1, 2]
    changes: tuple[Callable[[], Any], ...] = (
        lambda: Check.objects.update(found=[]),
        lambda: Check.objects.all()._raw_delete("default"),
        lambda: TrustedRoot.objects.update(basis="khác"),
    )
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_an_altered_paper_is_kept_and_told_as_altered(
    school: SchoolScene, browser: Browser
) -> None:
    changed = bytearray(signed())
    changed[changed.index(b"/Creat") + 12] ^= 1
    text = attach(school, browser, bytes(changed))
    assert "đã bị sửa sau khi ký" in text


def test_what_cannot_be_checked_is_kept_and_says_so(
    school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The paper is evidence whatever its signature is; never “intact” by mistake."""

    def fails(*_args: object, **_more: object) -> None:
        raise NotChecked("timeout")

    monkeypatch.setattr(client, "check", fails)
    text = attach(school, browser, signed())
    assert "không kiểm tra được chữ ký" in text
    assert "nguyên vẹn" not in text


def test_issuers_are_the_heads(school: SchoolScene, browser: Browser) -> None:
    address = reverse("signing_roots")
    root = {"certificate": upload(known().pem, "ca.pem"), "basis": "1"}
    assert browser(school.it_teacher).get(address).status_code == 403
    assert browser(school.vice_principal).post(address, root).status_code == 403
    head = browser(school.principal)
    for bad in (b"hello", b"-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----\n"):
        wrong = head.post(address, {"certificate": upload(bad), "basis": "1"})
        assert "Không phải chứng thư" in wrong.content.decode()
    services.trust_root(school=school.id, by=school.principal, content=known().der, basis="1")
    twice = head.post(address, {"certificate": upload(known().pem), "basis": "1"})
    assert twice.status_code == 400
    (row,) = TrustedRoot.objects.all()
    assert head.post(reverse("signing_root_end", args=[row.id])).status_code == 302
    assert head.post(reverse("signing_root_end", args=[row.id])).status_code == 404
    assert not selectors.roots(school.id).exists()
    said = Outbox.objects.filter(entry_type="config.change", body__contains="signing.root")
    assert said.count() == 2
