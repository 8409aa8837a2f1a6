"""Passkeys (WebAuthn level 2): made for one host, counted, each challenge answered once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.utils import websafe_decode as _bytes
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from vonggac.factors import sealing
from vonggac.factors.models import Factor, FactorKind
from vonggac.factors.services import challenges, halves, passing
from vonggac.factors.services.enrolling import note_change
from vonggac.factors.services.halves import Holder
from vonggac.factors.services.passing import NotPassed, Passed
from vonggac.kernel import clock
from vonggac.kernel.text import one_line
from vonggac.people import selectors as people

_NEW, _SHOW = "new passkey", "passkey"
_WRONG = (ValueError, KeyError, TypeError, AttributeError)
"""What a malformed or false answer raises; fido2 has no class of its own for it."""


def ask_new(*, holder: Holder, account: UUID, rp_id: str) -> dict[str, Any]:
    """Options for ``navigator.credentials.create``; bytes as base64url."""
    row = people.account(account)
    user = PublicKeyCredentialUserEntity(
        id=account.bytes, name=row.username, display_name=people.person(row.person_id).full_name
    )
    options, state = _server(rp_id).register_begin(
        user,
        credentials=_known(account, rp_id),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    challenges.keep(holder, _NEW, {"state": dict(state), "rp_id": rp_id})
    return _plain(options)


@transaction.atomic
def keep_new(*, holder: Holder, account: UUID, label: str, answer: dict[str, Any]) -> Factor:
    """Raises ValidationError where the answer is none to what was asked."""
    asked = challenges.take(holder, _NEW)
    name = one_line("label", label, max_length=60)
    if asked is None:
        raise _refused()
    try:
        made = _server(asked["rp_id"]).register_complete(asked["state"], answer)
    except _WRONG as error:
        raise _refused() from error
    data = made.credential_data
    if data is None:
        raise _refused()
    row = Factor(
        account_id=account,
        kind=FactorKind.PASSKEY,
        label=name,
        sealed=sealing.seal(bytes(data), owner=account.hex),
        credential=data.credential_id.hex(),
        rp_id=asked["rp_id"],
        counter=made.counter,
        made_us=clock.now_us(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise _refused() from error
    note_change(account=account, change="factor.passkey", label=name)
    return row


def ask(*, holder: Holder, rp_id: str) -> dict[str, Any]:
    """Options for ``navigator.credentials.get``. Where nobody is known yet, the passkey must know its owner itself."""
    known = _known(holder.account, rp_id) if holder.account else None
    need = UserVerificationRequirement.PREFERRED if known else UserVerificationRequirement.REQUIRED
    options, state = _server(rp_id).authenticate_begin(known, user_verification=need)
    challenges.keep(holder, _SHOW, {"state": dict(state), "rp_id": rp_id})
    return _plain(options)


def show(*, holder: Holder, answer: dict[str, Any]) -> Passed | NotPassed:
    """The passkey's answer. A clone's counter, an ended factor, another host's: all the same words."""
    asked = challenges.take(holder, _SHOW)
    if asked is None or (holder.is_half and not halves.count_try(holder)):
        return passing.over()
    row = _named(answer, asked["rp_id"])
    if row is None or holder.account not in (None, row.account_id):
        return _wrong()
    if not _answers(row, asked, answer):
        return passing.refuse(holder, row.account_id)
    return Passed(row.account_id, "passkey")


def _answers(row: Factor, asked: dict[str, Any], answer: dict[str, Any]) -> bool:
    data = AttestedCredentialData(sealing.unseal(row.sealed, owner=row.account_id.hex))
    try:
        _server(asked["rp_id"]).authenticate_complete(asked["state"], [data], answer)
        counter = _counter(answer)
    except _WRONG:
        return False
    rows = Factor.objects.filter(pk=row.id, ended_us=None)
    if counter:
        rows = rows.filter(counter__lt=counter)
    return rows.update(counter=counter, used_us=clock.now_us()) == 1


def _counter(answer: dict[str, Any]) -> int:
    from_browser = answer["response"]["authenticatorData"]
    return int(AuthenticatorData(_bytes(from_browser)).counter)


def _named(answer: dict[str, Any], rp_id: str) -> Factor | None:
    try:
        credential = _bytes(answer["id"]).hex()
    except _WRONG:
        return None
    return Factor.objects.filter(
        credential=credential, rp_id=rp_id, ended_us=None, kind=FactorKind.PASSKEY
    ).first()


def _known(account: UUID, rp_id: str) -> list[AttestedCredentialData]:
    rows = Factor.objects.filter(
        account_id=account, ended_us=None, kind=FactorKind.PASSKEY, rp_id=rp_id
    )
    owner = account.hex
    return [AttestedCredentialData(sealing.unseal(each.sealed, owner=owner)) for each in rows]


def _plain(options: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON may carry it: fido2 gives bytes as base64url."""
    return dict(options["publicKey"])


def _server(rp_id: str) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(id=rp_id, name="Vọng Gác"))


def _wrong() -> NotPassed:
    return NotPassed("wrong", _("This passkey is not known here."))


def _refused() -> ValidationError:
    words = _("The device's answer is not the one that was asked for. Try again.")
    return ValidationError(words, "passkey")
