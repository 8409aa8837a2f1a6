"""What is told of signatures, and why something was not signed: closed tables."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vonggac.signing.facts import Content, Signer

CONTENT: dict[Content, tuple[str | Promise, str]] = {
    Content.INTACT: (_("intact since the signature"), "ok"),
    Content.ADDED: (_("intact; signed again or filled in afterwards"), "info"),
    Content.ALTERED: (_("altered after the signature"), "bad"),
    Content.UNREADABLE: (_("the signature cannot be read"), "bad"),
}
SIGNER: dict[Signer, tuple[str | Promise, str]] = {
    Signer.TRUSTED: (_("known signer"), "ok"),
    Signer.UNKNOWN: (_("unknown issuer"), "warn"),
    Signer.EXPIRED: (_("certificate not valid when signed"), "bad"),
    Signer.REVOKED: (_("certificate revoked"), "bad"),
}
"""Words, and the tone of the chip."""

_REFUSED: dict[str, str | Promise] = {
    "not_pdf": _("Only a PDF is signed: choose the paper as PDF."),
    "too_big": _("The file is larger than 16 MB: scan it in grey at 200 dpi, or in parts."),
    "locked_pdf": _("The PDF is locked with a password: attach one without."),
    "broken": _("The PDF cannot be read: make it again, or print it to a new PDF."),
    "key_too_big": _("This is no key file: a PKCS#12 file (.p12, .pfx) has a few kB."),
    "bad_key_file": _("This is no key file: choose the .p12 or .pfx of your certificate."),
    "wrong_password": _("The password does not open the key file: type it again."),
    "no_key": _("The file holds no key and certificate to sign with."),
    "expired": _("The certificate has expired: have it renewed by its issuer."),
    "not_yet": _("The certificate is not valid yet."),
    "busy": _("Others are signing just now: try again in a minute."),
    "timeout": _("Signing took too long: try again, or with a smaller file."),
    "failed": _("It could not be signed: try again, or another key file."),
}
_AT_THE_KEY = frozenset(
    {"key_too_big", "bad_key_file", "no_key", "expired", "not_yet", "failed", "busy", "timeout"}
)
BAD_ROOT: dict[str, str | Promise] = {
    "unreadable": _("This is no certificate: choose a .pem, .crt or .cer file."),
    "no_authority": _("This certificate is a person’s: choose the one of the issuer (CA)."),
}


def why_not_signed(code: str) -> tuple[str, str]:
    """The field that is wrong, and the words."""
    words = str(_REFUSED.get(code, _REFUSED["failed"]))
    if code == "wrong_password":
        return "password", words
    return ("key_file" if code in _AT_THE_KEY else "paper"), words
