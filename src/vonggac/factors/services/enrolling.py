"""Adding and ending factors; recovery codes; what two others do for somebody who has lost everything."""

import secrets
from collections.abc import Collection
from uuid import UUID

import pyotp
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.factors import sealing
from vonggac.factors.models import Factor, FactorKind, RecoveryCode
from vonggac.factors.services import challenges
from vonggac.factors.services.halves import Holder
from vonggac.kernel import clock
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.people import selectors as people
from vonggac.people.models import SessionEnd
from vonggac.people.services import require_helpers
from vonggac.people.services.sessions import end_sessions_of

CODES = 10
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No 0, O, 1, I: they are typed from paper."""
_TOTP = "totp"
_WINDOW = (-1, 0, 1)


def ask_totp(*, holder: Holder, account: UUID) -> str:
    """The secret that an app is to learn, base32; the same one until it is confirmed or five minutes have passed."""
    waiting = challenges.look(holder, _TOTP)
    secret = str(waiting["secret"]) if waiting else pyotp.random_base32()
    if waiting is None:
        challenges.keep(holder, _TOTP, {"secret": secret, "account": account.hex})
    return secret


def totp_address(*, account: UUID, secret: str, issuer: str) -> str:
    """``otpauth://`` for the QR that an app reads."""
    name = people.account(account).username
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


@transaction.atomic
def keep_totp(*, holder: Holder, account: UUID, code: str, label: str) -> Factor:
    """The app is enrolled once it has shown a right code. Takes the place of an older app. Raises ValidationError."""
    waiting = challenges.look(holder, _TOTP)
    name = one_line("label", label, max_length=60)
    if waiting is None or waiting["account"] != account.hex:
        raise _invalid(_("That took too long. Scan the new picture."))
    at_us = clock.now_us()
    typed = "".join(each for each in code if each.isdecimal())
    totp = pyotp.TOTP(waiting["secret"])
    steps = [at_us // (30 * clock.SECOND_US) + each for each in _WINDOW]
    right = [each for each in steps if secrets.compare_digest(totp.generate_otp(each), typed)]
    if not right:
        raise _invalid(
            _("The code is wrong. Check that the phone's clock is right, and type the next one.")
        )
    challenges.take(holder, _TOTP)
    Factor.objects.filter(account_id=account, kind=FactorKind.TOTP, ended_us=None).update(
        ended_us=at_us
    )
    row = Factor.objects.create(
        account_id=account,
        kind=FactorKind.TOTP,
        label=name,
        sealed=sealing.seal(waiting["secret"].encode(), owner=account.hex),
        counter=right[0],
        made_us=at_us,
    )
    note_change(account=account, change="factor.totp", label=name)
    return row


@transaction.atomic
def new_recovery_codes(*, account: UUID) -> list[str]:
    """Ten new ones, shown once; those of an older sheet are void."""
    at_us = clock.now_us()
    RecoveryCode.objects.filter(account_id=account, used_us=None, void_us=None).update(
        void_us=at_us
    )
    codes = ["".join(secrets.choice(_LETTERS) for _each in range(12)) for _code in range(CODES)]
    for code in codes:
        mac = sealing.code_mac(account, code)
        RecoveryCode.objects.create(account_id=account, mac=mac, made_us=at_us)
    note_change(account=account, change="factor.recovery", label="")
    return ["-".join((code[:4], code[4:8], code[8:])) for code in codes]


@transaction.atomic
def end_factor(*, factor: UUID, account: UUID) -> bool:
    """The owner's own; not the last one. False where it is none of the owner's. Raises ValidationError."""
    mine = Factor.objects.select_for_update().filter(account_id=account, ended_us=None)
    row = mine.filter(pk=factor).first()
    if row is None:
        return False
    if mine.count() == 1:
        raise _invalid(_("The last one stays: add another first."))
    Factor.objects.filter(pk=row.pk).update(ended_us=clock.now_us())
    note_change(account=account, change="factor.ended", label=row.label)
    return True


@transaction.atomic
def forget_factors(*, account: UUID, by: Collection[UUID]) -> None:
    """Two others, together, for somebody who has lost every device and the sheet (ACCESS §6.7; ``require_helpers``).

    Every login of the account ends; the next password leads to enrolling. Raises Refused.
    """
    row = people.account(account)
    at_us = clock.now_us()
    trusted = require_helpers(row.person_id, by)
    Factor.objects.filter(account_id=account, ended_us=None).update(ended_us=at_us)
    RecoveryCode.objects.filter(account_id=account, used_us=None, void_us=None).update(
        void_us=at_us
    )
    end_sessions_of(account=account, reason=SessionEnd.PASSWORD_CHANGED, at_us=at_us)
    for each in trusted:
        ledger.record(
            "role.change",
            actor=actor_id(each),
            subject=actor_id(row.person_id),
            change="factor.forgotten",
        )
    _tell(row.person_id, "factor.forgotten", "", at_us)


@transaction.atomic
def end_recovery_codes(*, account: UUID, by: UUID) -> int:
    """The sheet of who hands the system over is void (khoản 2 Điều 2); how many codes that was. Whoever goes on working
    here prints a new one. Called by the room that knows that the head confirmed it.
    """
    unspent = RecoveryCode.objects.filter(account_id=account, used_us=None, void_us=None)
    count = unspent.update(void_us=clock.now_us())
    owner = people.account(account).person_id
    if count:
        change = "factor.codes_ended"
        ledger.record("role.change", actor=actor_id(by), subject=actor_id(owner), change=change)
        _tell(owner, change, "", clock.now_us())
    return count


@transaction.atomic
def note_change(*, account: UUID, change: str, label: str) -> None:
    """In the ledger, and to the owner: an enrolment that was not theirs is seen."""
    person = people.account(account).person_id
    ledger.record("role.change", actor=actor_id(person), subject=actor_id(person), change=change)
    _tell(person, change, label, clock.now_us())


def _tell(person: UUID, change: str, label: str, at_us: int) -> None:
    notices.tell(
        persons=[person],
        kind=NoticeKind.FACTOR_CHANGED,
        params={"change": change, "label": label, "at_us": at_us},
        key=f"factor {change} {at_us}",
        url="/security",
        urgency=Urgency.RAISED,
    )


def _invalid(words: str) -> ValidationError:
    return ValidationError({"code": ValidationError(words, "invalid")})
