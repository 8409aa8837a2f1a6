"""``python -m vonggac.notices.sender``: one message to one address outside, in a process of its own.

Reads one JSON object (url, title, body) from standard input; exit 0 where the other side took it. The address, which
may hold a token, stands in no argument and no log.
"""

import json
import logging
import socket
import sys
from urllib.parse import urlsplit

import apprise

from vonggac.kernel.hosts import refused

HOOKS = frozenset({"jsons", "json", "forms", "ntfys", "matrixs"})
"""Schemes whose host a person typed."""


def main() -> int:
    """0 taken, 1 not taken, 2 no address that is understood."""
    logging.disable(logging.CRITICAL)  # apprise logs addresses
    asked = json.loads(sys.stdin.read(65_536))
    if not _may_be_told(asked["url"]):
        return 1
    sending = apprise.Apprise(asset=apprise.AppriseAsset(async_mode=False))
    if not sending.add(asked["url"]):
        return 2
    taken = sending.notify(title=asked["title"], body=asked["body"], body_format="text")
    return 0 if taken else 1


def _may_be_told(url: str) -> bool:
    """A typed host's addresses, as they are now: none is this machine's own or link-local (ACCESS §3.4)."""
    parts = urlsplit(url)
    if parts.scheme.lower() not in HOOKS:
        return True
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return not any(refused(str(each[4][0]).split("%")[0]) for each in found)


if __name__ == "__main__":
    sys.exit(main())
