"""Ids: what they look like, how they are made, how they are checked before one becomes part of a path."""

import re
import secrets
import threading
import time
import uuid

_CAMERA_ID = re.compile(r"[a-z0-9]{2,16}")
_SEGMENT_ID = re.compile(r"[0-9a-f]{32}")
# No vowels, no look-alikes: an id is read over the telephone, and must not spell a word.
_ALPHABET = "bcdfghjkmnpqrstvwxz23456789"


def new_camera_id() -> str:
    """Six letters and digits: short enough for a file name and a label on the camera."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(6))


def new_segment_id() -> str:
    """32 hex digits, random: also the first part of what every sealed record is bound to."""
    return secrets.token_hex(16)


class _Ordered:
    """Version 7 of RFC 9562 with a counter of its own (§6.2, method 1): later is greater, whatever the clock does."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def __call__(self) -> uuid.UUID:
        with self._lock:
            # The last twelve bits count within the millisecond, and carry into the next one.
            self._last = max(self._last + 1, time.time_ns() // 1_000_000 << 12)
            instant, count = self._last >> 12, self._last & 0xFFF
        chance = secrets.randbits(62)
        return uuid.UUID(int=instant << 80 | 7 << 76 | count << 64 | 2 << 62 | chance)


_ordered = _Ordered()


def new_uuid() -> uuid.UUID:
    """Key of a governed row: never used again, 62 bits of it chance; of two made by one process the later is greater.

    So rows of one instant keep the order in which they were written.
    """
    return _ordered()


def require_camera_id(text: str) -> str:
    """The text itself. Raises ValueError where it could not be a camera's id (it becomes a folder name)."""
    if not _CAMERA_ID.fullmatch(text):
        raise ValueError(f"not a camera id: {text!r}")
    return text


def is_camera_id(text: str) -> bool:
    """Whether the text could be a camera's id."""
    return _CAMERA_ID.fullmatch(text) is not None


def require_segment_id(text: str) -> str:
    """The text itself. Raises ValueError where it could not be a segment's id."""
    if not _SEGMENT_ID.fullmatch(text):
        raise ValueError(f"not a segment id: {text!r}")
    return text


def actor_id(person: uuid.UUID | None) -> str:
    """How the ledger names who did it: ``p-<hex>``, never a name; ``s-setup`` where no person did (first run, CLI)."""
    return "s-setup" if person is None else f"p-{person.hex}"
