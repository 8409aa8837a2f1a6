"""Key epochs and who holds their private halves (DESIGN §4, FORMATS §9.4).

A segment's data key is wrapped with HPKE (RFC 9180) to the public key of its epoch, a UTC calendar
month. A recorder gets ``EpochPublic`` and nothing else: it can record and cannot look. The
``machine`` keyholder is a folder of files that one user can read; another keyholder gives the same
answers from another place.
"""

import os
import re
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from vonggac.kernel.files import sync_folder, write_whole
from vonggac.kernel.instants import month
from vonggac.vault.errors import Altered, KeyGone
from vonggac.vault.layout import Header

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_EPOCH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_KEYS_REMEMBERED = 512
_PRIVATE = ".key"
_DESTROYED = ".destroyed"


def epoch_of(at_us: int) -> str:
    """``2026-11``: the epoch of everything that starts in that UTC month."""
    return month(at_us)


@dataclass(frozen=True, slots=True)
class EpochPublic:
    """What a recorder needs to seal: the public half of an epoch's key (32 bytes, X25519)."""

    epoch: str
    public_bytes: bytes

    def wrap(self, data_key: bytes, info: bytes) -> bytes:
        """The data key for this epoch's keyholder alone, bound to ``info``; 80 bytes."""
        return _SUITE.encrypt(data_key, X25519PublicKey.from_public_bytes(self.public_bytes), info)


class Keyholder(Protocol):
    """Opens data keys. Whoever holds one can look: it is handed out only behind a Grant (I1)."""

    def data_key(self, header: Header) -> bytes:
        """32 bytes.

        Raises KeyGone where the epoch's key is not here, Altered where the header was changed.
        """


class MachineKeyholder:
    """Private keys as files of one folder, mode 0600.

    Safe for several processes and threads at once.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._private: dict[str, X25519PrivateKey] = {}
        self._data_keys: OrderedDict[tuple[str, bytes], bytes] = OrderedDict()

    def ensure(self, epoch: str) -> EpochPublic:
        """The epoch's public key; makes the pair where there is none.

        Raises KeyGone where it was destroyed.
        """
        path = self._path(epoch)
        if not path.exists():
            if path.with_suffix(_DESTROYED).exists():
                raise KeyGone(f"the key of {epoch} was destroyed")
            _create_once(path, X25519PrivateKey.generate().private_bytes_raw())
        return self.public(epoch)

    def public(self, epoch: str) -> EpochPublic:
        """Raises KeyGone where there is no such key."""
        return EpochPublic(epoch, self._load(epoch).public_key().public_bytes_raw())

    def data_key(self, header: Header) -> bytes:
        """Unwraps the header's data key; remembers the last few hundred.

        See ``Keyholder.data_key``.
        """
        private = self._load(header.epoch)
        remembered = (header.epoch, header.binding)
        with self._lock:
            known = self._data_keys.get(remembered)
            if known is not None:
                self._data_keys.move_to_end(remembered)
                return known
        try:
            key = _SUITE.decrypt(header.wrapped_key, private, header.key_info)
        except InvalidTag:
            raise Altered("the header's wrapped key does not open") from None
        with self._lock:
            self._data_keys[remembered] = key
            while len(self._data_keys) > _KEYS_REMEMBERED:
                self._data_keys.popitem(last=False)
        return key

    def destroy(self, epoch: str) -> None:
        """Ends every copy of the epoch's footage, wherever it lies.

        Cannot be undone; safe to repeat.
        """
        path = self._path(epoch)
        write_whole(path.with_suffix(_DESTROYED), b"")
        if path.exists():
            # On most drives the old blocks live on for a while; overwriting is the little that a
            # file can do.
            with path.open("r+b") as file:
                file.write(secrets.token_bytes(32))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
            sync_folder(self._folder)
        self._forget(epoch)

    def epochs(self) -> list[str]:
        """The epochs whose private key is here, oldest first."""
        return sorted(
            path.stem for path in self._folder.glob(f"*{_PRIVATE}") if _EPOCH.fullmatch(path.stem)
        )

    def _path(self, epoch: str) -> Path:
        if not _EPOCH.fullmatch(epoch):
            raise ValueError(f"not an epoch: {epoch!r}")
        return self._folder / f"{epoch}{_PRIVATE}"

    def _load(self, epoch: str) -> X25519PrivateKey:
        path = self._path(epoch)
        if not path.exists():
            # Looked for every time: another process may have destroyed it a moment ago.
            self._forget(epoch)
            raise KeyGone(f"no key of {epoch} here")
        with self._lock:
            known = self._private.get(epoch)
            if known is None:
                known = X25519PrivateKey.from_private_bytes(path.read_bytes())
                self._private[epoch] = known
            return known

    def _forget(self, epoch: str) -> None:
        with self._lock:
            self._private.pop(epoch, None)
            for remembered in [each for each in self._data_keys if each[0] == epoch]:
                del self._data_keys[remembered]


def _create_once(path: Path, content: bytes) -> None:
    """Writes the file whole unless it exists: of two processes at once, the first one's key
    stands for both.
    """
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    write_whole(beside, content)
    try:
        if os.name == "nt":
            beside.rename(path)
        else:
            path.hardlink_to(beside)
    except FileExistsError:
        pass
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)
