"""Addresses that leave the pages: printed as a code, set in an alarm panel."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def for_anybody(request: HttpRequest, path: str) -> str:
    """Where somebody without a login, whose phone knows no certificate of ours, is answered (``plain.FREE``)."""
    if not settings.HTTPS_PORT:
        return request.build_absolute_uri(path)
    host = urlsplit(request.build_absolute_uri("/")).hostname or ""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{settings.PLAIN_PORT}{path}"
