"""Second factors that a test knows."""

from uuid import UUID, uuid4

import pyotp

from vonggac.factors import services as factors
from vonggac.kernel import clock
from vonggac.people.models import Account


def code_of(secret: str) -> str:
    """What the app shows now."""
    return pyotp.TOTP(secret).generate_otp(clock.now_us() // (30 * clock.SECOND_US))


def totp(who: UUID) -> str:
    """The secret of an app that the person has enrolled; the step of now is used up by that."""
    account = Account.objects.get(person_id=who).id
    holder = factors.of_session(uuid4(), account)
    secret = factors.ask_totp(holder=holder, account=account)
    factors.keep_totp(holder=holder, account=account, code=code_of(secret), label="Điện thoại")
    return secret


def enrolled(who: UUID) -> list[str]:
    """The person has an app, and these ten codes on paper."""
    totp(who)
    return factors.new_recovery_codes(account=Account.objects.get(person_id=who).id)
