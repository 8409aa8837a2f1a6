"""Every way in which a camera's stream fails to begin or ends, as the fault that the recorder acts
on.

Causes are those of a gap; codes are what the page has a sentence for. A detail repeats outside
text, so credentials are taken out of it here.
"""

from vonggac.kernel.redaction import redact
from vonggac.kernel.streams import GapCause, SourceFault

_MAX_DETAIL = 200


def _fault(cause: GapCause, code: str, detail: str, *, lasting: bool = False) -> SourceFault:
    return SourceFault(cause, code, redact(detail)[:_MAX_DETAIL], lasting)


def unreachable(detail: str) -> SourceFault:
    """No connection, or one that breaks before the stream stands."""
    return _fault(GapCause.CAMERA_UNREACHABLE, "unreachable", detail)


def ended(detail: str) -> SourceFault:
    """The camera ended a stream that stood."""
    return _fault(GapCause.CAMERA_UNREACHABLE, "ended", detail)


def not_rtsp(detail: str) -> SourceFault:
    """Something answers, and not in RTSP."""
    return _fault(GapCause.CAMERA_UNREACHABLE, "not_rtsp", detail)


def not_found(detail: str) -> SourceFault:
    """The camera knows no stream under this path."""
    return _fault(GapCause.CAMERA_UNREACHABLE, "not_found", detail)


def redirected(detail: str) -> SourceFault:
    """The camera sends us to another machine: we go nowhere that nobody entered."""
    return _fault(GapCause.CAMERA_UNREACHABLE, "redirected", detail)


def refused(detail: str) -> SourceFault:
    """Name or password are wrong, or the account may not see this stream."""
    return _fault(GapCause.CREDENTIALS_REFUSED, "refused", detail, lasting=True)


def transport_refused(detail: str) -> SourceFault:
    """The camera gives the stream, and not by this transport."""
    return _fault(GapCause.CAMERA_UNREACHABLE, "transport_refused", detail)


def no_video(detail: str) -> SourceFault:
    return _fault(GapCause.STREAM_UNDECODABLE, "no_video", detail, lasting=True)


def unknown_codec(detail: str) -> SourceFault:
    return _fault(GapCause.STREAM_UNDECODABLE, "unknown_codec", detail, lasting=True)


def no_parameters(detail: str) -> SourceFault:
    """Pictures come, and never the parameter sets without which nobody can decode them."""
    return _fault(GapCause.STREAM_UNDECODABLE, "no_parameters", detail)


def garbage(detail: str) -> SourceFault:
    """The stream stood, and what comes now is neither packets nor messages."""
    return _fault(GapCause.STREAM_UNDECODABLE, "garbage", detail)


def stalled(detail: str) -> SourceFault:
    return _fault(GapCause.STREAM_STALLED, "stalled", detail)
