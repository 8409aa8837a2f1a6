"""Kết nối điện thoại: the secure address as a code, the root certificate, and the steps for each kind of device.

Read before any login, and over plain HTTP too: it is what makes a secure connection possible. Nothing of the school is
in it but its machine's name.
"""

from cryptography import x509
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from vonggac.kernel.clock import DAY_US, now_us
from vonggac.tls import authority, pair
from vonggac.tls.reach import Reach, from_outside, reach
from vonggac.web.factors.picture import qr_address


@require_GET
def connect(request: HttpRequest) -> HttpResponse:
    if not settings.HTTPS_PORT:
        return render(request, "connecting/without.html")
    here, served = reach(settings.LISTENING), pair.shown(settings.DATA.keys)
    if served is None:  # within the first second of the first start
        return render(request, "connecting/without.html", status=503)
    host = here.host if served.own else served.names[0]
    address = f"https://{host}:{settings.HTTPS_PORT}/"
    context = {
        "address": address,
        "qr": qr_address(address),
        "by_number": _by_number(here),
        "own": served.own,
        "days_left": (served.to_us - now_us()) // DAY_US,
        "fingerprint": authority.fingerprint(_root()) if served.own else "",
        "secure": request.is_secure(),
    }
    return render(request, "connecting/connect.html", context)


@require_GET
def root(_request: HttpRequest) -> HttpResponse:
    """The certificate of the school's own authority, as phones and Windows take it in."""
    if not settings.HTTPS_PORT:
        raise Http404
    answer = HttpResponse(authority.der(_root()), content_type="application/x-x509-ca-cert")
    answer["Content-Disposition"] = 'attachment; filename="vonggac.crt"'
    return answer


def _root() -> x509.Certificate:
    return authority.root(settings.DATA.keys).certificate


def _by_number(here: Reach) -> list[str]:
    numbers = [each for each in from_outside(here) if each.version == 4]
    return [f"https://{each}:{settings.HTTPS_PORT}/" for each in numbers]
