"""Notices that leave the house: number and title, once, a minute late, never a name (REQUIREMENTS §7.4)."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar
from unittest.mock import patch
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from tests.scenes.schools import person
from tests.scenes.times import HandClock, hand_clock
from vonggac.notices import selectors, services
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.notices.models import Channel
from vonggac.notices.services import outgoing

pytestmark = pytest.mark.django_db
HOOK = "jsons://bot.example.vn/hook"


@pytest.fixture(autouse=True)
def hands() -> Iterator[HandClock]:
    with hand_clock() as moved:
        yield moved


@pytest.fixture
def anh() -> UUID:
    return person("Nguyễn Thị Ánh", "anh")


@pytest.fixture
def channel(anh: UUID) -> Channel:
    return outgoing.add_channel(person=anh, kind="bot", address=HOOK)


def tell(
    who: UUID, key: str = "a", urgency: Urgency = Urgency.RAISED, no: str = "DN-2026-012"
) -> None:
    services.tell(
        persons=[who],
        kind=NoticeKind.REQUEST_AWAITS,
        params={"no": no, "camera": "Cổng trường", "name": "Trần Thị Bé"},
        key=key,
        urgency=urgency,
    )


def due(hands: HandClock) -> list[outgoing.Message]:
    return outgoing.due(at_us=hands.now_us())


def test_what_nobody_has_read_for_a_minute_goes_out_once(
    channel: Channel, anh: UUID, hands: HandClock
) -> None:
    tell(anh)
    assert due(hands) == []
    hands.pass_by(minutes=1)
    (message,) = due(hands)
    assert message.url == HOOK
    outgoing.settle_delivery(delivery=message.delivery, taken=True)
    hands.pass_by(hours=2)
    assert due(hands) == []


def test_it_says_number_and_title_and_nobodys_name(
    channel: Channel, anh: UUID, hands: HandClock
) -> None:
    tell(anh)
    hands.pass_by(minutes=1)
    (message,) = due(hands)
    said = f"{message.title} {message.body}"
    assert message.title == "Vọng Gác: Đề nghị xem dữ liệu DN-2026-012"
    assert not any(each in said for each in ("Bé", "Trần", "Cổng"))


def test_what_was_read_meanwhile_does_not_go_out(
    channel: Channel, anh: UUID, hands: HandClock
) -> None:
    tell(anh)
    services.read_all(person=anh)
    hands.pass_by(minutes=1)
    assert due(hands) == []


def test_a_plain_notice_stays_in_the_house(channel: Channel, anh: UUID, hands: HandClock) -> None:
    tell(anh, urgency=Urgency.PLAIN)
    hands.pass_by(minutes=1)
    assert due(hands) == []


def test_what_was_there_before_the_channel_is_not_sent(anh: UUID, hands: HandClock) -> None:
    tell(anh)
    hands.pass_by(minutes=1)
    outgoing.add_channel(person=anh, kind="bot", address=HOOK)
    hands.pass_by(minutes=1)
    assert due(hands) == []


def test_a_dead_address_is_tried_three_times(channel: Channel, anh: UUID, hands: HandClock) -> None:
    """At once, a minute and ten minutes later; the page says that it failed."""
    tell(anh)
    tried = 0
    for _ in range(100):
        hands.pass_by(minutes=1)
        for message in due(hands):
            tried += 1
            outgoing.settle_delivery(delivery=message.delivery, taken=False)
    assert tried == 3
    (row,) = selectors.channels(anh)
    assert row.failed_us is not None


def test_an_ended_channel_takes_nothing(channel: Channel, anh: UUID, hands: HandClock) -> None:
    tell(anh)
    assert outgoing.end_channel(channel=channel.id, person=anh)
    hands.pass_by(minutes=1)
    assert due(hands) == []


def test_nobody_ends_anothers_channel(channel: Channel) -> None:
    stranger = person("Trần Văn Bình", "binh")
    assert not outgoing.end_channel(channel=channel.id, person=stranger)


def test_the_token_stands_sealed_and_in_no_label(anh: UUID) -> None:
    """I11."""
    row = outgoing.add_channel(person=anh, kind="bot", address="tgram://123:SECRET/456")
    assert row.label == "tgram"
    assert b"SECRET" not in bytes(row.sealed)


@pytest.mark.parametrize(
    "address",
    [
        "http://example.vn/hook",
        "file:///etc/passwd",
        "jsons://127.0.0.1/x",
        "jsons://169.254.169.254/latest",
        "json://[::1]:8080/x",
        "json://host:99999/",
        "không phải địa chỉ",
        "mailtos://user:secret@host",
    ],
)
def test_an_address_that_is_none_is_refused(anh: UUID, address: str) -> None:
    """ACCESS §3.4: this machine, its own link, other protocols."""
    with pytest.raises(ValidationError):
        outgoing.add_channel(person=anh, kind="bot", address=address)


def test_an_email_needs_a_mail_server(anh: UUID, settings: object) -> None:
    with pytest.raises(ValidationError, match="VONGGAC_MAIL"):
        outgoing.add_channel(person=anh, kind="email", address="anh@truong.vn")
    settings.MAIL_SERVER = "mailtos://u:p@mail.example.vn:587/?from=vonggac@truong.vn"  # type: ignore[attr-defined]
    row = outgoing.add_channel(person=anh, kind="email", address="anh@truong.vn")
    assert outgoing.test_message(row).url.endswith("&to=anh%40truong.vn")


class Heard(BaseHTTPRequestHandler):
    """A web hook that keeps what it was told."""

    bodies: ClassVar[list[dict[str, str]]] = []

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["content-length"]))
        self.bodies.append(json.loads(raw))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silent."""


def test_the_sender_refuses_this_machine_even_by_a_name() -> None:
    """The child resolves the name when it sends: ``localhost`` today, another tomorrow."""
    server = HTTPServer(("127.0.0.1", 0), Heard)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        url = f"json://localhost:{server.server_port}/"
        assert not outgoing.send(outgoing.Message(0, url, "title", "body"))
        assert Heard.bodies == []
    finally:
        server.shutdown()
        server.server_close()


def test_a_sender_that_hangs_is_not_waited_for(anh: UUID) -> None:
    with patch.object(outgoing, "SEND_S", 0.01):
        assert not outgoing.send(outgoing.Message(0, HOOK, "title", "body"))


def test_an_address_that_was_exchanged_on_disk_gets_nothing_and_holds_up_nobody(
    channel: Channel, anh: UUID, hands: HandClock
) -> None:
    """I11: another row's secret does not open; the others' notices go out, and the way is shown as failed."""
    other = person("Trần Văn Bình", "binh")
    theirs = outgoing.add_channel(person=other, kind="bot", address=HOOK)
    Channel.objects.filter(pk=channel.pk).update(sealed=theirs.sealed)
    tell(anh)
    tell(other, key="b")
    hands.pass_by(minutes=1)
    (message,) = due(hands)
    assert message.url == HOOK
    failed = dict(Channel.objects.values_list("pk", "failed_us"))
    assert failed[channel.pk] == hands.now_us()
    assert failed[theirs.pk] is None
