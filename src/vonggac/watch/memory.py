"""What ``watch`` must still know of a camera after a restart: ``<data>/heat/<camera>/memory.json``.

Open events, so that none stays open for ever, and the facts that a healthy stream had. A memory that is lost costs
little: open events of the last days are found in the journals, facts are learnt anew.
"""

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from vonggac.kernel.events import Event, parse_event
from vonggac.kernel.files import write_whole
from vonggac.watch.plan import StreamFacts

log = logging.getLogger(__name__)

_LARGEST_BYTES = 1 << 20
_JOURNALS = 3
"""Newest journals that are read for open events where the memory names none; all of them where there is no memory."""


@dataclass(slots=True)
class Memory:
    """Of one camera."""

    installed: str = ""
    """For which installation the facts were learnt (``WatchedCamera.installed``)."""
    facts: dict[str, StreamFacts] = field(default_factory=dict)
    """Stream → what it was like in its first healthy minute."""
    open: dict[str, Event] = field(default_factory=dict)
    """By id: said in the journal without an end."""

    def to_json(self) -> bytes:
        facts = {stream: asdict(each) for stream, each in self.facts.items()}
        lines = [each.to_line().decode().rstrip("\n") for each in self.open.values()]
        return json.dumps({"installed": self.installed, "facts": facts, "open": lines}).encode()


def recall(heat: Path, events: Path, camera: str) -> Memory:
    """The memory, with events that the journals know to be open. Never raises for what it finds.

    ``heat``, ``events``: of ``DataFolder``.
    """
    memory, whole = Memory(), False
    try:
        text = _path(heat, camera).read_bytes()
        if len(text) > _LARGEST_BYTES:
            raise ValueError("larger than a memory is")
        memory, whole = _parsed(json.loads(text), camera), True
    except FileNotFoundError:
        pass
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        log.warning("%s: its memory cannot be read: %s", camera, type(fault).__name__)
    memory.open |= {each.id: each for each in _open_in_journals(events / camera, camera, whole)}
    return memory


def keep(heat: Path, camera: str, memory: Memory) -> None:
    """Durable when it returns. Raises OSError."""
    write_whole(_path(heat, camera), memory.to_json())


def _path(heat: Path, camera: str) -> Path:
    return heat / camera / "memory.json"


def _parsed(raw: dict[str, Any], camera: str) -> Memory:
    facts = {str(stream): StreamFacts(**each) for stream, each in raw["facts"].items()}
    events = [parse_event(line.encode(), camera) for line in raw["open"]]
    return Memory(str(raw["installed"]), facts, {each.id: each for each in events})


def _open_in_journals(folder: Path, camera: str, newest_only: bool) -> Iterator[Event]:
    paths = sorted(folder.glob("*.watch.jsonl"), reverse=True)
    for path in paths[: _JOURNALS if newest_only else None]:
        try:
            lines = path.read_bytes().split(b"\n")
        except OSError:
            continue
        last: dict[str, Event] = {}
        for line in lines:
            try:
                event = parse_event(line, camera)
            except ValueError:
                continue
            last[event.id] = event
        yield from (each for each in last.values() if each.to_us is None)
