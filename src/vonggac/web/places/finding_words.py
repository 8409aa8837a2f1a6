"""Why a found device could not be asked, and what to do: in words (codes of ``onvif.faults``)."""

from django.utils.translation import gettext_lazy as _

from vonggac.web.words import Words

_SAID: dict[str, tuple[Words, Words]] = {
    "unreachable": (
        _("The device does not answer any more."),
        _("Is it switched on and on this network? Look again in a minute."),
    ),
    "timed_out": (
        _("The device answers too slowly."),
        _("Look again; if it stays so, add the camera by its RTSP address."),
    ),
    "not_onvif": (
        _("The device answers, but not in ONVIF."),
        _("Switch ONVIF on in the camera, or add the camera by its RTSP address."),
    ),
    "refused": (
        _("The device refused the user name or the password."),
        _(
            "Type this device’s own account and ask again. Many cameras need an ONVIF user of their own."
        ),
    ),
    "not_allowed": (
        _("The account may not read the camera’s settings."),
        _("Give the account the role of an operator in the camera, or use another one."),
    ),
    "redirected": (
        _("The device sends us to another address: nothing is asked there."),
        _("Add the camera by its RTSP address."),
    ),
    "no_streams": (
        _("The device names no stream that can be recorded."),
        _("Set the camera to H.264 or H.265, or add it by its RTSP address."),
    ),
    "helper_ended": (
        _("The search was interrupted."),
        _("Look again."),
    ),
    "forbidden_address": (
        _("This address can’t be a camera’s."),
        _("Check the network: a camera has an address of the school’s own network."),
    ),
}
_OTHERWISE: tuple[Words, Words] = (
    _("The device answers in a way that can’t be understood."),
    _("Add the camera by its RTSP address."),
)


def problem_of(code: str) -> str:
    return str(_SAID.get(code, _OTHERWISE)[0])


def advice_on(code: str) -> str:
    return str(_SAID.get(code, _OTHERWISE)[1])
