"""What a login goes by: password, browser's header, network; the last coarse enough to survive a day."""

import hashlib
import ipaddress
import unicodedata


def network_of(address: str) -> str:
    """``192.168.1.0/24``, ``2001:db8::/64``; anything that is no address is its own network."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    return str(ipaddress.ip_network(f"{ip}/{24 if ip.version == 4 else 64}", strict=False))


def digest(text: str) -> str:
    """SHA-256 of a session key or a browser's header, in hex."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def password_text(typed: str) -> str:
    """NFC: some Vietnamese keyboards type ế as three characters, others as one (LANGUAGE §2)."""
    return unicodedata.normalize("NFC", typed)[:4096]


def shown_agent(user_agent: str) -> str:
    """The header as the sign-in history may show it: short, printable."""
    return "".join(each for each in user_agent if each.isprintable())[:200]
