"""Reads that all proceedings share."""

from vonggac.proceedings.bases import Proceeding


def stands_since(row: Proceeding) -> int:
    """The instant, µs UTC, in which it came into the state that it is in: by the lines of its file."""
    since_us = row.opened_us
    lines = row.lines.order_by("-place").values_list("state", "at_us")
    for state, at_us in lines:
        if state != row.state:
            break
        since_us = at_us
    return since_us
