"""What the player's page asks for in JSON, checked for shape: a pass, cameras, a range."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing

from vonggac.kernel.authority import Grant, Refusal
from vonggac.kernel.ranges import Range
from vonggac.web.playback.forms import MOST_CAMERAS, instant_in
from vonggac.web.playback.opening import Pass, permitted
from vonggac.web.viewer import PageRequest


class BadRequest(ValueError):
    """Answered 400."""


@dataclass(frozen=True, slots=True)
class Asked:
    entry: Pass
    cameras: tuple[str, ...]
    range: Range
    body: Mapping[str, Any]

    def grant(self, at_us: int) -> Grant | Refusal:
        """Whether cameras and range are permitted to this login now."""
        return permitted(self.entry, self.cameras, self.range, at_us)


def asked_in(request: PageRequest) -> Asked:
    """``{pass, cameras, from, to, …}``. Raises BadRequest."""
    try:
        body = json.loads(request.body)
        entry = Pass.read(str(body["pass"]), request.viewer.session)
        cameras = tuple(dict.fromkeys(str(each) for each in body["cameras"]))
        from_us, to_us = instant_in(str(body["from"])), instant_in(str(body["to"]))
    except (ValueError, KeyError, TypeError, RecursionError, signing.BadSignature) as error:
        raise BadRequest(str(error)) from None
    if not 1 <= len(cameras) <= MOST_CAMERAS or not from_us or not to_us or from_us >= to_us:
        raise BadRequest("cameras or range")
    return Asked(entry, cameras, Range(from_us, to_us), body)
