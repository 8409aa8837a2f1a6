"""Media tickets: what stands in a media address (ACCESS §3.1).

A ticket is an address, not an authority: the endpoint still checks cookie, login and grant at every request. It is
encrypted, so that no camera, time or id can be read in a log or a history; it lives a minute and the page renews it.
"""

import base64
import binascii
import json
import os
from dataclasses import dataclass, replace
from functools import cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from vonggac.kernel.authority import Act
from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.ranges import Range

LIFE_US = 60 * SECOND_US
_NONCE_BYTES = 12
_LONGEST = 1024


STILLS = "still"
"""In the place of a stream's name: single pictures of whichever stream has them."""


class NotATicket(Exception):
    """Forged, damaged, or older than a minute."""


@dataclass(frozen=True, slots=True)
class Ticket:
    session: UUID
    grant: UUID
    viewing: UUID
    act: Act
    camera: str
    stream: str
    window: Range
    """The footage that the address is for; for live view the grant's own range."""
    sound: bool = False
    """The person has asked to hear it; whether the grant lets him is asked at every request."""


def for_stills(ticket: Ticket, footage: Range) -> Ticket:
    """For single pictures of the same camera anywhere in the grant's footage."""
    return replace(ticket, stream=STILLS, window=footage, sound=False)


def issue(ticket: Ticket, at_us: int) -> str:
    """Text for a URL, good for LIFE_US from now."""
    body = [
        ticket.session.hex,
        ticket.grant.hex,
        ticket.viewing.hex,
        ticket.act.value,
        ticket.camera,
        ticket.stream,
        ticket.window.from_us,
        ticket.window.to_us,
        at_us + LIFE_US,
        int(ticket.sound),
    ]
    nonce = os.urandom(_NONCE_BYTES)
    sealed = _cipher().encrypt(nonce, json.dumps(body, separators=(",", ":")).encode(), b"media")
    return base64.urlsafe_b64encode(nonce + sealed).rstrip(b"=").decode()


def read(text: str, at_us: int) -> Ticket:
    """What ``issue`` was given. Raises NotATicket."""
    if len(text) > _LONGEST:
        raise NotATicket("too long")
    try:
        sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        body = json.loads(_cipher().decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], b"media"))
    except (ValueError, binascii.Error, InvalidTag) as error:
        raise NotATicket("not ours") from error
    session, grant, viewing, act, camera, stream, from_us, to_us, until_us, sound = body
    if not until_us - LIFE_US <= at_us < until_us:
        raise NotATicket("expired")
    return Ticket(
        session=UUID(session),
        grant=UUID(grant),
        viewing=UUID(viewing),
        act=Act(act),
        camera=camera,
        stream=stream,
        window=Range(from_us, to_us),
        sound=bool(sound),
    )


@cache
def _cipher() -> AESGCM:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"vonggac media tickets")
    return AESGCM(derive.derive(settings.SECRET_KEY.encode()))
