"""Writes of the room: from noting a suspicion to the end of a case; every line of the dossier."""

from vonggac.duty import services as duty
from vonggac.incidents.services.joining import join
from vonggac.incidents.services.opening import open_case, suspect
from vonggac.incidents.services.working import (
    add_line,
    correct_line,
    direct,
    end,
    give_result,
    handle,
    join_directive,
    pass_on,
    place_hold,
    report,
    tell_late,
)
from vonggac.incidents.services.writing import line_text

__all__ = [
    "add_line",
    "correct_line",
    "direct",
    "end",
    "give_result",
    "handle",
    "join",
    "join_directive",
    "line_text",
    "open_case",
    "pass_on",
    "place_hold",
    "report",
    "suspect",
    "tell_late",
]

duty.join_with(join)
