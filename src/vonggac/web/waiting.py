"""Something that waits for one person: what every room tells the home page (``web.home.tasks``)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """``title``: a number and a step, never somebody's name where it tells of a request."""

    title: str
    url: str
    due_us: int | None = None
    """None: nothing runs out."""
    red: bool = False
    """It is late already."""
