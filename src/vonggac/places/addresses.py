"""Which addresses may be registered as a camera's (ACCESS §3.4): RTSP, no link-local, no loopback of ours."""

from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vonggac.kernel.hosts import is_number, refused
from vonggac.kernel.text import one_line

_SCHEMES = {"rtsp": 554, "rtsps": 322}


@dataclass(frozen=True, slots=True)
class CameraAddress:
    """An address as stored, and the credentials that were typed into it."""

    url: str
    username: str
    password: str


def camera_address(field: str, text: str, *, allow_loopback: bool) -> CameraAddress:
    """The address without credentials. Raises ValidationError for ``field``, TextRefused."""
    typed = one_line(field, text, max_length=500)
    try:
        parts = urlsplit(typed)
        port = parts.port
    except ValueError:
        raise _bad(field, _("This is no camera address."), "no_address") from None
    host = parts.hostname or ""
    if parts.scheme.lower() not in _SCHEMES or not host or port == 0:
        raise _bad(
            field, _("A camera address begins with rtsp:// and names the camera."), "not_rtsp"
        )
    _refuse_forbidden_host(field, host, allow_loopback)
    clean = urlunsplit(
        SplitResult(parts.scheme.lower(), _netloc(host, port), parts.path, parts.query, "")
    )
    if "@" in clean:
        raise _bad(field, _("Write the sign @ in a path as %40."), "at_sign")
    username = one_line(field, unquote(parts.username or ""), max_length=80, required=False)
    password = unquote(parts.password or "")
    one_line(
        field, password, max_length=200, required=False
    )  # judged only: a password stays as it is
    return CameraAddress(clean, username, password)


def onvif_address(field: str, text: str, *, allow_loopback: bool) -> str:
    """The address of a camera's ONVIF service, or empty. Raises ValidationError for ``field``, TextRefused."""
    typed = one_line(field, text, max_length=500, required=False)
    if not typed:
        return ""
    try:
        parts = urlsplit(typed)
        port = parts.port
    except ValueError:
        raise _bad(field, _("This is no camera address."), "no_address") from None
    host = parts.hostname or ""
    if parts.scheme.lower() not in ("http", "https") or not host or port == 0 or "@" in typed:
        raise _bad(
            field, _("An ONVIF address begins with http:// and holds no password."), "not_http"
        )
    _refuse_forbidden_host(field, host, allow_loopback)
    return urlunsplit(
        SplitResult(parts.scheme.lower(), _netloc(host, port), parts.path, parts.query, "")
    )


def device_of(url: str) -> tuple[str, int]:
    """Host and port: what a password was given for. Of an address that ``camera_address`` gave."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or _SCHEMES[parts.scheme]


def _netloc(host: str, port: int | None) -> str:
    shown = f"[{host}]" if ":" in host else host
    return shown if port is None else f"{shown}:{port}"


def _refuse_forbidden_host(field: str, host: str, allow_loopback: bool) -> None:
    """What a name resolves to is asked by who connects, each time (``rtsp.connection``)."""
    if is_number(host):
        why = refused(host)
    else:
        why = "loopback" if host.lower().rstrip(".").split(".")[-1] == "localhost" else None
    if why == "loopback" and not allow_loopback:
        raise _bad(field, _("A camera can’t be this machine itself."), why)
    if why == "forbidden_address":
        raise _bad(field, _("This address can’t be a camera’s."), why)


def _bad(field: str, message: str, code: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, code)})
