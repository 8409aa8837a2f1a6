"""Why a device could not be asked: what every function of this room raises, and nothing else."""

from vonggac.kernel.redaction import redact

LONGEST_DETAIL = 200

UNREACHABLE = "unreachable"
"""Nobody answers there."""
TIMED_OUT = "timed_out"
"""It answers too slowly, or never to the end."""
NOT_ONVIF = "not_onvif"
"""Something answers, and not in ONVIF."""
REFUSED = "refused"
"""Name or password are wrong; or three log-ins were tried and no more are made."""
NOT_ALLOWED = "not_allowed"
"""The account was let in, and may not ask this."""
TOO_LARGE = "too_large"
"""A reply longer than 2 MB, or one that grows without end."""
BAD_XML = "bad_xml"
"""A reply with a DTD, entities, too deep, or no XML at all."""
REDIRECTED = "redirected"
"""It sends us elsewhere: we go nowhere that nobody entered."""
UNSUPPORTED = "unsupported"
"""The device says that it does not know this."""
FORBIDDEN = "forbidden_address"
"""No camera may be at this address (ACCESS §3.4)."""
BROKEN = "helper_ended"
"""Our own helper process ended; asking again starts another."""


class OnvifFault(Exception):
    """``code`` is one of this module's; ``detail`` is for the technician and holds no credentials."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = redact(detail)[:LONGEST_DETAIL]
        super().__init__(f"{code}: {self.detail}")
