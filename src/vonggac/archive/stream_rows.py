"""Streams as the index knows them."""

from dataclasses import dataclass

from vonggac.archive.sql import query


@dataclass(frozen=True, slots=True)
class StreamRow:
    id: int
    camera: str
    name: str
    commissioned_us: int | None
    next_seq: int
    last_idx: int | None
    longest_us: int
    newest_us: int | None


def stream_row(camera: str, stream: str) -> StreamRow | None:
    """None where nothing was ever said of such a stream."""
    found = query(_STREAM + " WHERE camera = %s AND name = %s", (camera, stream))
    return StreamRow(*found[0]) if found else None


def stream_rows() -> list[StreamRow]:
    return [StreamRow(*row) for row in query(_STREAM + " ORDER BY camera, name")]


_STREAM = (
    "SELECT id, camera, name, commissioned_us, next_seq, last_idx, longest_us, newest_us"
    " FROM archive_stream"
)


def known_until(camera: str) -> dict[str, tuple[int, str]]:
    """By stream: until when footage and gaps are known, and the cause of the gap that is open since then, or ``""``."""
    found: dict[str, tuple[int, str]] = {}
    for stream, newest_us, from_us, to_us, cause in query(_KNOWN, (camera,)):
        open_since = from_us is not None and to_us is None and from_us >= (newest_us or 0)
        until_us = from_us if open_since else max(newest_us or 0, to_us or 0)
        if until_us:
            found[stream] = until_us, cause if open_since else ""
    return found


_KNOWN = (
    "SELECT s.name, s.newest_us, g.from_us, g.to_us, g.cause FROM archive_stream s"
    " LEFT JOIN archive_gap g ON g.id = (SELECT id FROM archive_gap WHERE stream_id = s.id"
    " ORDER BY from_us DESC, id DESC LIMIT 1) WHERE s.camera = %s"
)
