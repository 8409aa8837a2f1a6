"""Tables of requests. Data and constraints only; triggers in the migration."""

from vonggac.disclosures.models.carrying import Handover, MediumClosed, Minutes, Paper
from vonggac.disclosures.models.requests import (
    MAX_FOOTAGE_US,
    Decision,
    Request,
    RequestCamera,
    RequestLine,
    RequestLineKey,
    RequestSubject,
    TimeLimits,
)

__all__ = [
    "MAX_FOOTAGE_US",
    "Decision",
    "Handover",
    "MediumClosed",
    "Minutes",
    "Paper",
    "Request",
    "RequestCamera",
    "RequestLine",
    "RequestLineKey",
    "RequestSubject",
    "TimeLimits",
]
