"""Notices that leave the house: number and title only (REQUIREMENTS §7.4), a minute after nobody has read them.

``due`` and ``settle_delivery`` are short transactions; between them ``send`` talks to the network, in a child process.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import vonggac
from vonggac.kernel import clock
from vonggac.notices.addresses import bot_address, email_address
from vonggac.notices.kinds import ChannelKind, Urgency
from vonggac.notices.models import Channel, Delivery, Notice
from vonggac.vault import small

UNREAD_US = clock.MINUTE_US
"""Who reads it in the page meanwhile is not called a second time."""
FRESH_US = clock.DAY_US
"""What is older has been overtaken: a channel that comes back after a week is not flooded."""
AGAIN_US = (clock.MINUTE_US, 10 * clock.MINUTE_US, clock.HOUR_US)
MOST = 5
"""Channels a person may have."""
SEND_S = 30
_TITLES = {
    "failure": gettext_lazy("Device failure"),
    "request": gettext_lazy("Viewing request"),
    "event": gettext_lazy("Alarm"),
    "oral": gettext_lazy("Directive"),
    "case": gettext_lazy("Case"),
}


@dataclass(frozen=True, slots=True)
class Message:
    """What goes out. ``delivery``: whose answer is awaited; 0: a test."""

    delivery: int
    url: str
    title: str
    body: str


@transaction.atomic
def add_channel(*, person: UUID, kind: str, address: str) -> Channel:
    """A way for the person's own notices. Raises ValidationError, TextRefused."""
    if Channel.objects.filter(person_id=person, ended_us=None).count() >= MOST:
        words = _("Five ways are enough: end one first.")
        raise ValidationError({"address": ValidationError(words, "most")})
    if ChannelKind(kind) is ChannelKind.EMAIL:
        if not settings.MAIL_SERVER:
            words = _("This machine has no mail server: ask the IT teacher (VONGGAC_MAIL).")
            raise ValidationError({"address": ValidationError(words, "no_server")})
        url = label = email_address(address)
    else:
        url, label = bot_address(address)
    row = Channel(person_id=person, kind=kind, label=label[:80], made_us=clock.now_us())
    row.sealed = small.seal(_key(), url.encode(), bound_to=row.id.bytes)
    row.save(force_insert=True)
    return row


@transaction.atomic
def end_channel(*, channel: UUID, person: UUID) -> bool:
    """The person's own; False where it is none."""
    mine = Channel.objects.filter(pk=channel, person_id=person, ended_us=None)
    return mine.update(ended_us=clock.now_us()) == 1


def test_message(channel: Channel) -> Message:
    """To see that it arrives. Raises ``vault.small.Unsealable`` where the address was changed on disk."""
    title = _("Vọng Gác: a test")
    return Message(0, _url(channel), title, _("Notices for you will come here."))


@transaction.atomic
def due(*, at_us: int, limit: int = 20) -> list[Message]:
    """What is to be sent now. Asked again within minutes, it gives the others: a try is counted before it is made."""
    _queue(at_us)
    rows = (
        Delivery.objects.select_related("notice", "channel")
        .filter(sent_us=None, next_us__lte=at_us, tries__lt=len(AGAIN_US))
        .filter(channel__ended_us=None, notice__read_us=None)[:limit]
    )
    messages = []
    for row in rows:
        row.next_us, row.tries = at_us + AGAIN_US[row.tries], row.tries + 1
        row.save(update_fields=["next_us", "tries"])
        try:
            messages.append(Message(row.pk, _url(row.channel), *words(row.notice)))
        except (
            small.Unsealable
        ):  # a row that was changed or exchanged on disk holds up nobody else's
            _fail(row.channel_id, at_us)
    return messages


@transaction.atomic
def settle_delivery(*, delivery: int, taken: bool) -> None:
    """What became of it."""
    at_us = clock.now_us()
    row = Delivery.objects.select_related("channel").get(pk=delivery)
    if taken:
        Delivery.objects.filter(pk=delivery).update(sent_us=at_us)
    Channel.objects.filter(pk=row.channel_id).update(
        **({"worked_us": at_us} if taken else {"failed_us": at_us})
    )


def send(message: Message) -> bool:
    """Whether the other side took it, within half a minute."""
    asked = {"url": message.url, "title": message.title, "body": message.body}
    source = str(Path(vonggac.__file__).parents[1])
    try:
        done = subprocess.run(
            [sys.executable, "-m", "vonggac.notices.sender"],
            input=json.dumps(asked),
            text=True,
            capture_output=True,
            timeout=SEND_S,
            check=False,
            env={**os.environ, "PYTHONPATH": source},
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def words(notice: Notice) -> tuple[str, str]:
    """Title and text for outside: a number, what it is about, and that one signs in to read. Nobody's name."""
    with translation.override("vi"):
        about = next(
            (str(title) for start, title in _TITLES.items() if notice.kind.startswith(start)), ""
        )
        number = str(notice.params.get("no", ""))[:30]
        title = " ".join(each for each in ("Vọng Gác:", about, number) if each)
        return title.rstrip(":"), _("There is a notice for you. Sign in to Vọng Gác to read it.")


def _queue(at_us: int) -> None:
    """A delivery for each new notice and each channel of its person."""
    for channel in Channel.objects.filter(ended_us=None):
        waiting = Notice.objects.filter(
            person_id=channel.person_id,
            read_us=None,
            urgency__gte=Urgency.RAISED,
            created_us__gte=max(channel.made_us, at_us - FRESH_US),
            created_us__lte=at_us - UNREAD_US,
        ).exclude(pk__in=Delivery.objects.filter(channel=channel).values("notice_id"))
        Delivery.objects.bulk_create(
            Delivery(notice=each, channel=channel, next_us=at_us) for each in waiting
        )


def _fail(channel: UUID, at_us: int) -> None:
    Channel.objects.filter(pk=channel).update(failed_us=at_us)


def _url(channel: Channel) -> str:
    address = small.unseal(_key(), channel.sealed, bound_to=channel.id.bytes).decode()
    if channel.kind == ChannelKind.BOT:
        return address
    server = str(settings.MAIL_SERVER)
    return f"{server}{'&' if '?' in server else '?'}to={quote(address)}"


def _key() -> bytes:
    key: bytes = settings.OFFICE_SEALING_KEY()
    return key
