"""A new phone finds the secure address and the certificate, before any login, and learns nothing else."""

from pathlib import Path

import pytest
from cryptography import x509
from django.conf import LazySettings, settings
from django.test import Client

from tests.scenes.schools import yen_cuong
from vonggac.kernel.data_folder import DataFolder
from vonggac.tls import authority, pair
from vonggac.tls.reach import reach
from vonggac.web.addresses import for_anybody
from vonggac.web.plain import FREE

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """Pages that were started with ``--host 0.0.0.0`` on a machine with one address."""
    monkeypatch.setattr("vonggac.tls.reach._cards", lambda: ["192.168.1.5"])
    settings.DATA, settings.LISTENING = DataFolder(tmp_path), "0.0.0.0"
    settings.HTTPS_PORT, settings.PLAIN_PORT = 8443, 8080
    settings.DATA.prepare()
    pair.current(settings.DATA.keys, reach())
    return DataFolder(tmp_path)


def test_the_page_gives_address_code_steps_and_fingerprint(
    client: Client, opened: DataFolder
) -> None:
    yen_cuong()
    page = client.get("/connect")
    text = page.content.decode()
    assert "https://vonggac.local:8443/" in text
    assert "https://192.168.1.5:8443/" in text
    assert authority.fingerprint(authority.root(opened.keys).certificate) in text
    assert all(device in text for device in ("Android", "iPhone", "Windows"))
    assert "Yên Cường" not in text.split("<main", 1)[1]
    assert settings.SESSION_KEY_COOKIE not in page.cookies


def test_the_certificate_is_the_root_s_and_no_key(client: Client, opened: DataFolder) -> None:
    answer = client.get("/connect/vonggac.crt")
    assert answer["content-type"] == "application/x-x509-ca-cert"
    found = x509.load_der_x509_certificate(answer.content)
    assert found == authority.root(opened.keys).certificate


def test_a_certificate_from_elsewhere_needs_no_first_step(
    client: Client, opened: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = pair.Pair(Path("c"), Path("k"), False, ("camera.tieuhoc.edu.vn",), 1 << 60, 7)
    monkeypatch.setattr(pair, "shown", lambda _: given)
    text = client.get("/connect").content.decode()
    assert "https://camera.tieuhoc.edu.vn:8443/" in text
    assert "vonggac.crt" not in text


def test_pages_of_this_machine_only_say_so(client: Client) -> None:
    text = client.get("/connect").content.decode()
    assert "--host 0.0.0.0" in text
    assert client.get("/connect/vonggac.crt").status_code == 404


def test_the_sign_in_page_leads_there_once_there_is_https(
    client: Client, opened: DataFolder
) -> None:
    yen_cuong()
    assert 'href="/connect"' in client.get("/sign-in").content.decode()
    settings.HTTPS_PORT = 0
    assert 'href="/connect"' not in client.get("/sign-in").content.decode()


@pytest.mark.parametrize(
    ("name", "led"),
    [
        ("vonggac.local:8443", "vonggac.local"),
        ("192.168.1.5:8443", "192.168.1.5"),
        ("[fd00::2]:8443", "[fd00::2]"),
    ],
)
def test_a_printed_code_leads_where_a_stranger_s_phone_is_answered(
    rf: "object", opened: DataFolder, name: str, led: str
) -> None:
    request = rf.get("/", headers={"host": name}, secure=True)  # type: ignore[attr-defined]
    address = for_anybody(request, "/thong-bao/x")
    assert address == f"http://{led}:8080/thong-bao/x"
    assert "/thong-bao/x".startswith(FREE)
