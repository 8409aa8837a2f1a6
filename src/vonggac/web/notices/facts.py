"""What the shell shows of a person's notices: a count, and banners of what is urgent."""

from typing import Any
from uuid import UUID

from vonggac.notices import selectors
from vonggac.web.notices.sentences import told


def bell_facts(person: UUID) -> dict[str, Any]:
    """``bell_mark`` is another one whenever something else is to be shown."""
    count = selectors.unread(person).count()
    urgent = selectors.urgent(person)
    mark = "-".join([str(count), *(f"{each.id.hex[:12]}.{each.times}" for each in urgent)])
    return {
        "bell_count": count,
        "bell_urgent": [told(each) for each in urgent[:1]],
        "bell_more": max(0, len(urgent) - 1),
        "bell_mark": mark,
    }
