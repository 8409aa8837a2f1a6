"""How a device is set up, in parts that can be compared from night to night (khoản 3–4 Điều 5). In the child process.

A part that the device does not tell is absent, which is not the same as empty. No password is ever among them.
"""

import asyncio
import hashlib

from vonggac.onvif import faults
from vonggac.onvif.choice import Profile
from vonggac.onvif.conversation import DEVICE, Conversation
from vonggac.onvif.device import DESCRIBE_S, describe
from vonggac.onvif.faults import OnvifFault
from vonggac.onvif.markup import Node

MOST = 64
"""Lines of one part."""
Parts = dict[str, list[str]]


async def fingerprint(
    xaddr: str,
    username: str = "",
    password: str = "",
    *,
    timeout_s: float = 5.0,
    allow_loopback: bool = False,
) -> Parts:
    """``device``, ``firmware``, ``profiles``, ``users``, ``certificates`` → sorted lines. Raises ``OnvifFault``."""
    facts = await describe(
        xaddr, username, password, timeout_s=timeout_s, allow_loopback=allow_loopback
    )
    parts: Parts = {
        "device": [" ".join(f"{facts.brand} {facts.model} {facts.serial} {facts.mac}".split())],
        "firmware": [facts.firmware],
    }
    if facts.profiles:
        parts["profiles"] = sorted(_profile(each) for each in facts.profiles)[:MOST]
    talk = Conversation(
        xaddr, username, password, timeout_s=timeout_s, allow_loopback=allow_loopback
    )
    try:
        async with asyncio.timeout(DESCRIBE_S):
            await talk.read_clock()
            await _add(parts, talk)
    except TimeoutError:
        raise OnvifFault(faults.TIMED_OUT, f"not answered in {DESCRIBE_S:g} s") from None
    return parts


async def _add(parts: Parts, talk: Conversation) -> None:
    users = await _maybe(talk, "GetUsers")
    if users is not None:
        named = (f"{one.said('Username')}: {one.said('UserLevel')}" for one in users.all("User"))
        parts["users"] = sorted(each[:120] for each in named)[:MOST]
    kept = await _maybe(talk, "GetCertificates")
    if kept is not None:
        parts["certificates"] = sorted(_certificate(one) for one in kept.all("NvtCertificate"))[
            :MOST
        ]


async def _maybe(talk: Conversation, question: str) -> Node | None:
    """None where the device does not know the question, or does not let this account ask it."""
    try:
        return await talk.ask(talk.address, f'<t:{question} xmlns:t="{DEVICE}"/>')
    except OnvifFault as fault:
        if fault.code in (faults.UNREACHABLE, faults.TIMED_OUT):
            raise
        return None


def _profile(one: Profile) -> str:
    size = f"{one.width}x{one.height}"
    return f"{one.name or one.token}: {one.codec} {size} {one.fps} fps {one.bitrate_kbps} kbit/s"


def _certificate(node: Node) -> str:
    data = node.find("Certificate", "Data")
    digest = hashlib.sha256("".join((data.text if data else "").split()).encode()).hexdigest()
    return f"{node.said('CertificateID')[:40]} {digest[:32]}".strip()
