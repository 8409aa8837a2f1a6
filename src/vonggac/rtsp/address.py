"""Addresses of streams: credentials taken out, control attributes resolved, the host that somebody
entered kept.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

DEFAULT_PORT = 554
_ABSOLUTE = re.compile(r"rtsps?u?://[^/?#]*", re.IGNORECASE)


class AddressError(ValueError):
    """Not the address of an RTSP stream."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a stream is. Holds no credentials."""

    host: str
    port: int
    path: str
    """From the first slash on, with the query; may be empty."""

    @property
    def url(self) -> str:
        return self.origin + self.path

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"rtsp://{host}" + ("" if self.port == DEFAULT_PORT else f":{self.port}")

    def rehosted(self, url: str) -> str:
        """Another address of the same camera, on the host and port that we are connected to.

        Cameras behind address translation, and careless ones, name a host that is not theirs
        (MEDIA §7).
        """
        return self.origin + _ABSOLUTE.sub("", url, count=1)


def split_credentials(url: str) -> tuple[str, str, str]:
    """The address without user name and password, and these two, decoded; empty when not given.

    A password may hold an unescaped ``@`` or ``/``, as people type them.
    """
    scheme, mark, rest = url.strip().partition("://")
    if not mark:
        return url.strip(), "", ""
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if "@" in authority:
        pair, host = authority.rpartition("@")[::2]
        clean = host + rest[len(authority) :]
    elif "@" in rest and re.search(r":(?!\d*\Z)", authority):
        # What follows the colon is no port, so the slash that ended it stands in a password.
        pair, clean = rest.rpartition("@")[::2]
    else:
        return url.strip(), "", ""
    user, _, password = pair.partition(":")
    return f"{scheme}://{clean}", unquote(user), unquote(password)


def parse_address(url: str) -> Address:
    """Raises ``AddressError``."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise AddressError("an address that cannot be read") from error
    if parts.scheme.lower() != "rtsp" or not parts.hostname:
        raise AddressError("an address of a stream begins with rtsp:// and names a host")
    if parts.username is not None or re.search(r"[\x00-\x20\x7f]", url.strip()):
        raise AddressError("an address holds neither credentials nor blanks")
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return Address(parts.hostname, port or DEFAULT_PORT, path)


def resolve_control(address: Address, base: str, control: str) -> str:
    """The address that a control attribute means; ``base`` is the description's.

    Relative ones are appended, not resolved as RFC 3986 would: cameras with a query in their path
    expect it so.
    """
    if control in ("", "*"):
        return address.rehosted(base)
    if _ABSOLUTE.match(control):
        return address.rehosted(control)
    joint = "" if base.endswith("/") or control.startswith(("/", "?")) else "/"
    if base.endswith("/") and control.startswith("/"):
        control = control[1:]
    return address.rehosted(base) + joint + control
