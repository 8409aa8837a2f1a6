"""A time-stamp over the ledger's checkpoint, once a day (RFC 3161; FORMATS §7.2): it was there no later than then.

Request, answer, note, root and chain are kept raw. A token that does not hold is kept as well, and told, never dropped.
"""

import logging
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from cryptography.hazmat.primitives.serialization import Encoding
from django.db import transaction

from vonggac.anchors import selectors, services
from vonggac.evidence.keys import fingerprint
from vonggac.evidence.signed_data import BadSignature
from vonggac.evidence.stamps import Asked, Authority, NoStamp, Stamp, ask, check
from vonggac.kernel.clock import DAY_US, HOUR_US, SECOND_US, monotonic_us, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.files import write_whole
from vonggac.kernel.instants import from_datetime
from vonggac.ledger import services as ledger
from vonggac.ledger.anchor_files import ANCHORS, TOKEN
from vonggac.ledger.checkpoints import SignedCheckpoint, open_checkpoint
from vonggac.ledger.halting import halted
from vonggac.ledger.keys import log_verifier
from vonggac.ledger.notes import MAX_NOTE
from vonggac.ledger.store import notes_in
from vonggac.places import selectors as places

if TYPE_CHECKING:
    from vonggac.anchors.models import Token

EVERY_US = DAY_US
AGAIN_US = HOUR_US
LATE_US = 26 * HOUR_US
TRIES = 3
APART_US = 5 * SECOND_US
"""More than this between the authority's clock and ours is told as a step of the clock."""
_log = logging.getLogger(__name__)


class Stamper:
    """Belongs to one thread; without an outside authority it does nothing."""

    def __init__(self, data: DataFolder, authority: Authority | None) -> None:
        self._data = data
        self._authority = authority
        self._next_us = 0
        self._failed = 0

    def round(self) -> "Token | None":
        """The token where one was due and given. DatabaseError, OSError and BadNote of the own log pass."""
        school = places.the_school()
        if self._authority is None or school is None or monotonic_us() < self._next_us:
            return None
        last = selectors.last_token(school.id)
        if last is not None and now_us() - last.at_us < EVERY_US:
            return None
        notes = notes_in(self._data.ledger, last_bytes=MAX_NOTE)
        signed = open_checkpoint(notes[-1], [log_verifier(self._data.keys)]) if notes else None
        if signed is None or halted(self._data.ledger) is not None:
            return None
        self._next_us = monotonic_us() + AGAIN_US
        try:
            row = _stamped(self._data.ledger, self._authority, school.id, signed, last)
        except NoStamp as fault:
            _log.warning("no time-stamp: %s", fault)
            row = None
        if row is not None and not row.fault:
            self._failed = 0
            return row
        self._failed += 1
        since_us = last.at_us if last else school.created_us
        if self._failed >= TRIES and now_us() - since_us >= LATE_US:
            size = last.size if last else 0
            services.note_token_late(school=school.id, since_us=since_us, size=size)
        return None


def _stamped(
    folder: Path,
    authority: Authority,
    school: UUID,
    signed: SignedCheckpoint,
    last: "Token | None",
) -> "Token":
    """Raises NoStamp where nothing was answered."""
    asked_us = now_us()
    asked = ask(signed.note, authority)
    answered_us = now_us()
    size = signed.checkpoint.size
    fault, time_us = "", answered_us
    try:
        made = check(asked, signed.note, authority)
        time_us = from_datetime(made.at)
        fault = _odd(made, last)
    except BadSignature as refused:
        fault = str(refused) or "it does not hold"
        _log.error("a time-stamp that was kept and does not count: %s", fault)
    _keep(folder, size, signed.note, asked, authority, counts=not fault)
    with transaction.atomic():
        if not asked_us - APART_US <= time_us <= answered_us + APART_US:
            ledger.record("clock.step", from_us=answered_us, to_us=time_us, reference="tsa")
        return services.note_token(
            school=school,
            size=size,
            authority=fingerprint(authority.root),
            token_sha256=sha256(asked.answer).hexdigest(),
            time_s=time_us // SECOND_US,
            fault=fault,
        )


def _odd(made: Stamp, last: "Token | None") -> str:
    older = last is not None and from_datetime(made.at) // SECOND_US < last.time_s
    return "older than the one before it" if older else ""


def _keep(
    folder: Path, size: int, note: bytes, asked: Asked, authority: Authority, *, counts: bool
) -> None:
    """The token last: where it lies, what it needs lies beside it. One that does not count has another name."""
    stem = str(size) if counts else f"refused-{size}-{sha256(asked.answer).hexdigest()[:12]}"
    chain = b"".join(each.public_bytes(Encoding.PEM) for each in authority.chain)
    root = authority.root.public_bytes(Encoding.PEM)
    for ending, content in (
        ("note", note),
        ("tsq", asked.request),
        ("root.pem", root),
        ("chain.pem", chain or root),
        ("tsr", asked.answer),
    ):
        write_whole(folder / ANCHORS / TOKEN / f"{stem}.{ending}", content)
