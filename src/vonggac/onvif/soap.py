"""SOAP 1.2 envelopes out and in, and the WS-UsernameToken that ONVIF signs them with."""

import base64
import hashlib
import secrets
from dataclasses import dataclass

from vonggac.kernel.instants import iso
from vonggac.onvif.faults import BAD_XML, NOT_ONVIF, OnvifFault
from vonggac.onvif.markup import Node, escape, one_line, parse

ENVELOPE = "http://www.w3.org/2003/05/soap-envelope"
ADDRESSING = "http://www.w3.org/2005/08/addressing"
_WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss"
_SECRET = f"{_WSS}-wssecurity-secext-1.0.xsd"
_UTILITY = f"{_WSS}-wssecurity-utility-1.0.xsd"
PASSWORD_DIGEST = f"{_WSS}-username-token-profile-1.0#PasswordDigest"
_BASE64 = f"{_WSS}-soap-message-security-1.0#Base64Binary"
_LOGIN_WORDS = ("notauthorized", "failedauthentication", "invalidsecurity", "failedcheck")


def token_digest(nonce: bytes, created: str, password: str) -> str:
    """Base64(SHA-1(nonce + created + password)): what the profile prescribes."""
    said = nonce + created.encode() + password.encode()
    return base64.b64encode(hashlib.sha1(said, usedforsecurity=False).digest()).decode()


def username_token(username: str, password: str, device_us: int) -> str:
    """The header that logs in. ``device_us``: now by the device's own clock, else it takes us for a replay."""
    nonce = secrets.token_bytes(16)
    created = iso(device_us)[:-4] + "Z"
    return (
        f'<w:Security xmlns:w="{_SECRET}" xmlns:u="{_UTILITY}" s:mustUnderstand="1"><w:UsernameToken>'
        f"<w:Username>{escape(username)}</w:Username>"
        f'<w:Password Type="{PASSWORD_DIGEST}">{token_digest(nonce, created, password)}</w:Password>'
        f'<w:Nonce EncodingType="{_BASE64}">{base64.b64encode(nonce).decode()}</w:Nonce>'
        f"<u:Created>{created}</u:Created></w:UsernameToken></w:Security>"
    )


def addressed(action: str, to: str, more: str = "") -> str:
    """The headers of WS-Addressing that pull points ask for."""
    return (
        f'<a:Action xmlns:a="{ADDRESSING}" s:mustUnderstand="1">{escape(action)}</a:Action>'
        f'<a:MessageID xmlns:a="{ADDRESSING}">urn:uuid:{new_uuid()}</a:MessageID>'
        f'<a:ReplyTo xmlns:a="{ADDRESSING}"><a:Address>{ADDRESSING}/anonymous</a:Address></a:ReplyTo>'
        f'<a:To xmlns:a="{ADDRESSING}" s:mustUnderstand="1">{escape(to)}</a:To>{more}'
    )


def new_uuid() -> str:
    digits = secrets.token_hex(16)
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def envelope(body: str, headers: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="{ENVELOPE}">'
        f"<s:Header>{headers}</s:Header><s:Body>{body}</s:Body></s:Envelope>"
    ).encode()


@dataclass(frozen=True, slots=True)
class SoapFault:
    """What a device answers when it does not do what it was asked."""

    codes: tuple[str, ...]
    reason: str

    @property
    def about_login(self) -> bool:
        said = (*self.codes, self.reason.replace(" ", ""))
        return any(word in each.lower() for each in said for word in _LOGIN_WORDS)


def opened(data: bytes) -> Node | SoapFault:
    """The element in the body of an envelope, or the fault. Raises ``OnvifFault``."""
    root = parse(data)
    body = root.find("Body") if root.name == "Envelope" else None
    if body is None:
        raise OnvifFault(NOT_ONVIF, "an answer that is no SOAP envelope")
    if not body.children:
        return Node("")
    first = body.children[0]
    return _fault(first) if first.name == "Fault" else first


def _fault(node: Node) -> SoapFault:
    codes, code = [], node.find("Code")
    while code is not None:
        codes.append(code.said("Value"))
        code = code.find("Subcode")
    if (old := node.said("faultcode")) or not codes:
        codes.append(old)
    reason = node.said("Reason", "Text") or node.said("faultstring")
    return SoapFault(tuple(one_line(each) for each in codes if each), reason)


def raw(node: Node, depth: int = 0) -> str:
    """An element as XML again: reference parameters are given back as they came."""
    if depth > 8:
        raise OnvifFault(BAD_XML, "reference parameters too deep")
    attributes = "".join(
        f' {name}="{escape(value)}"'
        for name, value in node.attributes.items()
        if name.isidentifier()
    )
    inner = "".join(raw(each, depth + 1) for each in node.children) or escape(node.text)
    return f'<p:{node.name} xmlns:p="{escape(node.space)}"{attributes}>{inner}</p:{node.name}>'
