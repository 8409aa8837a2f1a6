"""Which addresses outside may be told (ACCESS §3.4, §9): an e-mail address, or one of a few services and web hooks."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from vonggac.kernel.hosts import is_number, refused
from vonggac.kernel.text import one_line

SERVICES = frozenset({"tgram", "msteams", "gchat", "slack", "discord"})
"""Their messages go to the service's own host, whatever stands in the address."""
HOOKS = frozenset({"jsons", "json", "forms", "ntfys", "matrixs"})
"""Their host is typed: it must be none of this machine's, and no link-local one; a name is resolved when sending."""
_SCHEME = re.compile(r"([a-z]+)://", re.IGNORECASE)


def email_address(text: str) -> str:
    """Raises ValidationError, TextRefused."""
    typed = one_line("address", text, max_length=200)
    try:
        validate_email(typed)
    except ValidationError as error:
        raise _bad(_("This is no e-mail address.")) from error
    return typed


def bot_address(text: str) -> tuple[str, str]:
    """The address as apprise writes them, and a label without its secrets. Raises ValidationError, TextRefused."""
    typed = one_line("address", text, max_length=400)
    found = _SCHEME.match(typed)
    scheme = found.group(1).lower() if found else ""
    if scheme in SERVICES:
        return typed, scheme
    if scheme not in HOOKS:
        raise _bad(_("Give an address such as tgram://TOKEN/CHAT or jsons://host/path."))
    try:
        parts = urlsplit(typed)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise _bad(_("Give an address such as tgram://TOKEN/CHAT or jsons://host/path.")) from None
    if not host or (is_number(host) and refused(host)):
        raise _bad(_("This machine and its own link are no address outside."))
    return typed, f"{scheme}://{host}"


def _bad(words: str) -> ValidationError:
    return ValidationError({"address": ValidationError(words, "address")})
