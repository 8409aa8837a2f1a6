"""A key on a USB token as a signer (PKCS#11 v2.40), on the computer that the token is plugged into (ADR 0038).

The key never leaves the token. ``vonggac sign`` alone loads this; no page and no process of the recorder does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pkcs11
from asn1crypto import x509
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass, TokenFlag
from pkcs11 import exceptions as faults
from pyhanko.sign.pkcs11 import PKCS11Signer

from vonggac.signing.certificates import common_name
from vonggac.signing.facts import NotSigned

_HASHES_ITSELF = {KeyType.EC: Mechanism.ECDSA_SHA256, KeyType.RSA: Mechanism.SHA256_RSA_PKCS}
_WRONG_PIN = (faults.PinIncorrect, faults.PinLenRange, faults.PinInvalid)


@dataclass(frozen=True, slots=True)
class Held:
    """A token that the module sees, and whose certificates stand on it; its authorities' are left out."""

    label: str
    maker: str
    holders: tuple[str, ...]
    last_try: bool
    """One more wrong PIN locks it."""


def held(module: Path) -> list[Held]:
    """The initialised tokens, by what they tell without a PIN. Raises NotSigned(no_module)."""
    found = []
    for token in _tokens(module):
        try:
            with token.open() as session:
                holders = tuple(
                    common_name(each.subject)
                    for each in _certificates(session).values()
                    if not each.ca
                )
        except faults.PKCS11Error:
            holders = ()
        last_try = bool(token.flags & TokenFlag.USER_PIN_FINAL_TRY)
        found.append(Held(token.label, str(token.manufacturer_id), holders, last_try))
    return found


@contextmanager
def opened(module: Path, pin: str, *, label: str = "", holder: str = "") -> Iterator[PKCS11Signer]:
    """Signs for as long as it is open, with one asking for the PIN.

    ``label`` says which token, ``holder`` whose certificate: each is needed only where there are several.
    Raises NotSigned: no_module, no_token, several_tokens, wrong_pin, pin_locked, no_key, several_keys, failed.
    """
    token = only_token(module, label)
    try:
        with token.open(user_pin=pin) as session:
            yield _signer(token, session, holder)
    except _WRONG_PIN as fault:
        raise NotSigned("wrong_pin") from fault
    except faults.PinLocked as fault:
        raise NotSigned("pin_locked") from fault
    except (
        faults.PKCS11Error
    ) as fault:  # pulled out in mid-work, a key that may not sign, a broken module
        raise NotSigned("failed") from fault


def only_token(module: Path, label: str) -> pkcs11.Token:
    """Raises NotSigned: no_module, no_token, several_tokens."""
    found = [each for each in _tokens(module) if label in ("", each.label)]
    if not found:
        raise NotSigned("no_token")
    if len(found) > 1:
        raise NotSigned("several_tokens")
    return found[0]


def _tokens(module: Path) -> list[pkcs11.Token]:
    try:
        return [
            each
            for each in pkcs11.lib(str(module.absolute())).get_tokens()
            if each.flags & TokenFlag.TOKEN_INITIALIZED
        ]
    except faults.PKCS11Error as fault:
        raise NotSigned("no_module") from fault


def _certificates(session: pkcs11.Session) -> dict[bytes, x509.Certificate]:
    """By their CKA_ID, which a key shares with its certificate; authorities' too."""
    found = {}
    for each in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        try:
            found[each[Attribute.ID]] = x509.Certificate.load(each[Attribute.VALUE], strict=True)
        except (faults.AttributeTypeInvalid, ValueError):
            continue
    return found


def _signer(token: pkcs11.Token, session: pkcs11.Session, holder: str) -> PKCS11Signer:
    certificates = _certificates(session)
    keys = {
        each[Attribute.ID]: each
        for each in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
        if each[Attribute.ID] in certificates
        and holder in ("", common_name(certificates[each[Attribute.ID]].subject))
    }
    if not keys:
        raise NotSigned("no_key")
    if len(keys) > 1:
        raise NotSigned("several_keys")
    ((key_id, key),) = keys.items()
    hashing = _HASHES_ITSELF.get(key[Attribute.KEY_TYPE])
    return PKCS11Signer(
        session,
        signing_cert=certificates[key_id],
        ca_chain=list(certificates.values()),
        key_id=key_id,
        # Many tokens sign a hash and cannot make one.
        use_raw_mechanism=hashing is not None and hashing not in token.slot.get_mechanisms(),
    )
