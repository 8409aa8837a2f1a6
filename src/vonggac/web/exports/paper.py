"""READ-ME-FIRST in the paper's own words: what ``evidence.read_me`` says in numbers, as a person reads it.

In Vietnamese whatever the page's language: the paper goes out of the school.
"""

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from vonggac.documents import client
from vonggac.kernel.authority import Purpose
from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.instants import to_datetime
from vonggac.kernel.streams import GapCause
from vonggac.web.local_time import local
from vonggac.web.words import CAUSES, PURPOSES

Facts = Mapping[str, Any]


def render(form: str, facts: Facts) -> bytes:
    """The PDF. Raises ``documents.client.NotRendered``."""
    with translation.override("vi"):
        return client.render(form, paper(facts), "pdf", at_us=facts["made_us"])


def paper(facts: Facts) -> dict[str, Any]:
    """Fields of the form ``read_me_first``."""
    clips = facts["given"]
    covered = any("masks_sha256" in each.get("made", {}) for each in facts["files"])
    return {
        "authority": facts.get("authority", "").upper(),
        "school": facts["school"].upper(),
        "number": facts["export"],
        "requester": _("%(who)s, for %(recipient)s: %(reason)s")
        % {"who": facts["requester"], "recipient": facts["recipient"], "reason": facts["reason"]},
        "request_no": facts["request_ref"] or facts["basis_ref"],
        "purpose": str(PURPOSES[Purpose(facts["purpose"])]),
        "approvals": facts["approver"],
        "maker": facts["requester"],
        "made_at": _both(facts["made_us"]),
        "cameras": [_camera(each, clips, facts) for each in facts["cameras"]],
        "system_clock": _clock(facts["clock"]),
        "gaps": [_gap(each, facts) for each in facts["not_given"]] or [_("None.")],
        "files": [_file(each, covered=covered) for each in facts["files"]],
        "keys": _keys(facts),
        "software": _("Vọng Gác; the time-stamp is by an outside authority.")
        if facts["outside_time"]
        else _("Vọng Gác; the time-stamp is by the school’s own clock, which is no authority."),
    }


def _camera(camera: Facts, clips: list[Facts], facts: Facts) -> dict[str, str]:
    """The range that was approved; what is given ends at borders of the recording, at most a few seconds further."""
    mine = [each for each in clips if each["camera"] == camera["id"]]
    low = min((each["from_us"] for each in mine), default=facts["from_us"])
    high = max((each["to_us"] for each in mine), default=facts["to_us"])
    return {
        "camera": camera["id"],
        "place": camera["place"],
        "footage_local": f"{_local(low)} – {_local(high)}",
        "footage_utc": f"{_utc(low)} – {_utc(high)}",
        "clock_offset": _camera_clock(camera),
    }


def _camera_clock(camera: Facts) -> str:
    """With the instant: a clock drifts, and was measured when the package was made, not when the footage was."""
    if camera["clock_off_us"] is None:
        return _("not measured")
    offset = f"{camera['clock_off_us'] / SECOND_US:+.1f} s".replace(".", ",")
    return f"{offset} ({_local(camera['clock_at_us'])})" if camera["clock_at_us"] else offset


def _gap(gap: Facts, facts: Facts) -> str:
    to_us = facts["to_us"] if gap["to_us"] is None else gap["to_us"]
    low, high = max(gap["from_us"], facts["from_us"]), min(to_us, facts["to_us"])
    words = {
        "undisclosed": _("recorded, not given; told by its hash"),
        "erased": _("erased when its days were over"),
    }
    why = words.get(gap["why"]) or str(CAUSES[GapCause(gap["why"])])
    return f"{gap['camera']}: {_local(low)} – {_local(high)}: {why}."


def _file(file: Facts, *, covered: bool) -> dict[str, str]:
    master = file["kind"] == "master"
    kind = _("Master") if master else _("Viewing copy, no evidence")
    if master and "leaves" in file:
        kind = _("Master, a part of its minute")
    if covered:
        kind = _("Viewing copy, covered; no evidence")
    size = f"{file['bytes'] / 1_000_000:.1f} MB".replace(".", ",")
    return {"name": file["path"], "kind": kind, "size": size, "sha256": file["sha256"]}


def _keys(facts: Facts) -> list[dict[str, str]]:
    prints = facts["fingerprints"]
    clock = (
        _("Time-stamp authority") if facts["outside_time"] else _("School’s clock, no authority")
    )
    named = (
        (_("Evidence authority (ca.pem)"), prints["ca"]),
        (_("System log (log.vkey)"), prints["log"]),
        (f"{clock} (tsa-ca.pem)", prints["tsa"]),
    )
    return [{"name": name, "fingerprint": each} for name, each in named]


def _clock(clock: Facts) -> str:
    if "off_us" not in clock:
        return _("not compared with a reference clock")
    return f"{clock['off_us'] / SECOND_US:+.3f} s ({str(clock['src']).upper()})".replace(".", ",")


def _local(at_us: int) -> str:
    return local(at_us).strftime("%H:%M:%S %d/%m/%Y")


def _utc(at_us: int) -> str:
    return to_datetime(at_us).strftime("%Y-%m-%d %H:%M:%SZ")


def _both(at_us: int) -> str:
    return f"{_local(at_us)} ({to_datetime(at_us):%H:%M:%SZ})"
