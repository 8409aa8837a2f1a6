"""A time-stamp a day over the ledger: kept raw, checked, told when late (FORMATS §7.2)."""

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.anchors.scenes import Home, home_in
from tests.scenes.schools import SchoolScene, yen_cuong
from vonggac.anchors import selectors
from vonggac.anchors import stamper as stamping
from vonggac.anchors.models import Token
from vonggac.anchors.stamper import LATE_US, Stamper
from vonggac.cli.recalling import recalled
from vonggac.evidence import keys, stamps
from vonggac.kernel import clock
from vonggac.ledger.anchor_files import TOKEN, kept
from vonggac.ledger.models import Outbox
from vonggac.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_in(tmp_path)


@pytest.fixture
def known(tmp_path: Path) -> keys.EvidenceKeys:
    """Keys of an authority somewhere else."""
    keys.make_keys(tmp_path / "tsa", "Đơn vị cấp dấu thời gian")
    return keys.load(tmp_path / "tsa")


@contextmanager
def answering(answer: Callable[[bytes], bytes]) -> Iterator[str]:
    """An authority on the loopback; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def authority(url: str, known: keys.EvidenceKeys) -> stamps.Authority:
    return stamps.outside_authority(url, known.stamp_ca, (known.stamp.certificate,))


def test_a_token_a_day_that_openssl_takes(
    home: Home, school: SchoolScene, known: keys.EvidenceKeys
) -> None:
    """Row, entry and files say the same; a stranger checks note and token with root and chain that lie beside."""
    size = home.grow()
    with answering(lambda asked: stamps.respond(asked, known.stamp)) as url:
        made = Stamper(home.data, authority(url, known)).round()
        assert made is not None
        assert (made.size, made.fault) == (size, "")
        assert Stamper(home.data, authority(url, known)).round() is None
        at_us = clock.now_us() + clock.DAY_US
        with patch.object(stamping, "now_us", return_value=at_us):
            assert Stamper(home.data, authority(url, known)).round() is not None
    (copy,) = kept(home.data.ledger, TOKEN, "tsr")
    assert copy.size == size
    names = {each.name.split(".", 1)[1] for each in copy.path.parent.iterdir()}
    assert names == {"note", "tsq", "tsr", "root.pem", "chain.pem"}
    command = (
        f"openssl ts -verify -data {size}.note -in {size}.tsr"
        f" -CAfile {size}.root.pem -untrusted {size}.chain.pem"
    )
    done = subprocess.run(command.split(), cwd=copy.path.parent, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    digest = sha256(copy.path.read_bytes()).hexdigest()
    first, second = Outbox.objects.filter(entry_type="anchor")
    assert digest in second.body
    assert made.token_sha256 in first.body
    assert recalled(home.data, [], []).findings == []
    copy.path.write_bytes(copy.path.read_bytes()[:-9])
    (found,) = recalled(home.data, [], []).findings
    assert "does not hold" in found.detail


def test_without_an_authority_nothing_is_done(home: Home, school: SchoolScene) -> None:
    home.grow()
    assert Stamper(home.data, None).round() is None
    assert not Token.objects.exists()


def test_another_authoritys_token_is_kept_and_does_not_count(
    home: Home, school: SchoolScene, known: keys.EvidenceKeys, tmp_path: Path
) -> None:
    """Not the pinned root; not these bytes; nonsense: never dropped, and never an anchor."""
    home.grow()
    keys.make_keys(tmp_path / "thief", "Kẻ mạo danh")
    thief = keys.load(tmp_path / "thief")
    lies: tuple[Callable[[bytes], bytes], ...] = (
        lambda asked: stamps.respond(asked, thief.stamp),
        lambda _asked: stamps.respond(stamps.request_for(b"x" * 32, 7), known.stamp),
        lambda _asked: b"\x30\x03\x02\x01\x02",
    )
    for lie in lies:
        with answering(lie) as url:
            assert Stamper(home.data, authority(url, known)).round() is None
    assert [bool(each.fault) for each in Token.objects.all()] == [True] * 3
    assert selectors.last_token(school.id) is None
    assert kept(home.data.ledger, TOKEN, "tsr") == []
    assert len(list((home.data.ledger / "anchors" / TOKEN).glob("refused-*.tsr"))) == 3
    assert not Outbox.objects.filter(entry_type="anchor").exists()
    assert recalled(home.data, [], []).findings == []


def test_a_clock_that_is_elsewhere_is_told(
    home: Home, school: SchoolScene, known: keys.EvidenceKeys
) -> None:
    """Five seconds between the authority and us: an entry ``clock.step``; older than the last one: no anchor."""
    home.grow()
    later = clock.now_us() + clock.HOUR_US
    with answering(lambda asked: stamps.respond(asked, known.stamp)) as url:
        with patch.object(stamps, "now_us", return_value=later):
            assert Stamper(home.data, authority(url, known)).round() is not None
        assert Outbox.objects.filter(entry_type="clock.step").count() == 1
        with patch.object(stamping, "EVERY_US", 0):
            assert Stamper(home.data, authority(url, known)).round() is None
    assert Token.objects.first().fault == "older than the one before it"  # type: ignore[union-attr]


def test_a_day_and_two_hours_without_one_is_told_once(
    home: Home, school: SchoolScene, known: keys.EvidenceKeys
) -> None:
    """``anchor.overdue`` and a notice; the next token settles it."""
    home.grow()
    with answering(lambda asked: stamps.respond(asked, known.stamp)) as url:
        Stamper(home.data, authority(url, known)).round()
    later = clock.now_us() + LATE_US + clock.HOUR_US
    with (
        patch.object(stamping, "now_us", return_value=later),
        patch.object(stamping, "AGAIN_US", 0),
    ):
        silent = Stamper(home.data, authority(url, known))
        for told in (0, 0, 1, 1, 1):
            silent.round()
            assert Outbox.objects.filter(entry_type="anchor.overdue").count() == told
        assert Notice.objects.filter(kind="token_late", read_us=None).exists()
        with (
            patch.object(stamps, "now_us", return_value=later),
            answering(lambda asked: stamps.respond(asked, known.stamp)) as url,
        ):
            assert Stamper(home.data, authority(url, known)).round() is not None
    assert not Notice.objects.filter(kind="token_late", read_us=None).exists()
